// The words, numbers and dates of the search page, in its language. The words come with the page.

import {one} from './dom.js';

/** @typedef {import('./types.js').SavedSearch} SavedSearch */
/** @typedef {import('./types.js').Topic} Topic */

/** @type {{words: Record<string, string>, topics: Topic[], searches?: SavedSearch[]}} */
const data = JSON.parse(one('#search-data')?.textContent ?? '{}');

/** The topics of config.yaml. */
export const {topics} = data;

/** The saved searches of config.yaml, with their feeds. */
export const {searches = []} = data;

/** For numbers and dates; in plain English the day comes before the month. */
export const language = globalThis.document?.documentElement.lang.replace(/^en$/, 'en-GB');

/** @type {(key: string, x?: string | number) => string} */
export const word = (key, x = '') =>
  (data.words[key] ?? '').replace('{x}', () => x.toLocaleString(language));

/** "12 papers". @param {Pick<import('./types.js').Answer, 'total' | 'approximate'>} answer */
export const countOf = ({total, approximate}) =>
  word(approximate ? 'at_least' : total === 1 ? 'paper' : 'papers', total);

/** @type {(iso: string, day?: 'numeric') => string} */
export const dateOf = (iso, day) =>
  new Date(iso).toLocaleDateString(language, {
    day,
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
