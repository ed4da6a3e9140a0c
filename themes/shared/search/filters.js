// The filters of the search page: controls, counts of papers beside each choice, and what is set as
// buttons that remove it.

import {FILTERS, button, dateOf, language, one, topics as allTopics, writeState} from './shared.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').FacetCount} FacetCount */
/** @typedef {import('./types.js').Facets} Facets */
/** @typedef {import('./types.js').Searcher} Searcher */
/** @typedef {import('./state.js').State} State */
/** @typedef {(change: State) => void} Go  searches with a changed state */

const SHOWN_MONTHS = 24;
let turn = 0; // of the newest filters; older ones are dropped

/**
 * @param {State} state
 * @param {Answer} answer
 * @param {Searcher} searcher
 * @param {Go} go
 */
export async function showFilters(state, {facets}, searcher, go) {
  const mine = ++turn;
  const select = one('[name=category]');
  const [free, categories] = facets
    ? await Promise.all([
        freeFacets(state, facets, searcher),
        select?.length === 1 ? searcher.store.values('category') : [],
      ])
    : [null, []];
  if (mine !== turn) return;
  const found = facets?.scores.reduce((sum, {count}) => sum + count, 0) ?? 0;
  if (free) showFacets(state, free, found, go);
  if (select) showCategories(select, categories, state.category ?? '');
  /** @type {any[]} */
  const named = [...one('main').querySelectorAll('[name]')];
  const controls = named.filter(({name}) => name !== 'q');
  const isSorted = state.sort && state.sort !== 'relevance';
  /** @type {State} */
  const set = {...state, all: state.all || (isSorted ? '1' : '')};
  for (const control of controls) setControl(control, set[control.name] ?? '');
  showChips(state, controls, go);
}

/**
 * Adds categories and their archives to the choice, and the one that is set.
 * @param {any} select
 * @param {{value: string}[]} categories
 * @param {string} chosen
 */
function showCategories(select, categories, chosen) {
  const all = new Set(categories.flatMap(({value}) => [value.replace(/\..*/, ''), value]));
  select.append(...[...all].sort().map(value => new Option(value)));
  select.closest('fieldset').toggleAttribute('hidden', select.length === 1 && !chosen);
  if (![...select.options].some(({value}) => value === chosen)) select.append(new Option(chosen));
}

/** @param {any} control @param {string} value */
function setControl(control, value) {
  const {type, name} = control;
  if (type === 'radio' || type === 'checkbox') control.checked = control.value === value;
  else control.value = type === 'date' ? wholeDay(value, name === 'to') : value;
}

/**
 * What is set, as buttons that remove it; an equal first and last day as one. The focus stays among
 * them.
 * @param {State} state
 * @param {any[]} controls
 * @param {Go} go
 */
function showChips(state, controls, go) {
  const chips = one('#chips');
  const hadFocus = chips.contains(document.activeElement);
  const isOneDay = state.from === state.to;
  const isHidden = (/** @type {string} */ key) =>
    (key === 'to' && isOneDay) || (key === 'all' && state.all === '0');
  const set = FILTERS.filter(key => state[key] && !isHidden(key));
  chips.replaceChildren(
    ...set.map(key => {
      const isDay = key === 'from' || key === 'to';
      const same = controls.filter(({name}) => name === key);
      const label =
        isDay && !isOneDay
          ? same[0]?.labels[0]
          : same[0]?.closest('fieldset').querySelector('legend');
      const value = valueText(key, state[key] ?? '', same);
      const text = `${label?.textContent.trim() ?? key}: ${value} ×`;
      return button(text, () => go(isDay && isOneDay ? {from: '', to: ''} : {[key]: ''}));
    }),
  );
  if (hadFocus) (one('#chips button') ?? one('[name=sort]'))?.focus();
}

/**
 * The value of a filter for readers.
 * @param {string} key
 * @param {string} value
 * @param {any[]} controls  of this filter
 */
