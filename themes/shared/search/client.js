// The index of a site, read file by file: open(baseUrl). First what bytes say, then the files and the store over them.
// Both are one module, as each script that a first query loads is a request; what only some queries need is in more.js.
// Format: docs/search-index.md; twins: search/shard_format.cc, search/range_coder.cc.

import {BUILD as RANK_BUILD, hasLetter, later, rank} from './rank.js';

/** @typedef {import('./types.js').FormCount} FormCount */
/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Bucket} Bucket */
/** @typedef {import('./types.js').Part} Part */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Manifest} Manifest */
/** @typedef {import('./types.js').DayRange} DayRange */
/** @typedef {import('./types.js').SearchOptions & {signal?: AbortSignal}} Wanted */

/** The build that this module came with; the program fills it in. */
export const BUILD = 'source';
/** The format that this reader reads. Twin: kClientFormat in search/client_index.h. */
const FORMAT = 3;
const WAIT = 15000; // milliseconds for one file
export const LOW = 5; // greatest wdf of a low part; twin: kLowWdf
const WIDEST = 3; // buckets read for a prefix before the lexicon is cheaper

/** What went wrong, for people; `kind` for programs. */
export class IndexError extends Error {
  /**
   * @param {'network' | 'missing' | 'damaged' | 'newer' | 'script'} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** @param {string} name */
const damaged = name => new IndexError('damaged', `The file ${name} is damaged.`);

/**
 * FNV-1a, 32 bit, of a name, then bytes. Twin: file_check in shard_format.cc.
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
 * Compares a check with what it is the check of.
 * @param {string} name       last part of the file's path
 * @param {Uint8Array} bytes
 * @param {Uint8Array} check  4 bytes
 */
function verify(name, bytes, check) {
  const hash = fnv(name, bytes);
  for (let i = 0; i < 4; i++) if (check[i] !== ((hash >>> (8 * i)) & 255)) throw damaged(name);
}

const utf8 = new TextDecoder();

/** Tables of symbols. Twin: Table in search/range_coder.h. */
const COUNT = 256,
  FORMS = 257,
  SHARED = 258,
  DROP = 259,
  FREQUENCY = 260,
  LONG = 261,
  BUCKET = 262,
  REST = 263,
  DAY = 264,
  PAPERS = 265,
  HASH = 266,
  GAP = 272,
  WEIGHT = 288,
  ANY_TEXT = 327,
  TABLES = 328;
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
   * @param {(text: string, bytes: number[]) => T} take  called right behind each
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
   * Ranges of papers, one behind the other.
   * @template T
   * @param {(begin: number, end: number, hash: string) => T} take  called right behind the head of each
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
    const docs = new Uint32Array(df);
    const table = GAP + sizeClass(df);
    for (let i = 0; i < df; i++) {
      docs[i] = next + this.number(table);
      next = docs[i] + 1;
    }
    return docs;
  }

  /** @param {number} df */
  weights(df) {
    const weights = new Uint16Array(df);
    const table = WEIGHT + sizeClass(df);
    for (let i = 0; i < df; i++) {
      const weight = this.symbol(table);
      weights[i] = weight < 255 ? weight : weight + this.number(REST);
    }
    return weights;
  }
}

/** @param {number[]} bytes */
const string = bytes => utf8.decode(Uint8Array.from(bytes));

/** @param {number} count */
export const sizeClass = count => Math.min(15, 31 - Math.clz32(count));

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
      if (!count)
        Object.assign(entry.parts[0], {docs: from.papers(df, begin), weights: from.weights(df)});
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
 * What a bucket says of the parts of a list.
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

/**
 * @param {Uint8Array} bytes
 * @returns {Manifest}
 */
export function readManifest(bytes) {
  const line = bytes.indexOf(10);
  const head = /^broadsheet search (\d+)$/.exec(utf8.decode(bytes.subarray(0, Math.max(0, line))));
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
    const day = new Date(date * 864e5).toISOString().slice(0, 10).replaceAll('-', '');
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
  };
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

/**
 * The text of a deflated file.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
async function inflated(name, bytes) {
  let plain;
  try {
    const stream = new Blob([/** @type {BlobPart} */ (bytes)])
      .stream()
      .pipeThrough(new DecompressionStream('deflate'));
    plain = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw damaged(name);
  }
  const body = plain.subarray(0, -4);
  verify(name, body, plain.subarray(-4));
  return utf8.decode(body);
}

