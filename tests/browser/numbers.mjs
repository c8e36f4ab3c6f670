// Numbers as a reader of the page reads them.
import assert from 'node:assert/strict';

// "1.234,5 %" in Vietnamese, "1,234.5 %" in English; NaN for what is none.
export function read(text, lang) {
  const s = text.replace(/[\s\u00a0%]/g, '');
  const [group, mark] = lang === 'vi' ? ['.', ','] : [',', '.'];
  const whole = `\\d{1,3}(?:\\${group}\\d{3})+|\\d+`;
  const form = new RegExp(`^-?(?:${whole})(?:\\${mark}\\d+)?(?:e[-+]?\\d+)?$`);
  if (!form.test(s)) { return NaN; }
  return Number(s.split(group).join('').replace(mark, '.'));
}

// Whether the page shows that number: it may have cut digits after the fourth,
// and of shares after a tenth of a per cent.
export function isShown(text, number, lang) {
  const shown = read(text, lang);
  return Math.abs(shown - number) <= 0.00005 * Math.max(1, Math.abs(number))
    + 1e-12;
}

// Whether a sentence tells that number, as it is or as a percentage, with as
// many decimals as the sentence shows.
export function tells(sentence, number, lang) {
  const tokens = sentence.match(/-?\d[\d.,]*\d|\d/g) || [];
  return tokens.some((token) => {
    const shown = read(token, lang);
    const decimals = token.split(lang === 'vi' ? ',' : '.')[1]?.length || 0;
    const room = 0.5001 * 10 ** -decimals;
    return Math.abs(Math.abs(shown) - Math.abs(number)) <= room
      || Math.abs(shown - number * 100) <= room;
  });
}

export function same(text, number, lang, what) {
  assert.ok(isShown(text, number, lang),
    `${what}: the page says "${text}", the JSON ${number}`);
}

export function share(text, number, lang, what) {
  assert.ok(Math.abs(read(text, lang) - number * 100) <= 0.0501,
    `${what}: the page says "${text}", the JSON ${number}`);
}

export function day(iso, lang) {
  return lang === 'vi' ? iso.split('-').reverse().join('/') : iso;
}

// Letters without marks, written apart from the page's own.
export function plain(text) {
  return [...text.normalize('NFD')].filter((c) => !/\p{M}/u.test(c)).join('')
    .toLowerCase().replaceAll('đ', 'd');
}
