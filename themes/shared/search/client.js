// The index of a site, read file by file: open(baseUrl). Every file is asked for once.

import {
  IndexError, damaged, findKey, readBucket, readLexicon, readLong, readManifest, readPhrases, readPositions, readRuns, verify,
} from './decode.js';
import {rank} from './rank.js';
import {filterKey, fold, tokenize} from './text.js';

/** @typedef {import('./types.js').FormCount} FormCount */
/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Bucket} Bucket */
/** @typedef {import('./types.js').Places} Places */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./types.js').Answer} Answer */

const WAIT = 15000; // milliseconds for one file
const WIDEST = 3; // buckets read for a prefix before the lexicon is cheaper
const FEWEST = 4; // papers of a form that has positions in a segment; twin: kFewestWithPositions
const CHEAP = 16; // papers whose text is read rather than positions

/**
 * The value of `key`, made once; a failure is not kept.
 * @template T
 * @param {Map<string, Promise<T>>} kept
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function once(kept, key, make) {
  let value = kept.get(key);
  if (!value) {
    kept.set(key, value = make());
    value.catch(() => kept.delete(key));
  }
  return value;
}

/**
 * The text of a deflated file.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
async function inflated(name, bytes) {
  let plain;
  try {
    const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    plain = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw damaged(name);
  }
  const body = plain.subarray(0, -4);
  verify(name, body, plain.subarray(-4));
  return new TextDecoder().decode(body);
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
      throw new IndexError('network', 'The search index could not be reached.');
    }
    if (response.status === 404) throw new IndexError('missing', 'A file of the search index is missing.');
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
    const ask = async (cache) => read(name, await this.bytes(path, {cache}));
    return once(this.kept, path, async () => {
      try {
        return await ask('force-cache');
      } catch (error) {
        // What a cache kept may be damaged, or be an old "not found".
        if (!(error instanceof IndexError) || error.kind === 'network') throw error;
        return ask('reload');
      }
    });
  }
}

/** The papers `begin` up to `end`. */
class Segment {
  /** @param {Files} files @param {import('./types.js').Manifest['segments'][0]} row */
  constructor(files, {begin, end, path, keys, forward, backward}) {
    this.files = files;
    this.begin = begin;
    this.end = end;
    this.path = path;
    this.keys = keys;
    /** @type {Record<string, string[]>} */
    this.lexicons = {f: forward, r: backward, b: []};
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
   * All forms that begin with `prefix`; `way` r: all reversed forms that do; b: filter values too.
   * @param {string} prefix
   * @param {'f' | 'r' | 'b'} way
   * @returns {Promise<Map<string, number>>} with their frequencies
   */
  async beginning(prefix, way) {
    const after = prefix + '\uffff';
    const first = findKey(this.keys, prefix);
    const last = findKey(this.keys, after);
    const keys = this.lexicons[way] ?? [];
    const few = !keys.length || (way === 'f' && last - first < WIDEST);
    const [low, high] = few ? [first, last] : [findKey(keys, prefix), findKey(keys, after)];
    /** @type {Promise<[string, number][]>[]} */
    const parts = [];
    for (let i = low; i <= high; i++) {
      parts.push(few ? this.bucket(i).then((b) => [...b.aliases, ...b.forms].map(([form, {df}]) => [form, df]))
        : this.files.get(this.path + way + i, readLexicon));
    }
    const found = new Map();
    for (const part of await Promise.all(parts)) {
      for (const [form, df] of part) if (form.startsWith(prefix)) found.set(form, df);
    }
    return found;
  }

  /**
   * The list of an entry.
   * @param {Entry} entry
   * @returns {Promise<Entry>} with docs and weights
   */
  async list(entry) {
    if (entry.parts) {
      const entries = (await this.group(entry.stem)).filter((e) => e.parts);
      await this.files.get(this.path + entry.file, (name, bytes) => readLong(name, bytes, entries, this.begin));
    }
    return entry;
  }
}

/**
 * Sums of frequencies, most first, then by bytes.
 * @param {Map<string, number>[]} counts
 * @param {(form: string) => boolean} wanted
 * @param {number} most
 * @returns {FormCount[]}
 */
function mostFrequent(counts, wanted, most) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const part of counts) {
    for (const [form, df] of part) if (wanted(form)) sums.set(form, (sums.get(form) ?? 0) + df);
  }
  return [...sums].map(([form, df]) => ({form, df}))
    .sort((a, b) => b.df - a.df || compareBytes(a.form, b.form)).slice(0, most);
}

/** The order of UTF-8 bytes. @param {string} a @param {string} b */
function compareBytes(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (i > 0 && /[\udc00-\udfff]/.test(`${a[i]}${b[i]}`)) i--; // both within one character
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
}

