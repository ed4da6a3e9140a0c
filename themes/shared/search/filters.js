// What the search page shows beside its results: filters with counts, what is set, and what to try when
// nothing was found. Loaded when one of them is wanted.

import {FILTERS, writeState} from './main.js';
import {filterKey, fold, parseQuery, rank} from './rank.js';

/** The build that this module came with; the program fills it in. */
export const BUILD = 'source';

/** @typedef {import('./types.js').FacetCount} FacetCount */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {NonNullable<Answer['facets']>} Facets */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {import('./main.js').State} State */

/** @typedef {{id: string, label: string, class: string}} Topic  of config.yaml, with its colour's class */

/**
 * What main.js lends.
 * @typedef {Object} Tools
 * @property {(selector: string, from?: ParentNode) => any} one
 * @property {(name: string, ...children: (Node | string)[]) => any} make
 * @property {(text: string, action: () => unknown) => HTMLElement} button
 * @property {(key: string, x?: string | number) => string} say
 * @property {(answer: Answer) => string} papers
 * @property {(iso: string, day?: 'numeric') => string} date
 * @property {(change: State) => void} go
 * @property {HTMLElement} said
 * @property {string} language
 * @property {Topic[]} topics
 */

let turn = 0; // of the newest filters to be shown

/**
 * Controls as the state has them, what is set as buttons that unset it, and the counts.
 * @param {Tools} tools
 * @param {State} state
 * @param {Answer} answer
 * @param {Index} store
 */
export async function showFilters(tools, state, {facets, total}, store) {
  const {one} = tools;
  const mine = ++turn;
  const select = one('[name=category]');
  const [free, categories] = facets
    ? await Promise.all([
        freeFacets(state, facets, store),
        select?.length === 1 ? store.values('category') : [],
      ])
    : [null, []];
  if (mine !== turn) return;
  if (free) showFacets(tools, state, free, total);
  const all = new Set(categories.flatMap(({value}) => [value.replace(/\..*/, ''), value]));
  select?.append(...[...all].sort().map(value => new Option(value)));
  select?.closest('fieldset').toggleAttribute('hidden', select.length === 1 && !state.category);
  if (select && ![...select.options].some(({value}) => value === state.category))
    select.append(new Option(state.category));
  const controls = /** @type {any[]} */ ([...one('main').querySelectorAll('[name]')]).filter(
    ({name}) => name !== 'q',
  );
  for (const control of controls) {
    const value = state[control.name] ?? '';
    if (control.type === 'radio' || control.type === 'checkbox')
      control.checked = control.value === value;
    else control.value = control.type === 'date' ? wholeDay(value, control.name === 'to') : value;
  }
  showChips(tools, state, controls);
}

/**
 * What is set, as buttons that unset it; the same first and last day as one. The focus stays among them.
 * @param {Tools} tools
 * @param {State} state
 * @param {any[]} controls
 */
function showChips({one, button, date, go, topics}, state, controls) {
  const chips = one('#chips');
  const hadFocus = chips.contains(document.activeElement);
  const sameDays = state.from === state.to;
  const set = FILTERS.filter(key => state[key] && !(key === 'to' && sameDays));
  chips.replaceChildren(
    ...set.map(key => {
      const value = state[key] ?? '';
      const isDay = key === 'from' || key === 'to';
      const same = controls.filter(({name}) => name === key);
      const choice =
        key === 'topic'
          ? topics.find(({id}) => id === value)?.label
          : same.find(control => control.value === value)?.parentNode.querySelector('span:not(.vh)')
              ?.textContent;
      const name =
        isDay && !sameDays
          ? same[0]?.labels[0]
          : same[0]?.closest('fieldset').querySelector('legend');
      return button(
        `${name?.textContent.trim() ?? key}: ${isDay ? daysAsText(value, date) : (choice ?? value)} ×`,
        () => go(isDay && sameDays ? {from: '', to: ''} : {[key]: ''}),
      );
    }),
  );
  if (hadFocus) (one('#chips button') ?? one('[name=sort]'))?.focus();
}

/**
 * "2026-02-27" as readers write it; also a month, a year. Other text as it is.
 * @param {string} text
 * @param {Tools['date']} date
 */
function daysAsText(text, date) {
  const iso = wholeDay(text, false);
  const parts = text.split('-').length;
  return !iso || parts < 2 ? text : date(iso, parts > 2 ? 'numeric' : undefined);
}

