// What is left to do after the plain ranking: phrases, excluded words, and ranks that are bounds.

import {sumOf} from './paper-weights.js';
import {phraseHits} from './phrase-hits.js';
import {HEAD, bitOf, hasAllWords, inOrder, rankKey, totalsOf} from './shared.js';

/** @typedef {import('./rank.js').Found} Found */
/** @typedef {import('./rank.js').Lists} Lists */
/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Postings} Postings */
/** @typedef {import('./types.js').Resolution} Resolution */

const MOST_TEXTS = 60; // papers that are read, besides those wanted
const SAMPLE = 10; // papers that are read if none is wanted, to count phrases

/**
 * Applies phrases and excluded words, settles ranks that depend on bounds, and estimates the total
 * if not all of the lists were read.
 * @param {Index} index
 * @param {Hit[]} hits  with any of the words, in order
 * @param {Resolution} resolution
 * @param {Lists} lists
 * @param {{end: number, all: boolean, isFree: boolean}} wanted
 *   end: how many papers must be in order; all: only papers with all words are listed; isFree: no limits and
 *   filters
 * @returns {Promise<Found>}  in order up to `end`
 */
export async function refined(index, hits, resolution, lists, {end, all, isFree}) {
  const {groups, phrases, excluded} = resolution;
  // Phrases with words whose lists are not complete are checked in the texts of the best papers.
  const open = phrases.filter(({words}) => words.some(word => lists.get(word)?.unread));
  const kept = await filtered(index, hits, resolution, lists, open);
  const listed = all ? kept.filter(hasAllWords) : kept;
  const isSettled = !open.length && !listed.slice(0, end).some(({bound}) => bound);
  const found = isSettled ? listed : await settled(index, groups, open, listed, end || SAMPLE);
  const approximate = [...lists.values()].some(({unread}) => unread);
  const least = (/** @type {Group[]} */ wanted) =>
    isFree && !phrases.length && !excluded.length && wanted.length < 2
      ? leastOf(wanted.length ? wanted : groups, lists)
      : 0;
  const counts = open.length ? totalsOf(found, found) : totalsOf(kept, listed);
  const withAll = Math.max(counts.withAll, least(groups.filter(g => g.required || !g.soft)));
  const withAny = Math.max(counts.withAny, least(groups.filter(g => g.required)));
  return {hits: found, total: all ? withAll : withAny, withAll, withAny, approximate};
}

/**
 * The hits without the excluded words and with all phrases that are not open.
 * @param {Index} index
 * @param {Hit[]} hits
 * @param {Resolution} resolution
 * @param {Lists} lists
 * @param {Clause[]} open
 * @returns {Promise<Hit[]>}  in order
 */
async function filtered(index, hits, {phrases, excluded}, lists, open) {
  const out = new Set();
  for (const clause of excluded) {
    const found = await phraseHits(clause, index, lists, () => true);
    for (const doc of found.keys()) out.add(doc);
  }
  let kept = hits.filter(({doc}) => !out.has(doc));
  for (const clause of phrases) {
    if (open.includes(clause)) continue;
    const docs = new Set(kept.map(({doc}) => doc));
    const found = await phraseHits(clause, index, lists, doc => docs.has(doc));
    const isInHead = (/** @type {Hit} */ {doc, factor}) =>
      factor > 1 && ((found.get(doc) ?? 0) & HEAD) > 0;
    kept = kept
      .filter(({doc}) => found.has(doc))
      .map(hit => (isInHead(hit) ? {...hit, factor: hit.factor + 1} : hit));
  }
  const extra = (/** @type {Hit} */ {factor, heads}) =>
    factor > 1 ? open.filter(({words}) => heads >= new Set(words).size).length : 0;
  return phrases.length ? kept.map(hit => ranked({...hit, extra: extra(hit)})).sort(inOrder) : kept;
}

/**
 * A lower bound of the papers that hold a form of one of the groups: the most frequent form's.
 * @param {Group[]} groups
 * @param {Lists} lists
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

/**
 * Reads the texts of the best papers if the lists do not determine their weight or whether they
 * hold a phrase, until `end` papers are certain to precede the rest.
 * @param {Index} index
 * @param {Group[]} groups
 * @param {Clause[]} phrases  that are open
 * @param {Hit[]} hits  in order; their ranks are upper bounds
 * @param {number} end
 * @returns {Promise<Hit[]>}  in order up to `end`; with open phrases only the papers that were read
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
  return phrases.length ? found : [...found, ...hits.slice(at)].sort(inOrder);
}