function valueText(key, value, controls) {
  if (key === 'from' || key === 'to') return dayText(value);
  if (key === 'topic') return allTopics.find(({id}) => id === value)?.label ?? value;
  const control = controls.find(other => other.value === value);
  return control?.parentNode.querySelector('span:not(.vh)')?.textContent ?? value;
}

/** "2026-02-27" or "2026-02" for readers; other text as it is. @param {string} text */
function dayText(text) {
  const iso = wholeDay(text, false);
  const parts = text.split('-').length;
  return !iso || parts < 2 ? text : dateOf(iso, parts > 2 ? 'numeric' : undefined);
}

/**
 * Counts of the choices of each filter, as if nothing were chosen in it, so that they are what
 * another choice finds. Months are those of the years that are searched.
 * @param {State} state
 * @param {Facets} facets  of the complete state
 * @param {Searcher} searcher
 * @returns {Promise<Facets>}
 */
async function freeFacets(state, facets, searcher) {
  const without = async (/** @type {string[]} */ ...keys) => {
    if (!keys.some(key => state[key])) return facets;
    const free = {...state, ...Object.fromEntries(keys.map(key => [key, '']))};
    const {q = '', all, min, from, to, topic, category} = free;
    const answer = await searcher.search(q, {
      from,
      to,
      topic,
      category,
      all: all ? all === '1' : undefined,
      minScore: min ? Number(min) : undefined,
      facets: true,
      limit: 0,
    });
    return answer.facets ?? facets;
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
 * The first or last day of "2026-02" or "2026", for a date field; '' for other text.
 * @param {string} text
 * @param {boolean} last
 */
export function wholeDay(text, last) {
  const [found, year, month = last ? '12' : '1', day] =
    /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ?? [];
  if (!found) return '';
  const open = last
    ? Date.UTC(Number(year), Number(month), 0)
    : Date.UTC(Number(year), Number(month) - 1);
  const time = day ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : open;
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * @param {State} state
 * @param {Facets} facets
 * @param {number} total
 * @param {Go} go
 */
function showFacets(state, {years, months, topics, scores}, total, go) {
  const bands = atLeast(scores, state.min ?? '', total);
  showChoices(
    'scores',
    'min',
    bands.map(row => ({...row, label: row.value})),
  );
  showChoices(
    'topics',
    'topic',
    allTopics.map(({id, label, class: style}) => ({
      value: id,
      label,
      style,
      count: topics.find(({value}) => value === id)?.count ?? 0,
    })),
  );
  showChart(state, 'years', years.length > 1 ? years : [], year => year, go);
  showChart(state, 'months', months.slice(0, SHOWN_MONTHS), month => dateOf(month), go);
}

/**
 * Values of which one is chosen, with their counts. The focus stays where it was.
 * @param {string} facet
 * @param {string} name
 * @param {(FacetCount & {label: string, style?: string})[]} rows
 */
function showChoices(facet, name, rows) {
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
 * Counts of "this score or more", lowest first; the chosen score is always among them.
 * @param {readonly FacetCount[]} scores  highest first
 * @param {string} chosen
 * @param {number} total  papers with the chosen score or more
 */
export function atLeast(scores, chosen, total) {
  let sum = 0;
  const bands = scores.map(({value, count}) => ({value, count: (sum += count)}));
  if (Number(chosen) && !bands.some(({value}) => value === chosen)) {
    bands.push({value: chosen, count: total});
  }
  return bands.sort((a, b) => Number(a.value) - Number(b.value));
}

/**
 * Counts as rows with bars; each links to its year or month. The focus stays where it was.
 * @param {State} state
 * @param {string} name
 * @param {readonly FacetCount[]} rows
 * @param {(value: string) => string} label
 * @param {Go} go
 */
function showChart(state, name, rows, label, go) {
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
  const links = /** @type {HTMLElement[]} */ ([...part.querySelectorAll('a')]);
  if (focused) links.find(({textContent}) => textContent === focused)?.focus();
}
