// Topics and categories: forms of the index that begin with "!t" and "!c".

import {filterKey, mostFrequent} from './shared.js';

/** @typedef {import('./store.js').Store} Store */

/**
 * The values of a filter with their papers.
 * @param {Store} store
 * @param {'topic' | 'category'} kind
 * @param {(value: string) => boolean} wanted
 */
export async function filterValues(store, kind, wanted) {
  const mark = '!' + kind[0];
  const counts = await store.all(s => s.beginning(mark, true));
  const forms = mostFrequent(counts, form => wanted(form.slice(2)), Infinity).map(f => f.form);
  const lists = await store.postings(forms, {most: Infinity});
  return lists.map(({docs}, i) => ({value: (forms[i] ?? '').slice(2), docs: docs.sort()}));
}

/**
 * Implements `filter` of Index (types.js).
 * @param {Store} store
 * @param {'topic' | 'category'} kind
 * @param {string} key
 */
export async function filter(store, kind, key) {
  const lists = await filterValues(store, kind, value => {
    const has = filterKey(value);
    return has === key || (kind === 'category' && has.startsWith(key + '.'));
  });
  return Uint32Array.from(new Set(lists.flatMap(({docs}) => [...docs]))).sort();
}
