// The lexicon of a segment: all its forms, forward and backward, without lists of papers.

import {Decoder, findKey} from './shared.js';
import {FREQUENCY} from './tables.js';

/** @typedef {import('./segment.js').Segment} Segment */

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[form: string, df: number][]}
 */
export function readLexicon(name, bytes) {
  const from = new Decoder(name, bytes);
  return from.texts(form => [form, from.number(FREQUENCY) + 1]);
}

/**
 * The entries of all files of a lexicon that may have forms with `prefix`.
 * @template T
 * @param {Segment} segment
 * @param {'f' | 'r'} way  forward, or backward for forms spelt backward
 * @param {string} prefix
 * @param {(name: string, bytes: Uint8Array) => T[]} read
 */
export async function entriesOf({files, path, forward, backward}, way, prefix, read) {
  const keys = way === 'f' ? forward : backward;
  const last = findKey(keys, prefix + '\uffff');
  const parts = [];
  for (let i = findKey(keys, prefix); keys.length && i <= last; i++) {
    parts.push(files.get(path + way + i, read));
  }
  return (await Promise.all(parts)).flat();
}

/**
 * All forms of a segment that begin with `prefix`, from the lexicon.
 * @param {Segment} segment
 * @param {string} prefix
 * @returns {Promise<Map<string, number>>} with their frequencies
 */
export async function lexicon(segment, prefix) {
  return new Map(
    (await entriesOf(segment, 'f', prefix, readLexicon)).filter(([form]) =>
      form.startsWith(prefix),
    ),
  );
}
