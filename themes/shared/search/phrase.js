// Phrases: from the pairs of adjacent words, or from the texts of few papers.

import {Decoder, damaged, fnv, fold, sizeClass, tokenize} from './shared.js';
import {DENSITY, FIELDS, FIRST, FREQUENCY, GAP, PLACES, SECOND} from './tables.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Manifest} Manifest */
/** @typedef {import('./types.js').PairPaper} PairPaper */
/** @typedef {import('./types.js').PairPlace} PairPlace */
/** @typedef {import('./types.js').Paper} Paper */

/**
 * Papers with both words that a segment must have for a pair. Twin: fewest_together in bigrams.cc.
 * @param {number} papers  of the segment
 */
const fewestTogether = papers => (papers <= 64 ? 1 : 4);
/** Papers of a word for its pairs to be in one file. Twin: kPapersAFile in bigrams.cc. */
const PAPERS_A_FILE = 32;
const MOST_DENSITY = 15; // tables from GAP on

/** The flags of a match in a field (0 title, 1 authors, 2 others). @param {number} field */
const flagsOf = field => 4 | (3 & (1 << field));

/**
 * One paper of a pair.
 * @param {Decoder} from
 * @param {number} candidate  of the paper before
 * @param {number} gap        table
 * @param {number} fields     table
 * @returns {PairPaper}
 */
function readPairPaper(from, candidate, gap, fields) {
  const next = candidate + from.number(gap) + 1;
  const present = 7 - from.number(fields);
  const places = [];
  let first = 0;
  let second = 0;
  for (const field of [0, 1, 2]) {
    if (!((present >> field) & 1)) continue;
    for (let left = from.number(PLACES + field); left >= 0; left--) {
      first += from.number(FIRST);
      second += from.number(SECOND);
      places.push({field, first: first++, second: second++});
    }
  }
  return {candidate: next, places};
}

/**
 * The pairs of a file, each with its papers in ascending order.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Map<string, PairPaper[]>}
 */
export function readPairs(name, bytes) {
  const from = new Decoder(name, bytes);
  return new Map(
    from.texts(pair => {
      const df = from.number(FREQUENCY) + 1;
      const density = from.number(DENSITY);
      if (density > MOST_DENSITY) throw damaged(name);
      const papers = [];
      for (let candidate = -1; papers.length < df;) {
        papers.push(readPairPaper(from, candidate, GAP + density, FIELDS + sizeClass(df)));
        ({candidate} = papers[papers.length - 1]);
      }
      return [pair, papers];
    }),
  );
}

/**
 * Whether words follow one another in the text of a paper; the value is that of `phrase` in Index.
 * @param {Paper} paper
 * @param {readonly string[]} words
 */
function inText({title, authors, comment, abstract}, words) {
  let flags = 0;
  [[title], authors, [comment, abstract]].forEach((texts, field) => {
    for (const text of texts) {
      const has = tokenize(fold(text)).map(word => word.text);
      if (has.some((_, at) => words.every((word, i) => has[at + i] === word))) {
        flags |= flagsOf(field);
      }
    }
  });
  return flags;
}

/**
 * The same from the pairs of a paper: those of the first two words, of the second and third, ...
 * @param {PairPlace[][]} pairs
 */
function inPairs(pairs) {
  const ends = pairs.reduce((before, here) => {
    const places = new Set(before.map(({second}) => second));
    return here.filter(({first}) => places.has(first));
  });
  return ends.reduce((flags, {field}) => flags | flagsOf(field), 0);
}

/**
 * Which file of a segment has a pair. Twin: file_of_pair in index/browser/bigrams.cc.
 * @param {string} first
 * @param {string} second
 * @param {number} papers  of the segment that hold `first`
 * @param {number} files   of the segment
 */
export function fileOfPair(first, second, papers, files) {
  return ((fnv(first) % files) + (fnv(second) % (1 + Math.floor(papers / PAPERS_A_FILE)))) % files;
}

/**
 * The papers of a segment in which two words are adjacent, with the places.
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
 * Which of `docs` of one segment have the phrase, by its pairs.
 * @param {Store} store
 * @param {Manifest['pairs'][0]} segment
 * @param {readonly string[]} words
 * @param {number[][]} papers  of the segment, by word
 * @param {number[]} docs
 * @returns {Promise<[doc: number, flags: number][]>}
 */
async function inSegment(store, segment, words, papers, docs) {
  const pairs = await Promise.all(
    words
      .slice(1)
      .map((second, i) =>
        pairOf(store, segment, words[i] ?? '', second, papers[i] ?? [], papers[i + 1] ?? []),
      ),
  );
  return docs.map(doc => [doc, inPairs(pairs.map(pair => pair.get(doc) ?? []))]);
}

/**
 * Implements `phrase` of Index (types.js).
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
  const postings = await store.postings(words, {most: Infinity});
  const lists = postings.map(list => list.docs.slice().sort());
  const last = {begin: store.pairs.at(-1)?.end ?? 0, end: Infinity, path: '', files: 0};
  await Promise.all(
    [...store.pairs, last].map(async segment => {
      const within = (/** @type {Uint32Array} */ all) => [
        ...all.filter(doc => doc >= segment.begin && doc < segment.end),
      ];
      const inside = within(docs);
      // Fewer papers have no pairs: their texts are read.
      const few = fewestTogether(segment.end - segment.begin);
      if (!segment.files || inside.length < few) {
        await Promise.all(inside.map(async doc => found.set(doc, await read(doc))));
      } else {
        const flags = await inSegment(store, segment, words, lists.map(within), inside);
        for (const [doc, value] of flags) found.set(doc, value);
      }
    }),
  );
  return Uint8Array.from(docs, doc => found.get(doc) ?? 0);
}
