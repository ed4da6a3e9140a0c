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
import {excerptLength, returnToPlace, startFilters, startPlace, startView} from './view.js';
import {word} from './wording.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {'pushState' | 'replaceState'} HistoryMethod */

const BUNDLES = ['main.js', 'lookup.js', 'refine.js', 'panel.js'];
const STEP = 10; // results at first, and with each press of "more"
const MOST = 200; // results
// Results that are read at once are those that are seen at once, by the heights of page and result.
const FIRST = Math.min(STEP, Math.max(2, Math.floor((globalThis.innerHeight - 250) / 160)));
const STAY_MS = 600; // after results came, until more than what is seen is read
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
const subscribe = one('#subscribe');
const title = globalThis.document?.title;

let state = readState(globalThis.location?.search ?? '');
let turn = 0; // of the newest search; answers of older ones are dropped
let isInHistory = true; // the address has an entry of its own: typing opens a new one
let timer = 0; // until what was typed is searched for
let shown = FIRST; // results to read
let staying = 0; // timer until the reader is taken to stay with an answer
let isPart = false; // results that were asked for are still to be read
let hasCounts = false; // they have been read: now they come with every answer
let lastKey = -Infinity; // time
let pace = PACE_MS;
/** @type {ReturnType<typeof open> | undefined} */
let index;
/** @type {typeof import('./panel.js') | undefined} */
let panel;
const watcher =
  form && new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && showRest());

const loadPanel = onDemand(() => import('./panel.js'), './panel.js');
const opened = () =>
  (index ??= open(new URL('.', import.meta.url)).catch(error => {
    index = undefined;
    throw error;
  }));

/** Searches with a changed state that the reader can come back from. @param {State} change */
function go(change) {
  state = {...state, n: '', ...change};
  shown = FIRST;
  isInHistory = true;
  void search('pushState');
}

/**
 * Searches for what the state holds.
 * @param {HistoryMethod} [how]  what happens to the address
 * @param {boolean} [isMore]     only for more results, after those that are shown
 */
