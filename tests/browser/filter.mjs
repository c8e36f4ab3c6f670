// The script filters, sorts and remembers; without it nothing is lost.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { folder, it, open, tiendo } from './harness.mjs';
import { browser, check, page, path } from './an_giang.mjs';
import { plain } from './numbers.mjs';

const all = check.vi.findings;

// Ids of the findings that can be seen, in their order.
function seen(p) {
  return p.$$eval('.f', (list) => list.filter((el) => el.offsetParent)
    .map((el) => el.id));
}

async function fits(p, filter) {
  assert.deepEqual((await seen(p)).sort(),
    all.filter(filter).map((f) => f.id).sort());
}

let shared;

// A page as it is when it is opened; a hash needs one of its own.
async function fresh(hash) {
  if (hash) { return open(browser, path('vi') + hash); }
  shared ||= await open(browser, path('vi'));
  await shared.click('#filter [type=reset]');
  await shared.waitForFunction(() => location.hash === '#findings');
  return shared;
}

// What the form does comes after a short wait; its own words tell when.
async function choose(p, name, value) {
  await p.selectOption(`#filter [name=${name}]`, value);
  await p.waitForFunction(([n, v]) => location.hash.includes(`${n}=${v}`),
    [name, value]);
}

it('shows all findings at first, and says so', async () => {
  const p = await fresh();
  await fits(p, () => true);
  assert.equal(await p.textContent('#shown'),
    `Đang hiện ${all.length} trên ${all.length} phát hiện`);
});

it('filters by goal, agency and severity together, and counts', async () => {
  const p = await fresh();
  await choose(p, 'goal', '3');
  await fits(p, (f) => f.subject.goal === '3');
  await choose(p, 'agency', 'so-y-te');
  await choose(p, 'severity', 'medium');
  const wanted = (f) => f.subject.goal === '3'
    && f.subject.agency === 'so-y-te' && f.severity === 'medium';
  await fits(p, wanted);
  const n = all.filter(wanted).length;
  assert.ok(n > 1);
  assert.match(await p.textContent('#shown'), new RegExp(`hiện ${n} trên`));
  const counts = await p.$$eval('.g:not([hidden]) > h4 .c',
    (list) => list.map((el) => Number(el.textContent)));
  assert.equal(counts.reduce((a, b) => a + b, 0), n);
});

it('finds those that belong to no goal', async () => {
  const p = await fresh();
  await choose(p, 'goal', '-');
  await fits(p, (f) => f.subject.goal === null);
});

it('finds text whatever its marks and capitals are', async () => {
  const p = await fresh();
  const texts = Object.fromEntries(await p.$$eval('.f', (list) => list.map(
    (el) => [el.id, `${el.textContent} ${
      el.closest('.g').querySelector('.t').textContent}`])));
  for (const words of ['đúng hạn', 'dung han', 'DUNG HAN', 'sở y tế']) {
    await p.fill('#filter [name=text]', words);
    await p.waitForFunction((s) => new URLSearchParams(
      location.hash.slice(1)).get('text') === s, words);
    const wanted = plain(words).split(' ');
    await fits(p, (f) => wanted.every((w) => plain(texts[f.id]).includes(w)));
    assert.ok((await seen(p)).length > 0, words);
  }
});

it('keeps the filter in the address, for the next reader too', async () => {
  const p = await fresh('#goal=3&severity=medium&sort=agency');
  await fits(p, (f) => f.subject.goal === '3' && f.severity === 'medium');
  assert.equal(await p.inputValue('#filter [name=goal]'), '3');
  await p.reload();
  await fits(p, (f) => f.subject.goal === '3' && f.severity === 'medium');
  await p.click('#filter [type=reset]');
  await p.waitForFunction(() => location.hash === '#findings');
  await fits(p, () => true);
  await p.context().close();
});

it('lets the filter go where the reader goes back', async () => {
  const q = await open(browser, path('vi'));
  await q.click('#sum-findings .legend a >> nth=0');
  await q.waitForFunction(() => location.hash === '#severity=high');
  await q.click('#goals .found a >> nth=2');
  await q.waitForFunction(() => location.hash === '#goal=3');
  await fits(q, (f) => f.subject.goal === '3');
  await q.goBack();
  await fits(q, (f) => f.severity === 'high');
  await q.goBack();
  await q.waitForFunction(() => location.hash === '');
  await fits(q, () => true);
  await q.context().close();
});

