// The search page. Its markup, with all fixed words, comes from the theme (docs/themes.md, "The
// search page"); texts of papers and queries enter it as text nodes only.

import {
  chosenOption,
  hideOptions,
  moveOption,
  optionAt,
  optionCount,
  showOptions,
} from './completions.js';
import {button, make, one} from './dom.js';
import {replaceWord} from './excerpt.js';
import {onDemand} from './on-demand.js';
import {open} from './open.js';
import {noteLine, resultItem, totalsLine} from './results.js';
import {FILTERS, KEYS, LONGEST, readState, writeState} from './state.js';
import {word} from './wording.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {'pushState' | 'replaceState'} HistoryMethod */

const BUNDLES = ['main.js', 'lookup.js', 'refine.js', 'panel.js'];
const STEP = 10; // results at first, and with each press of "more"
const MOST = 200; // results
const PAUSE_MS = {least: 40, most: 200}; // between the last key and the search
const PACE_MS = 100; // from key to key, until it is measured
const LOADING_MS = 200; // before the page shows that it is loading

// The parts of the page; undefined if the module is imported elsewhere.
const form = one('form#find');
const field = form?.elements.namedItem('q');
const status = one('#status');
const notes = one('#said');
const found = one('#found');
const list = one('#found ol');
const narrow = one('#narrow');
const title = globalThis.document?.title;

let state = readState(globalThis.location?.search ?? '');
let turn = 0; // of the newest search; answers of older ones are dropped
let isInHistory = true; // the address has an entry of its own: typing opens a new one
let timer = 0; // until what was typed is searched for
let lastKey = -Infinity; // time
let pace = PACE_MS;
/** @type {ReturnType<typeof open> | undefined} */
let index;
/** @type {typeof import('./panel.js') | undefined} */
let panel;

const loadPanel = onDemand(() => import('./panel.js'), './panel.js');
const opened = () =>
  (index ??= open(new URL('.', import.meta.url)).catch(error => {
    index = undefined;
    throw error;
  }));

/** Searches with a changed state that the reader can come back from. @param {State} change */
function go(change) {
  state = {...state, n: '', ...change};
  isInHistory = true;
  void search('pushState');
}

/**
 * Searches for what the state holds.
 * @param {HistoryMethod} [how]  what happens to the address
 */
async function search(how) {
  clearTimeout(timer);
  const mine = ++turn;
  const isCurrent = () => mine === turn;
  const query = (state.q ?? '').trim();
  const isFiltered = FILTERS.some(key => state[key]);
  // A button that this search removes: the focus moves to what it brings.
  const wasPressed = document.activeElement?.matches('#said *, #status *');
  showQuery(query, how);
  if (!query && !isFiltered) {
    notes.replaceChildren();
    showStatus('idle', 0, word('hint'));
    return;
  }
  status.dataset.state = 'loading';
  const showLoading = () => isCurrent() && status.replaceChildren(word('loading'));
  const waiting = setTimeout(showLoading, LOADING_MS);
  try {
    await find(isFiltered || narrow.open, isCurrent);
    if (wasPressed && document.activeElement === document.body) {
      focusResult(list.firstChild ? 0 : -1);
    }
  } catch (error) {
    if (!isCurrent()) return;
    showFailure(/** @type {Partial<import('./errors.js').IndexError>} */ (error));
    if (wasPressed) one('button', status).focus();
  } finally {
    clearTimeout(waiting);
  }
}

/**
 * Shows the query in address, title and controls.
 * @param {string} query
 * @param {HistoryMethod} [how]
 */
function showQuery(query, how) {
  if (how) history[how](null, '', writeState(state));
  document.title = query ? `${query} · ${title}` : title;
  if (field.value.trim() !== query) field.value = state.q;
  one('[name=sort]').value = state.sort;
  hideOptions();
}

/**
 * Searches the index and shows the answer.
 * @param {boolean} withPanel      the filters are shown
 * @param {() => boolean} isCurrent  no newer search has begun
 */
async function find(withPanel, isCurrent) {
  const {q = '', n, all, min, sort, ...days} = state;
  const loading = withPanel ? loadPanel() : undefined;
  loading?.catch(() => {});
  const searcher = await opened();
  const options = /** @type {SearchOptions} */ ({
    ...days,
    limit: Math.min(Math.max(Number(n) || STEP, STEP), MOST),
    all: all ? all === '1' : undefined,
    facets: narrow.open,
    minScore: min ? Number(min) : undefined,
    sort: sort || undefined,
  });
  const answer = await searcher.search(q, options);
  if (loading || answer.total === 0) panel ??= await (loading ?? loadPanel());
  if (!isCurrent()) return;
  showAnswer(answer);
  await panel?.showFilters(state, answer, searcher, go);
  if (answer.total > 0) return;
  const advice = await panel?.advise(state, answer.said, searcher, go);
  if (advice && isCurrent()) notes.append(...advice);
}

/**
 * @param {'idle' | 'loading' | 'done' | 'empty' | 'failed'} name
 * @param {number} total
 * @param {...(Node | string)} content
 */
