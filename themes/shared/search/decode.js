// Bytes of the index to values. Pure. Format: docs/search-index.md; twins: search/shard_format.cc, search/range_coder.cc.

/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Bucket} Bucket */
/** @typedef {import('./types.js').Places} Places */

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

/** @param {string} name */
export const damaged = (name) => new IndexError('damaged', `The file ${name} of the search index is damaged.`);

/**
 * Compares a check with what it is the check of. Twin: file_check in shard_format.cc.
 * @param {string} name       last part of the file's path
 * @param {Uint8Array} bytes
 * @param {Uint8Array} check  4 bytes
 */
export function verify(name, bytes, check) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619);
  for (let i = 0; i < 4; i++) if (check[i] !== (hash >>> 8 * i & 255)) throw damaged(name);
}

const utf8 = new TextDecoder();
const COUNT = 256, FORMS = 257, SHARED = 258, DROP = 259, FREQUENCY = 260, LONG = 261, BUCKET = 262, REST = 263, DAY = 264, PAPERS = 265,
  HASH = 266, GAP = 272, WEIGHT = 288, FIELDS = 304, POSITIONS = 320, FIRST = 324, NEXT = 328, TABLES = 332;
const RATES = Array.from({length: 31}, (_, n) => Math.floor(655360 / (10 * n + 16)));

/** Reads what RangeEncoder (range_coder.h) wrote. */
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
    const p = /** @type {number} */ (this.probabilities[context]);
    const used = /** @type {number} */ (this.used[context]);
    const rate = /** @type {number} */ (RATES[used]);
    if (used < 30) this.used[context] = used + 1;
    const bit = this.decode(p);
    this.probabilities[context] = bit ? p + ((32768 - p) * rate >> 16) : p - (p * rate >> 16);
    return bit;
  }

  /** @param {number} table */
  symbol(table) {
    let node = 1;
    while (node < 256) node = node * 2 + this.bit(table * 256 + node);
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

  /**
   * The bytes of a text, the first `keep` of them taken from `before`.
   * @param {number[]} before
   * @param {number} keep
   */
  text(before, keep) {
    const bytes = before.slice(0, keep);
    for (let byte = bytes.at(-1) ?? 0; (byte = this.symbol(byte)); ) bytes.push(byte);
    return bytes;
  }

  /**
   * @template T
   * @param {(text: string, df: number) => T} take  called right behind an entry
   * @returns {T[]}
   */
  entries(take) {
    const found = [];
    /** @type {number[]} */
    let text = [];
    for (let left = this.number(COUNT); left > 0; left--) {
      text = this.text(text, this.number(SHARED));
      found.push(take(string(text), this.number(FREQUENCY) + 1));
    }
    return found;
  }

  /** @returns {string[]} */
  keys() {
    const keys = [];
    /** @type {number[]} */
    let key = [];
    for (let left = this.number(COUNT); left > 0; left--) {
      key = this.text(key, this.number(SHARED));
      keys.push(string(key));
    }
    return keys;
  }

  /** @param {number} digits */
  hash(digits) {
    return this.number(HASH).toString(16).padStart(digits, '0');
  }

  /**
   * Ranges of papers, one behind the other.
   * @template T
   * @param {(begin: number, end: number, hash: string) => T} take  called right behind the head of each
   * @returns {T[]}
   */
  ranges(take) {
    const found = [];
    let begin = 0;
    for (let left = this.number(COUNT); left > 0; left--) {
      const hash = this.hash(7);
      const end = begin + this.number(PAPERS) + 1;
      found.push(take(begin, end, hash));
      begin = end;
    }
    return found;
  }

  /**
   * The list of a form.
   * @param {Entry} entry
   * @param {number} begin  first document of the segment
   */
  list(entry, begin) {
    const {df} = entry;
    const size = sizeClass(df);
    const docs = new Uint32Array(df);
    const weights = new Uint16Array(df);
    for (let i = 0; i < df; i++) begin = (docs[i] = begin + this.number(GAP + size)) + 1;
    for (let i = 0; i < df; i++) {
      const weight = this.symbol(WEIGHT + size);
      weights[i] = weight < 255 ? weight : weight + this.number(REST);
    }
    entry.docs = docs;
    entry.weights = weights;
  }
}

/**
 * @param {Uint8Array} bytes
 * @returns {import('./types.js').Manifest}
 */