/**
 * Whether the optimal string alignment distance is exactly 1.
 * @param {string[]} a  characters
 * @param {string[]} b
 */
function isNear(a, b) {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  let begin = 0;
  while (begin < short.length && long[begin] === short[begin]) begin++;
  let left = long.length;
  let right = short.length;
  while (right > begin && long[left - 1] === short[right - 1]) {
    left--;
    right--;
  }
  return left - begin === 1 || (left - begin === 2 && right - begin === 2 &&
    long[begin] === short[begin + 1] && long[begin + 1] === short[begin]);
}

/**
 * Where words stand in the text of a paper, as readPositions gives it.
 * @param {Paper} paper
 * @param {readonly string[]} words
 */
function placesOf({title, authors, comment, abstract}, words) {
  /** @type {number[][]} */
  const places = words.map(() => []);
  let at = 0;
  [[title], authors, [comment], [abstract]].forEach((texts, field) => {
    at = 0;
    for (const text of texts) {
      for (const word of tokenize(fold(text))) {
        places.forEach((list, i) => words[i] === word.text && list.push(4 * at + field));
        at++;
      }
      at++; // a phrase does not run from one author into the next
    }
  });
  return places;
}

/**
 * Whether words follow one another: as `phrase` of Index says it.
 * @param {number[][]} places  of each word
 */
function inARow(places) {
  const ends = places.reduce((before, here) => {
    const set = new Set(before);
    return here.filter((place) => set.has(place - 4));
  });
  return ends.reduce((flags, place) => flags | 4 | ((place & 3) < 2 ? 1 << (place & 3) : 0), 0);
}

