// Limits and filters of a query, and what depends on days and scores: sorting and facets.

import {facetsOf} from './facets.js';
import {readLimits} from './limits.js';
import {runFinder} from './runs.js';
import {filterKey} from './shared.js';

/** @typedef {import('./limits.js').Limit} Limit */
/** @typedef {import('./types.js').FilterKind} FilterKind */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Narrowing} Narrowing */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').QueryNote} QueryNote */
/** @typedef {import('./types.js').Run} Run */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */

/**
 * The filters of a query and of the options.
 * @param {Query} query
 * @param {SearchOptions} options
 */
function filtersOf(query, options) {
  const filters = [...query.filters];
  for (const kind of /** @type {const} */ (['topic', 'category'])) {
    const key = filterKey(options[kind] ?? '');
    if (key) filters.push({kind, key, not: false});
  }
  return filters;
}

/**
 * The papers within all limits and filters, as a mask.
 * @param {number} size
 * @param {Run[]} runs
 * @param {Limit[]} limits
 * @param {{docs: Uint32Array, not: boolean}[]} filters
 */
function maskOf(size, runs, limits, filters) {
  const mask = new Uint8Array(size).fill(1);
  for (const {day, score, begin, end} of runs) {
    if (!limits.every(limit => limit(day, score))) mask.fill(0, begin, end);
  }
  for (const {docs, not} of filters) {
    const inside = new Uint8Array(size);
    for (const doc of docs) inside[doc] = 1;
    for (let doc = 0; doc < size; doc++) if ((inside[doc] === 1) === not) mask[doc] = 0;
  }
  return mask;
}

/**
 * Notes on limits and filters by what no paper has.
 * @param {Index} index
 * @param {string[]} kinds  that found nothing
 * @returns {Promise<QueryNote[]>}
 */
async function absentOf(index, kinds) {
  const isAbsent = async (/** @type {string} */ kind) =>
    kind === 'score'
      ? (await index.runs()).every(({score}) => score <= 0)
      : !(await index.values(/** @type {FilterKind} */ (kind))).length;
  const absent = await Promise.all(kinds.map(isAbsent));
  return kinds
    .filter((_, i) => absent[i])
    .map(typed => ({typed, kind: 'absent', shown: '', others: []}));
}

/**
 * @param {Query} query
 * @param {Index} index
 * @param {SearchOptions} options
 * @returns {Promise<Narrowing>}
 */
export async function narrowing(query, index, options) {
  const {limits, unread, hasScore} = readLimits(query, options);
  const filters = filtersOf(query, options);
  const {sort, facets} = options;
  const [runs, ...lists] = await Promise.all([
    limits.length || facets || sort ? index.runs() : /** @type {Run[]} */ ([]),
    ...filters.map(({kind, key}) => index.filter(kind, key)),
  ]);
  const chosen = lists.map((docs, i) => ({docs, not: filters[i].not}));
  const isEmpty = (/** @type {FilterKind} */ kind) =>
    filters.some((filter, i) => filter.kind === kind && !filter.not && !lists[i].length);
  const absent = await absentOf(index, [
    .../** @type {const} */ (['topic', 'category']).filter(isEmpty),
    ...(hasScore ? ['score'] : []),
  ]);
  const isLimited = limits.length || lists.length;
  const runOf = runFinder(runs);
  return {
    mask: isLimited ? maskOf(index.size, runs, limits, chosen) : null,
    notes: [...unread, ...absent],
    placeOf: doc => {
      const {day, score} = runOf(doc);
      return {day, score, slot: sort === 'date' ? day : sort === 'score' ? score : 0};
    },
    facetsOf: hits => facetsOf(index, hits),
  };
}
