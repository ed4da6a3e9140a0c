// The decoder of the index's files. Format: docs/search-index.md. Twins: range_coder.cc and
// shard_format.cc in index/browser; tests/vectors/coder.json holds both sides together.

import {damaged} from './errors.js';
import {ANY_TEXT, COUNT, GAP, HASH, PAPERS, REST, SHARED, TABLES, WEIGHT} from './tables.js';

const utf8 = new TextDecoder();
const MOST_PAPERS = 2 ** 24;

/**
 * The checksum of a file: FNV-1a, 32 bit, of its name and bytes. Twin: file_check in
 * index/browser/shard_format.cc.
 * @param {string} name
 * @param {Uint8Array} [bytes]
 */
export function fnv(name, bytes = new Uint8Array()) {
  let hash = 0x811c9dc5;
  for (const part of [new TextEncoder().encode(name), bytes]) {
    for (const byte of part) hash = Math.imul(hash ^ byte, 16777619);
  }
  return hash >>> 0;
}

/**
 * Throws an IndexError unless `check` is the checksum of a file.
 * @param {string} name       last part of the file's path
 * @param {Uint8Array} bytes
 * @param {Uint8Array} check  4 bytes
 */
export function verify(name, bytes, check) {
  const hash = fnv(name, bytes);
  for (let i = 0; i < 4; i++) if (check[i] !== ((hash >>> (8 * i)) & 255)) throw damaged(name);
}

const RATES = Array.from({length: 31}, (_, n) => Math.floor(655360 / (10 * n + 16)));

/** Reads what RangeEncoder (index/browser/range_coder.h) wrote. */
export class Decoder {
  /**
   * @param {string} name       last part of the file's path
   * @param {Uint8Array} bytes  the whole file
   */
  constructor(name, bytes) {
    this.name = name;
    this.bytes = bytes.subarray(4);
    verify(name, this.bytes, bytes);
    this.at = 4;
    this.code = 0;
    for (let i = 0; i < 4; i++) this.code = this.code * 256 + (this.bytes[i] ?? 0);
    this.range = 0xffffffff;
    this.probabilities = new Uint16Array(TABLES * 256).fill(16384);
    this.used = new Uint8Array(TABLES * 256);
  }

  /** @param {number} probability of a 1, in 1/32768 */
  decode(probability) {
    const bound = (this.range >>> 15) * probability;
    const bit = this.code < bound ? 1 : 0;
    if (bit) {
      this.range = bound;
    } else {
      this.code -= bound;
      this.range -= bound;
    }
    while (this.range < 0x1000000) {
      if (this.at > this.bytes.length + 8) throw damaged(this.name);
      this.range *= 256;
      this.code = this.code * 256 + (this.bytes[this.at++] ?? 0);
    }
    return bit;
  }

  /** @param {number} context */
  bit(context) {
    const bit = this.decode(this.probabilities[context]);
    this.learn(context, bit);
    return bit;
  }

  /** @param {number} context @param {number} bit */
  learn(context, bit) {
    const p = this.probabilities[context];
    const rate = RATES[this.used[context]];
    if (this.used[context] < 30) this.used[context]++;
    this.probabilities[context] = bit ? p + (((32768 - p) * rate) >> 16) : p - ((p * rate) >> 16);
  }

  /** @param {number} table */
  symbol(table) {
    let node = 1;
    while (node < 256) {
      const context = table * 256 + node;
      const any = ANY_TEXT * 256 + node;
      if (table < 256 && !this.used[context]) {
        this.probabilities[context] = this.probabilities[any];
        this.used[context] = Math.min(this.used[any], 1);
      }
      const bit = this.bit(context);
      if (table < 256) this.learn(any, bit);
      node = node * 2 + bit;
    }
    return node - 256;
  }

  /** @param {number} table */
  number(table) {
    const context = table * 256;
    let bits = 0;
    while (this.bit(context + bits)) if (++bits > 30) throw damaged(this.name);
    let value = 1;
    for (let i = 0; i < bits; i++) {
      value = value * 2 + (i < 2 ? this.bit(context + 32 + bits * 4 + value) : this.decode(16384));
    }
    return value - 1;
  }

  /** A count for which memory is reserved. @param {number} count */
  limited(count) {
    if (count > MOST_PAPERS) throw damaged(this.name);
    return count;
  }

  /**
   * The bytes of a text, the first `keep` of them taken from `before`.
   * @param {number[]} before
   * @param {number} keep
   */
  text(before, keep) {
    const bytes = before.slice(0, keep);
    for (let byte = bytes.at(-1) ?? 0; (byte = this.symbol(byte));) bytes.push(byte);
    return bytes;
  }

  string() {
    return string(this.text([], 0));
  }

  /**
   * @template T
   * @param {() => T} read
   * @returns {T[]}
   */
  list(read) {
    const found = [];
    for (let left = this.number(COUNT); left > 0; left--) found.push(read());
    return found;
  }

  /**
   * Texts, each of which may begin as the one before it.
   * @template T
   * @param {(text: string, bytes: number[]) => T} take  called right after each is read
   * @returns {T[]}
   */
  texts(take) {
    /** @type {number[]} */
    let bytes = [];
    return this.list(() => {
      bytes = this.text(bytes, this.number(SHARED));
      return take(string(bytes), bytes);
    });
  }

  keys() {
    return this.texts(key => key);
  }

  /** @param {number} digits */
  hash(digits) {
    return this.number(HASH).toString(16).padStart(digits, '0');
  }

  /**
   * Adjacent ranges of papers.
   * @template T
   * @param {(begin: number, end: number, hash: string) => T} take
   *   called after the head of each is read
   * @returns {T[]}
   */
  ranges(take) {
    let begin = 0;
    return this.list(() => {
      const hash = this.hash(7);
      const end = begin + this.number(PAPERS) + 1;
      const range = take(begin, end, hash);
      begin = end;
      return range;
    });
  }

  /**
   * @param {number} df
   * @param {number} next  first document of the segment
   */
  papers(df, next) {
    const docs = new Uint32Array(this.limited(df));
    const table = GAP + sizeClass(df);
    for (let i = 0; i < df; i++) {
      docs[i] = next + this.number(table);
      next = docs[i] + 1;
    }
    return docs;
  }

  /** @param {number} df */
  weights(df) {
    const weights = new Uint16Array(this.limited(df));
    const table = WEIGHT + sizeClass(df);
    for (let i = 0; i < df; i++) {
      const weight = this.symbol(table);
      weights[i] = weight < 255 ? weight : weight + this.number(REST);
    }
    return weights;
  }
}

/** The text of UTF-8 bytes. @param {ArrayLike<number>} bytes */
export const string = bytes => utf8.decode(Uint8Array.from(bytes));

/** The class of a list's length: its logarithm, 15 at most. @param {number} count */
export const sizeClass = count => Math.min(15, 31 - Math.clz32(count));
