// What a search of the page depends on, as in its address. Pure.

/** @typedef {Record<string, string>} State  by key; '' if it is not set */

export const KEYS = ['q', 'all', 'from', 'to', 'min', 'topic', 'category', 'sort', 'n'];
export const FILTERS = KEYS.slice(1, 7);
/** Characters of a value in the address, at most. */
export const LONGEST = 1000;

/**
 * @param {string} search  '?q=sparse+attention&min=17'
 * @returns {State}
 */
export function readState(search) {
  const given = new URLSearchParams(search);
  return Object.fromEntries(KEYS.map(key => [key, (given.get(key) ?? '').slice(0, LONGEST)]));
}

/** @param {State} state */
export const writeState = state =>
  `?${new URLSearchParams(Object.entries(state).filter(([, value]) => value))}`;
