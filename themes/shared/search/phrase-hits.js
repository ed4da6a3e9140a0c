// The papers that hold all words of a clause, one after the other.

import {bitOf} from './shared.js';

/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Postings} Postings */

/**
 * The papers in which the words of a clause are adjacent, in its field, each with the flags of
 * `phrase` in Index (types.js).
 * @param {Clause} clause
 * @param {Index} index
 * @param {import('./rank.js').Lists} lists
 * @param {(doc: number) => boolean} wanted
 * @returns {Promise<Map<number, number>>}
 */
export async function phraseHits(clause, index, lists, wanted) {
  const bit = bitOf(clause);
  const words = [...new Set(clause.words)];
  /** @type {Map<number, number>} */
  const seen = new Map();
  for (const [i, word] of words.entries()) {
    const {docs, fields} = /** @type {Postings} */ (lists.get(word));
    docs.forEach((doc, k) => {
      if (bit && !(fields[k] & bit)) return;
      if (i ? seen.get(doc) === i : wanted(doc)) seen.set(doc, i + 1);
    });
  }
  const docs = Uint32Array.from(
    [...seen].filter(([, count]) => count === words.length).map(([doc]) => doc),
  ).sort();
  const flags =
    clause.words.length > 1 && docs.length
      ? await index.phrase(clause.words, docs)
      : docs.map(() => 7);
  return new Map(
    [...docs]
      .map((doc, i) => /** @type {[number, number]} */ ([doc, flags[i] & (bit || 7)]))
      .filter(([, found]) => found),
  );
}