/** One state of the index: what one manifest names. Implements Index of types.js. */
class Store {
  /** @param {Files} files @param {import('./types.js').Manifest} manifest */
  constructor(files, {size, url, days, segments, phrases}) {
    this.files = files;
    this.size = size;
    this.url = url;
    this.days = days;
    this.segments = segments.map((row) => new Segment(files, row));
    this.phrases = phrases;
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
      Promise.all(words.map((word) => this.word(word))),
      prefix === null ? [] : this.all((s) => s.beginning(prefix, 'f')).then((counts) =>
        mostFrequent(counts, (form) => form.length > prefix.length, 16)),
    ]);
    return {words: found, completions};
  }

  /** @param {string} word */
  async word(word) {
    const stem = (await this.all((s) => s.find(word))).find((e) => e)?.stem;
    const groups = stem === undefined ? [] : await this.all((s) => s.group(stem));
    const forms = mostFrequent(groups.map((group) => new Map(group.map((e) => [e.form, e.df]))), () => true, Infinity);
    return {
      word,
      df: forms.find((f) => f.form === word)?.df ?? 0,
      kin: forms.filter((f) => f.form !== word),
    };
  }

  /** @param {string} word */
  async near(word) {
    const letters = [...word];
    const half = Math.max(2, (letters.length - 1) >> 1);
    const [forward, backward] = await Promise.all([
      this.all((s) => s.beginning(letters.slice(0, half).join(''), 'f')),
      this.all((s) => s.beginning(letters.slice(-half).reverse().join(''), 'r')),
    ]);
    const counts = forward.map((part, i) => {
      const both = new Map(part);
      for (const [reversed, df] of backward[i] ?? []) both.set([...reversed].reverse().join(''), df);
      return both;
    });
    return mostFrequent(counts, (form) => isNear(letters, [...form]), 8);
  }

  /** @param {readonly string[]} forms */
  postings(forms) {
    return Promise.all(forms.map(async (form) => {
      const parts = await this.all(async (s) => {
        const entry = await s.find(form);
        return entry && s.list(entry);
      });
      const size = parts.reduce((sum, e) => sum + (e ? e.df : 0), 0);
      const docs = new Uint32Array(size);
      const wdf = new Uint8Array(size);
      const fields = new Uint8Array(size);
      let at = 0;
      for (const entry of parts) {
        if (!entry?.docs || !entry.weights) continue;
        docs.set(entry.docs, at);
        for (const weight of entry.weights) {
          wdf[at] = weight >> 2;
          fields[at++] = weight & 3;
        }
      }
      return {docs, wdf, fields, rest: 0};
    }));
  }

  /** @param {readonly string[]} words @param {Uint32Array} docs */
  async phrase(words, docs) {
    /** @type {Map<number, number>} */
    const found = new Map();
    // What has no positions is looked for in the text of the papers.
    /** @type {number[]} */
    const unread = [];
    if (docs.length > CHEAP) {
      const lists = await this.postings(words);
      const segments = await this.files.get(this.phrases, readPhrases);
      const last = segments.at(-1)?.end ?? 0;
      unread.push(...docs.filter((doc) => doc >= last));
      await Promise.all(segments.map(async ({begin, end, path, keys}) => {
        const within = (/** @type {Uint32Array} */ all) => all.filter((doc) => doc >= begin && doc < end);
        const inside = within(docs);
        if (!inside.length) return;
        /** @type {Map<number, number[]>[]} */
        const places = await Promise.all(lists.map(async (list, i) => {
          const word = words[i] ?? '';
          const has = within(list.docs);
          if (has.length < FEWEST) return new Map();
          const all = await this.files.get(path + findKey(keys, word), readPositions);
          return new Map(all.get(word)?.map((row, k) => [has[k], row]));
        }));
        for (const doc of inside) {
          const rows = places.flatMap((map) => [map.get(doc) ?? []]);
          if (places.some((map) => !map.has(doc))) unread.push(doc);
          else found.set(doc, inARow(rows));
        }
      }));
    } else {
      unread.push(...docs);
    }
    await Promise.all(unread.map(async (doc) => found.set(doc, inARow(placesOf(await this.paper(doc), words)))));
    return Uint8Array.from(docs, (doc) => found.get(doc) ?? 0);
  }

  /** @param {'topic' | 'category'} kind @param {(value: string) => boolean} wanted */
  async filters(kind, wanted) {
    const mark = '!' + kind[0];
    const counts = await this.all((s) => s.beginning(mark, 'b'));
    const forms = mostFrequent(counts, (form) => wanted(form.slice(2)), Infinity).map((f) => f.form);
    const lists = await this.postings(forms);
    return lists.map(({docs}, i) => ({value: (forms[i] ?? '').slice(2), docs}));
  }

  /** @param {'topic' | 'category'} kind */
  values(kind) {
    return this.filters(kind, () => true);
  }

  /** @param {'topic' | 'category'} kind @param {string} key */
  async filter(kind, key) {
    const lists = await this.filters(kind, (value) => {
      const has = filterKey(value);
      return has === key || (kind === 'category' && has.startsWith(key + '.'));
    });
    return Uint32Array.from(new Set(lists.flatMap((l) => [...l.docs]))).sort();
  }

  /** @returns {Promise<import('./types.js').Run[]>} */
  async runs() {
    const parts = await this.all((s) => s.files.get(s.path + 'runs', readRuns));
    /** @type {import('./types.js').Run[]} */
    const runs = [];
    let at = 0;
    let doc = 0;
    for (const [score, count] of parts.flat()) {
      for (const last = doc + count; doc < last; at++) {
        const {day, end} = /** @type {import('./types.js').DayRange} */ (this.days[at]);
        if (end <= doc) continue;
        runs.push({day, score, begin: doc, end: doc = Math.min(last, end)});
        if (doc < end) break;
      }
    }
    return runs;
  }

  /** @param {number} doc @returns {Promise<Paper>} */
  async paper(doc) {
    const {day, begin, path} = /** @type {import('./types.js').DayRange} */ (this.days.find((d) => d.end > doc));
    const [id, score, title, authors, topics, comment, abstract, url] =
      await this.files.get(path + (doc - begin), async (name, bytes) => JSON.parse(await inflated(name, bytes)));
    return {id, day, score, title, authors, topics, comment, abstract,
      url: url ?? this.url.join(id.replace('/', '_'))};
  }
}

/**
 * Opens the index of a site.
 * @param {string | URL} baseUrl  of the folder search/
 * @param {{fetch?: typeof fetch}} [options]
 */
export async function open(baseUrl, options = {}) {
  const files = new Files(String(baseUrl).replace(/\/*$/, '/'), options.fetch ?? ((...args) => fetch(...args)));
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
   * @param {import('./types.js').SearchOptions & {signal?: AbortSignal}} wanted
   * @returns {Promise<Answer>}
   */
  async function run(query, wanted) {
    const from = store;
    const ranking = await rank(from, query, wanted);
    wanted.signal?.throwIfAborted();
    const {words} = ranking;
    const papers = await Promise.all(ranking.hits.map((hit) => from.paper(hit.doc)));
    return {
      ...ranking,
      results: papers.map((paper, i) => ({...paper, rank: ranking.hits[i]?.rank ?? 0, words})),
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
     * @param {import('./types.js').SearchOptions & {signal?: AbortSignal}} [wanted]
     * @returns {Promise<Answer>}
     */
    async search(query, wanted = {}) {
      try {
        return await run(query, wanted);
      } catch (error) {
        // A deploy in the middle of a visit: the files that the old manifest names are gone.
        if (!(error instanceof IndexError) || error.kind !== 'missing' || !(await renewed())) throw error;
        return run(query, wanted);
      }
    },
  };
}
