// Lists of papers that are too long for a bucket: they have files of their own, in parts.

import {Decoder, LOW, joined} from './shared.js';

/** @typedef {import('./segment.js').Segment} Segment */
/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Part} Part */
/** @typedef {{s: Segment, entry: Entry, part: Part, k: number}} Wanted  part k of a list */

const MOST = 125000; // bytes of all lists of a query, about

/**
 * Documents from numbers that do not count the documents of earlier parts.
 * @param {Uint32Array} numbers  ascending
 * @param {Part[]} before
 */
function counted(numbers, before) {
  const taken = Uint32Array.from(before.flatMap(({docs}) => [...(docs ?? [])])).sort();
  let passed = 0;
  return numbers.map(number => {
    while (taken[passed] <= number + passed) passed++;
    return number + passed;
  });
}

/**
 * Reads part `k` of the lists of an entry's group, if they have files of their own. Of a low part,
 * either the papers or, with `weights`, their weights.
 * @param {Segment} segment
 * @param {Entry} entry
 * @param {number} k
 * @param {boolean} [weights]
 */
async function readPart(segment, entry, k, weights) {
  if (!entry.file) return;
  const group = await segment.group(entry.stem);
  await segment.files.get(
    `${segment.path}${entry.file}${k ? `.${k}` : ''}${weights ? 'w' : ''}`,
    async (name, bytes) => {
      const from = new Decoder(name, bytes);
      // The numbers of low parts do not count the papers of earlier parts.
      if (group.some(({parts}) => parts[k]?.low)) {
        for (let part = 0; part < k; part++) await readPart(segment, entry, part);
      }
      for (const {file, parts} of group) {
        const part = parts[k];
        if (!file || !part) continue;
        if (!weights) {
          part.docs = from.papers(part.df, segment.begin);
          if (part.low) part.docs = counted(part.docs, parts.slice(0, k));
        }
        if (part.low === Boolean(weights)) part.weights = from.weights(part.df);
      }
    },
  );
}

/**
 * Joins lists of papers. Those with known weights come first, the others have bounds.
 * @param {Part[]} parts  read
 * @param {number} df     of all parts, read or not
 */
function bounded(parts, df) {
  const known = parts.filter(({weights}) => weights);
  const low = parts
    .filter(({weights}) => !weights)
    .map(part => ({...part, weights: new Uint16Array(part.df).fill(4 * LOW)}));
  const list = joined([...known, ...low]);
  return {
    ...list,
    known: known.reduce((sum, part) => sum + part.df, 0),
    unread: df - list.docs.length,
  };
}

/**
 * About how many bytes a part of a list has: gaps between papers have a geometric distribution, the
 * rest is the weights.
 * @param {Wanted} part
 */
const costOf = ({s, part: {df, low}}) =>
  (df * (Math.log2((s.end - s.begin) / df) + (low ? 1.2 : 3))) / 8;

/**
 * The parts beyond the first ones that would cost too much: those with the smallest weights.
 * @param {Wanted[]} parts  of all lists
 * @param {number} most     bytes
 * @param {readonly string[]} whole
 */
function tooCostly(parts, most, whole) {
  let left = most;
  for (const part of parts) if (!part.k) left -= costOf(part);
  const later = parts.filter(({k}) => k).sort((a, b) => b.part.most - a.part.most || a.k - b.k);
  return new Set(
    later.filter(part => (left -= costOf(part)) < 0 && !whole.includes(part.entry.form)),
  );
}

/**
 * Lists of which some have files of their own. Of these, the parts with the greatest weights are
 * read, as many as the limit of bytes allows.
 * @param {{s: Segment, entry: Entry}[][]} found  of each form, segment by segment
 * @param {{most?: number, weights?: boolean, whole?: readonly string[]}} [how]
 *   most: about how many bytes to read; the others as in Index (types.js)
 */
export async function longLists(found, {most = MOST, weights = false, whole = []} = {}) {
  const wanted = found.map(row =>
    row.flatMap(({s, entry}) => entry.parts.map((part, k) => ({s, entry, part, k}))),
  );
  const unread = tooCostly(wanted.flat(), most, whole);
  await Promise.all(
    wanted.flat().map(async row => {
      if (unread.has(row)) return;
      await Promise.all([
        readPart(row.s, row.entry, row.k),
        weights && row.part.low && readPart(row.s, row.entry, row.k, true),
      ]);
    }),
  );
  return wanted.map(row =>
    bounded(
      row.filter(one => !unread.has(one)).map(({part}) => part),
      row.reduce((sum, {part}) => sum + part.df, 0),
    ),
  );
}
