// A typed query to ranked papers, over any Index (types.js). Twin: index/xapian/xapian_query.cc;
// tests/search compares both.

import {compositeList} from './acronyms.js';
import {needs, refine} from './on-demand.js';
import {parseQuery} from './query.js';
import {resolve} from './resolve.js';
import {HEAD, hardGroups, hasAllWords, inOrder, isLong, rankKey, totalsOf} from './weights.js';

/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Narrowing} Narrowing */
/** @typedef {import('./types.js').Postings} Postings */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').Ranking} Ranking */
/** @typedef {import('./types.js').Resolution} Resolution */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {Map<string, Postings>} Lists  by form */
/** @typedef {Pick<Ranking, 'total' | 'withAll' | 'withAny' | 'approximate'>} Totals */
/** @typedef {Totals & {hits: Hit[]}} Found */

/** @type {(query: Query, options: SearchOptions) => unknown} */
const isNarrowed = ({limits, filters}, {sort, facets, from, to, topic, category, minScore}) =>
  limits.length ||
  filters.length ||
  facets ||
  (sort ?? 'relevance') !== 'relevance' ||
  from ||
  to ||
  topic ||
  category ||
  minScore !== undefined;

/**
 * Whether papers are listed only if they have all words. If not chosen: wherever the order is not
 * by rank, as nothing else puts these papers first. Twin: lists_all_words in query/query.cc.
 * @param {SearchOptions} options
 */
const listsAllWords = ({all, sort = 'relevance'}) => all ?? sort !== 'relevance';

/**
 * Ranks the papers that match what was typed.
 * @param {Index} index
 * @param {string} typed
 * @param {SearchOptions} [options]
 * @returns {Promise<Ranking>}
 */
export async function rank(index, typed, options = {}) {
  const query = parseQuery(typed);
  const {offset = 0, limit = 10, complete, facets} = options;
  if (complete === false) for (const clause of query.clauses) clause.complete = false;
  if (query.clauses.some(({words}) => words.length > 1)) refine().catch(() => {}); // needed soon
  const isRanked = (options.sort ?? 'relevance') === 'relevance';
  if (isLong(query.clauses.length) && isRanked) index.vectors([]).catch(() => {});
  const [resolution, narrowing] = await Promise.all([
    resolve(query, index),
    isNarrowed(query, options)
      ? refine().then(module => module.narrowing(query, index, options))
      : null,
  ]);
  const words = formsOf(resolution.groups);
  // A word of a question beside other words is not worth a mark.
  const marks = formsOf(resolution.groups.filter(({soft, isDate}) => !soft || isDate));
  const begin = Math.max(0, offset);
  const end = begin + Math.max(0, limit);
  // Without a word and a limit there is nothing to search for.
  const isSearch = !resolution.nothing && (query.clauses.length || narrowing?.mask);
  const found = isSearch
    ? await (isRanked && isLong(hardGroups(resolution.groups)) ? findSubject : find)(
        index,
        resolution,
        narrowing,
        {words, end, all: listsAllWords(options)},
      )
    : {hits: [], total: 0, withAll: 0, withAny: 0, approximate: false};
  const full = found.hits.filter(hasAllWords);
  return {
    ...found,
    hits: found.hits
      .slice(begin, end)
      .map(({doc, rank: value, day, score}) => ({doc, rank: value, day, score})),
    words: marks,
    said: [...resolution.said, ...(narrowing?.notes ?? [])],
    facets: facets ? await narrowing?.facetsOf(full.length ? full : found.hits) : undefined,
  };
}

/** @param {Group[]} groups */
const formsOf = groups =>
  [
    ...new Set(
      groups.flatMap(({weights, composites}) => [
        ...weights.keys(),
        ...composites.flatMap(({words}) => words.flat()),
      ]),
    ),
  ].sort();

/** @type {typeof find} */
async function findSubject(index, resolution, narrowing, wanted) {
  const {reordered, PAPERS} = await needs();
  const end = wanted.end && Math.max(wanted.end, PAPERS);
  const found = await find(index, resolution, narrowing, {...wanted, end});
  return {...found, hits: await reordered(found.hits, docs => index.vectors(docs))};
}

/**
 * Reads the lists of a query, as much of them as its first `end` papers need.
 * @param {Index} index
 * @param {Resolution} resolution
 * @param {Narrowing | null} narrowing
 * @param {{words: string[], end: number, all: boolean}} wanted
 * @returns {Promise<Found>}
 */
