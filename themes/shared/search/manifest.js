// The manifest: the papers by day, and where each segment's files are. Twin:
// index/browser/client_index.cc.

import {parseAcronym} from './acronyms.js';
import {Decoder, string} from './decoder.js';
import {IndexError, damaged} from './errors.js';
import {DAY, PAPERS} from './tables.js';

/** @typedef {import('./types.js').Manifest} Manifest */

/** The format that this reader reads. Twin: kClientFormat in index/browser/client_index.h. */
const FORMAT = 5;
const MOST_DAYS = 2932896; // 31 December 9999

/** 20260227 of days since 1970. @param {number} days */
function dayOf(days) {
  if (days > MOST_DAYS) throw damaged('manifest');
  return new Date(days * 864e5).toISOString().slice(0, 10).replaceAll('-', '');
}

/**
 * @param {Uint8Array} bytes
 * @returns {Manifest}
 */
export function readManifest(bytes) {
  const line = bytes.indexOf(10);
  const head = /^broadsheet search (\d+)$/.exec(string(bytes.subarray(0, Math.max(0, line))));
  if (!head) throw damaged('manifest');
  if (Number(head[1]) !== FORMAT) {
    throw new IndexError('newer', 'The index is of another version: reload the page.');
  }
  const from = new Decoder('manifest', bytes.subarray(line + 1));
  const url = [from.string(), from.string()];
  let date = 0;
  let end = 0;
  const days = from.list(() => {
    date += from.number(DAY);
    const begin = end;
    end += from.number(PAPERS) + 1;
    const day = dayOf(date);
    return {day: Number(day), begin, end, path: `d/${day}-${from.hash(5)}/`};
  });
  return {
    size: end,
    url,
    days,
    segments: from.ranges((begin, end, hash) => ({
      begin,
      end,
      path: `s/${hash}/`,
      keys: from.keys(),
      forward: from.keys(),
      backward: from.keys(),
    })),
    pairs: from.ranges((begin, end, hash) => ({
      begin,
      end,
      path: `p/${hash}/`,
      files: from.number(PAPERS) + 1,
    })),
    acronyms: from.texts(parseAcronym),
    vectors: from.ranges((begin, end, hash) => ({begin, end, path: `v/${hash}/`})),
  };
}

/**
 * Which file has `text`: that of the last key that is not greater. The first key is ''.
 * @param {string[]} keys  ascending
 * @param {string} text
 */
export function findKey(keys, text) {
  let low = 0;
  for (let high = keys.length; low + 1 < high;) {
    const middle = (low + high) >> 1;
    if (/** @type {string} */ (keys[middle]) <= text) low = middle;
    else high = middle;
  }
  return low;
}
