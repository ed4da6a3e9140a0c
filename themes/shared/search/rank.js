// From a query to ranked papers, over any Index (types.js). Pure: asks the index, fetches nothing.
// Twins: search/resolve.cc, search/bm25.cc, search/xapian_query.cc; tests/search holds both sides to the same answers.

import {applyOptions, parseQuery} from './text.js';

/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').FormCount} FormCount */
/** @typedef {import('./types.js').Postings} Postings */
/** @typedef {import('./types.js').Said} Said */
/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {import('./types.js').Ranking} Ranking */

/**
 * A word of the query as everything that may stand for it.
 * @typedef {Object} Group
 * @property {number} bit        field bits that count; 0: all
 * @property {boolean} required
 * @property {Map<string, number>} weights  form to u
 */

const TITLE = 1;
const AUTHORS = 2;
const HEAD = TITLE | AUTHORS;
const NEAR_TAKEN = 3;

/** @param {Clause} clause */
const bitOf = (clause) => (clause.field === 'title' ? TITLE : clause.field === 'author' ? AUTHORS : 0);

/** @param {string} word */
const letters = (word) => [...word].length;

/**
 * What one word is worth, by how rare it is, as Xapian's BM25 has it.
 * @param {number} n  papers that hold the word
 * @param {number} N  papers in the index
 */
export function rarity(n, N) {
  let t = (N - n + 0.5) / (n + 0.5);
  if (t < 2) t = t * 0.5 + 1;
  return Math.log(t);
}

/**
 * Ranks that differ only by the order in which a processor adds are equal.
 * @param {number} rank
 */
export const rankKey = (rank) => Math.floor(rank * 1e9 + 0.5);

/**
 * @typedef {Object} Resolution
 * @property {Group[]} groups
 * @property {Clause[]} phrases
 * @property {Clause[]} excluded
 * @property {Said[]} said
 * @property {boolean} nothing  no paper can answer
 */

/**
 * Asks the index for the words, all in one wave; corrections, where needed, in a second.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Resolution>}
 */
export async function resolve(query, index) {
  const words = [...new Set(query.clauses.flatMap((c) => c.words))];
  const typing = query.clauses.find((c) => c.complete && letters(c.words[0] ?? '') >= 3);
  const prefix = typing?.words[0] ?? null;
  const lookup = words.length > 0 ? await index.lookup(words, prefix) : {words: [], completions: []};
  const known = new Map(lookup.words.map((info) => [info.word, info]));
  const worth = (/** @type {number} */ df) => rarity(df, index.size);
  const dfOf = (/** @type {string} */ word) => known.get(word)?.df ?? 0;

  /** @type {Resolution} */
  const result = {groups: [], phrases: [], excluded: [], said: [], nothing: false};
  /** @type {Promise<void>[]} */
  const corrections = [];
  /** @type {(typed: string, required: boolean) => Said} */
  const drop = (typed, required) => {
    if (required) result.nothing = true;
    return {typed, kind: 'dropped', shown: '', others: []};
  };
  let positive = false;
  for (const clause of query.clauses) {
    if (clause.sign === '-') {
      if (clause.words.every((word) => dfOf(word) > 0)) result.excluded.push(clause);
      continue;
    }
    positive = true;
    const bit = bitOf(clause);
    if (clause.exact) {
      for (const word of new Set(clause.words)) {
        const df = dfOf(word);
        if (df === 0) {
          result.said.push(drop(word, true));
        } else {
          result.groups.push({bit, required: true, weights: new Map([[word, worth(df)]])});
        }
      }
      if (clause.words.length > 1) result.phrases.push(clause);
      continue;
    }
    const word = clause.words[0] ?? '';
    const required = clause.sign === '+' || bit !== 0;
    const df = dfOf(word);
    /** @type {Map<string, number>} */
    const weights = new Map();
    const add = (/** @type {string} */ form, /** @type {number} */ u) =>
      weights.set(form, Math.max(u, weights.get(form) ?? 0));
    if (df > 0) {
      add(word, worth(df));
      for (const {form} of known.get(word)?.kin ?? []) add(form, worth(df) / 2);
    }
    if (clause.complete && word === prefix && lookup.completions.length > 0) {
      const forms = lookup.completions;
      const sum = forms.reduce((all, form) => all + form.df, 0);
      const u = df > 0 ? worth(df) / 2 : worth(Math.min(index.size, sum));
      for (const {form} of forms) add(form, u);
      if (df === 0) result.said.push(saying(word, 'completed', forms));
    }
    const group = {bit, required, weights};
    if (weights.size > 0) {
      result.groups.push(group);
    } else if (letters(word) >= 4) {
      const place = result.said.length;
      result.said.push(drop(word, false));
      result.groups.push(group);
      corrections.push(index.near(word).then((forms) => {
        if (forms.length === 0) {
          result.said[place] = drop(word, required);
          return;
        }
        for (const {form, df: count} of forms.slice(0, NEAR_TAKEN)) add(form, worth(count));
        result.said[place] = saying(word, 'corrected', forms);
      }));
    } else {
      result.said.push(drop(word, required));
    }
  }
  await Promise.all(corrections);
  result.groups = result.groups.filter((group) => group.weights.size > 0);
  if (positive && result.groups.length === 0) result.nothing = true;
  for (const typed of query.dropped) result.said.push(drop(typed, false));
  return result;
}

