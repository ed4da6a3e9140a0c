// What the search page shows beside its results: filters with counts, what is set, and what to try when
// nothing was found. Loaded when one of them is wanted.

import { FILTERS, wordsOf, writeState } from './main.js';

/** The build that this module came with; the program fills it in. */
export const BUILD = 'source';

/** @typedef {import('./types.js').FacetCount} FacetCount */
/** @typedef {import('./types.js').Answer} Answer */
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
 * @property {(n: number) => string} papers
 * @property {(iso: string) => string} date
 * @property {(change: State) => void} go
 * @property {HTMLElement} said
 * @property {string} language
 * @property {Topic[]} topics
 */

/**
 * Controls as the state has them, what is set as buttons that unset it, and the counts.
 * @param {Tools} tools
 * @param {State} state
 * @param {Answer} answer
 * @param {Pick<import('./types.js').Index, 'values'>} store
 */
export async function showFilters(tools, state, { facets }, store) {
  const { one, button, go } = tools;
  if (facets) showFacets(tools, state, facets);
  const select = one('[name=category]');
  if (facets && select?.length === 1) {
    const values = (await store.values('category')).map(({ value }) => value);
    const all = new Set(values.flatMap((value) => [value.replace(/\..*/, ''), value]));
    select.append(...[...all].sort().map((value) => new Option(value)));
  }
  select?.closest('fieldset').toggleAttribute('hidden', select.length === 1 && !state.category);
  if (select && ![...select.options].some(({ value }) => value === state.category)) select.append(new Option(state.category));
  const controls = /** @type {any[]} */ ([...one('main').querySelectorAll('[name]')]).filter(({ name }) => name !== 'q');
  for (const control of controls) {
    const value = state[control.name] ?? '';
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
    else control.value = control.type === 'date' ? wholeDay(value, control.name === 'to') : value;
  }
  one('#chips').replaceChildren(...FILTERS.filter((key) => state[key]).map((key) => {
    const same = controls.filter(({ name }) => name === key);
    const label = same.find(({ value }) => value === state[key])?.parentNode.querySelector('span:not(.vh)')?.textContent;
    const legend = same[0]?.closest('fieldset').querySelector('legend').textContent ?? key;
    return button(`${legend}: ${label ?? state[key]} ×`, () => go({ [key]: '' }));
  }));
}

/**
 * The first or last day of "2026-02" or "2026", as a field for dates wants it; '' for other text.
 * @param {string} text
 * @param {boolean} last
 */
export function wholeDay(text, last) {
  const [found, year, month = last ? '12' : '1', day] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ?? [];
  const open = last ? Date.UTC(Number(year), Number(month), 0) : Date.UTC(Number(year), Number(month) - 1);
  return found ? new Date(day ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : open).toISOString().slice(0, 10) : '';
}

/**
 * @param {Tools} tools
 * @param {State} state
 * @param {NonNullable<Answer['facets']>} facets
 */
function showFacets(tools, state, { years, months, topics, scores }) {
  choices(tools, 'scores', 'min', atLeast(scores, state.min ?? '').map((row) => ({ ...row, label: row.value })));
  choices(tools, 'topics', 'topic', tools.topics.map(({ id, label, class: style }) => (
    { value: id, label, style, count: topics.find(({ value }) => value === id)?.count ?? 0 })));
  chart(tools, state, 'years', years.length > 1 ? years : [], (year) => year);
  chart(tools, state, 'months', months.slice(0, 24), tools.date);
}

/**
 * Values to choose one from, with their counts. The focus stays where it was.
 * @param {Tools} tools
 * @param {string} facet
 * @param {string} name
 * @param {(FacetCount & {label: string, style?: string})[]} rows
 */
