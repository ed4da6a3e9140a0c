// What only some queries need of the index: corrections, long prefixes, phrases, filters, days and scores.
// Loaded by client.js when it is wanted. Pure but for the files that it asks the store for.

import {Decoder, findKey, mostFrequent, sizeClass} from './client.js';
import {filterKey, fold, tokenize} from './text.js';

/** @typedef {import('./client.js').Store} Store */
/** @typedef {import('./client.js').Segment} Segment */
/** @typedef {import('./types.js').Places} Places */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./types.js').DayRange} DayRange */
/** @typedef {import('./types.js').Run} Run */

const FEWEST = 4; // papers of a form that has positions in a segment; twin: kFewestWithPositions
const CHEAP = 16; // papers whose text is read rather than positions
const NEAREST = 8;
const PAPERS = 265, COUNT = 256, FIELDS = 304, POSITIONS = 320, FIRST = 324, NEXT = 328;

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[form: string, df: number][]}
 */
function readLexicon(name, bytes) {
  return new Decoder(name, bytes).entries((form, df) => [form, df]);
}

/**
 * The places of each form: for each of its papers, rising, 4 position + field.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Map<string, Places>}
 */
function readPositions(name, bytes) {
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
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[score: number, papers: number][]}
 */
function readRuns(name, bytes) {
  const from = new Decoder(name, bytes);
  return Array.from({length: from.number(COUNT)}, () => [Number(from.string()), from.number(PAPERS) + 1]);
}

/**
 * The segments of positions.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function readPhrases(name, bytes) {
  const from = new Decoder(name, bytes);
  return from.ranges((begin, end, hash) => ({begin, end, path: `p/${hash}/`, keys: from.keys()}));
}

/**
 * All forms of a segment that begin with `prefix`, from the lexicon; way r: reversed.
 * @param {Segment} segment
 * @param {'f' | 'r'} way
 * @param {string} prefix
 * @returns {Promise<Map<string, number>>} with their frequencies
 */
export async function lexicon({files, path, forward, backward}, way, prefix) {
  const keys = way === 'f' ? forward : backward;
  const last = findKey(keys, prefix + '\uffff');
  const parts = [];
  for (let i = findKey(keys, prefix); i <= last; i++) parts.push(files.get(path + way + i, readLexicon));
  return new Map((await Promise.all(parts)).flat().filter(([form]) => form.startsWith(prefix)));
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

/** @param {string} text */
const reversed = (text) => [...text].reverse().join('');

/**
 * As Index (types.js) says it, like all that follows.
 * @param {Store} store
 * @param {string} word
 */
export async function near(store, word) {
  const letters = [...word];
  const half = Math.max(2, (letters.length - 1) >> 1);
  const parts = await Promise.all([
    store.all((s) => s.beginning(letters.slice(0, half).join(''))),
    store.all((s) => lexicon(s, 'r', reversed(letters.slice(-half).join('')))
      .then((found) => new Map([...found].map(([form, df]) => [reversed(form), df])))),
  ]);
  const counts = store.segments.map((_, i) => new Map(parts.flatMap((part) => [...part[i] ?? []])));
  return mostFrequent(counts, (form) => isNear(letters, [...form]), NEAREST);
}

/**
 * @param {Store} store
 * @param {readonly string[]} words
 * @param {Uint32Array} docs
 */
export async function phrase(store, words, docs) {
  /** @type {Map<number, number>} */
  const found = new Map();
  // What has no positions is looked for in the text of the papers.
  /** @type {number[]} */
  const unread = [];
  if (docs.length > CHEAP) {
    const lists = await store.postings(words, Infinity);
    const segments = await store.files.get(store.phrases, readPhrases);
    const last = segments.at(-1)?.end ?? 0;
    unread.push(...docs.filter((doc) => doc >= last));
    await Promise.all(segments.map(async ({begin, end, path, keys}) => {
      const within = (/** @type {Uint32Array} */ all) => all.filter((doc) => doc >= begin && doc < end).sort();
      const inside = within(docs);
      if (!inside.length) return;
      /** @type {Map<number, number[]>[]} */
      const places = await Promise.all(lists.map(async (list, i) => {
        const word = words[i] ?? '';
        const has = within(list.docs);
        if (has.length < FEWEST) return new Map();
        const all = await store.files.get(path + findKey(keys, word), readPositions);
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
  await Promise.all(unread.map(async (doc) => found.set(doc, inARow(placesOf(await store.paper(doc), words)))));
  return Uint8Array.from(docs, (doc) => found.get(doc) ?? 0);
}

/**
 * @param {Store} store
 * @param {'topic' | 'category'} kind
 * @param {(value: string) => boolean} wanted
 */
export async function filters(store, kind, wanted) {
  const mark = '!' + kind[0];
  const counts = await store.all((s) => s.beginning(mark, true));
  const forms = mostFrequent(counts, (form) => wanted(form.slice(2)), Infinity).map((f) => f.form);
  const lists = await store.postings(forms, Infinity);
  return lists.map(({docs}, i) => ({value: (forms[i] ?? '').slice(2), docs: docs.sort()}));
}

/**
 * @param {Store} store
 * @param {'topic' | 'category'} kind
 * @param {string} key
 */
export async function filter(store, kind, key) {
  const lists = await filters(store, kind, (value) => {
    const has = filterKey(value);
    return has === key || (kind === 'category' && has.startsWith(key + '.'));
  });
  return Uint32Array.from(new Set(lists.flatMap(({docs}) => [...docs]))).sort();
}

/** @param {Store} store @returns {Promise<Run[]>} */
export async function runs(store) {
  const parts = await store.all((s) => s.files.get(s.path + 'runs', readRuns));
  /** @type {Run[]} */
  const found = [];
  let at = 0;
  let doc = 0;
  for (const [score, count] of parts.flat()) {
    for (const last = doc + count; doc < last; at++) {
      const {day, end} = /** @type {DayRange} */ (store.days[at]);
      if (end <= doc) continue;
      found.push({day, score, begin: doc, end: doc = Math.min(last, end)});
      if (doc < end) break;
    }
  }
  return found;
}
