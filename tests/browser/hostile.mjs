// A plan whose every text is hostile stays text.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, it, open, tiendo } from './harness.mjs';
import { browser } from './an_giang.mjs';

const ATTACK = `"'><script>window.hacked=1</script><img src=x onerror=`
  + `"window.hacked=1"></style></svg><iframe src=//example.org></iframe>`
  + '<a href="javascript:window.hacked=1">&lt;{agency}';
const LONG = 'ươ'.repeat(50000);
const TURNED = '\u202egnp.exe\u2066\u200f';

// Columns that hold text for readers.
const TEXTS = new RegExp('^((title|label|name|text)(_en|_vi)?|note|unit|reason'
  + '|licence|publisher|term)$');

const quote = (s) => `"${s.replaceAll('"', '""')}"`;

// Rows of values as they stand in the file.
function split(text) {
  const values = [...text.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g)];
  const rows = [[]];
  for (const [, value, end] of values) {
    rows.at(-1).push(value);
    if (end === '\n') { rows.push([]); }
  }
  return rows.filter((row) => row.length > 1);
}

// The package with a row of everything, every text of it replaced.
function spoil(dir) {
  cpSync('tests/data/everything', dir, { recursive: true });
  let n = 0;
  const spoilt = (name, value, file) => {
    if (name === 'url') { return 'javascript:window.hacked=1'; }
    if (!TEXTS.test(name) || !value) { return value; }
    n += 1;
    return quote(`${ATTACK} ${TURNED} ${n}${
      file + name === 'commitments.csvlabel_en' ? LONG : ''}`);
  };
  for (const name of readdirSync(dir).filter((f) => f.endsWith('.csv')
    && f !== 'agency_names.csv')) {
    const [head, ...rows] = split(readFileSync(join(dir, name), 'utf8'));
    const out = rows.map((row) => row.map((v, i) => spoilt(head[i], v, name)));
    writeFileSync(join(dir, name), [head, ...out].map(
      (row) => row.join(',')).join('\n') + '\n');
  }
  return n;
}

// A rule whose words are hostile too.
const RULE = `local bad = ${JSON.stringify(ATTACK.replace('{agency}', ''))}
return { id = "evil.rule", title = bad, doc = bad .. "\\n\\n" .. bad,
  over = "commitments", severity = "critical", message = bad .. " {note}",
  check = function(c) return { note = bad, list = { bad, c.code } } end }`;

const dir = join(folder, 'hostile'), rules = join(folder, 'rules');
let path;

it('a hostile plan can be written down', () => {
  assert.ok(spoil(dir) > 50);
  mkdirSync(join(rules, 'evil'), { recursive: true });
  writeFileSync(join(rules, 'evil', 'rule.lua'), RULE);
  const store = join(folder, 'hostile.db');
  tiendo('import', store, dir, '--quiet');
  path = join(folder, 'hostile.html');
  tiendo('report', store, '--as-of', '2026-11-23', '--rules', rules, '--quiet',
    '-o', path);
});

it('a hostile plan stays text', async () => {
  const p = await open(browser, path);
  assert.deepEqual(p.complaints, []);
  assert.deepEqual(p.requests, [`file://${path}`]);
  assert.equal(await p.evaluate(() => window.hacked), undefined);
  for (const name of ['script', 'style']) {
    assert.equal(await p.locator(name).count(), 1, name);
  }
  for (const name of ['img', 'iframe', 'object', 'base', '[onerror]',
    'a[href^="javascript" i]', '[style]']) {
    assert.equal(await p.locator(name).count(), 0, name);
  }
  const text = await p.evaluate(() => document.body.innerText);
  assert.ok(text.includes('<script>window.hacked=1</script>'));
  assert.ok(await p.locator('.g.critical .f').count() > 0);
  await p.context().close();
});

it('nothing turns the direction of writing', () => {
  const source = readFileSync(path, 'utf8');
  assert.equal(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(source),
    false);
  assert.ok(source.includes('\ufffdgnp.exe\ufffd\ufffd'));
});

it('a text of 100,000 characters is cut, counted, and breaks no line',
  async () => {
    const source = readFileSync(path, 'utf8');
    assert.ok(source.includes('more characters)'));
    assert.ok(source.length < 1e6, `${source.length} characters`);
    const p = await open(browser, path, { viewport: { width: 390,
      height: 844 } });
    assert.ok(await p.evaluate(() => document.documentElement.scrollWidth
      <= document.documentElement.clientWidth));
    await p.context().close();
  });

it('and the filter works on it', async () => {
  const p = await open(browser, `${path}#severity=critical&text=hacked`);
  const n = await p.$$eval('.f', (list) => list.filter(
    (el) => el.offsetParent).length);
  assert.ok(n > 0);
  assert.equal(await p.evaluate(() => window.hacked), undefined);
  await p.context().close();
});
