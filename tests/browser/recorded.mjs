// The page of a recorded run, a week after another: what changed, since when,
// and the lists that the first screen folds.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { folder, it, open, tiendo } from './harness.mjs';
import { LANGS, browser } from './an_giang.mjs';
import { day, same } from './numbers.mjs';

const store = join(folder, 'two-runs.db');
const NEXT = 'datasets/an-giang-december/submissions_illustrative.csv';

function record(asOf) {
  tiendo('run', store, '--as-of', asOf, '--quiet', '--fail-on', 'never');
}

tiendo('import', store, 'datasets/an-giang', '--quiet');
record('2026-11-30');
tiendo('import', store, NEXT, '--quiet');
record('2026-12-07');

const brief = {}, pages = {};
for (const lang of LANGS) {
  const say = (...args) => tiendo('report', store, '--run', 'latest', '--quiet',
    '--lang', lang, ...args);
  brief[lang] = JSON.parse(say('--format', 'json'));
  const path = join(folder, `recorded-${lang}.html`);
  writeFileSync(path, say());
  pages[lang] = open(browser, path);
}

// Numbers of a line, but for those of its days and codes.
function numbers(line) {
  return line.match(/(?<![\w/.-])\d[\d.,]*(?![\w/-])/g)
    .map((s) => s.replace(/[.,]$/, ''));
}

for (const lang of LANGS) {
  const { since_last: since, ...all } = brief[lang];

  it(`${lang}: what changed is what the run has recorded`, async () => {
    const p = await pages[lang];
    const lines = await p.$$eval('#sum-since p', (list) => list.map(
      (el) => el.textContent));
    assert.ok(lines[0].includes(day(since.as_of, lang)), lines[0]);
    assert.ok(lines[0].includes(all.run.id), lines[0]);
    const counted = ['new', 'reopened', 'changed', 'resolved', 'ongoing',
      'stale', 'waived'].map((state) => since[state]).filter((n) => n > 0);
    const shown = numbers(lines[1]);
    assert.equal(shown.length, counted.length, lines[1]);
    assert.ok(counted.length > 2);
    shown.forEach((text, i) => same(text, counted[i], lang, lines[1]));
    assert.equal(await p.locator('#part-resolved .f').count(),
      since.resolved);
    assert.equal(all.resolved.length, since.resolved);
  });

  it(`${lang}: leads from what changed to the findings`, async () => {
    const p = await pages[lang];
    for (const state of ['new', 'resolved', 'ongoing']) {
      await p.click(`#sum-since a[data-f="state=${state}"]`);
      await p.waitForFunction((s) => location.hash === `#state=${s}`, state);
      const seen = await p.$$eval('.f', (list) => list.filter(
        (el) => el.offsetParent).length);
      assert.equal(seen, since[state], state);
    }
    await p.click('#filter [type=reset]');
    await p.waitForFunction(() => location.hash === '#findings');
  });

  it(`${lang}: each finding says since when it is there`, async () => {
    const p = await pages[lang];
    const lines = Object.fromEntries(await p.$$eval('.f', (list) => list.map(
      (el) => [el.id, el.querySelector('small').textContent])));
    for (const f of all.findings) {
      const line = lines[f.id];
      assert.ok(line.includes(day(f.since, lang)), `${f.id}: ${line}`);
      same(line.match(/\((\d[\d.,]*)/)[1], f.age_days, lang, line);
    }
  });

  it(`${lang}: overdue reports have their days`, async () => {
    const p = await pages[lang];
    const rows = await p.$$eval('#overdue tbody tr', (list) => list.map(
      (tr) => [...tr.children].map((td) => td.textContent)));
    const missing = all.due.filter((r) => r.status === 'missing');
    assert.equal(rows.length, missing.length);
    rows.forEach(([, , due, late], i) => {
      assert.equal(due, day(missing[i].due, lang));
      same(late, missing[i].days_late, lang, `row ${i}`);
    });
  });

  it(`${lang}: the folded lists of the first screen are the JSON's`,
    async () => {
      const p = await pages[lang];
      for (const [id, list, least] of [
        ['sum-commitments details', all.cannot_tell, all.cannot_tell.length],
        ['sum-gaps details', all.gaps, 6]]) {
        const shown = await p.$$eval(`#${id} li b`, (els) => els.map(
          (el) => el.textContent));
        assert.equal(shown.length, least);
        shown.forEach((text, i) => same(text, list[i].n, lang, id));
      }
    });

  it(`${lang}: commitments have base, path and pace of the JSON`, async () => {
    const p = await pages[lang];
    let n = 0;
    for (const c of all.commitments.filter((row) => row.points > 0)) {
      const cells = await p.$$eval(
        `[id="c-${c.code.replaceAll('/', '.')}"] dd`,
        (list) => list.map((el) => el.textContent));
      for (const value of [c.expected, c.baseline_value].filter(
        (v) => v !== undefined && v !== null)) {
        n += 1;
        assert.ok(cells.some((text) => Math.abs(Number(text.split(/[\s(]/)[0]
          .replace(...(lang === 'vi' ? [/\./g, ''] : [/,/g, '']))
          .replace(',', '.')) - value) <= 0.00501),
        `${c.code}: ${value} in ${cells}`);
      }
    }
    assert.ok(n > 2, `${n} numbers compared`);
  });
}