it('finds nothing where a link asks for what is no more', async () => {
  const p = await fresh('#agency=so-xay-dung-cu&sort=nothing');
  await fits(p, () => false);
  assert.equal(await p.inputValue('#filter [name=agency]'), 'so-xay-dung-cu');
  assert.equal(await p.inputValue('#filter [name=sort]'), '');
  await p.click('#filter [type=reset]');
  await p.waitForFunction(() => location.hash === '#findings');
  await fits(p, () => true);
  await p.context().close();
});

it('takes an address that is none', async () => {
  const p = await fresh('#%');
  await fits(p, () => true);
  assert.deepEqual(p.complaints, []);
  await p.context().close();
});

it('sorts by agency, then by severity, and back', async () => {
  const p = await fresh();
  const before = await seen(p);
  await choose(p, 'sort', 'agency');
  const order = await seen(p);
  assert.equal(order.length, all.length);
  const at = Object.fromEntries(all.map((f) => [f.id, f]));
  const groups = order.map((id) => at[id].subject.agency);
  const changes = groups.filter((a, i) => a !== groups[i - 1]).length;
  assert.equal(changes, new Set(groups).size);
  const ranks = ['critical', 'high', 'medium', 'low', 'info'];
  order.forEach((id, i) => {
    if (i && groups[i] === groups[i - 1]) {
      assert.ok(ranks.indexOf(at[order[i - 1]].severity)
        <= ranks.indexOf(at[id].severity));
    }
  });
  await p.click('#filter [type=reset]');
  await p.waitForFunction(() => location.hash === '#findings');
  assert.deepEqual(await seen(p), before);
});

it('opens the finding that a link names', async () => {
  const id = all[7].id;
  const p = await fresh(`#${id}`);
  assert.ok(await p.$eval(`[id="${id}"]`, (el) => el.open));
  await p.waitForSelector(`[id="${id}"] > a[href="#${id}"]`);
  await choose(p, 'severity', 'info');
  await p.evaluate((s) => { location.hash = s; }, `${all[0].id}`);
  await p.waitForFunction((s) => document.getElementById(s).open
    && document.getElementById(s).offsetParent, `${all[0].id}`);
  await p.context().close();
});

it('leads from the first screen to what is counted there', async () => {
  const p = await fresh();
  await p.click('#sum-findings .legend a >> nth=0');
  await p.waitForFunction(() => location.hash === '#severity=high');
  await fits(p, (f) => f.severity === 'high');
});

it('says the same with scripts off', async () => {
  const p = await open(browser, path('vi'), { javaScriptEnabled: false });
  const text = (s) => s.replaceAll(/\s+/g, ' ');
  const off = text(await p.locator('#list').textContent());
  const on = text(await (await page('vi')).textContent('#list'));
  assert.equal(off, on);
  assert.equal(await p.locator('#filter').isVisible(), false);
  assert.equal(await p.locator('.f').count(), all.length);
  assert.ok(await p.locator('.f >> nth=3').isVisible());
  await p.click('.f >> nth=3 >> summary');
  assert.ok(await p.locator('.f >> nth=3 >> dl').isVisible());
  await p.context().close();
});

it('filters by state and sorts by age after a recorded run', async () => {
  const store = join(folder, 'recorded.db'), path = join(folder, 'run.html');
  tiendo('import', store, 'datasets/an-giang', '--quiet');
  const recorded = (day, ...outputs) => JSON.parse(tiendo('run', store,
    '--as-of', day, '--quiet', '--format', 'json', ...outputs));
  recorded('2026-11-16');
  const run = recorded('2026-12-07', '--output', `html:${path}`);
  const { findings } = run;
  const p = await open(browser, `${path}#state=new`);
  const fresh = findings.filter((f) => f.state === 'new').map((f) => f.id);
  assert.ok(fresh.length > 0 && fresh.length < findings.length);
  assert.deepEqual((await seen(p)).sort(), fresh.sort());
  await p.selectOption('#filter [name=sort]', 'age');
  await p.selectOption('#filter [name=state]', '');
  await p.waitForFunction(() => location.hash === '#sort=age');
  const days = await p.$$eval('#sorted .t', (list) => list.map(
    (el) => el.textContent));
  assert.deepEqual(days, ['2026-11-16', '2026-12-07']);
  await p.context().close();
});