/** Files below one address. */
class Files {
  /** @param {string} base @param {typeof fetch} fetcher */
  constructor(base, fetcher) {
    this.base = base;
    this.fetcher = fetcher;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /** @param {string} path @param {RequestInit} [init] */
  async bytes(path, init) {
    let response;
    let body;
    try {
      response = await this.fetcher(this.base + path, {...init, signal: AbortSignal.timeout(WAIT)});
      body = await response.arrayBuffer();
    } catch (error) {
      throw new IndexError('network', 'The index was not reached.');
    }
    if (response.status === 404) throw new IndexError('missing', 'A file is missing.');
    if (!response.ok) throw new IndexError('network', `The server answered ${response.status}.`);
    return new Uint8Array(body);
  }

  /**
   * A file that never changes under its name.
   * @template T
   * @param {string} path
   * @param {(name: string, bytes: Uint8Array) => T | Promise<T>} read
   * @returns {Promise<T>}
   */
  get(path, read) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    /** @param {RequestCache} cache */
    const ask = async cache => read(name, await this.bytes(path, {cache}));
    let file = this.kept.get(path);
    if (!file) {
      file = ask('force-cache').catch(error => {
        // What a cache kept may be damaged, or be an old "not found".
        if (error.kind === 'missing' || error.kind === 'damaged') return ask('reload');
        throw error;
      });
      this.kept.set(path, file);
      file.catch(() => this.kept.delete(path));
    }
    return file;
  }
}

/** The part that is not for every query. */
const more = later(
  again => /** @type {Promise<typeof import('./more.js')>} */ (import(`./more.js${again}`)),
);

/** The papers `begin` up to `end`. */
export class Segment {
  /** @param {Files} files @param {Manifest['segments'][0]} row */
  constructor(files, {begin, end, path, keys, forward, backward}) {
    this.files = files;
    this.begin = begin;
    this.end = end;
    this.path = path;
    this.keys = keys;
    this.forward = forward;
    this.backward = backward;
  }

  /** @param {number} b @returns {Promise<Bucket>} */
  bucket(b) {
    return this.files.get(this.path + b, (name, bytes) => readBucket(name, bytes, this.begin));
  }

  /** @param {string} form @returns {Promise<Entry | undefined>} */
  async find(form) {
    const bucket = await this.bucket(findKey(this.keys, form));
    const alias = bucket.aliases.get(form);
    return (alias ? await this.bucket(alias.bucket) : bucket).forms.get(form);
  }

  /** @param {string} stem @returns {Promise<Entry[]>} */
  async group(stem) {
    return (await this.bucket(findKey(this.keys, stem))).groups.get(stem) ?? [];
  }

  /**
   * All forms that begin with `prefix`, filter values too.
   * @param {string} prefix
   * @param {boolean} [all]  also when the lexicon is cheaper
   * @returns {Promise<Map<string, number>>} with their frequencies
   */
  async beginning(prefix, all) {
    const first = findKey(this.keys, prefix);
    const last = findKey(this.keys, prefix + '\uffff');
    if (!all && this.forward.length && last - first >= WIDEST)
      return (await more()).lexicon(this, prefix);
    const buckets = [];
    for (let b = first; b <= last; b++) buckets.push(this.bucket(b));
    const found = new Map();
    for (const {aliases, forms} of await Promise.all(buckets)) {
      for (const [form, {df}] of [...aliases, ...forms])
        if (form.startsWith(prefix)) found.set(form, df);
    }
    return found;
  }
}

/**
 * Sums of frequencies, most first, then by bytes.
 * @param {Map<string, number>[]} counts
 * @param {(form: string) => boolean} wanted
 * @param {number} most
 * @returns {FormCount[]}
 */
export function mostFrequent(counts, wanted, most) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const part of counts) {
    for (const [form, df] of part) if (wanted(form)) sums.set(form, (sums.get(form) ?? 0) + df);
  }
  return [...sums]
    .map(([form, df]) => ({form, df}))
    .sort((a, b) => b.df - a.df || compareBytes(a.form, b.form))
    .slice(0, most);
}

/** The order of UTF-8 bytes. @param {string} a @param {string} b */
function compareBytes(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (i > 0 && /[\udc00-\udfff]/.test(`${a[i]}${b[i]}`)) i--; // both within one character
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
}

/**
 * Lists of papers as one.
 * @param {Part[]} parts  read
 */
export function joined(parts) {
  const size = parts.reduce((sum, {df}) => sum + df, 0);
  const docs = new Uint32Array(size);
  const wdf = new Uint8Array(size);
  const fields = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    docs.set(part.docs ?? [], at);
    part.weights?.forEach(weight => {
      wdf[at] = weight >> 2;
      fields[at++] = weight & 3;
    });
  }
  return {docs, wdf, fields, known: size, unread: 0};
}

/** One state of the index: what one manifest names. Implements Index of types.js. */
export class Store {
  /** @param {Files} files @param {Manifest} manifest */
  constructor(files, {size, url, days, segments, pairs}) {
    this.files = files;
    this.size = size;
    this.url = url;
    this.days = days;
    this.segments = segments.map(row => new Segment(files, row));
    this.pairs = pairs;
  }

  /**
   * @template T
   * @param {(segment: Segment) => Promise<T>} ask
   */
  all(ask) {
    return Promise.all(this.segments.map(ask));
  }

