// What only some queries need of the index: corrections, long prefixes, phrases, filters, days and scores, and
// lists too long for a bucket.
// Loaded by client.js when it is wanted. Pure but for the files that it asks the store for.

import {Decoder, LOW, findKey, fnv, joined, mostFrequent, sizeClass} from './client.js';
import {filterKey, fold, hasLetter, tokenize} from './rank.js';

/** The build that this module came with; the program fills it in. */
export const BUILD = 'source';

/** @typedef {import('./client.js').Store} Store */
/** @typedef {import('./client.js').Segment} Segment */
/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Part} Part */
/** @typedef {import('./types.js').PairPaper} PairPaper */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./types.js').Manifest} Manifest */
/** @typedef {import('./types.js').DayRange} DayRange */
/** @typedef {import('./types.js').Run} Run */

const FEWEST = 4; // papers that hold two words, for a segment to have their pair; twin: kFewestTogether
const PAPERS_A_FILE = 32; // of a word, for its pairs to be in one file; twin: kPapersAFile in pairs.cc
const NEAREST = 8;
const MOST = 125000; // bytes of all lists of a query, about
const FREQUENCY = 260,
  PAPERS = 265,
  GAP = 272,
  FIELDS = 304,
  PLACES = 320,
  FIRST = 324,
  SECOND = 325,
  DENSITY = 326;

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[form: string, df: number][]}
 */
function readLexicon(name, bytes) {
  const from = new Decoder(name, bytes);
  return from.texts(form => [form, from.number(FREQUENCY) + 1]);
}

/**
 * The pairs of a file, each with its papers, rising.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Map<string, PairPaper[]>}
 */
export function readPairs(name, bytes) {
  const from = new Decoder(name, bytes);
  return new Map(
    from.texts(pair => {
      const df = from.number(FREQUENCY) + 1;
      const gap = GAP + from.number(DENSITY);
      let candidate = -1;
      return [
        pair,
        Array.from({length: df}, () => {
          candidate += from.number(gap) + 1;
          const fields = 7 - from.number(FIELDS + sizeClass(df));
          const places = [];
          let first = 0;
          let second = 0;
          for (let field = 0; field < 3; field++) {
            for (
              let left = (fields >> field) & 1 && from.number(PLACES + field) + 1;
              left > 0;
              left--
            ) {
              first += from.number(FIRST);
              second += from.number(SECOND);
              places.push({field, first: first++, second: second++});
            }
          }
          return {candidate, places};
        }),
      ];
    }),
  );
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {[score: number, papers: number][]}
 */
function readRuns(name, bytes) {
  const from = new Decoder(name, bytes);
  return from.list(() => [Number(from.string()), from.number(PAPERS) + 1]);
}

/**
 * What the files of a lexicon hold between their keys for `prefix` and behind it.
 * @template T
 * @param {Segment} segment
 * @param {'f' | 'r'} way
 * @param {string} prefix
 * @param {(name: string, bytes: Uint8Array) => T[]} read
 */
async function between({files, path, forward, backward}, way, prefix, read) {
  const keys = way === 'f' ? forward : backward;
  const last = findKey(keys, prefix + '\uffff');
  const parts = [];
  for (let i = findKey(keys, prefix); keys.length && i <= last; i++)
    parts.push(files.get(path + way + i, read));
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
    (await between(segment, 'f', prefix, readLexicon)).filter(([form]) => form.startsWith(prefix)),
  );
}

/**
 * The optimal string alignment distance; `most` + 1 when it is more. Twin: base/edit_distance.h.
 * @param {string[]} a  characters
 * @param {string[]} b
 * @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = [...b.keys(), b.length];
  a.forEach((letter, i) => {
    const row = [i + 1];
    b.forEach((other, j) => {
      const swapped =
        i && j && letter === b[j - 1] && a[i - 1] === other ? before[j - 1] + 1 : Infinity;
      row.push(
        Math.min(swapped, last[j] + (letter === other ? 0 : 1), last[j + 1] + 1, row[j] + 1),
      );
    });
    [before, last] = [last, row];
  });
  return Math.min(last[b.length], most + 1);
}

/** @param {string} text */
const digitsOf = text => text.replace(/[^0-9]/g, '');

/**
 * Whether words follow one another in the text of a paper: as `phrase` of Index says it.
 * @param {Paper} paper
 * @param {readonly string[]} words
 */
