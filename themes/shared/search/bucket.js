// A bucket: the forms of some stems of a segment, with their lists of papers or where those are.

import {Decoder, string} from './decoder.js';
import {BUCKET, DROP, FORMS, FREQUENCY, LONG, WEIGHT} from './tables.js';

/** @typedef {import('./types.js').Bucket} Bucket */

/** The greatest wdf of a low part. Twin: kLowWdf in index/browser/shard_format.h. */
export const LOW = 5;

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {number} begin  first document of the segment
 * @returns {Bucket}
 */
export function readBucket(name, bytes, begin) {
  const from = new Decoder(name, bytes);
  /** @type {Bucket} */
  const bucket = {forms: new Map(), groups: new Map(), aliases: new Map()};
  let longs = 0;
  from.texts((stem, letters) => {
    const group = [];
    for (let left = from.number(FORMS); left >= 0; left--) {
      const form = string(from.text(letters, letters.length - from.number(DROP)));
      const df = from.number(FREQUENCY) + 1;
      const count = from.number(LONG);
      const entry = {
        form,
        stem,
        df,
        parts: readParts(from, df, count),
        file: count ? `${name}.${longs}` : '',
      };
      if (!count) {
        const lists = {docs: from.papers(df, begin), weights: from.weights(df)};
        Object.assign(entry.parts[0], lists);
      }
      group.push(entry);
      bucket.forms.set(form, entry);
    }
    if (group.some(({file}) => file)) longs++;
    bucket.groups.set(stem, group);
  });
  from.texts(alias =>
    bucket.aliases.set(alias, {bucket: from.number(BUCKET), df: from.number(FREQUENCY) + 1}),
  );
  return bucket;
}

/**
 * The sizes and bounds of a list's parts.
 * @param {Decoder} from
 * @param {number} df     of all
 * @param {number} count  of parts; 0: one, in the bucket
 */
function readParts(from, df, count) {
  const parts = [{df, most: 255, low: false}];
  while (parts.length < count) {
    const rest = from.number(FREQUENCY) + 1;
    const most = from.symbol(WEIGHT);
    parts.push({df: rest, most: most || LOW, low: !most});
    parts[0].df -= rest;
  }
  return parts;
}