async function search(how, isMore = false) {
  if (!isMore) clearTimeout(timer);
  leave();
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
  if (!isMore) status.dataset.state = 'loading';
  const showLoading = () => isCurrent() && status.replaceChildren(word('loading'));
  const waiting = isMore ? 0 : setTimeout(showLoading, LOADING_MS);
  try {
    await find(isFiltered || hasCounts, isCurrent, isMore);
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
  if (subscribe && how) subscribe.open = false;
  hideOptions();
}

/** How many results the reader has asked for. */
const wanted = () => Math.min(Math.max(Number(state.n) || STEP, STEP), MOST);

/** What the state asks of the index, besides the words. */
function optionsOf() {
  const {q, n, all, min, sort, ...days} = state;
  return /** @type {SearchOptions} */ ({
    ...days,
    limit: Math.min(shown, wanted()),
    all: all ? all === '1' : undefined,
    minScore: min ? Number(min) : undefined,
    sort: sort || undefined,
  });
}

/**
 * Searches the index and shows the answer.
 * @param {boolean} withPanel      the filters are shown
 * @param {() => boolean} isCurrent  no newer search has begun
 * @param {boolean} isMore
 */
async function find(withPanel, isCurrent, isMore) {
  const {q = ''} = state;
  const loading = withPanel ? loadPanel() : undefined;
  loading?.catch(() => {});
  const searcher = await opened();
  const facets = narrow.open && hasCounts;
  const answer = await searcher.search(q, {...optionsOf(), facets});
  if (loading || answer.total === 0) panel ??= await (loading ?? loadPanel());
  if (!isCurrent()) return;
  showAnswer(answer, isMore);
  staying = setTimeout(stay, STAY_MS);
  await panel?.showFilters(state, answer, searcher, go);
  if (facets) showFilterControls();
  if (answer.total > 0) return;
  const advice = await panel?.advise(state, answer.said, searcher, go);
  if (advice && isCurrent()) notes.append(...advice);
}

/** Reads what the reader of an answer sees next: further results, counts of the filters. */
function stay() {
  leave();
  if (isPart) watcher?.observe(one('#more'));
  // If this fails, the next answer tries again.
  if (narrow.open && !hasCounts) void showCounts().catch(() => showFilterControls());
}

/** Reads no more of an answer, as the reader wants another one. */
function leave() {
  clearTimeout(staying);
  staying = 0;
  watcher?.disconnect();
}

/** Shows the counts beside the choices of the filters. */
async function showCounts() {
  const mine = turn;
  const [loaded, searcher] = await Promise.all([loadPanel(), opened()]);
  const options = {...optionsOf(), facets: true, limit: 0};
  const answer = await searcher.search(state.q ?? '', options);
  if (mine !== turn) return;
  panel = loaded;
  hasCounts = true;
  await panel.showFilters(state, answer, searcher, go);
  showFilterControls();
}

const showFilterControls = () => one('[aria-busy]', narrow)?.removeAttribute('aria-busy');

/** Reads the results whose place has come into sight. */
function showRest() {
  shown = wanted();
  void search(undefined, true);
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

/** @param {Answer} answer @param {boolean} isMore  of the answer that is shown */
function showAnswer(answer, isMore) {
  const {total, results, said} = answer;
  const {q = ''} = state;
  if (!isMore) {
    showStatus(total > 0 ? 'done' : 'empty', total, ...totalsLine(answer, all => go({all})));
  }
  showResults(answer, isMore ? list.children.length : 0);
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
  returnToPlace(list);
}

/** @param {Answer} answer @param {number} kept  results that are shown already */
function showResults({results, total, approximate}, kept) {
  const length = excerptLength(list);
  const items = results.slice(kept).map(result => resultItem(result, length));
  if (kept) list.append(...items);
  else list.replaceChildren(...items);
  const count = results.length;
  const more = button(word('more'), async () => {
    shown = count + STEP;
    state = {...state, n: String(shown)};
    await search('replaceState', true);
    focusResult(count);
  });
  const isOpen = count < total || (approximate && count % STEP === 0);
  const isRead = count >= wanted();
  const place = one('#more');
  place.replaceChildren(...(isOpen && isRead && count < MOST ? [more] : []));
  isPart = isOpen && !isRead && count === shown;
  found.toggleAttribute('data-part', isPart);
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
  shown = FIRST;
  return search(how);
}

/** @param {InputEvent} event */
function onInput({data: text, inputType}) {
  clearTimeout(timer);
  leave();
  const gap = performance.now() - lastKey;
  lastKey += gap;
  if (gap < 1000) pace = Math.max(gap, pace * 0.7);
  // The pause is one and a half times the pace; text that comes at once is complete.
  const isTyped = text?.length === 1 || /^delete|Composition/.test(inputType);
  const pause = isTyped ? Math.min(Math.max(PAUSE_MS.least, 1.5 * pace), PAUSE_MS.most) : 0;
  timer = setTimeout(() => {
    const how = isInHistory ? 'pushState' : 'replaceState';
    isInHistory = false;
    void searchField(how);
  }, pause);
}

/** Searches, and moves on to the results. @param {Event} event */
async function onSubmit(event) {
  event.preventDefault();
  const isNew = isInHistory && field.value.trim() !== state.q?.trim();
  isInHistory = true;
  await searchField(isNew ? 'pushState' : 'replaceState');
  if (list.firstChild && form.contains(document.activeElement)) focusResult(0);
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

/** A button of a result was pressed. @param {{target: any}} event */
async function onAction({target}) {
  const pressed = target.closest('button[data-act]');
  if (pressed) (await loadPanel()).act(pressed);
}

/** Starts the page; does nothing where there is no search page. */
export function start() {
  if (!form) return;
  field.setAttribute('role', 'combobox'); // set here: without scripts there are no options
  field.oninput = onInput;
  field.onblur = hideOptions;
  field.onfocus = () => void opened().catch(() => {}); // a search reports the error
  form.onsubmit = onSubmit;
  list.onclick = onAction;
  Object.assign(one('main'), {onkeydown: onKey, onchange: onChange});
  if (subscribe) {
    subscribe.ontoggle = async () => {
      if (subscribe.open) (await loadPanel()).showSubscription(subscribe, state);
    };
  }
  startView(list, () => void search());
  startFilters(narrow, () => {
    hasCounts = true;
    void search(undefined, true);
  });
  shown = startPlace(list) ?? FIRST;
  onscroll = () => staying && stay();
  onpopstate = () => {
    state = readState(location.search);
    shown = FIRST;
    isInHistory = true;
    void search();
  };
  // Something may have been typed before this script ran.
  if (!state.q && field.value) void searchField();
  else void search();
  field.onfocus();
}
