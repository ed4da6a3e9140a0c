// Acronyms of an archive, in queries. Twins: query/acronym.cc and query/expand.cc, whose headers
// explain the rules.

import {STOP_WORDS} from './query-words.js';

/** @typedef {import('./types.js').Acronym} Acronym */
/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Composite} Composite */
/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Postings} Postings */
/** @typedef {import('./types.js').QueryNote} QueryNote */

/** @typedef {{acronym: Acronym, first: number, count: number}} Expansion  count: 0 for an acronym */

const SHARE = 0.5;

/** @param {string} text @returns {Acronym} */
export function parseAcronym(text) {
  const [acronym, ...words] = text.split(' ');
  return {acronym, words};
}

/** @param {string} word */
const singular = word => (word.length > 3 ? word.replace(/([^s])s$/, '$1') : word);

/** @param {Acronym} acronym */
const contentWords = ({words}) => words.filter(word => !STOP_WORDS.includes(word));

/** @param {Clause} clause */
const mayExpand = ({sign, exact, prefix, date}) => sign !== '-' && !exact && !prefix && !date;

/**
 * The places where an acronym of the archive or its long form is typed.
 * @param {Clause[]} clauses
 * @param {Acronym[]} acronyms
 * @returns {Expansion[]}
 */
export function findExpansions(clauses, acronyms) {
  /** @type {Expansion[]} */
  const found = [];
  for (const [first, clause] of clauses.entries()) {
    if (!mayExpand(clause)) continue;
    const typed = clause.words[0];
    for (const acronym of acronyms) {
      const words = contentWords(acronym);
      const isTyped = (/** @type {string} */ word, /** @type {number} */ i) => {
        const other = clauses[first + i];
        return (
          other &&
          mayExpand(other) &&
          other.field === clause.field &&
          singular(other.words[0]) === singular(word)
        );
      };
      if (typed === acronym.acronym || typed === `${acronym.acronym}s`) {
        found.push({acronym, first, count: 0});
      } else if (words.every(isTyped)) {
        found.push({acronym, first, count: words.length});
      }
    }
  }
  const isWithin = (/** @type {Expansion} */ one, /** @type {Expansion} */ other) =>
    one.count > 0 &&
    one.count < other.count &&
    one.first >= other.first &&
    one.first + one.count <= other.first + other.count;
  return found.filter(one => !found.some(other => isWithin(one, other)));
}

/** @param {Expansion} expansion */
const wordsOf = ({acronym, count}) =>
  count ? [acronym.acronym, `${acronym.acronym}s`] : contentWords(acronym);

/** The words to look up for expansions. @param {Expansion[]} expansions */
export const wordsToExpand = expansions => expansions.flatMap(wordsOf);

/**
 * Adds to the groups what else their words are written as.
 * @param {Expansion[]} expansions
 * @param {(Group | undefined)[]} groups  of each clause, if it has just one
 * @param {(word: string) => string[]} formsOf  a known word with the words of its stem
 * @param {Clause[]} clauses
 * @returns {QueryNote[]}
 */
export function expand(expansions, groups, formsOf, clauses) {
  return expansions.flatMap(expansion => {
    const {acronym, first, count} = expansion;
    const own = groups.slice(first, first + (count || 1));
    const words = wordsOf(expansion).map(formsOf);
    const forms = words.flat();
    if (own.includes(undefined) || !forms.length) return [];
    if (!count && words.some(part => !part.length)) return [];
    for (const group of /** @type {Group[]} */ (own)) {
      const weight = Math.max(...group.weights.values()) * SHARE;
      if (!count) group.composites.push({words, weight});
      else
        for (const form of forms) {
          group.weights.set(form, Math.max(weight, group.weights.get(form) ?? 0));
        }
    }
    const long = acronym.words.join(' ');
    const [typed, shown] = count ? [long, acronym.acronym] : [clauses[first].words[0], long];
    return [{typed, kind: 'expanded', shown, others: []}];
  });
}

/**
 * The papers that have all words of a composite: of each the least wdf of its words.
 * @param {Composite} composite
 * @param {Map<string, Postings>} lists  by form
 * @returns {Postings}
 */
export function compositeList({words}, lists) {
  /** @type {Map<number, {wdf: number, fields: number, known: boolean}> | undefined} */
  let papers;
  for (const forms of words) {
    const all = papers;
    papers = new Map();
    for (const form of forms) {
      const {docs, wdf, fields, known} = /** @type {Postings} */ (lists.get(form));
      for (const [i, doc] of docs.entries()) {
        if (all && !all.has(doc)) continue;
        const before = papers.get(doc);
        papers.set(doc, {
          wdf: Math.max(wdf[i], before?.wdf ?? 0),
          fields: fields[i] | (before?.fields ?? 0),
          known: i < known && (before?.known ?? true),
        });
      }
    }
    for (const [doc, one] of papers) {
      const other = all?.get(doc);
      if (!other) continue;
      one.wdf = Math.min(one.wdf, other.wdf);
      one.fields &= other.fields;
      one.known &&= other.known;
    }
  }
  const rows = [...(papers ?? [])].sort(([, a], [, b]) => Number(b.known) - Number(a.known));
  return {
    docs: Uint32Array.from(rows, ([doc]) => doc),
    wdf: Uint8Array.from(rows, ([, {wdf}]) => wdf),
    fields: Uint8Array.from(rows, ([, {fields}]) => fields),
    known: rows.filter(([, {known}]) => known).length,
    unread: 0,
  };
}