/**
 * Counts beside what is one of several: as if it were not chosen yet, so that they are what choosing another finds. Months
 * are those of the years that are searched.
 * @param {State} state
 * @param {Facets} facets  of the whole state
 * @param {Index} store
 * @returns {Promise<Facets>}
 */
async function freeFacets(state, facets, store) {
  const without = async (/** @type {string[]} */ ...keys) => {
    if (!keys.some(key => state[key])) return facets;
    const {
      q = '',
      all,
      min,
      from,
      to,
      topic,
      category,
    } = {...state, ...Object.fromEntries(keys.map(key => [key, '']))};
    const options = {
      from,
      to,
      topic,
      category,
      all: all === '1',
      minScore: min ? Number(min) : undefined,
      facets: true,
      limit: 0,
    };
    return (await rank(store, q, options)).facets ?? facets;
  };
  const [{topics}, {scores}, {years, months}] = await Promise.all([
    without('topic'),
    without('min'),
    without('from', 'to'),
  ]);
  const [first, last] = ['from', 'to'].map(key => /^\d{4}/.exec(state[key] ?? '')?.[0]);
  const isSearched = (/** @type {string} */ year) =>
    (!first || year >= first) && (!last || year <= last);
  return {topics, scores, years, months: months.filter(({value}) => isSearched(value.slice(0, 4)))};
}

/**
 * The first or last day of "2026-02" or "2026", as a field for dates wants it; '' for other text.
 * @param {string} text
 * @param {boolean} last
 */
export function wholeDay(text, last) {
  const [found, year, month = last ? '12' : '1', day] =
    /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ?? [];
  const open = last
    ? Date.UTC(Number(year), Number(month), 0)
    : Date.UTC(Number(year), Number(month) - 1);
  return found
    ? new Date(day ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : open)
        .toISOString()
        .slice(0, 10)
    : '';
}

/**
 * @param {Tools} tools
 * @param {State} state
 * @param {Facets} facets
 * @param {number} total
 */
function showFacets(tools, state, {years, months, topics, scores}, total) {
  choices(
    tools,
    'scores',
    'min',
    atLeast(scores, state.min ?? '', total).map(row => ({...row, label: row.value})),
  );
  choices(
    tools,
    'topics',
    'topic',
    tools.topics.map(({id, label, class: style}) => ({
      value: id,
      label,
      style,
      count: topics.find(({value}) => value === id)?.count ?? 0,
    })),
  );
  chart(tools, state, 'years', years.length > 1 ? years : [], year => year);
  chart(tools, state, 'months', months.slice(0, 24), month => tools.date(month));
}

/**
 * Values to choose one from, with their counts. The focus stays where it was.
 * @param {Tools} tools
 * @param {string} facet
 * @param {string} name
 * @param {(FacetCount & {label: string, style?: string})[]} rows
 */
function choices({one, language}, facet, name, rows) {
  const part = one(`[data-facet=${facet}]`);
  const focused = one(':focus', part)?.value;
  part.replaceChildren(
    ...rows.map(({value, label, style, count}) => {
      const row = one('#choice').content.cloneNode(true);
      const [text, number] = row.querySelectorAll('span');
      Object.assign(one('input', row), {name, value});
      text.textContent = label;
      if (style) text.classList.add('t', style);
      number.textContent = count.toLocaleString(language);
      return row;
    }),
  );
  if (focused) one(`[value="${CSS.escape(focused)}"]`, part)?.focus();
}

/**
 * Counts of "this score or more", lowest first; the chosen one always among them.
 * @param {readonly FacetCount[]} scores  highest first
 * @param {string} chosen
 * @param {number} total  found with the chosen one
 */
export function atLeast(scores, chosen, total) {
  let sum = 0;
  const bands = scores.map(({value, count}) => ({value, count: (sum += count)}));
  if (Number(chosen) && !bands.some(({value}) => value === chosen))
    bands.push({value: chosen, count: total});
  return bands.sort((a, b) => Number(a.value) - Number(b.value));
}

/**
 * Counts as rows with bars; each leads to its year or month. The focus stays where it was.
 * @param {Tools} tools
 * @param {State} state
 * @param {string} name
 * @param {readonly FacetCount[]} rows
 * @param {(value: string) => string} label
 */
