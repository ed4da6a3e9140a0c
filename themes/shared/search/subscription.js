// How to subscribe to the search of the page: the feed of a saved search that is the same, or the
// lines of config.yaml that make one.

import {make, searches, word} from './shared.js';

/** @typedef {import('./state.js').State} State */

/**
 * What a state asks for as text, filters included.
 * @param {State} state
 */
export function queryOf({q = '', from, to, min, topic, category}) {
  const days = from && from === to ? `date:${from}` : '';
  const limits = [
    min && `score:>=${min}`,
    topic && `topic:${topic}`,
    category && `category:${category}`,
    days || (from && `from:${from}`),
    days ? '' : to && `to:${to}`,
  ];
  return [q.trim(), ...limits].filter(Boolean).join(' ');
}

/**
 * @param {HTMLElement} place
 * @param {State} state
 */
export function showSubscription(place, state) {
  const query = queryOf(state);
  const saved = searches.find(search => search.query === query);
  place.lastElementChild?.replaceChildren(...(saved ? feedOf(saved) : settingsFor(query)));
}

/** @param {import('./types.js').SavedSearch} search */
function feedOf({name, feed}) {
  const link = make('a', name);
  link.href = feed;
  return [make('p', word('has_feed'), ' ', link)];
}

/** @param {string} query */
function settingsFor(query) {
  const text = JSON.stringify(query);
  const lines = make('pre', `searches:\n  - name: ${text}\n    query: ${text}`);
  lines.tabIndex = 0; // a long one scrolls
  return [make('p', word('to_subscribe')), lines];
}
