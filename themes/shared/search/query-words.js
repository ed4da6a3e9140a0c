// What the words of a query stand for besides themselves. Pure. Twin: query/query_words.cc;
// query_words.h explains the rules.

import {isUnspaced, tokenize} from './text.js';

/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Word} Word */

/** Words that count only in quotes, with a sign or a field, or if there are no others. */
export const STOP_WORDS = [
  ...'a an and are as at be by for from in into is it its of on or that'.split(' '),
  ...'the their this to we with'.split(' '),
];
const LONGEST_WORD = 64; // bytes of UTF-8
const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const VERSION = /^(v?)(\d+(?:\.\d+)+)$/;

/** Whether a clause has neither a sign nor a field. @param {Clause} clause */
export const isPlain = ({sign, field}) => !sign && !field;

/** @param {string} word */
const isSingle = word => [...word].length === 1;

/** @param {string} word */
export const isSingleUnspaced = word => isUnspaced(word) && isSingle(word);

/**
 * Whether a word of `value` is the beginning of words.
 * @param {string} value
 * @param {Word} word
 */
export const isPrefix = (value, {text, end}) =>
  isSingleUnspaced(text) || (!isSingle(text) && value.slice(end) === '*');

/**
 * The words of `value` as they follow one another in a paper that has `value` somewhere.
 * @param {string} value
 */
export function phraseWords(value) {
  const words = tokenize(value).map(({text}) => text);
  // In the paper the run may go on: then its last character is not alone there.
  return words.length > 1 && isSingleUnspaced(words[words.length - 1]) ? words.slice(0, -1) : words;
}

/**
 * Other spellings of a word: joined with the only word that a hyphen ties to it, a version without
 * its v or with one.
 * @param {Word[]} words
 * @param {number} i  of the word
 */
export function otherSpellings(words, i) {
  const second = words[i].tied ? i : i + 1;
  const isCompound = words[second]?.tied && !words[second - 1].tied && !words[second + 1]?.tied;
  const [, v = '', version = ''] = VERSION.exec(words[i].text) ?? [];
  return [
    ...(isCompound ? [words[second - 1].text + words[second].text] : []),
    ...(v ? [version] : version.split('.').length > 2 ? [`v${version}`] : []),
  ];
}

/** @param {Clause} clause */
const mayJoin = ({words: [word], sign, exact, prefix}) =>
  !exact && !prefix && sign !== '-' && !STOP_WORDS.includes(word);

/**
 * Gives each two neighbouring words that papers may write as one their joined form.
 * @param {Clause[]} clauses
 */
export function joinNeighbours(clauses) {
  clauses.slice(1).forEach((right, i) => {
    const left = clauses[i];
    if (!mayJoin(left) || !mayJoin(right)) return;
    if (left.sign !== right.sign || left.field !== right.field) return;
    const [a, b] = [left.words[0], right.words[0]];
    const form = a + b;
    if (form.length > LONGEST_WORD || left.also.includes(form)) return;
    // eslint-disable-next-line no-control-regex
    if (!/^[\0-\x7f]*[a-z][\0-\x7f]*$/.test(form)) return;
    left.joins.push({form, other: b});
    right.joins.push({form, other: a});
  });
}

/**
 * Gives the name of a month next to a year, and that year, the date of both.
 * @param {Clause[]} clauses
 */
export function joinMonths(clauses) {
  clauses.slice(1).forEach((second, i) => {
    const pair = [clauses[i], second];
    for (const [month, year] of [pair, [second, clauses[i]]]) {
      const number = MONTHS.indexOf(month.words[0]) + 1;
      if (!number || month.exact || !isPlain(month) || year.date?.length !== 4) continue;
      month.date = year.date += `-${String(number).padStart(2, '0')}`;
    }
  });
}