/**
 * @param {string} typed
 * @param {'corrected' | 'completed'} kind
 * @param {FormCount[]} forms
 * @returns {Said}
 */
function saying(typed, kind, forms) {
  const [shown = '', ...others] = forms.map((form) => form.form);
  return {typed, kind, shown, others};
}

/**
 * Papers that the filters let through: 1 each; null when all are.
 * @param {Query} query
 * @param {Index} index
 * @param {Run[] | null} runs  given when days or scores are limited
 */
async function allowed(query, index, runs) {
  const limited = query.from !== 0 || query.to !== 0 || query.minScore !== null || query.maxScore !== null;
  if (!limited && query.filters.length === 0) return null;
  const mask = new Uint8Array(index.size).fill(1);
  if (limited) {
    for (const {day, score, begin, end} of runs ?? []) {
      const low = query.minScore !== null && (score < query.minScore || (query.above && score === query.minScore));
      const high = query.maxScore !== null && (score > query.maxScore || (query.below && score === query.maxScore));
      if (low || high || day < query.from || (query.to !== 0 && day > query.to)) mask.fill(0, begin, end);
    }
  }
  const lists = await Promise.all(query.filters.map((f) => index.filter(f.kind, f.key)));
  for (const [i, filter] of query.filters.entries()) {
    const inside = new Uint8Array(index.size);
    for (const doc of lists[i] ?? []) inside[doc] = 1;
    for (let doc = 0; doc < mask.length; ++doc) {
      if ((inside[doc] === 1) === filter.not) mask[doc] = 0;
    }
  }
  return mask;
}

/**
 * Papers in which the words of a clause follow one another, in its field: 4 each, and 1, 2 where in
 * the head (types.js).
 * @param {Clause} clause
 * @param {Index} index
 * @param {Map<string, Postings>} lists
 * @param {(doc: number) => boolean} wanted
 * @returns {Promise<Map<number, number>>}
 */
async function phraseHits(clause, index, lists, wanted) {
  const bit = bitOf(clause);
  const words = [...new Set(clause.words)];
  /** @type {Map<number, number>} */
  const seen = new Map();
  for (const [i, word] of words.entries()) {
    const list = lists.get(word);
    if (!list) return new Map();
    for (let k = 0; k < list.docs.length; ++k) {
      const doc = list.docs[k] ?? 0;
      if (bit !== 0 && ((list.fields[k] ?? 0) & bit) === 0) continue;
      if (i === 0 ? wanted(doc) : seen.get(doc) === i) seen.set(doc, i + 1);
    }
  }
  const docs = Uint32Array.from([...seen].filter(([, count]) => count === words.length).map(([doc]) => doc)).sort();
  if (clause.words.length === 1) return new Map([...docs].map((doc) => [doc, 4]));
  const flags = docs.length > 0 ? await index.phrase(clause.words, docs) : new Uint8Array(0);
  /** @type {Map<number, number>} */
  const hits = new Map();
  for (const [i, doc] of docs.entries()) {
    const found = (flags[i] ?? 0) & (bit || 7);
    if (found !== 0) hits.set(doc, found);
  }
  return hits;
}