function inText({title, authors, comment, abstract}, words) {
  let flags = 0;
  [[title], authors, [comment, abstract]].forEach((texts, field) => {
    for (const text of texts) {
      const has = tokenize(fold(text)).map(word => word.text);
      if (has.some((_, at) => words.every((word, i) => has[at + i] === word)))
        flags |= 4 | (3 & (1 << field));
    }
  });
  return flags;
}

/**
 * The same of one paper's pairs: of the first word and the second, of the second and the third, and so on.
 * @param {import('./types.js').PairPlace[][]} pairs
 */
function inPairs(pairs) {
  const ends = pairs.reduce((before, here) => {
    const places = new Set(before.map(({second}) => second));
    return here.filter(({first}) => places.has(first));
  });
  return ends.reduce((flags, {field}) => flags | 4 | (3 & (1 << field)), 0);
}

/**
 * Which file of a segment has a pair. Twin: file_of_pair in search/pairs.cc.
 * @param {string} first
 * @param {string} second
 * @param {number} papers  of the segment that hold `first`
 * @param {number} files   of the segment
 */
export function fileOfPair(first, second, papers, files) {
  return ((fnv(first) % files) + (fnv(second) % (1 + Math.floor(papers / PAPERS_A_FILE)))) % files;
}

/** @param {string} text */
const reversed = text => [...text].reverse().join('');

/**
 * As Index (types.js) says it, like all that follows. Twin: Slips in search/resolve.cc.
 * @param {Store} store
 * @param {string} word
 */
export async function near(store, word) {
  const letters = [...word];
  const half = Math.max(2, (letters.length - 1) >> 1);
  const most = letters.length < 6 ? 1 : 2;
  const head = letters.slice(0, half).join('');
  const tail = reversed(letters.slice(-half).join(''));
  const [heads, tails] = await Promise.all([
    store.all(s => s.beginning(head)),
    store.all(s => between(s, 'r', tail, (name, bytes) => new Decoder(name, bytes).keys())),
  ]);
  const ending = tails
    .flat()
    .filter(text => text.startsWith(tail))
    .map(reversed)
    .filter(form => !form.startsWith(head));
  const forms = new Set([...heads.flatMap(counts => [...counts.keys()]), ...ending]);
  const slips = new Map(
    [...forms]
      .filter(form => hasLetter(form) && digitsOf(form) === digitsOf(word))
      .map(form => [form, distance(letters, [...form], most)]),
  );
  const least = [...slips.values()].includes(1) ? 1 : most;
  const isWanted = (/** @type {string} */ form) => slips.get(form) === least;
  // A segment lists the forms that are new in it; where else they are, its buckets know.
  const others = ending.filter(isWanted);
  const counts = await store.all(
    async s =>
      new Map(
        await Promise.all(
          others.map(
            async form => /** @type {[string, number]} */ ([form, (await s.find(form))?.df ?? 0]),
          ),
        ),
      ),
  );
  return mostFrequent([...heads, ...counts], isWanted, NEAREST);
}

/**
 * The papers of a segment in which two words follow one another, with the places.
 * @param {Store} store
 * @param {Manifest['pairs'][0]} segment
 * @param {string} first
 * @param {string} second
 * @param {number[]} papers  of the segment that hold `first`
 * @param {number[]} others  that hold `second`
 */
async function pairOf(store, {path, files}, first, second, papers, others) {
  const pairs = await store.files.get(
    path + fileOfPair(first, second, papers.length, files),
    readPairs,
  );
  const has = new Set(others);
  const both = papers.filter(doc => has.has(doc));
  return new Map(
    (pairs.get(`${first} ${second}`) ?? []).map(({candidate, places}) => [both[candidate], places]),
  );
}

/**
 * @param {Store} store
 * @param {readonly string[]} words
 * @param {Uint32Array} docs
 * @param {boolean} [texts]
 */
