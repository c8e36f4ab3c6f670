// Every number of the page equals what the program says as JSON.
import assert from 'node:assert/strict';
import { it } from './harness.mjs';
import { LANGS, check, page, rates, report, reports } from './an_giang.mjs';
import { day, isShown, same, share, tells } from './numbers.mjs';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

// How often each value of a key occurs.
function tally(list, key) {
  const out = {};
  for (const row of list) { out[row[key]] = (out[row[key]] || 0) + 1; }
  return out;
}

function texts(p, selector) {
  return p.$$eval(selector, (list) => list.map((el) => el.textContent.trim()));
}

// A text of the evidence as the page has it.
function told(value, lang) {
  return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value, lang) : value;
}

// What stands in a legend, by its name.
function legend(p, id) {
  return p.$$eval(`#sum-${id} b[data-n]`, (list) => Object.fromEntries(
    list.map((el) => [el.dataset.n, el.textContent])));
}

for (const lang of LANGS) {
  const brief = report[lang], result = check[lang];

  it(`${lang}: the first screen counts commitments as they were judged`,
    async () => {
      const shown = await legend(await page(lang), 'commitments');
      const counted = tally(brief.commitments, 'class');
      assert.equal(Object.keys(shown).length, 5);
      for (const [name, text] of Object.entries(shown)) {
        same(text, counted[name] || 0, lang, name);
        same(text, brief.counts.commitments[name], lang, name);
      }
      const [head] = await texts(await page(lang), '#sum-commitments h3');
      same(head.match(/^\S+/)[0], brief.commitments.length, lang, head);
    });

  it(`${lang}: and reports as they stand in the plan`, async () => {
    const shown = await legend(await page(lang), 'reports');
    const counted = tally(reports, 'status');
    assert.equal(Object.keys(shown).length, 4);
    for (const [name, text] of Object.entries(shown)) {
      same(text, counted[name] || 0, lang, name);
    }
    const [soon, rate] = await texts(await page(lang), '#sum-reports .rest');
    const due = result.findings.filter((f) => f.rule === 'reporting.due_soon');
    same(soon.match(/\d+/)[0], due.length, lang, soon);
    const [complete, timely] = rate.match(/[\d.,]+(?=\s*%)/g);
    share(complete, rates.total.completeness, lang, rate);
    share(timely, rates.total.timeliness, lang, rate);
    same(rate.match(/\d+(?=\D*$)/)[0], rates.total.expected, lang, rate);
  });

  it(`${lang}: and findings as the check has them`, async () => {
    const shown = await legend(await page(lang), 'findings');
    const counted = tally(result.findings, 'severity');
    for (const name of SEVERITIES) {
      same(shown[name], counted[name] || 0, lang, name);
    }
    const [head] = await texts(await page(lang), '#sum-findings h3');
    same(head.match(/^\S+/)[0], result.findings.length, lang, head);
    const invented = result.findings.filter((f) => f.illustrative).length;
    const [rest] = await texts(await page(lang), '#sum-findings .rest');
    same(rest.match(/\d+/)[0], invented, lang, rest);
  });

  it(`${lang}: and what was not evaluated`, async () => {
    const [line] = await texts(await page(lang), '#sum-gaps > p');
    const sum = (key) => result.checks.reduce((n, c) => n + c[key], 0);
    const judged = sum('pass') + sum('fail') + sum('waived');
    const silent = result.checks.filter(
      (c) => c.pass + c.fail + c.waived === 0).length;
    const numbers = line.match(/\d[\d.,]*/g);
    const expected = [judged, sum('evaluated'), sum('no-data'), silent,
      result.checks.length];
    assert.equal(numbers.length, expected.length, line);
    numbers.forEach((text, i) => same(text.replace(/[.,]$/, ''), expected[i],
      lang, line));
  });

  it(`${lang}: the goals show their findings and commitments`, async () => {
    const p = await page(lang);
    for (const goal of brief.goals) {
      const id = goal.code ? `g-${goal.code}` : 'g-none';
      const at = `[id="${id}"]`;
      const found = result.findings.filter(
        (f) => (f.subject.goal || undefined) === goal.code);
      const [line] = await texts(p, `${at} .found`);
      same(line.match(/^\S+/)[0], found.length, lang, line);
      const counted = tally(found, 'severity');
      const marks = await p.$$eval(`${at} .counts > span`, (list) => list.map(
        (el) => [el.querySelector('use').getAttribute('href'),
          el.lastChild.textContent]));
      assert.equal(marks.length, Object.keys(counted).length);
      for (const [href, text] of marks) {
        same(text, counted[href.replace('#m-', '')], lang, `${id} ${href}`);
      }
      const promised = brief.commitments.filter((c) => c.goal === goal.code);
      const [first] = await texts(p, `${at} .rest`);
      const numbers = first.match(/\d+/g) || ['0'];
      same(numbers[0], promised.length, lang, first);
      assert.equal(numbers.length === 1 ? 0
        : numbers.slice(1).reduce((n, s) => n + Number(s), 0),
      promised.length, first);
    }
  });

  it(`${lang}: the agencies show what they lead, owe and are told`,
    async () => {
      const p = await page(lang);
      const rows = await p.$$eval('#agencies tbody tr', (list) => list.map(
        (tr) => [tr.id, ...[...tr.children].map((td) => td.textContent)]));
      assert.equal(rows.length, brief.agencies.length);
      for (const [id, name, leads, part, promised, found, expected, complete,
        timely] of rows) {
        const code = id.replace('a-', '');
        const agency = brief.agencies.find((a) => a.code === code);
        const rate = rates.agency.find((a) => a.code === code);
        const number = (text) => (text === '–' ? '0' : text);
        assert.equal(name, agency.label);
        same(number(leads), agency.leads, lang, `${code} leads`);
        same(number(part), agency.coordinates, lang, `${code} takes part`);
        same(number(promised), brief.commitments.filter(
          (c) => c.agency === code).length, lang, `${code} commitments`);
        same(number(found).match(/^\S+/)[0], result.findings.filter(
          (f) => f.subject.agency === code).length, lang, `${code} findings`);
        same(number(expected), rate?.expected || 0, lang, `${code} due`);
        if (!rate?.expected) {
          assert.equal(complete + timely, '––');
          continue;
        }
        share(complete, rate.completeness, lang, `${code} complete`);
        share(timely, rate.timeliness, lang, `${code} in time`);
      }
    });

  it(`${lang}: the calendar has the days that reports are due`, async () => {
    const p = await page(lang);
    const entries = await p.$$eval('#calendar .month li', (list) => list.map(
      (li) => [li.querySelector('.day').textContent, li.textContent]));
    const pending = reports.filter((r) => r.status === 'pending'
      && r.due <= brief.until_day);
    assert.ok(pending.length > 0);
    assert.equal(entries.length, brief.calendar.length);
    const days = new Set(pending.map((r) => day(r.due, lang)));
    assert.deepEqual(new Set(entries.map((e) => e[0])), days);
    for (const [i, entry] of brief.calendar.entries()) {
      const owed = pending.filter((r) => r.due === entry.day
        && r.obligation.code === entry.code);
      assert.equal(entry.n, owed.length);
      assert.match(entries[i][1], new RegExp(`\\b${owed.length} `));
      assert.match(entries[i][1], new RegExp(`\\b${entry.working_days} `));
    }
    const overdue = reports.filter((r) => r.status === 'missing');
    const rows = await p.$$eval('#overdue tbody tr', (list) => list.length);
    assert.equal(rows, overdue.length);
  });

  it(`${lang}: each finding has its message, evidence and source`, async () => {
    const p = await page(lang);
    const shown = await p.$$eval('.f', (list) => list.map((el) => ({
      id: el.id, message: el.querySelector('summary').textContent,
      severity: el.closest('.g').dataset.v, goal: el.dataset.g,
      agency: el.dataset.a, line: el.querySelector('small').textContent,
      values: [...el.querySelectorAll('dd')].map((dd) => dd.textContent) })));
    const byId = Object.fromEntries(shown.map((f) => [f.id, f]));
    assert.equal(shown.length, result.findings.length);
    let numbers = 0;
    for (const f of result.findings) {
      const el = byId[f.id];
      assert.ok(el, f.id);
      assert.ok(el.message.includes(f.message), `${el.message} / ${f.message}`);
      assert.equal(el.severity, f.severity);
      assert.equal(el.goal || null, f.subject.goal);
      assert.equal(el.agency || null, f.subject.agency);
      const [code, ...values] = el.values;
      assert.equal(code, f.subject.code);
      // Each is told by the message or stands below it.
      for (const value of Object.values(f.evidence)) {
        const isNumber = typeof value === 'number';
        const at = values.findIndex((text) => (isNumber
          ? isShown(text, value, lang) : text === told(value, lang)));
        if (at >= 0) {
          values.splice(at, 1);
        } else if (isNumber) {
          assert.ok(tells(f.message, value, lang),
            `${f.rule} ${f.subject.code}: ${value} in "${f.message}"`);
        }
        numbers += isNumber ? 1 : 0;
      }
    }
    assert.ok(numbers > 400, `${numbers} numbers compared`);
  });

  it(`${lang}: each check has its counts`, async () => {
    const p = await page(lang);
    const rows = await p.$$eval('#checks tbody tr', (list) => list.map(
      (tr) => [tr.querySelector('code').textContent,
        ...[...tr.querySelectorAll('td')].map((td) => td.textContent)]));
    assert.equal(rows.length, result.checks.length);
    const keys = ['evaluated', 'pass', 'fail', 'no-data', 'not-due',
      'not-applicable', 'waived', 'error'].filter((key, i) => i < 4
      || result.checks.some((c) => c[key] > 0));
    rows.forEach(([rule, ...cells], i) => {
      assert.equal(rule, result.checks[i].rule);
      assert.equal(cells.length, keys.length);
      keys.forEach((key, k) => same(cells[k] === '–' ? '0' : cells[k],
        result.checks[i][key], lang, `${rule} ${key}`));
    });
  });

  it(`${lang}: each commitment has its number, day, figure and chart`,
    async () => {
      const p = await page(lang);
      for (const c of brief.commitments) {
        const id = `c-${c.code.replaceAll('/', '.')}`;
        const el = await p.$(`[id="${id}"]`);
        assert.ok(el, c.code);
        const text = (await el.textContent()).replaceAll('\u00a0', ' ');
        const form = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB',
          { maximumFractionDigits: 4 });
        assert.ok(text.includes(form.format(c.value)), `${c.code}: ${text}`);
        assert.ok(text.includes(day(c.deadline, lang)), c.code);
        assert.equal(Boolean(await el.$('svg.td-chart')), c.points > 0);
        if (c.latest) {
          assert.ok(text.includes(form.format(c.latest.value)), c.code);
        }
        if (c.ratio) {
          const [shown] = text.match(/[\d.,]+(?= %[^%]*$)/m) || [];
          assert.ok(text.includes('%') && shown, c.code);
          const all = text.match(/[\d.,]+(?= %)/g);
          assert.ok(all.some((s) => Math.abs(Number(s.replace(',', '.'))
            - c.ratio * 100) < 0.0501), `${c.code} ${c.ratio}: ${all}`);
        }
      }
    });
}