/**
 * Ranks the papers that answer what was typed.
 * @param {Index} index
 * @param {string} typed
 * @param {SearchOptions} [options]
 * @returns {Promise<Ranking>}
 */
export async function rank(index, typed, options = {}) {
  const query = applyOptions(parseQuery(typed), options);
  const limited = query.from !== 0 || query.to !== 0 || query.minScore !== null || query.maxScore !== null;
  const needsRuns = limited || options.facets === true || (options.sort ?? 'relevance') !== 'relevance';
  const early = needsRuns ? index.runs() : null;
  const [resolution, mask] = await Promise.all([
    resolve(query, index), Promise.resolve(early).then((runs) => allowed(query, index, runs)),
  ]);
  const {groups, said} = resolution;
  const words = [...new Set(groups.flatMap((group) => [...group.weights.keys()]))].sort();
  const forms = [...new Set([...words, ...resolution.excluded.flatMap((c) => c.words)])];
  /** @type {Map<string, Postings>} */
  const lists = new Map();
  if (!resolution.nothing && forms.length > 0) {
    const found = await index.postings(forms);
    for (const [i, form] of forms.entries()) lists.set(form, /** @type {Postings} */ (found[i]));
  }
  const docs = resolution.nothing ? [] : await hitsOf(query, resolution, index, lists, mask, options.all === true);
  // Day and score of what is shown come with the papers.
  const runs = early ? await early : [];
  const runOf = runFinder(runs);
  const sort = options.sort ?? 'relevance';
  const hits = docs.map(({doc, rank: value}) => {
    const run = runOf(doc);
    const slot = sort === 'date' ? run.day : sort === 'score' ? run.score : 0;
    return {doc, rank: value, key: rankKey(value), slot, day: run.day, score: run.score};
  });
  hits.sort((a, b) => b.slot - a.slot || b.key - a.key || b.doc - a.doc);
  const offset = Math.max(0, options.offset ?? 0);
  return {
    total: hits.length,
    approximate: [...lists.values()].some((list) => list.rest > 0),
    hits: hits.slice(offset, offset + Math.max(0, options.limit ?? 10))
      .map(({doc, rank: value, day, score}) => ({doc, rank: value, day, score})),
    words,
    said,
    facets: options.facets ? await facetsOf(index, hits) : undefined,
  };
}

/**
 * All papers found, in no order.
 * @param {Query} query
 * @param {Resolution} resolution
 * @param {Index} index
 * @param {Map<string, Postings>} lists
 * @param {Uint8Array | null} mask
 * @param {boolean} all
 */