async function find(index, resolution, narrowing, {words, end, all}) {
  const {groups, excluded, phrases} = resolution;
  const how = {weights: false, whole: excluded.flatMap(clause => clause.words)};
  const forms = [...new Set([...words, ...how.whole])];
  const isOpen = (/** @type {Hit[]} */ hits) => hits.slice(0, end).some(({bound}) => bound);
  const read = async () => {
    const postings = await index.postings(forms, how);
    const lists = new Map(postings.map((list, i) => [forms[i], list]));
    const hits = hitsOf(groups, lists, index.size, narrowing);
    const listed = all ? hits.filter(hasAllWords) : hits;
    const isPlain =
      !excluded.length &&
      !phrases.length &&
      !isOpen(listed) &&
      !postings.some(({unread}) => unread);
    if (isPlain) return {hits: listed, ...totalsOf(hits, listed), approximate: false};
    const {refined} = await refine();
    return refined(index, hits, resolution, lists, {end, all, isFree: !narrowing?.mask});
  };
  let found = await read();
  if (found.approximate && !found.total) {
    how.whole = forms; // only complete lists show that there is nothing
    found = await read();
  }
  if (isOpen(found.hits)) {
    how.weights = true;
    found = await read();
  }
  return found;
}

/**
 * Puts the weight of a word in each paper that holds it into `best`, 1 into `head` if it is in the
 * title or the authors, and 1 into `bounds` if it may weigh less. Bounds come last: they count only
 * where they are greater than all known weights.
 * @param {Group} group
 * @param {Lists} lists
 * @param {Float64Array} best
 * @param {Uint8Array} head
 * @param {Uint8Array} bounds
 * @returns {number[]}  these papers
 */
function weigh({bit, weights, composites}, lists, best, head, bounds) {
  const weighted = [
    ...[...weights].map(([form, u]) => ({u, list: /** @type {Postings} */ (lists.get(form))})),
    ...composites.map(composite => ({u: composite.weight, list: compositeList(composite, lists)})),
  ];
  /** @type {number[]} */
  const touched = [];
  for (const isKnown of [true, false]) {
    for (const {u, list} of weighted) {
      const {docs, wdf, fields, known} = list;
      const end = isKnown ? known : docs.length;
      for (let i = isKnown ? 0 : known; i < end; i++) {
        const doc = docs[i];
        if (bit && !(fields[i] & bit)) continue;
        const value = (2 * u * wdf[i]) / (1 + wdf[i]);
        if (!best[doc]) touched.push(doc);
        if (!isKnown && value > best[doc]) bounds[doc] = 1;
        best[doc] = Math.max(best[doc], value);
        if (fields[i] & (bit || HEAD)) head[doc] = 1;
      }
    }
  }
  return touched;
}

/**
 * The papers that hold every required word, in order, before phrases and excluded words.
 * @param {Group[]} groups
 * @param {Lists} lists
 * @param {number} size
 * @param {Narrowing | null} narrowing
 * @returns {Hit[]}
 */
function hitsOf(groups, lists, size, narrowing) {
  const sums = new Float64Array(size);
  const counts = new Uint8Array(size);
  const headCounts = new Uint8Array(size);
  const bounds = new Uint8Array(size);
  const missing = new Uint8Array(size).fill(groups.filter(({required}) => required).length);
  const best = new Float64Array(size);
  const head = new Uint8Array(size);
  for (const group of groups) {
    for (const doc of weigh(group, lists, best, head, bounds)) {
      sums[doc] += best[doc];
      if (!group.soft) {
        counts[doc]++;
        headCounts[doc] += head[doc];
      }
      if (group.required) missing[doc]--;
      best[doc] = head[doc] = 0;
    }
  }
  /** @type {Hit[]} */
  const hits = [];
  const hard = hardGroups(groups);
  for (let doc = 0; doc < size; doc++) {
    if (missing[doc] || (groups.length && !sums[doc]) || narrowing?.mask?.[doc] === 0) continue;
    const factor = counts[doc] < hard ? 1 : headCounts[doc] < hard ? 2 : 3;
    const value = factor * sums[doc];
    hits.push({
      doc,
      rank: value,
      factor,
      extra: 0,
      heads: headCounts[doc],
      sum: sums[doc],
      bound: bounds[doc] === 1,
      key: rankKey(value),
      ...(narrowing?.placeOf(doc) ?? {slot: 0, day: 0, score: 0}),
    });
  }
  return hits.sort(inOrder);
}