export function readManifest(bytes) {
  const line = bytes.indexOf(10);
  const head = /^broadsheet search (\d+)$/.exec(utf8.decode(bytes.subarray(0, Math.max(0, line))));
  if (!head) throw damaged('manifest');
  if (Number(head[1]) !== FORMAT) {
    throw new IndexError('newer', 'The search index is of another version than this page: reload the page.');
  }
  const from = new Decoder('manifest', bytes.subarray(line + 1));
  const url = [string(from.text([], 0)), string(from.text([], 0))];
  const days = [];
  let date = 0;
  let end = 0;
  for (let left = from.number(COUNT); left > 0; left--) {
    date += from.number(DAY);
    const begin = end;
    end += from.number(PAPERS) + 1;
    const day = new Date(date * 864e5).toISOString().slice(0, 10).replaceAll('-', '');
    days.push({day: Number(day), begin, end, path: `d/${day}-${from.hash(6)}/`});
  }
  return {
    size: end, url, days,
    segments: from.ranges((begin, end, hash) =>
      ({begin, end, path: `s/${hash}/`, keys: from.keys(), forward: from.keys(), backward: from.keys()})),
    phrases: `p/${from.hash(7)}`,
  };
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[score: number, papers: number][]}
 */
export function readRuns(name, bytes) {
  const from = new Decoder(name, bytes);
  return Array.from({length: from.number(COUNT)}, () => [Number(string(from.text([], 0))), from.number(PAPERS) + 1]);
}

/**
 * The segments of positions.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export function readPhrases(name, bytes) {
  const from = new Decoder(name, bytes);
  return from.ranges((begin, end, hash) => ({begin, end, path: `p/${hash}/`, keys: from.keys()}));
}

/** @param {number[]} bytes */
const string = (bytes) => utf8.decode(Uint8Array.from(bytes));

/** @param {number} count */
const sizeClass = (count) => Math.min(15, 31 - Math.clz32(count));

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
  /** @type {number[]} */
  let stem = [];
  let longs = 0;
  for (let groups = from.number(COUNT); groups > 0; groups--) {
    stem = from.text(stem, from.number(SHARED));
    const group = [];
    let hasLong = 0;
    for (let forms = from.number(FORMS); forms >= 0; forms--) {
      const form = string(from.text(stem, stem.length - from.number(DROP)));
      const df = from.number(FREQUENCY) + 1;
      const parts = from.number(LONG);
      /** @type {Entry} */
      const entry = {form, stem: string(stem), df, parts, file: parts ? `${name}.${longs}` : ''};
      if (parts) hasLong = 1;
      else from.list(entry, begin);
      group.push(entry);
      bucket.forms.set(form, entry);
    }
    longs += hasLong;
    bucket.groups.set(string(stem), group);
  }
  /** @type {number[]} */
  let alias = [];
  for (let aliases = from.number(COUNT); aliases > 0; aliases--) {
    alias = from.text(alias, from.number(SHARED));
    bucket.aliases.set(string(alias), {bucket: from.number(BUCKET), df: from.number(FREQUENCY) + 1});
  }
  return bucket;
}

/**
 * Fills the lists of the entries of one long file.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {Entry[]} entries  in their order in the bucket
 * @param {number} begin
 */
export function readLong(name, bytes, entries, begin) {
  const from = new Decoder(name, bytes);
  for (const entry of entries) from.list(entry, begin);
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[form: string, df: number][]}
 */
export function readLexicon(name, bytes) {
  return new Decoder(name, bytes).entries((form, df) => [form, df]);
}

/**
 * The places of each form: for each of its papers, rising, 4 position + field.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Map<string, Places>}
 */
export function readPositions(name, bytes) {
  const from = new Decoder(name, bytes);
  return new Map(from.entries((form, df) => [form, Array.from({length: df}, () => {
    const fields = from.symbol(FIELDS + sizeClass(df));
    const places = [];
    for (let f = 0; f < 4; f++) {
      if (!(fields >> f & 1)) continue;
      let left = from.number(POSITIONS + f);
      let at = from.number(FIRST + f);
      places.push(4 * at + f);
      for (; left > 0; left--) places.push(4 * (at += from.number(NEXT + f) + 1) + f);
    }
    return places;
  })]));
}

/**
 * Which file has `text`: the last key that is not above it. The first key is ''.
 * @param {string[]} keys  rising
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
