// Text to words. Pure. Twins: normalize.cc, letter_folding.cc and tokenize.cc in text; the vectors
// of tests/vectors hold both sides together.

/** @typedef {import('./types.js').Word} Word */

/** @type {Record<string, string>} */
const LETTERS = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
};
const DROPPED = /[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+/gu;

/**
 * Folds text: no marks, lower case, plain letters. Character by character, so that
 * fold(a + b) is fold(a) + fold(b).
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  // eslint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(DROPPED, '')
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, c => LETTERS[c] ?? c)
    .replace(DROPPED, '');
}

const WORD = '[\\p{L}\\p{M}\\p{N}\\p{Pc}]';
const INFIX = "['&\\u00b7\\u05f4\\u2027]";
const DIGIT_INFIX = '[,.;\\u0589\\u060d\\u07f8\\u2044]';
const WORDS = new RegExp(
  `${WORD}+(?:(?:(?<=\\p{Nd})${DIGIT_INFIX}(?=\\p{Nd})|` +
    `(?<!\\p{Nd})${INFIX}|${INFIX}(?!\\p{Nd}))${WORD}+)*` +
    `(?:[+#]{1,3}(?![+#\\p{L}\\p{M}\\p{N}\\p{Pc}]))?`,
  'gu',
);
const LONGEST_WORD = 64; // bytes of UTF-8

/**
 * The words of folded text in order, as Xapian tokenizes it.
 * @param {string} folded
 * @returns {Word[]}
 */
export function tokenize(folded) {
  /** @type {Word[]} */
  const words = [];
  let last = -2;
  for (const {0: text, index: begin} of folded.matchAll(WORDS)) {
    const end = begin + text.length;
    if (new TextEncoder().encode(text).length > LONGEST_WORD) {
      last = -2;
      continue;
    }
    words.push({text, begin, end, tied: last + 1 === begin && folded[last] === '-'});
    last = end;
  }
  return words;
}

/**
 * The form in which values of topic: and category: are compared: "Model Architecture" becomes
 * "model-architecture".
 * @param {string} value
 */
export const filterKey = value =>
  fold(value)
    .replace(/[^a-z0-9.\u0080-\uffff]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * Whether a word is more than a number. Twin: has_letter in text/tokenize.cc.
 * @param {string} word
 */
export const hasLetter = word => /[a-z\u0080-\uffff]/.test(word);
