// Bytes of the index to values. Pure. Format: docs/search-index.md; twin: search/shard_format.cc.

/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Bucket} Bucket */

/** The format that this reader reads. Twin: kClientFormat in search/client_index.h. */
export const FORMAT = 1;

/** What went wrong, for people; `kind` for programs. */
export class IndexError extends Error {
  /**
   * @param {'network' | 'missing' | 'damaged' | 'newer'} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Takes the check off a file.
 * @param {string} name       last part of its path
 * @param {Uint8Array} plain  inflated
 * @returns {Uint8Array} the body
 */
export function checked(name, plain) {
  const size = plain.length - 4;
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  for (let i = 0; i < size; i++) hash = Math.imul(hash ^ plain[i], 16777619);
  for (let i = 0; i < 4; i++) {
    if (plain[size + i] !== (hash >>> (8 * i) & 255)) throw new IndexError('damaged', `The file ${name} of the search index is damaged.`);
  }
  return plain.subarray(0, size);
}

/** Reads a body from its begin. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  varint() {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  }

  /** Text whose entries each begin with a byte below 32. */
  entries() {
    const size = this.varint();
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, this.at += size));
    return text.split(/(?=[\0-\x1f])/);
  }

  /**
   * @param {number} df
   * @param {number} begin  first document of the segment
   */
  gaps(df, begin) {
    const docs = new Uint32Array(df);
    for (let i = 0; i < df; i++) begin = (docs[i] = begin + this.varint()) + 1;
    return docs;
  }

  /** @param {number} df */
  weights(df) {
    const weights = new Uint16Array(df);
    for (let i = 0; i < df; i++) weights[i] = this.varint();
    return weights;
  }
}

/**
 * A text of `entries` that begins as the one before does.
 * @param {string} before
 * @param {string} entry
 * @param {number} mark
 */
const joined = (before, entry, mark) => before.slice(0, entry.charCodeAt(0) - mark) + entry.slice(1);

/**
 * @param {Uint8Array} body
 * @param {number} begin  first document of the segment
 * @returns {Bucket}
 */
export function readBucket(body, begin) {
  const reader = new Reader(body);
  const aliasCount = reader.varint();
  const texts = reader.entries();
  /** @type {Bucket} */
  const bucket = {forms: new Map(), groups: new Map(), aliases: new Map()};
  /** @type {Entry[]} */
  let group = [];
  let stem = '';
  let longs = -1;
  let positions = 0;
  const first = texts.length - aliasCount;
  for (const text of texts.slice(0, first)) {
    const code = text.charCodeAt(0);
    if (code > 15) {
      stem = joined(stem, text, 16);
      bucket.groups.set(stem, group = []);
      continue;
    }
    const form = (code < 15 ? stem.slice(0, stem.length - code) : '') + text.slice(1);
    const head = reader.varint();
    if (head & 2) positions++;
    /** @type {Entry} */
    const entry = {form, stem, df: head >>> 2, positions, long: -1, parts: 0};
    if (head & 1) {
      entry.parts = reader.varint() + 1;
      if (!group.some((e) => e.parts)) longs++;
      entry.long = longs;
    }
    group.push(entry);
    bucket.forms.set(form, entry);
  }
  let form = '';
  for (const text of texts.slice(first)) {
    form = joined(form, text, 0);
    bucket.aliases.set(form, {bucket: reader.varint(), df: reader.varint()});
  }
  const short = [...bucket.forms.values()].filter((e) => !e.parts);
  for (const e of short) e.docs = reader.gaps(e.df, begin);
  for (const e of short) e.weights = reader.weights(e.df);
  return bucket;
}

/**
 * @param {Uint8Array} body
 * @returns {[form: string, df: number][]}
 */
export function readLexicon(body) {
  const reader = new Reader(body);
  let form = '';
  return reader.entries().map((text) => [form = joined(form, text, 0), reader.varint()]);
}

/**
 * The places of one form: those of posting i are places[starts[i]] up to places[starts[i + 1]].
 * @param {Reader} reader
 * @param {number} df
 */
export function readPositions(reader, df) {
  const starts = new Uint32Array(df + 1);
  for (let i = 0; i < df; i++) starts[i + 1] = starts[i] + reader.varint();
  const places = new Uint32Array(starts[df]);
  for (let i = 0; i < df; i++) {
    let place = 0;
    for (let k = starts[i]; k < starts[i + 1]; k++) places[k] = place += reader.varint();
  }
  return {starts, places};
}

/**
 * How many of `keys` (sorted) are not above `text`, less one: which file has it. The first key is ''.
 * @param {string[]} keys
 * @param {string} text
 */
export function findKey(keys, text) {
  let low = 0;
  for (let high = keys.length; low + 1 < high;) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= text) low = middle;
    else high = middle;
  }
  return low;
}