function choices({ one, language }, facet, name, rows) {
  const part = one(`[data-facet=${facet}]`);
  const focused = one(':focus', part)?.value;
  part.replaceChildren(...rows.map(({ value, label, style, count }) => {
    const row = one('#choice').content.cloneNode(true);
    const [text, number] = row.querySelectorAll('span');
    Object.assign(one('input', row), { name, value });
    text.textContent = label;
    if (style) text.classList.add('t', style);
    number.textContent = count.toLocaleString(language);
    return row;
  }));
  if (focused) one(`[value="${CSS.escape(focused)}"]`, part)?.focus();
}

/**
 * Counts of "this score or more", lowest first; the chosen one always among them.
 * @param {readonly FacetCount[]} scores  highest first
 * @param {string} chosen
 */
export function atLeast(scores, chosen) {
  let sum = 0;
  const bands = scores.map(({ value, count }) => ({ value, count: (sum += count) })).reverse();
  if (chosen && !bands.some(({ value }) => value === chosen)) bands.unshift({ value: chosen, count: sum });
  return bands;
}

/**
 * Counts as rows with bars; each leads to its year or month.
 * @param {Tools} tools
 * @param {State} state
 * @param {string} name
 * @param {readonly FacetCount[]} rows
 * @param {(value: string) => string} label
 */
function chart({ one, go, language }, state, name, rows, label) {
  const part = one(`[data-facet=${name}]`);
  const most = Math.max(...rows.map(({ count }) => count));
  part.hidden = rows.length === 0;
  one('tbody', part).replaceChildren(...rows.map(({ value, count }) => {
    const row = one('#row').content.cloneNode(true);
    const link = one('a', row);
    const span = { from: value, to: value, n: '' };
    link.textContent = label(value);
    link.href = writeState({ ...state, ...span });
    link.onclick = (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(span);
    };
    one('td', row).textContent = count.toLocaleString(language);
    one('rect', row).setAttribute('width', `${(100 * count) / most}%`);
    return row;
  }));
}

/**
 * Nothing found: the same without filters, and each word alone.
 * @param {Tools} tools
 * @param {State} state
 * @param {{search: (query: string, options: SearchOptions) => Promise<Answer>}} searcher
 * @param {readonly import('./types.js').Said[]} done  what the page says of the words already
 * @param {() => boolean} isWanted  still, after waiting
 */
export async function advise({ make, button, say, papers, go, said }, state, searcher, done, isWanted) {
  const { q = '' } = state;
  const free = Object.fromEntries(FILTERS.map((key) => [key, '']));
  const left = done.filter(({ kind }) => kind !== 'unread').map(({ typed }) => typed);
  const words = [...new Set(wordsOf(q).map(({ text }) => text))];
  const alone = words.length > 1 ? words.filter((text) => !left.includes(text)).slice(0, 5) : [];
  /** @type {[string, string][]} */
  const tries = FILTERS.some((key) => state[key]) ? [['', q]] : [];
  for (const word of alone) tries.push([word, word]);
  const lines = make('ul');
  for (const [text, query] of tries) {
    const { total } = await searcher.search(query, { limit: 0, complete: false });
    if (!total && !text) continue;
    lines.append(make('li', total ? button(text || say('free'), () => go({ ...free, q: query })) : make('q', text), ` ${papers(total)}`));
  }
  if (isWanted()) said.append(lines, make('p', say('fewer')));
}

/** Says that the scripts are of two builds. Trying again asks the server for them and begins anew. */
export function tellBroken() {
  const { words } = JSON.parse(document.querySelector('#search-data')?.textContent ?? '');
  const status = /** @type {HTMLElement} */ (document.querySelector('#status'));
  const retry = document.createElement('button');
  retry.append(words.retry);
  retry.onclick = async () => {
    const parts = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('[rel=modulepreload]'));
    await Promise.allSettled([...parts].map(({ href }) => fetch(href, { cache: 'reload' })));
    location.reload();
  };
  status.replaceChildren(`${words.failed} ${words.failed_script} `, retry);
  status.dataset.state = 'failed';
}
