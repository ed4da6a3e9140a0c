// Runs: adjacent papers with one day and one score.

import {Decoder, damaged} from './shared.js';
import {PAPERS} from './tables.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Run} Run */

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[score: number, papers: number][]}
 */
export function readRuns(name, bytes) {
  const from = new Decoder(name, bytes);
  return from.list(() => [Number(from.string()), from.number(PAPERS) + 1]);
}

/** Implements `runs` of Index (types.js). @param {Store} store @returns {Promise<Run[]>} */
export async function runs(store) {
  const parts = await store.all(s => s.files.get(s.path + 'runs', readRuns));
  /** @type {Run[]} */
  const found = [];
  let at = 0;
  let doc = 0;
  for (const [score, count] of parts.flat()) {
    for (const last = doc + count; doc < last; at++) {
      const range = store.dayRanges[at];
      if (!range) throw damaged('runs');
      const {day, end} = range;
      if (end <= doc) continue;
      found.push({day, score, begin: doc, end: (doc = Math.min(last, end))});
      if (doc < end) break;
    }
  }
  return found;
}

/**
 * A function from a document to its run.
 * @param {Run[]} runs
 * @returns {(doc: number) => {day: number, score: number}}
 */
export function runFinder(runs) {
  return doc => {
    let low = 0;
    for (let high = runs.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (doc < runs[middle].end) high = middle;
      else low = middle + 1;
    }
    return runs[low] ?? {day: 0, score: 0};
  };
}
