// What only some queries need: limits by day, score, topic and category, phrases, and counts of what was found.
// Loaded by rank.js when it is wanted. Pure. Twins: search/query.cc, search/xapian_query.cc.

import {
  HEAD,
  bitOf,
  filterKey,
  fold,
  hasLetter,
  inOrder,
  rankKey,
  shortened,
  tokenize,
} from './rank.js';

/** The build that this module came with; the program fills it in. */
export const BUILD = 'source';

/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').Resolution} Resolution */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').WordInfo} WordInfo */
/** @typedef {import('./types.js').Postings} Postings */
/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').Said} Said */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {(day: number, score: number) => boolean} Limit */

const MOST_UNREAD = 64;
const MOST_TEXTS = 60; // papers that are looked through for what lists leave open
const SAMPLE = 10; // of them at least, to tell how many have a phrase
const HALF = 3; // letters, at least, of half a word without digits

/**
 * "languagemodel" as two words, those of which the rarer is the most frequent; none when there are none. As `correct` in rank.js says it.
 * Twin: split in search/resolve.cc.
 * @param {string} word
 * @param {import('./rank.js').Lexicon} lexicon
 */
export async function split(word, lexicon) {
  const letters = [...word];
  const least = /[0-9]/.test(word) ? 1 : HALF;
  const cuts = letters
    .map((_, i) => letters.slice(0, i).join(''))
    .slice(least, letters.length - least + 1);
  const ask = async (/** @type {string[]} */ words) =>
    words.length ? (await lexicon.index.lookup(words, null)).words : [];
  const lefts = (await ask(cuts)).filter(({df}) => df);
  const rights = await ask(lefts.map(left => word.slice(left.word.length)));
  const pairs = lefts.map((left, i) => [left, rights[i]]);
  const rarer = (/** @type {WordInfo[]} */ pair) => Math.min(...pair.map(({df}) => df));
  const most = Math.max(0, ...pairs.map(rarer));
  const halves = (most && pairs.find(pair => rarer(pair) === most)) || [];
  return {
    forms: halves.length ? [{form: halves.map(half => half.word).join(' '), df: 0}] : [],
    meant: halves.map(half => lexicon.known(half)),
  };
}

/**
 * First and last day of "2026", "2026-02" or "2026-02-27" as numbers.
 * @param {string} text
 */
export function parseDays(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(text) ?? [];
  const isIn = (/** @type {string | undefined} */ part, /** @type {number} */ most) =>
    !part || (Number(part) > 0 && Number(part) <= most);
  return year && isIn(month, 12) && isIn(day, 31)
    ? {
        first: Number(year) * 10000 + Number(month ?? 1) * 100 + Number(day ?? 1),
        last: Number(year) * 10000 + Number(month ?? 12) * 100 + Number(day ?? 31),
      }
    : undefined;
}

/**
 * @param {string} name
 * @param {string} value
 * @returns {Limit | undefined}  undefined: it could not be read
 */
function limitByDays(name, value) {
  const [, begin, end] = (name === 'date' && /^(.*?)\.\.(.*)$/s.exec(value)) || [
    value,
    name === 'to' ? '' : value,
    name === 'from' ? '' : value,
  ];
  const first = parseDays(begin);
  const last = parseDays(end);
  if ((begin && !first) || (end && !last) || !(first || last)) return undefined;
  return day => (!first || day >= first.first) && (!last || day <= last.last);
}

/** @param {string} value @returns {Limit | undefined} */
function limitByScore(value) {
  const number = '(\\d{1,4}(?:\\.\\d{1,6})?)';
  const range = new RegExp(`^${number}?\\.\\.${number}?$`).exec(value);
  if (range && (range[1] || range[2])) {
    return (_, score) =>
      score >= Number(range[1] ?? -Infinity) && score <= Number(range[2] ?? Infinity);
  }
  const [, sign = '=', digits] = new RegExp(`^([<>]=?|=)?${number}$`).exec(value) ?? [];
  if (!digits) return undefined;
  const limit = Number(digits);
  return (_, score) =>
    score > limit ? sign[0] === '>' : score < limit ? sign[0] === '<' : sign.includes('=');
}

/**
 * What the limits of a query say, and those set beside it.
 * @param {Query} query
 * @param {SearchOptions} options
 * @returns {{limits: Limit[], unread: Said[]}}
 */
