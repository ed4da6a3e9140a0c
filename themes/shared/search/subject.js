// The best papers of a long query in the order of their rank and of how close they are to the subject
// of the first ones. Pure but for vectorsOf. Twin: query/subject.cc; tests/vectors/subject.json binds
// both.

import {damaged, hasAllWords, inflated, rankKey} from './shared.js';

/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').PaperRange} PaperRange */
/** @typedef {import('./files.js').Files} Files */

/** So many papers are put in order. */
export const PAPERS = 50;
const MODELS = 15;
/** Numbers of a vector, two in a byte. Twin: PaperVectors in index/paper_vectors.h. */
const SIZE = 64;
const MOST = 7;

/**
 * Their numbers in the new order.
 * @param {readonly {rank: number, all: boolean, vector: Int8Array}[]} candidates
 *   by falling rank; all: the paper has all words of the query
 * @returns {number[]}
 */
export function orderBySubject(candidates) {
  const order = candidates.map((_, i) => i);
  const subject = new Float64Array(candidates[0]?.vector.length ?? 0);
  candidates.slice(0, MODELS).forEach(({vector}, i) => {
    for (let j = 0; j < vector.length; j++) subject[j] += (MODELS - i) * vector[j];
  });
  const close = candidates.map(({vector}) => {
    let product = 0;
    let squares = 0;
    for (let j = 0; j < vector.length; j++) {
      product += subject[j] * vector[j];
      squares += vector[j] * vector[j];
    }
    return product > 0 ? product / Math.sqrt(squares) : 0;
  });
  const closest = Math.max(...close);
  const best = candidates[0]?.rank ?? 0;
  if (!(closest > 0) || best <= 0) return order;
  const keys = candidates.map(({rank}, i) => rankKey(rank / best + close[i] / closest));
  const isAll = (/** @type {number} */ i) => candidates[i].all;
  const others = order.filter(i => !isAll(i)).sort((a, b) => keys[b] - keys[a] || a - b);
  return [...order.filter(isAll), ...others];
}

/**
 * The hits with the first ones in the order of their subject.
 * @param {Hit[]} hits
 * @param {(docs: number[]) => Promise<Int8Array[]>} vectorsOf
 * @returns {Promise<Hit[]>}
 */
export async function reordered(hits, vectorsOf) {
  const first = hits.slice(0, PAPERS);
  const vectors = await vectorsOf(first.map(({doc}) => doc));
  if (!vectors.length) return hits;
  const order = orderBySubject(
    first.map((hit, i) => ({rank: hit.rank, all: hasAllWords(hit), vector: vectors[i]})),
  );
  return [...order.map(i => first[i]), ...hits.slice(PAPERS)];
}

/**
 * The vectors of papers; none where papers have none.
 * @param {Files} files
 * @param {readonly PaperRange[]} ranges  of all papers, or none
 * @param {readonly number[]} docs
 * @returns {Promise<Int8Array[]>}
 */
export async function vectorsOf(files, ranges, docs) {
  const read = await Promise.all(ranges.map(({path}) => files.get(path + '0', inflated)));
  if (!ranges.length) return [];
  return docs.map(doc => {
    const at = ranges.findIndex(({end}) => end > doc);
    const begin = ((doc - (ranges[at]?.begin ?? 0)) * SIZE) / 2;
    const bytes = read[at]?.subarray(begin, begin + SIZE / 2) ?? [];
    if (bytes.length < SIZE / 2) throw damaged('0');
    return Int8Array.from({length: SIZE}, (_, j) => {
      const byte = bytes[j >> 1];
      return (j % 2 ? byte >> 4 : byte & 15) - MOST;
    });
  });
}
