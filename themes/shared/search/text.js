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
// Scripts without spaces keep their marks. Twin: is_unspaced in text/tokenize.cc.
const UNSPACED =
  '\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ecd\\u1000-\\u103f\\u1780-\\u17d3\\u3005-\\u3007' +
  '\\u3041-\\u3096\\u3099\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf' +
  '\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}';
const DROPPED = new RegExp(`(?![${UNSPACED}])[\\p{M}\\u00ad\\u200b-\\u200d\\u2060\\ufeff]`, 'gu');
const GREEK =
  '[\\u00b5\\u0370-\\u03ff\\u1d26-\\u1d2a\\u1d5d-\\u1d61\\u1d66-\\u1d6a\\u1dbf\\u1f00-\\u1fff' +
  '\\u2126\\u213c-\\u213f\\u{1d6a8}-\\u{1d7cb}]';
const LONE_GREEK = new RegExp(`(?<!${GREEK})${GREEK}(?!${GREEK})`, 'gu');
/** Parts of a text that fold alone: a run of Greek letters, or a character. */
export const FOLDED_ALONE = new RegExp(`${GREEK}{2,}|[^]`, 'gu');
const GREEK_NAMES = (
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho ' +
  'sigma sigma tau upsilon phi chi psi omega'
).split(' ');

/** Text with plain letters, character by character. @param {string} text */
export const foldLetters = text =>
  text
    .replace(/[^\0-\x7f]/gu, c => c.normalize('NFKD'))
    .replace(DROPPED, '')
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, c => LETTERS[c] ?? c)
    .replace(DROPPED, '');

/**
 * Folds text: no marks, lower case, plain letters; a Greek letter that is not next to another is
 * spelled by its name. Greek letters apart, fold(a + b) is fold(a) + fold(b).
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  // eslint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  const nameOf = (/** @type {string} */ letter) =>
    GREEK_NAMES[foldLetters(letter).charCodeAt(0) - 0x3b1] ?? letter;
  return foldLetters(text.replace(LONE_GREEK, nameOf));
}

const WORD = '[\\p{L}\\p{M}\\p{N}]';
const INFIX = "['&\\u00b7\\u05f4\\u2027]";
const DIGIT_INFIX = '[,.;\\u0589\\u060d\\u07f8\\u2044]';
const WORDS = new RegExp(
  `${WORD}+(?:(?:(?<=\\p{Nd})${DIGIT_INFIX}(?=\\p{Nd})|` +
    `(?<!\\p{Nd})${INFIX}|${INFIX}(?!\\p{Nd}))${WORD}+)*` +
    `(?:[+#]{1,3}(?![+#\\p{L}\\p{M}\\p{N}]))?`,
  'gu',
);
const RUNS = new RegExp(`([${UNSPACED}]+)|[^${UNSPACED}]+`, 'gu');
const UNSPACED_START = new RegExp(`^[${UNSPACED}]`, 'u');
const TIES = ['-', '_', '^'];
const LONGEST_WORD = 64; // bytes of UTF-8

/**
 * The words of a run of characters of scripts without spaces: each pair of neighbours, and the last
 * character.
 * @param {string} run
 * @param {number} start  of the run
 * @returns {Word[]}
 */
function pairsOf(run, start) {
  const characters = [...run];
  let end = start;
  return characters.map((character, i) => {
    const begin = end;
    end += character.length;
    const next = characters[i + 1] ?? '';
    const tail = !next && i > 0;
    return {text: character + next, begin, end: end + next.length, tied: false, tail};
  });
}

/**
 * The words of folded text in order. Twin: word_spans in text/tokenize.cc, which explains the rule.
 * @param {string} folded
 * @returns {Word[]}
 */
export function tokenize(folded) {
  /** @type {Word[]} */
  const words = [];
  for (const {0: run, 1: unspaced, index: start} of folded.matchAll(RUNS)) {
    if (unspaced) {
      words.push(...pairsOf(run, start));
      continue;
    }
    let last = -2;
    for (const {0: text, index} of run.matchAll(WORDS)) {
      const end = index + text.length;
      if (new TextEncoder().encode(text).length > LONGEST_WORD) {
        last = -2;
        continue;
      }
      const tied = last + 1 === index && TIES.includes(run[last]);
      words.push({text, begin: start + index, end: start + end, tied, tail: false});
      last = end;
    }
  }
  return words;
}

/** @type {Record<string, string>} */
const SPELLED_OUT = {ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa'};

/**
 * Other folded forms of a word of a name, as it is written. Twin: name_forms in
 * text/name_forms.cc, which explains the rule.
 * @param {string} written
 */
export function nameForms(written) {
  if (!/['‘’\u00c4-\u00fc]/.test(written)) return [];
  const folded = fold(written);
  const long = fold(written.replace(/[äöüøåÄÖÜØÅ]/g, c => SPELLED_OUT[c.toLowerCase()]));
  const last = folded.slice(folded.lastIndexOf("'") + 1);
  return [
    ...(long === folded ? [] : [long]),
    ...(last === folded ? [] : [...([...last].length > 1 ? [last] : []), folded.replace(/'/g, '')]),
  ];
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

const LONGEST_ID = 64;

/**
 * The id of a paper that is not of arXiv, without its scheme, as one word of the index. Twin:
 * id_word in query/query.cc.
 * @param {string} local
 */
export function idWord(local) {
  const key = filterKey(local);
  return /^[\0-\x7f]*$/.test(key) ? key.slice(0, LONGEST_ID) : '';
}

/**
 * Whether a word is more than a number. Twin: has_letter in text/tokenize.cc.
 * @param {string} word
 */
export const hasLetter = word => /[a-z\u0080-\uffff]/.test(word);

/**
 * Whether a word is of a script without spaces. Twin: is_unspaced in text/tokenize.cc.
 * @param {string} word
 */
export const isUnspaced = word => UNSPACED_START.test(word);