export function readLimits({limits}, {from, to, minScore}) {
  const all = [...limits];
  if (from) all.push({name: 'from', value: from, typed: shortened(`from:${from}`)});
  if (to) all.push({name: 'to', value: to, typed: shortened(`to:${to}`)});
  /** @type {Limit[]} */
  const read = [];
  if (Number.isNaN(minScore)) all.push({name: '', value: '', typed: `score:>=${minScore}`});
  else if (minScore !== undefined) read.push((_, score) => score >= minScore);
  /** @type {Said[]} */
  const unread = [];
  for (const {name, value, typed} of all) {
    const limit =
      name === 'score' ? limitByScore(value) : name ? limitByDays(name, value) : undefined;
    if (limit) read.push(limit);
    else unread.push({typed, kind: 'unread', shown: '', others: []});
  }
  return {limits: read, unread: unread.slice(0, MOST_UNREAD)};
}

/**
 * How a query narrows what is found.
 * @typedef {Object} Narrowing
 * @property {Uint8Array | null} mask  papers that may be found, 1 each; null: all
 * @property {Said[]} unread
 * @property {(doc: number) => {day: number, score: number, slot: number}} placeOf  slot: what is sorted by first
 * @property {(hits: {doc: number, day: number, score: number}[]) => Promise<import('./types.js').Facets>} facetsOf
 */

/**
 * @param {Query} query
 * @param {Index} index
 * @param {SearchOptions} options
 * @returns {Promise<Narrowing>}
 */
