// The page fits phone, laptop and paper, needs nothing beside it, and passes an
// automated check of contrast and structure.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { it, open } from './harness.mjs';
import { LANGS, browser, page, path } from './an_giang.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve(
  'axe-core/axe.min.js'), 'utf8');

// A4 at 96 dots an inch, less the margins of the style.
const SIZES = { phone: [390, 844], tablet: [768, 1024], laptop: [1366, 768],
  paper: [688, 1006] };

// Pictures are kept for people to look at.
mkdirSync('build/browser/pictures', { recursive: true });

// What reaches out of the page to the right, but for what scrolls on its own.
function overflowing() {
  const wide = document.documentElement.clientWidth;
  const out = [];
  for (const el of document.body.querySelectorAll('*')) {
    const box = el.getBoundingClientRect();
    const is = box.width > 0 && (box.right > wide + 1 || box.left < -1)
      && !el.closest('nav, .skip, .hid, svg');
    if (is) { out.push(`${el.tagName} ${el.id} ${el.className} ${box.right}`); }
  }
  return [document.documentElement.scrollWidth <= wide, out.slice(0, 5)];
}

for (const lang of LANGS) {
  for (const [name, [width, height]] of Object.entries(SIZES)) {
    it(`${lang}: nothing overflows on ${name}`, async () => {
      const p = await page(lang);
      await p.setViewportSize({ width, height });
      if (name === 'paper') { await p.emulateMedia({ media: 'print' }); }
      await p.screenshot({
        path: `build/browser/pictures/${lang}-${name}.png` });
      await p.evaluate(() => document.querySelectorAll('details').forEach(
        (el) => { el.open = true; }));
      assert.deepEqual(await p.evaluate(overflowing), [true, []]);
      await p.evaluate(() => document.querySelectorAll('details').forEach(
        (el) => { el.open = false; }));
      await p.emulateMedia({ media: 'screen' });
    });
  }

  it(`${lang}: prints to A4 what was folded, and evidence on request`, async () => {
    const p = await page(lang);
    const pdf = await p.pdf({ preferCSSPageSize: true });
    writeFileSync(`build/browser/pictures/${lang}.pdf`, pdf);
    const box = pdf.toString('latin1').match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)/);
    assert.ok(Math.abs(box[1] - 595) < 2 && Math.abs(box[2] - 842) < 2, box[0]);
    await p.emulateMedia({ media: 'print' });
    await p.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.ok(await p.locator('#overdue tbody tr').last().isVisible());
    assert.ok(await p.locator('.f summary').last().isVisible());
    assert.ok(await p.locator('.paper').isVisible());
    assert.equal(await p.locator('.f dl').last().isVisible(), false);
    assert.equal(await p.locator('nav').isVisible(), false);
    await p.evaluate(() => dispatchEvent(new Event('afterprint')));
    assert.equal(await p.locator('#overdue[open]').count(), 0);
    await p.emulateMedia({ media: 'screen' });
    assert.equal(await p.locator('.paper').isVisible(), false);
    await p.click('#filter [name=open]');
    await p.emulateMedia({ media: 'print' });
    assert.ok(await p.locator('.f dl').last().isVisible());
    await p.emulateMedia({ media: 'screen' });
    await p.click('#filter [name=open]');
    assert.equal(await p.locator('.f[open]').count(), 0);
  });

  it(`${lang}: has no fault of accessibility`, async () => {
    const [width, height] = SIZES[lang === 'vi' ? 'phone' : 'laptop'];
    const p = await open(browser, path(`${lang}-part`), {
      viewport: { width, height } });
    await p.evaluate(() => document.querySelectorAll('details').forEach(
      (el) => { el.open = true; }));
    await p.evaluate(axe);
    const found = await p.evaluate(() => window.axe.run(document,
      { resultTypes: ['violations'] }));
    assert.deepEqual(found.violations.map((v) => [v.id,
      v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200))]), []);
    assert.ok(found.passes.length > 10);
    await p.context().close();
  });

  it(`${lang}: asks for nothing and complains of nothing`, async () => {
    const p = await page(lang);
    assert.deepEqual(p.complaints, []);
    assert.deepEqual(p.requests, [`file://${path(lang)}`]);
    assert.equal(await p.getAttribute('html', 'lang'), lang);
  });

  it(`${lang}: every link within the page has an end`, async () => {
    const p = await page(lang);
    const lost = await p.$$eval('a[href^="#"]', (list) => list.map(
      (a) => a.getAttribute('href').slice(1)).filter((id) => !id.includes('=')
      && !document.getElementById(id)));
    assert.deepEqual(lost, []);
    const ids = await p.$$eval('[id]', (list) => list.map((el) => el.id));
    assert.equal(new Set(ids).size, ids.length);
  });
}
