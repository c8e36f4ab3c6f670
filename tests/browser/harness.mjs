// Tests as sentences, told in TAP; a browser; the program.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const tests = [];

export function it(name, run) {
  tests.push({ name, run });
}

export const folder = mkdtempSync(join(tmpdir(), 'tiendo-page-'));

// What `tiendo ...` prints. 1 is the exit status of a check that found
// something.
export function tiendo(...args) {
  try {
    return execFileSync(process.env.TIENDO || 'build/dev/tiendo', args,
      { encoding: 'utf8', maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (e) {
    if (e.status === 1) { return e.stdout; }
    throw new Error(`tiendo ${args.join(' ')}: ${e.stderr}`);
  }
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update',
      '--disable-sync'],
  });
}

// A page of the report, and all that it asked for or complained of.
export async function open(browser, path, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 }, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.requests = [];
  page.on('console', (m) => page.complaints.push(m.text()));
  page.on('pageerror', (e) => page.complaints.push(e.message));
  page.on('dialog', (d) => { page.complaints.push('dialog'); d.dismiss(); });
  page.on('request', (r) => page.requests.push(r.url()));
  await page.goto(`file://${path}`);
  return page;
}

export async function run() {
  let failed = 0;
  console.log(`1..${tests.length}`);
  for (const [i, test] of tests.entries()) {
    try {
      await test.run();
      console.log(`ok ${i + 1} - ${test.name}`);
    } catch (e) {
      failed += 1;
      console.log(`not ok ${i + 1} - ${test.name}`);
      console.log(String(e.stack).split('\n').slice(0, 30)
        .map((line) => `# ${line}`).join('\n'));
    }
  }
  rmSync(folder, { recursive: true });
  process.exit(failed ? 1 : 0);
}