function chart({one, go, language}, state, name, rows, label) {
  const part = one(`[data-facet=${name}]`);
  const most = Math.max(...rows.map(({count}) => count));
  const focused = one('a:focus', part)?.textContent;
  part.hidden = rows.length === 0;
  one('tbody', part).replaceChildren(
    ...rows.map(({value, count}) => {
      const row = one('#row').content.cloneNode(true);
      const link = one('a', row);
      const span = {from: value, to: value, n: ''};
      link.textContent = label(value);
      link.href = writeState({...state, ...span});
      if (state.from === value && state.to === value) link.ariaCurrent = 'true';
      link.onclick = (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(span);
      };
      one('td', row).textContent = count.toLocaleString(language);
      one('rect', row).setAttribute('width', `${(100 * count) / most}%`);
      return row;
    }),
  );
  if (focused)
    [...part.querySelectorAll('a')].find(({textContent}) => textContent === focused)?.focus();
}

/**
 * Nothing found: the same without filters, and each part alone.
 * @param {Tools} tools
 * @param {State} state
 * @param {{search: (query: string, options: SearchOptions) => Promise<Answer>}} searcher
 * @param {readonly import('./types.js').Said[]} done  what the page says of the words already
 * @param {() => boolean} isWanted  still, after waiting
 */
export async function advise(
  {make, button, say, papers, go, said, topics},
  state,
  searcher,
  done,
  isWanted,
) {
  const {q = ''} = state;
  const free = Object.fromEntries(FILTERS.map(key => [key, '']));
  const tries = FILTERS.some(key => state[key]) ? [''] : [];
  tries.push(
    ...partsOf(
      q,
      done.map(({typed}) => typed),
      topics,
    ),
  );
  const lines = make('ul');
  for (const text of tries) {
    const query = text || q;
    const answer = await searcher.search(query, {limit: 0, complete: false});
    if (!answer.total && !text) continue;
    const name = answer.total
      ? button(text || say('free'), () => go({...free, q: query}))
      : make('q', text);
    lines.append(make('li', name, ` ${papers(answer)}`));
  }
  if (isWanted()) said.append(lines, make('p', say('fewer')));
}

/**
 * Up to five parts of a query that may be tried alone: its words, then its limits. For a topic that there is not, those that there are.
 * @param {string} query
 * @param {readonly string[]} done  what is not worth a try
 * @param {readonly Topic[]} topics
 */
export function partsOf(query, done, topics) {
  const {clauses, filters, limits} = parseQuery(query);
  const asked = fold(query.trim());
  const words = clauses
    .filter(({sign, field}) => sign !== '-' && !field)
    .flatMap(clause => clause.words);
  const parts = parseQuery(words.join(' ')).clauses.flatMap(clause => clause.words); // without small words of phrases
  for (const {sign, field, words: within} of clauses) {
    if (sign !== '-' && field)
      parts.push(...within.map(word => (`${field}:${word}` === asked ? word : `${field}:${word}`)));
  }
  parts.push(...limits.filter(({name}) => name).map(({typed}) => typed));
  for (const {kind, key} of filters.filter(({not}) => !not)) {
    const known = topics.filter(({id, label}) => [id, label].some(name => filterKey(name) === key));
    const wanted = kind === 'topic' ? (known.length > 0 ? known : topics).map(({id}) => id) : [key];
    parts.push(...wanted.map(value => `${kind}:${value}`));
  }
  return [...new Set(parts)]
    .filter(part => part !== asked && !done.includes(part.replace(/^(title|author):/, '')))
    .slice(0, 5);
}

/** Says that the scripts are of two builds. Trying again asks the server for them and begins anew. */
export function tellBroken() {
  const {words} = JSON.parse(document.querySelector('#search-data')?.textContent ?? '');
  const status = /** @type {HTMLElement} */ (document.querySelector('#status'));
  const retry = document.createElement('button');
  retry.append(words.retry);
  retry.onclick = async () => {
    const parts = /** @type {NodeListOf<HTMLLinkElement>} */ (
      document.querySelectorAll('[rel=modulepreload]')
    );
    await Promise.allSettled([...parts].map(({href}) => fetch(href, {cache: 'reload'})));
    location.reload();
  };
  status.replaceChildren(`${words.failed} ${words.failed_script} `, retry);
  status.dataset.state = 'failed';
}