export async function narrowing(query, index, options) {
  const {limits, unread} = readLimits(query, options);
  const filters = [...query.filters];
  for (const kind of /** @type {const} */ (['topic', 'category'])) {
    const key = filterKey(options[kind] ?? '');
    if (key) filters.push({kind, key, not: false});
  }
  const [runs, ...lists] = await Promise.all([
    limits.length || options.facets || options.sort ? index.runs() : /** @type {Run[]} */ ([]),
    ...filters.map(({kind, key}) => index.filter(kind, key)),
  ]);
  /** @type {Uint8Array | null} */
  let mask = null;
  if (limits.length || lists.length) {
    mask = new Uint8Array(index.size).fill(1);
    for (const {day, score, begin, end} of runs) {
      if (!limits.every(limit => limit(day, score))) mask.fill(0, begin, end);
    }
    for (const [i, docs] of lists.entries()) {
      const inside = new Uint8Array(index.size);
      for (const doc of docs) inside[doc] = 1;
      const {not} = filters[i];
      mask.forEach((_, doc, all) => {
        if ((inside[doc] === 1) === not) all[doc] = 0;
      });
    }
  }
  const runOf = runFinder(runs);
  return {
    mask,
    unread,
    placeOf: doc => {
      const {day, score} = runOf(doc);
      return {
        day,
        score,
        slot: options.sort === 'date' ? day : options.sort === 'score' ? score : 0,
      };
    },
    facetsOf: hits => facetsOf(index, hits),
  };
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
export async function phraseHits(clause, index, lists, wanted) {
  const bit = bitOf(clause);
  const words = [...new Set(clause.words)];
  /** @type {Map<number, number>} */
  const seen = new Map();
  for (const [i, word] of words.entries()) {
    const {docs, fields} = /** @type {Postings} */ (lists.get(word));
    docs.forEach((doc, k) => {
      if (bit && !(fields[k] & bit)) return;
      if (i ? seen.get(doc) === i : wanted(doc)) seen.set(doc, i + 1);
    });
  }
  const docs = Uint32Array.from(
    [...seen].filter(([, count]) => count === words.length).map(([doc]) => doc),
  ).sort();
  const flags =
    clause.words.length > 1 && docs.length
      ? await index.phrase(clause.words, docs)
      : docs.map(() => 7);
  return new Map(
    [...docs]
      .map((doc, i) => /** @type {[number, number]} */ ([doc, flags[i] & (bit || 7)]))
      .filter(([, found]) => found),
  );
}

/**
 * What the plain ranking leaves: phrases and what is excluded, ranks that rest on bounds, and how many papers there are where lists were
 * not all read.
 * @param {Index} index
 * @param {Hit[]} hits  in order
 * @param {Resolution} resolution
 * @param {Map<string, Postings>} lists
 * @param {{end: number, all: boolean, isFree: boolean}} wanted  end: so many papers; all: with every word; isFree: of any day, score,
 *   topic and category
 * @returns {Promise<{hits: Hit[], total: number, approximate: boolean}>}  in order up to `end`
 */
export async function refined(index, hits, resolution, lists, {end, all, isFree}) {
  const {groups, phrases, excluded} = resolution;
  // Phrases that need lists which are not all read are looked for in the text of the best papers.
  const open = phrases.filter(({words}) => words.some(word => lists.get(word)?.unread));
  const kept = await held(index, hits, resolution, lists, open);
  const isSettled = !open.length && !kept.slice(0, end).some(({bound}) => bound);
  const found = isSettled
    ? {hits: kept, total: kept.length}
    : await settled(index, groups, open, kept, end || SAMPLE);
  const approximate = [...lists.values()].some(({unread}) => unread);
  const required = groups.filter(group => group.required || all);
  const least =
    isFree && !phrases.length && !excluded.length && required.length < 2
      ? leastOf(required.length ? required : groups, lists)
      : 0;
  return {hits: found.hits, total: Math.max(found.total, least), approximate};
}

/**
 * The hits without what is excluded and with the phrases, but for those that are open.
 * @param {Index} index
 * @param {Hit[]} hits
 * @param {Resolution} resolution
 * @param {Map<string, Postings>} lists
 * @param {Clause[]} open
 * @returns {Promise<Hit[]>}  in order
 */
async function held(index, hits, {phrases, excluded}, lists, open) {
  const out = new Set();
  for (const clause of excluded)
    for (const doc of (await phraseHits(clause, index, lists, () => true)).keys()) out.add(doc);
  let kept = hits.filter(({doc}) => !out.has(doc));
  for (const clause of phrases) {
    if (open.includes(clause)) continue;
    const docs = new Set(kept.map(({doc}) => doc));
    const found = await phraseHits(clause, index, lists, doc => docs.has(doc));
    kept = kept
      .filter(({doc}) => found.has(doc))
      .map(hit =>
        hit.factor > 1 && (found.get(hit.doc) ?? 0) & HEAD ? {...hit, factor: hit.factor + 1} : hit,
      );
  }
  const extra = (/** @type {Hit} */ {factor, heads}) =>
    factor > 1 ? open.filter(({words}) => heads >= new Set(words).size).length : 0;
  return phrases.length ? kept.map(hit => ranked({...hit, extra: extra(hit)})).sort(inOrder) : kept;
}

/**
 * How many papers hold a form of one of the groups, at the least: each form tells how many hold it.
 * @param {Group[]} groups
 * @param {Map<string, Postings>} lists
 */
function leastOf(groups, lists) {
  const forms = groups.filter(({bit}) => !bit).flatMap(({weights}) => [...weights.keys()]);
  return forms.reduce((most, form) => {
    const {docs, unread} = /** @type {Postings} */ (lists.get(form));
    return Math.max(most, docs.length + unread);
  }, 0);
}

/** A hit with its rank. @param {Hit} hit @returns {Hit} */
function ranked(hit) {
  const rank = (hit.factor + hit.extra) * hit.sum;
  return {...hit, rank, key: rankKey(rank)};
}

/** The weight of a word in a field of n words. @param {number} n */
const headWdf = n => Math.min(12, Math.max(2, Math.floor(60 / n + 0.5)));

/**
 * What the forms of a paper weigh, by its text. Twin: Inverter in search/inverted_index.cc.
 * @param {import('./types.js').Paper} paper
 * @returns {Map<string, {wdf: number, fields: number}>}
 */
export function weighed({id, title, authors, comment, abstract}) {
  const forms = new Map();
  /** @type {(text: string, bit: number, weight: number) => void} */
  const enter = (text, bit, weight) => {
    const {wdf, fields} = forms.get(text) ?? {wdf: 0, fields: 0};
    forms.set(text, {wdf: Math.min(255, wdf + weight), fields: fields | bit});
  };
  /** @type {(words: import('./types.js').Word[], bit: number, weightOf: (i: number) => number) => void} */
  const field = (words, bit, weightOf) =>
    words.forEach(({text, tied}, i) => {
      enter(text, bit, weightOf(i));
      if (!tied || words[i - 1].tied || words[i + 1]?.tied) return;
      const joined = words[i - 1].text + text;
      if (new TextEncoder().encode(joined).length <= 64 && hasLetter(joined))
        enter(joined, bit, weightOf(i));
    });
  const words = (/** @type {string} */ text) => tokenize(fold(text));
  const head = words(title);
  field(head, 1, () => headWdf(head.length));
  const names = authors.map(words);
  const surname = headWdf(names.flat().length);
  for (const name of names)
    field(name, 2, i => (name.length > 1 && i + 1 === name.length ? surname : 1));
  field(words(comment), 4, () => 2);
  field(words(abstract), 8, () => 1);
  enter(id.replace(/.*\//, ''), 4, 12);
  return forms;
}

/**
 * What a paper weighs, by its text.
 * @param {Group[]} groups
 * @param {import('./types.js').Paper} paper
 */
function sumOf(groups, paper) {
  const forms = weighed(paper);
  return groups.reduce(
    (sum, {bit, weights}) =>
      sum +
      Math.max(
        0,
        ...[...weights].map(([form, u]) => {
          const {wdf = 0, fields = 0} = forms.get(form) ?? {};
          return bit && !(fields & bit) ? 0 : (2 * u * wdf) / (1 + wdf);
        }),
      ),
    0,
  );
}

/**
 * Reads the best papers as text where lists leave open what they weigh or whether they hold a phrase, until `end` of them stand before
 * all that is left.
 * @param {Index} index
 * @param {Group[]} groups
 * @param {Clause[]} phrases  that are open
 * @param {Hit[]} hits  in order; no rank is too low
 * @param {number} end
 * @returns {Promise<{hits: Hit[], total: number}>}  in order up to `end`; total: with open phrases those that were seen to hold them
 */
export async function settled(index, groups, phrases, hits, end) {
  /** @type {Hit[]} */
  const found = [];
  let at = 0;
  for (let texts = 0; at < hits.length && texts < MOST_TEXTS + end;) {
    if (found.length >= end && inOrder(found[end - 1], hits[at]) < 0) break;
    const some = hits.slice(at, (at += at ? 4 : end));
    const open = some.filter(({bound}) => bound || phrases.length);
    texts += open.length;
    const docs = Uint32Array.from(open, ({doc}) => doc);
    const [papers, ...rows] = await Promise.all([
      Promise.all(open.map(({doc}) => index.paper?.(doc))),
      ...phrases.map(({words}) => index.phrase(words, docs, true)),
    ]);
    for (const hit of some) {
      const i = open.indexOf(hit);
      const flags = phrases.map((clause, k) => (rows[k]?.[i] ?? 0) & (bitOf(clause) || 7));
      if (flags.includes(0)) continue;
      const paper = papers[i];
      const sum = hit.bound && paper ? sumOf(groups, paper) : hit.sum;
      const extra = Math.min(hit.extra, flags.filter(flag => flag & HEAD).length);
      found.push(ranked({...hit, sum, extra, bound: hit.bound && !paper}));
    }
    found.sort(inOrder);
  }
  if (phrases.length) return {hits: found, total: found.length};
  return {hits: [...found, ...hits.slice(at)].sort(inOrder), total: hits.length};
}

/**
 * @param {Run[]} runs
 * @returns {(doc: number) => {day: number, score: number}}
 */
function runFinder(runs) {
  return doc => {
    let low = 0;
    for (let high = runs.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (doc < runs[middle].end) high = middle;
      else low = middle + 1;
    }
    return runs[low] ?? {day: 0, score: 0};
  };
}

/**
 * @param {Index} index
 * @param {{doc: number, day: number, score: number}[]} hits
 * @returns {Promise<import('./types.js').Facets>}
 */
async function facetsOf(index, hits) {
  const count = (/** @type {(hit: {day: number, score: number}) => number} */ of) => {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const hit of hits) counts.set(of(hit), (counts.get(of(hit)) ?? 0) + 1);
    return [...counts]
      .sort(([a], [b]) => b - a)
      .map(([value, number]) => ({value: String(value), count: number}));
  };
  const found = new Uint8Array(index.size);
  for (const {doc} of hits) found[doc] = 1;
  return {
    years: count(({day}) => Math.floor(day / 10000)),
    months: count(({day}) => Math.floor(day / 100)).map(row => ({
      ...row,
      value: row.value.replace(/(..)$/, '-$1'),
    })),
    topics: (await index.values('topic'))
      .map(({value, docs}) => ({value, count: docs.reduce((sum, doc) => sum + found[doc], 0)}))
      .filter(row => row.count)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    scores: count(({score}) => Math.floor(score)),
  };
}