  /** @param {readonly string[]} words @param {string | null} prefix */
  async lookup(words, prefix) {
    const [found, completions] = await Promise.all([
      Promise.all(words.map(word => this.word(word))),
      prefix === null
        ? []
        : this.all(s => s.beginning(prefix)).then(counts =>
            mostFrequent(counts, form => form.length > prefix.length && hasLetter(form), 16),
          ),
    ]);
    return {words: found, completions};
  }

  /** @param {string} word */
  async word(word) {
    const stem = (await this.all(s => s.find(word))).find(e => e)?.stem;
    const groups = stem === undefined ? [] : await this.all(s => s.group(stem));
    const forms = mostFrequent(
      groups.map(group => new Map(group.map(e => [e.form, e.df]))),
      () => true,
      Infinity,
    );
    return {
      word,
      df: forms.find(f => f.form === word)?.df ?? 0,
      kin: forms.filter(f => f.form !== word),
    };
  }

  /** @param {string} word */
  async near(word) {
    return (await more()).near(this, word);
  }

  /**
   * @param {readonly string[]} forms
   * @param {{most?: number, weights?: boolean, whole?: readonly string[]}} [how]  most: bytes to read in all, about
   */
  async postings(forms, how) {
    const found = await Promise.all(
      forms.map(form => this.all(async s => ({s, entry: await s.find(form)}))),
    );
    const rows = found.map(row => row.flatMap(({s, entry}) => (entry ? [{s, entry}] : [])));
    if (rows.flat().some(({entry}) => entry.file)) return (await more()).longLists(rows, how);
    return rows.map(row => joined(row.flatMap(({entry}) => entry.parts)));
  }

  /** @param {readonly string[]} words @param {Uint32Array} docs @param {boolean} [texts] */
  async phrase(words, docs, texts) {
    return (await more()).phrase(this, words, docs, texts);
  }

  /** @param {'topic' | 'category'} kind */
  async values(kind) {
    return (await more()).filters(this, kind, () => true);
  }

  /** @param {'topic' | 'category'} kind @param {string} key */
  async filter(kind, key) {
    return (await more()).filter(this, kind, key);
  }

  async runs() {
    return (await more()).runs(this);
  }

  /** @param {number} doc @returns {Promise<Paper>} */
  async paper(doc) {
    const {day, begin, path} = /** @type {DayRange} */ (this.days.find(d => d.end > doc));
    const [id, score, title, authors, topics, comment, abstract, url] = await this.files.get(
      path + (doc - begin),
      async (name, bytes) => JSON.parse(await inflated(name, bytes)),
    );
    return {
      id,
      day,
      score,
      title,
      authors,
      topics,
      comment,
      abstract,
      url: url ?? this.url.join(id.replace('/', '_')),
    };
  }
}

/**
 * Opens the index of a site.
 * @param {string | URL} baseUrl  of the folder search/
 * @param {{fetch?: typeof fetch}} [options]
 */
export async function open(baseUrl, options = {}) {
  if (RANK_BUILD !== BUILD) throw new IndexError('script', 'The scripts are of two builds.');
  const files = new Files(
    String(baseUrl).replace(/\/*$/, '/'),
    options.fetch ?? ((...args) => fetch(...args)),
  );
  const load = () => files.bytes('manifest', {cache: 'no-cache'});
  let manifest = await load();
  let store = new Store(files, readManifest(manifest));

  /** A new state when the site was published anew. */
  async function renewed() {
    const now = await load();
    if (String(now) === String(manifest)) return false;
    store = new Store(files, readManifest(now));
    manifest = now;
    return true;
  }

  /**
   * @param {string} query
   * @param {Wanted} wanted
   * @returns {Promise<Answer>}
   */
  async function run(query, wanted) {
    const from = store;
    // Wanted soon.
    if (/["\u201c\u201d\u201e:]/.test(query) || wanted.sort || wanted.from || wanted.facets)
      more().catch(() => {});
    const found = await rank(from, query, wanted);
    wanted.signal?.throwIfAborted();
    const {words} = found;
    const papers = await Promise.all(found.hits.map(hit => from.paper(hit.doc)));
    return {
      ...found,
      results: papers.map((paper, i) => ({...paper, rank: found.hits[i]?.rank ?? 0, words})),
    };
  }

  return {
    /** Papers in the index. */
    get size() {
      return store.size;
    },
    /** The index itself, for ranking. */
    get store() {
      return store;
    },
    /**
     * @param {string} query
     * @param {Wanted} [wanted]
     * @returns {Promise<Answer>}
     */
    async search(query, wanted = {}) {
      try {
        return await run(query, wanted);
      } catch (error) {
        // A deploy in the middle of a visit: the files that the old manifest names are gone.
        if (!(error instanceof IndexError) || error.kind !== 'missing' || !(await renewed()))
          throw error;
        return run(query, wanted);
      }
    },
  };
}
