// An Giang's plan as a page in both languages, and as JSON.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, launch, open, tiendo } from './harness.mjs';

export const LANGS = ['en', 'vi'];
const DAY = ['--as-of', '2026-11-23'];

const store = join(folder, 'an-giang.db');
tiendo('import', store, 'datasets/an-giang', '--quiet');

export function path(lang) {
  return join(folder, `plan-${lang}.html`);
}

function json(...args) {
  return JSON.parse(tiendo(...args, ...DAY, '--format', 'json'));
}

// By language: what `report` and `check` say.
export const report = {}, check = {};
for (const lang of LANGS) {
  writeFileSync(path(lang), tiendo('report', store, ...DAY, '--lang', lang,
    '--quiet'));
  report[lang] = json('report', store, '--lang', lang);
  check[lang] = json('check', store, '--lang', lang);
}
// A part of it, where a test takes long for each element.
for (const lang of LANGS) {
  writeFileSync(path(`${lang}-part`), tiendo('report', store, ...DAY, '--lang',
    lang, '--quiet', '--select', 'severity >= high or progress.*'));
}
export const rates = json('show', store, 'rates', 'agency');
export const reports = json('show', store, 'reports').rows;
export const browser = await launch();

const opened = {};

// One page for a language, for tests that leave it as it was.
export async function page(lang) {
  opened[lang] ||= await open(browser, path(lang));
  return opened[lang];
}