function showStatus(name, total, ...content) {
  status.replaceChildren(...content);
  Object.assign(status.dataset, {state: name, total});
  found.hidden = name === 'idle' || name === 'failed';
  if (found.hidden) list.replaceChildren();
}

/** @param {Partial<import('./errors.js').IndexError>} error */
function showFailure({kind}) {
  notes.replaceChildren();
  const reason = ` ${kind ? word(`failed_${kind}`) : ''} `;
  const retry = button(word('retry'), kind === 'script' ? reload : () => search());
  showStatus('failed', 0, make('b', word('failed')), reason, retry);
}

/** Loads the page again with all scripts from the server, after some of another build. */
async function reload() {
  const addresses = BUNDLES.map(name => new URL(name, import.meta.url));
  await Promise.allSettled(addresses.map(address => fetch(address, {cache: 'reload'})));
  location.reload();
}

/** @param {Answer} answer */
function showAnswer(answer) {
  const {total, approximate, results, said} = answer;
  const {q = ''} = state;
  showStatus(total > 0 ? 'done' : 'empty', total, ...totalsLine(answer, all => go({all})));
  list.replaceChildren(...results.map(resultItem));
  const more = button(word('more'), async () => {
    state = {...state, n: String(results.length + STEP)};
    await search('replaceState');
    focusResult(results.length);
  });
  const isMore = results.length < total || (approximate && results.length % STEP === 0);
  one('#more').replaceChildren(...(isMore && results.length < MOST ? [more] : []));
  const used = said.reduce(
    (query, {typed, kind, shown}) =>
      shown && kind !== 'date' && kind !== 'expanded' ? replaceWord(query, typed, shown) : query,
    q,
  );
  notes.replaceChildren(...said.map(note => noteLine(note, q, used, form => go({q: form}))));
  const completed = said.find(({kind}) => kind === 'completed');
  if (completed && !isInHistory && document.activeElement === field) {
    showOptions(completed, q, takeOption);
  }
  list.dispatchEvent(new Event('papers', {bubbles: true}));
}

/** @param {Element} option */
const takeOption = option => go({q: `${option.textContent} `});

/** @param {number} at  of the result; below 0: the field */
function focusResult(at) {
  hideOptions();
  const target = at < 0 ? field : list.querySelectorAll('h3 a')[at];
  target?.focus();
  target?.closest('li')?.scrollIntoView({block: 'nearest'});
}

/** Searches for the text of the field. @param {HistoryMethod} [how] */
function searchField(how) {
  state = {...state, q: field.value.slice(0, LONGEST), n: ''};
  void search(how);
}

/** @param {InputEvent} event */
function onInput({data: text, inputType}) {
  clearTimeout(timer);
  const gap = performance.now() - lastKey;
  lastKey += gap;
  if (gap < 1000) pace = Math.max(gap, pace * 0.7);
  // The pause is one and a half times the pace; text that comes at once is complete.
  const isTyped = text?.length === 1 || /^delete|Composition/.test(inputType);
  const pause = isTyped ? Math.min(Math.max(PAUSE_MS.least, 1.5 * pace), PAUSE_MS.most) : 0;
  timer = setTimeout(() => {
    const how = isInHistory ? 'pushState' : 'replaceState';
    isInHistory = false;
    searchField(how);
  }, pause);
}

/** @param {Event} event */
function onSubmit(event) {
  event.preventDefault();
  const isNew = isInHistory && field.value.trim() !== state.q?.trim();
  isInHistory = true;
  searchField(isNew ? 'pushState' : 'replaceState');
}

/** @param {{target: any}} event */
function onChange({target}) {
  if (target === field || !KEYS.includes(target.name) || !target.validity.valid) return;
  go({[target.name]: target.type === 'checkbox' && !target.checked ? '0' : target.value});
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const at = [...list.children].findIndex(row => row.contains(event.target));
  const isModified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (isModified || (at < 0 && event.target !== field)) return;
  const count = optionCount();
  const chosen = chosenOption();
  if (event.key === 'ArrowDown') {
    if (chosen + 1 < count) moveOption(1);
    else focusResult(at + 1);
  } else if (event.key === 'ArrowUp' && (count || at >= 0)) {
    if (count) moveOption(-1);
    else focusResult(at - 1);
  } else if (event.key === 'Enter' && chosen >= 0) takeOption(optionAt(chosen));
  else if (event.key === 'Escape') {
    if (at >= 0) focusResult(-1);
    else if (count) hideOptions();
    else go({q: ''});
  } else return;
  event.preventDefault();
}

/** Starts the page; does nothing where there is no search page. */
export function start() {
  if (!form) return;
  field.setAttribute('role', 'combobox'); // set here: without scripts there are no options
  field.oninput = onInput;
  field.onblur = hideOptions;
  field.onfocus = () => void opened().catch(() => {}); // a search reports the error
  form.onsubmit = onSubmit;
  Object.assign(one('main'), {onkeydown: onKey, onchange: onChange});
  narrow.ontoggle = () => narrow.open && search();
  onpopstate = () => {
    state = readState(location.search);
    isInHistory = true;
    void search();
  };
  // Something may have been typed before this script ran.
  if (!state.q && field.value) searchField();
  else void search();
  field.onfocus();
}
