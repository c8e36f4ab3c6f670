// How long Chromium takes from the file to a page that can be read and used:
//   node page.mjs FILE        prints seconds, the best of three
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/build/browser/`);
const { chromium } = require('playwright-core');

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update',
    '--disable-sync'],
});
let best = Infinity;
for (let i = 0; i < 3; i += 1) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const start = performance.now();
  await page.goto(`file://${process.argv[2]}`);
  // Two frames later what is in sight has been painted.
  await page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
  }));
  best = Math.min(best, (performance.now() - start) / 1000);
  await page.close();
}
await browser.close();
console.log(best.toFixed(3));
