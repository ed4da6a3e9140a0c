// Advice when nothing was found: the same search without filters, and each part of it alone.

import {
  FILTERS,
  button,
  countOf,
  filterKey,
  fold,
  make,
  parseQuery,
  topics as allTopics,
  word,
} from './shared.js';

/** @typedef {import('./types.js').QueryNote} QueryNote */
/** @typedef {import('./types.js').Searcher} Searcher */
/** @typedef {import('./types.js').Topic} Topic */
/** @typedef {import('./state.js').State} State */

const MOST_PARTS = 5;

/**
 * @param {State} state
 * @param {readonly QueryNote[]} notes  what the page shows about the words already
 * @param {Searcher} searcher
 * @param {(change: State) => void} go
 * @returns {Promise<Node[]>}
 */
export async function advise(state, notes, searcher, go) {
  const {q = ''} = state;
  const free = Object.fromEntries(FILTERS.map(key => [key, '']));
  const tries = FILTERS.some(key => state[key]) ? [''] : [];
  const typed = notes.map(note => note.typed);
  tries.push(...partsOf(q, typed, allTopics));
  const lines = make('ul');
  for (const text of tries) {
    const query = text || q;
    const answer = await searcher.search(query, {limit: 0, complete: false});
    if (!answer.total && !text) continue;
    const name = answer.total
      ? button(text || word('free'), () => go({...free, q: query}))
      : make('q', text);
    lines.append(make('li', name, ` ${countOf(answer)}`));
  }
  return [lines, make('p', word('fewer'))];
}

/**
 * Up to five parts of a query that can be tried alone: its words, then its limits and filters. An
 * unknown topic is replaced by all known ones.
 * @param {string} query
 * @param {readonly string[]} done  parts to leave out
 * @param {readonly Topic[]} topics
 */
export function partsOf(query, done, topics) {
  const {clauses, filters, limits} = parseQuery(query);
  const typed = fold(query.trim());
  const wanted = clauses.filter(({sign}) => sign !== '-');
  const words = wanted.filter(({field}) => !field).flatMap(clause => clause.words);
  // Parsed again, to remove the stop words of phrases.
  const parts = parseQuery(words.join(' ')).clauses.flatMap(clause => clause.words);
  for (const {field, words: within} of wanted.filter(clause => clause.field)) {
    const named = within.map(text => ({text, part: `${field}:${text}`}));
    parts.push(...named.map(({text, part}) => (part === typed ? text : part)));
  }
  parts.push(...limits.filter(({name}) => name).map(limit => limit.typed));
  for (const {kind, key} of filters.filter(({not}) => !not)) {
    const known = topics.filter(({id, label}) => [id, label].some(name => filterKey(name) === key));
    const values = kind === 'topic' ? (known.length > 0 ? known : topics).map(({id}) => id) : [key];
    parts.push(...values.map(value => `${kind}:${value}`));
  }
  return [...new Set(parts)]
    .filter(part => part !== typed && !done.includes(part.replace(/^(title|author):/, '')))
    .slice(0, MOST_PARTS);
}
