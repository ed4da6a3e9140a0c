// What words weigh, and the order of papers. Pure. Twin: query/bm25.cc.

/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Hit} Hit */

const TITLE = 1;
const AUTHORS = 2;
/** The field bits of a paper's head. */
export const HEAD = TITLE | AUTHORS;

/** The field bit of a clause; 0: any field. @param {Clause} clause */
export const bitOf = clause =>
  clause.field === 'title' ? TITLE : clause.field === 'author' ? AUTHORS : 0;

/** Twin: kLongQuery in query/everyday_words.h. */
const LONG = 4;

/**
 * Whether a query of so many words, those of questions apart, states a need: shorter ones mostly name
 * a paper.
 * @param {number} words
 */
export const isLong = words => words >= LONG;

/** How many words of a query a paper must have to have all. @param {Group[]} groups */
export const hardGroups = groups => groups.filter(({soft}) => !soft).length;

/**
 * The weight of a word by its rarity, as in Xapian's BM25.
 * @param {number} n  papers that hold the word
 * @param {number} N  papers in the index
 */
export function rarity(n, N) {
  let t = (N - n + 0.5) / (n + 0.5);
  if (t < 2) t = t * 0.5 + 1;
  return Math.log(t);
}

/**
 * The key by which papers are ordered: ranks that differ only by the order of additions are equal.
 * @param {number} rank
 */
export const rankKey = rank => Math.floor(rank * 1e9 + 0.5);

/** @param {Hit} a @param {Hit} b */
export const inOrder = (a, b) => b.slot - a.slot || b.key - a.key || b.doc - a.doc;

/** Whether a paper has all words of the query, words of questions apart. @param {Hit} hit */
export const hasAllWords = ({factor}) => factor > 1;

/**
 * How many papers are found, and how many of these have all words.
 * @param {Hit[]} hits    with any of the words
 * @param {Hit[]} listed  those of them that are listed
 */
export const totalsOf = (hits, listed) => ({
  total: listed.length,
  withAll: hits.filter(hasAllWords).length,
  withAny: hits.length,
});