export async function phrase(store, words, docs, texts) {
  const read = async (/** @type {number} */ doc) => inText(await store.paper(doc), words);
  if (texts) return Uint8Array.from(await Promise.all([...docs].map(read)));
  /** @type {Map<number, number>} */
  const found = new Map();
  const lists = (await store.postings(words, {most: Infinity})).map(list =>
    list.docs.slice().sort(),
  );
  const last = {begin: store.pairs.at(-1)?.end ?? 0, end: Infinity, path: '', files: 0};
  await Promise.all(
    [...store.pairs, last].map(async segment => {
      const within = (/** @type {Uint32Array} */ all) => [
        ...all.filter(doc => doc >= segment.begin && doc < segment.end),
      ];
      const inside = within(docs);
      if (!inside.length) return;
      // The text of few papers is cheaper than the pairs.
      if (!segment.files || inside.length < FEWEST || inside.length < 2 * words.length) {
        await Promise.all(inside.map(async doc => found.set(doc, await read(doc))));
        return;
      }
      const papers = lists.map(within);
      const pairs = await Promise.all(
        words
          .slice(1)
          .map((second, i) =>
            pairOf(store, segment, words[i] ?? '', second, papers[i] ?? [], papers[i + 1] ?? []),
          ),
      );
      for (const doc of inside) found.set(doc, inPairs(pairs.map(pair => pair.get(doc) ?? [])));
    }),
  );
  return Uint8Array.from(docs, doc => found.get(doc) ?? 0);
}

/**
 * @param {Store} store
 * @param {'topic' | 'category'} kind
 * @param {(value: string) => boolean} wanted
 */
export async function filters(store, kind, wanted) {
  const mark = '!' + kind[0];
  const counts = await store.all(s => s.beginning(mark, true));
  const forms = mostFrequent(counts, form => wanted(form.slice(2)), Infinity).map(f => f.form);
  const lists = await store.postings(forms, {most: Infinity});
  return lists.map(({docs}, i) => ({value: (forms[i] ?? '').slice(2), docs: docs.sort()}));
}

/**
 * @param {Store} store
 * @param {'topic' | 'category'} kind
 * @param {string} key
 */
export async function filter(store, kind, key) {
  const lists = await filters(store, kind, value => {
    const has = filterKey(value);
    return has === key || (kind === 'category' && has.startsWith(key + '.'));
  });
  return Uint32Array.from(new Set(lists.flatMap(({docs}) => [...docs]))).sort();
}

/** @param {Store} store @returns {Promise<Run[]>} */
export async function runs(store) {
  const parts = await store.all(s => s.files.get(s.path + 'runs', readRuns));
  /** @type {Run[]} */
  const found = [];
  let at = 0;
  let doc = 0;
  for (const [score, count] of parts.flat()) {
    for (const last = doc + count; doc < last; at++) {
      const {day, end} = /** @type {DayRange} */ (store.days[at]);
      if (end <= doc) continue;
      found.push({day, score, begin: doc, end: (doc = Math.min(last, end))});
      if (doc < end) break;
    }
  }
  return found;
}

/**
 * Papers told by numbers that count only what earlier parts leave.
 * @param {Uint32Array} numbers  rising
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
 * Reads a part of the list of an entry that has a file of its own, of a low part the papers alone; or what is missing of those then.
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
      // Low parts count only papers that earlier parts leave.
      if (group.some(({parts}) => parts[k]?.low))
        for (let part = 0; part < k; part++) await readPart(segment, entry, part);
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
 * Lists of papers as one; those whose weights are known stand first.
 * @param {Part[]} parts  read
 * @param {number} df     of these and others
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
 * Lists some of which have files of their own, in parts: those that matter most, as far as they may cost.
 * @param {{s: Segment, entry: Entry}[][]} found  of each form, segment by segment
 * @param {{most?: number, weights?: boolean, whole?: readonly string[]}} [how]
 */
export async function longLists(found, {most = MOST, weights = false, whole = []} = {}) {
  const wanted = found.map(row =>
    row.flatMap(({s, entry}) => entry.parts.map((part, k) => ({s, entry, part, k}))),
  );
  // A gap is about geometric; the rest is the weight.
  const cost = (/** @type {typeof wanted[0][0]} */ {s, part: {df, low}}) =>
    (df * (Math.log2((s.end - s.begin) / df) + (low ? 1.2 : 3))) / 8;
  for (const row of wanted.flat()) if (!row.k) most -= cost(row);
  const later = wanted
    .flat()
    .filter(({k}) => k)
    .sort((a, b) => b.part.most - a.part.most || a.k - b.k);
  const unread = new Set(
    later.filter(row => (most -= cost(row)) < 0 && !whole.includes(row.entry.form)),
  );
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