async function hitsOf(query, resolution, index, lists, mask, all) {
  const {groups} = resolution;
  const excluded = new Set();
  for (const clause of resolution.excluded) {
    for (const doc of (await phraseHits(clause, index, lists, () => true)).keys()) excluded.add(doc);
  }
  /** @type {{doc: number, rank: number}[]} */
  const hits = [];
  if (groups.length === 0) {
    if (!mask && query.clauses.length === 0) return hits;
    for (let doc = 0; doc < index.size; ++doc) {
      if ((!mask || mask[doc] === 1) && !excluded.has(doc)) hits.push({doc, rank: 0});
    }
    return hits;
  }
  const size = index.size;
  const sums = new Float64Array(size);
  const best = new Float64Array(size);
  const counts = new Uint8Array(size);
  const headCounts = new Uint8Array(size);
  const requiredCounts = new Uint8Array(size);
  const stamp = new Uint8Array(size);  // the last group seen, from 1 (at most 64); and 128: in the head
  let required = 0;
  for (const [g, group] of groups.entries()) {
    const must = group.required || all;
    if (must) ++required;
    /** @type {number[]} */
    const touched = [];
    for (const [form, u] of group.weights) {
      const list = lists.get(form);
      if (!list) continue;
      const {docs, wdf, fields} = list;
      for (let i = 0; i < docs.length; ++i) {
        const field = fields[i] ?? 0;
        if (group.bit !== 0 && (field & group.bit) === 0) continue;
        const doc = docs[i] ?? 0;
        const w = wdf[i] ?? 0;
        const value = (2 * u * w) / (1 + w);
        const seen = stamp[doc] ?? 0;
        const inHead = (field & (group.bit || HEAD)) !== 0;
        if ((seen & 127) !== g + 1) {
          stamp[doc] = (g + 1) | (inHead ? 128 : 0);
          best[doc] = value;
          touched.push(doc);
        } else {
          if (value > (best[doc] ?? 0)) best[doc] = value;
          if (inHead) stamp[doc] = seen | 128;
        }
      }
    }
    for (const doc of touched) {
      sums[doc] = (sums[doc] ?? 0) + (best[doc] ?? 0);
      counts[doc] = (counts[doc] ?? 0) + 1;
      if (((stamp[doc] ?? 0) & 128) !== 0) headCounts[doc] = (headCounts[doc] ?? 0) + 1;
      if (must) requiredCounts[doc] = (requiredCounts[doc] ?? 0) + 1;
    }
  }
  const passes = (/** @type {number} */ doc) => requiredCounts[doc] === required &&
      (counts[doc] ?? 0) > 0 && (!mask || mask[doc] === 1) && !excluded.has(doc);
  /** @type {Map<number, number>[]} */
  const phrases = [];
  for (const phrase of resolution.phrases) phrases.push(await phraseHits(phrase, index, lists, passes));
  for (let doc = 0; doc < size; ++doc) {
    if (!passes(doc) || !phrases.every((phrase) => phrase.has(doc))) continue;
    let factor = 1;
    if (counts[doc] === groups.length) {
      factor += 1;
      if (headCounts[doc] === groups.length) factor += 1;
      for (const phrase of phrases) if (((phrase.get(doc) ?? 0) & HEAD) !== 0) factor += 1;
    }
    hits.push({doc, rank: factor * (sums[doc] ?? 0)});
  }
  return hits;
}

/**
 * @param {Run[]} runs
 * @returns {(doc: number) => Run}
 */
function runFinder(runs) {
  return (doc) => {
    let low = 0;
    let high = runs.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (doc < /** @type {Run} */ (runs[middle]).end) high = middle;
      else low = middle + 1;
    }
    return runs[low] ?? {day: 0, score: 0, begin: 0, end: 0};
  };
}

/**
 * @param {Index} index
 * @param {{doc: number, day: number, score: number}[]} hits
 * @returns {Promise<import('./types.js').Facets>}
 */
async function facetsOf(index, hits) {
  /** @type {Map<number, number>} */
  const years = new Map();
  /** @type {Map<number, number>} */
  const months = new Map();
  /** @type {Map<number, number>} */
  const scores = new Map();
  const found = new Uint8Array(index.size);
  for (const {doc, day, score} of hits) {
    found[doc] = 1;
    const year = Math.floor(day / 10000);
    const month = Math.floor(day / 100);
    const band = Math.floor(score);
    years.set(year, (years.get(year) ?? 0) + 1);
    months.set(month, (months.get(month) ?? 0) + 1);
    scores.set(band, (scores.get(band) ?? 0) + 1);
  }
  const falling = (/** @type {Map<number, number>} */ counts, /** @type {(n: number) => string} */ show) =>
    [...counts].sort((a, b) => b[0] - a[0]).map(([value, count]) => ({value: show(value), count}));
  const topics = (await index.values('topic'))
    .map(({value, docs}) => ({value, count: docs.reduce((sum, doc) => sum + (found[doc] ?? 0), 0)}))
    .filter(({count}) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    years: falling(years, String),
    months: falling(months, (m) => `${Math.floor(m / 100)}-${String(m % 100).padStart(2, '0')}`),
    topics,
    scores: falling(scores, String),
  };
}
