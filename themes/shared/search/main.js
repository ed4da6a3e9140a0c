// The search page. Its markup, with every fixed word, comes from the theme (docs/themes.md, "The
// search page"); strangers' text enters it as text nodes only. What only some visits need is in
// filters.js, loaded when it is wanted.

import {open, BUILD as CLIENT} from './client.js';
import {fold, later, tokenize, BUILD as RANK} from './rank.js';

/** The build that this module came with; the program fills it in. Modules of two builds are never used together. */
export const BUILD = 'source';

/** @typedef {import('./types.js').Said} Said */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Result} Result */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {Record<string, string>} State  what a search depends on, as in the address; '' for what is not set */
/** @typedef {{text: string, mark?: boolean}} Part */

const KEYS = ['q', 'all', 'from', 'to', 'min', 'topic', 'category', 'sort', 'n'];
export const FILTERS = KEYS.slice(1, 7);
const STEP = 10;
const MOST = 200;
const LONGEST = 1000; // characters of a value in the address
const PAUSE_MS = {least: 40, most: 200}; // of typing, before it is searched for
const PACE_MS = 100; // from key to key, until more is known
const LOADING_MS = 200;

/**
 * Words of a text as the index cuts them, with their places in the text as it stands.
 * @param {string} text
 */
export function wordsOf(text) {
  let folded = '';
  let place = 0;
  /** @type {number[]} */
  const places = [];
  for (const character of text) {
    const part = fold(character);
    for (let i = 0; i < part.length; i++) places.push(place);
    folded += part;
    place += character.length;
  }
  return tokenize(folded).map(word => ({
    ...word,
    begin: places[word.begin] ?? place,
    end: places[word.end] ?? place,
  }));
}

/**
 * Words that are among `forms`, also as one half of a compound ("lowrank" finds "low-rank").
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 */
export function hitsIn(text, forms) {
  const words = wordsOf(text);
  return words.filter((word, i) => {
    const next = words[i + 1];
    return (
      forms.has(word.text) ||
      (next?.tied && forms.has(word.text + next.text)) ||
      (word.tied && forms.has(words[i - 1]?.text + word.text))
    );
  });
}

/**
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 * @returns {Part[]}
 */
export function marked(text, forms) {
  let done = 0;
  const parts = hitsIn(text, forms).flatMap(({begin, end}) => {
    const before = text.slice(done, begin);
    done = end;
    return [{text: before}, {text: text.slice(begin, end), mark: true}];
  });
  return [...parts, {text: text.slice(done)}].filter(part => part.text);
}

/**
 * The passage with the most different words looked for, then the most, then the first. Begins
 * with its sentence where that fits.
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 * @param {number} [length]  about so many UTF-16 units
 * @returns {Part[]}
 */
export function excerpt(text, forms, length = 320) {
  const hits = hitsIn(text, forms);
  let best = 0;
  let first = 0;
  let last = 0;
  hits.forEach(({begin}, i) => {
    const near = hits.slice(i).filter(hit => hit.end - begin <= length);
    const worth = new Set(near.map(hit => hit.text)).size * 1000 + near.length;
    if (worth > best) [best, first, last] = [worth, begin, near.pop()?.end ?? begin];
  });
  const starts = [0, ...[...text.matchAll(/[.!?]\s/g)].map(({index = 0}) => index + 2)];
  let begin = starts.filter(start => start <= first).pop() ?? 0;
  // Near the end there is room for sentences before it.
  begin = Math.min(begin, starts.find(start => start + length >= text.length) ?? begin);
  if (last - begin > length)
    begin = Math.min(first, text.indexOf(' ', Math.max(begin, first - 60)) + 1);
  let end = begin + length;
  end = end < text.length ? Math.max(last, text.lastIndexOf(' ', end)) : text.length;
  return [
    {text: begin > 0 ? '… ' : ''},
    ...marked(text.slice(begin, end), forms),
    {text: end < text.length ? ' …' : ''},
  ];
}

/**
 * `query` with `instead` in the place of the last word that is `typed`.
 * @param {string} query
 * @param {string} typed
 * @param {string} instead
 */
export function replaceWord(query, typed, instead) {
  const at = wordsOf(query)
    .reverse()
    .find(({text}) => text === fold(typed));
  return at ? query.slice(0, at.begin) + instead + query.slice(at.end) : instead;
}

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

/** @param {number} day  20260227 */
const isoDay = day => String(day).replace(/(....)(..)/, '$1-$2-');

/** @type {(selector: string, from?: ParentNode) => any} */
const one = (selector, from = globalThis.document) => from?.querySelector(selector);

// The page's parts; none where the module is only imported.
const form = one('form#find');
const field = form?.elements.namedItem('q');
const listbox = one('#opt');
const status = one('#status');
const said = one('#said');
const found = one('#found');
const list = one('#found ol');
const narrow = one('#narrow');
/** @type {{words: Record<string, string>, topics: import('./filters.js').Topic[]}} */
const data = JSON.parse(one('#search-data')?.textContent ?? '{}');
const title = globalThis.document?.title;
const language = globalThis.document?.documentElement.lang.replace(/^en$/, 'en-GB'); // day before month
const root = new URL('..', import.meta.url).href;

// Where the page stands.
let state = readState(globalThis.location?.search ?? '');
let turn = 0; // of the newest search; answers of older ones are dropped
let settled = true; // the address stands in the history: typing opens a new entry there
let timer = 0; // until what was typed is searched for
let keyed = -Infinity; // when the last key came
let pace = PACE_MS;
let chosen = -1; // the completion under the cursor
/** @type {ReturnType<typeof open> | undefined} */
let index;
/** @type {typeof import('./filters.js') | undefined} */
let filters;

const loadFilters = later(
  again => /** @type {Promise<typeof import('./filters.js')>} */ (import(`./filters.js${again}`)),
);
const opened = () =>
  (index ??= open(new URL('.', import.meta.url)).catch(error => {
    index = undefined;
    throw error;
  }));

/** @type {(key: string, x?: string | number) => string} */
const say = (key, x = '') =>
  (data.words[key] ?? '').replace('{x}', () => x.toLocaleString(language));
/** How many papers an answer found. @param {Answer} answer */
const papers = ({total, approximate}) =>
  say(approximate ? 'at_least' : total === 1 ? 'paper' : 'papers', total);
/** @type {(iso: string, day?: 'numeric') => string} */
const date = (iso, day) =>
  new Date(iso).toLocaleDateString(language, {
    day,
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

/** @type {(name: string, ...children: (Node | string)[]) => any} */
function make(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/** @type {(text: string, action: () => unknown) => HTMLElement} */
function button(text, action) {
  const element = make('button', text);
  element.type = 'button';
  element.onclick = action;
  return element;
}

/** @param {State} change  one that a reader can come back from */
function go(change) {
  state = {...state, n: '', ...change};
  settled = true;
  void search('pushState');
}

/** What filters.js is lent. */
const tools = {one, make, button, say, papers, date, go, said, language, topics: data.topics};

/**
 * Searches for what the state says.
 * @param {'pushState' | 'replaceState'} [how]  what becomes of the address
 */
async function search(how) {
  clearTimeout(timer);
  const mine = ++turn;
  const {q = ''} = state;
  const query = q.trim();
  const filtered = FILTERS.some(key => state[key]);
  // A button that goes with what it is about: the focus goes on to what it brings.
  const pressed = document.activeElement?.matches('#said *, #status *');
  if (how) history[how](null, '', writeState(state));
  document.title = query ? `${query} · ${title}` : title;
  if (field.value.trim() !== query) field.value = q;
  one('[name=sort]').value = state.sort;
  hideOptions();
  if (!query && !filtered) {
    said.replaceChildren();
    tell('idle', 0, say('hint'));
    return;
  }
  status.dataset.state = 'loading';
  const waiting = setTimeout(
    () => mine === turn && status.replaceChildren(say('loading')),
    LOADING_MS,
  );
  try {
    await find(filtered || narrow.open, () => mine === turn);
    if (pressed && document.activeElement === document.body) focusResult(list.firstChild ? 0 : -1);
  } catch (error) {
    if (mine !== turn) return;
    said.replaceChildren();
    const {kind} = /** @type {Partial<import('./client.js').IndexError>} */ (error);
    tell(
      'failed',
      0,
      make('b', say('failed')),
      ` ${kind ? say(`failed_${kind}`) : ''} `,
      button(say('retry'), () => search()),
    );
    if (pressed) one('button', status).focus();
  } finally {
    clearTimeout(waiting);
  }
}

/**
 * Asks the index and shows the answer.
 * @param {boolean} withFilters  they are to be shown
 * @param {() => boolean} isWanted  still, after waiting
 */
async function find(withFilters, isWanted) {
  const {q = '', n, all, min, sort, ...days} = state;
  const late = withFilters ? loadFilters() : undefined;
  late?.catch(() => {});
  const searcher = await opened();
  const options = /** @type {SearchOptions} */ ({
    ...days,
    limit: Math.min(Math.max(Number(n) || STEP, STEP), MOST),
    all: all === '1',
    facets: narrow.open,
    minScore: min ? Number(min) : undefined,
    sort: sort || undefined,
  });
  const answer = await searcher.search(q, options);
  if (late || answer.total === 0) filters ??= await (late ?? loadFilters());
  if (!isWanted()) return;
  show(answer);
  await filters?.showFilters(tools, state, answer, searcher.store);
  if (answer.total === 0) await filters?.advise(tools, state, searcher, answer.said, isWanted);
}

/**
 * @param {'idle' | 'loading' | 'done' | 'empty' | 'failed'} name
 * @param {number} total
 * @param {...(Node | string)} content
 */
function tell(name, total, ...content) {
  status.replaceChildren(...content);
  Object.assign(status.dataset, {state: name, total});
  found.hidden = name === 'idle' || name === 'failed';
  if (found.hidden) list.replaceChildren();
}

/** @param {Answer} answer */
function show(answer) {
  const {total, approximate, results, said: done} = answer;
  if (total > 0) tell('done', total, make('b', papers(answer)));
  else tell('empty', 0, make('b', say(state.all ? 'none_all' : 'none')));
  list.replaceChildren(...results.map(item));
  const more = button(say('more'), async () => {
    state = {...state, n: String(results.length + STEP)};
    await search('replaceState');
    focusResult(results.length);
  });
  const isMore = results.length < total || (approximate && results.length % STEP === 0);
  one('#more').replaceChildren(...(isMore && results.length < MOST ? [more] : []));
  const taken = done.reduce(
    (query, {typed, shown}) => (shown ? replaceWord(query, typed, shown) : query),
    state.q ?? '',
  );
  said.replaceChildren(...done.map(what => tellWord(what, taken)));
  showOptions(done.find(({kind}) => kind === 'completed'));
  list.dispatchEvent(new Event('papers', {bubbles: true}));
}

/**
 * @param {Said} what
 * @param {string} taken  the query with all that was taken instead
 */
function tellWord({typed, kind, shown, others}, taken) {
  const {q = ''} = state;
  const choose = (/** @type {string} */ text, word = text) => [
    ' ',
    button(text, () => go({q: replaceWord(q, typed, word)})),
  ];
  return make(
    'p',
    say(kind, typed),
    ' ',
    ...(shown ? [make('b', taken)] : []),
    ...(kind === 'corrected' ? choose(say('exact', typed), `"${typed}"`) : []),
    ...(others.length > 0
      ? [` ${say('others')}`, ...others.slice(0, 5).flatMap(word => choose(word))]
      : []),
  );
}

/** @param {Result} result */
function item({id, day, score, title: heading, authors, comment, abstract, topics, url, words}) {
  const forms = new Set(words);
  const copy = one('#hit').content.cloneNode(true);
  const iso = isoDay(day);
  const cut = authors.filter((name, i) => i < 5 || hitsIn(name, forms).length > 0);
  const left = authors.length - cut.length;
  const text = (/** @type {string | number} */ plain) => [{text: String(plain)}];
  /** @type {Record<string, Part[]>} */
  const texts = {
    title: marked(heading, forms),
    authors: [
      ...marked(cut.join(', '), forms),
      ...text(left > 0 ? ` ${say('more_authors', left)}` : ''),
    ],
    comment: marked(comment, forms),
    abstract: excerpt(abstract, forms),
    day: text(date(iso, 'numeric')),
    score: text(score || ''),
    id: text(id),
  };
  /** @type {Record<string, string>} */
  const links = {
    page: url.replace(/^(?!\/(?!\/)).*/s, root),
    day: `${root}${iso.replaceAll('-', '/')}/`,
  };
  for (const place of copy.querySelectorAll('[data-text]')) {
    place.replaceChildren(
      ...(texts[place.dataset.text] ?? []).map(part =>
        part.mark ? make('mark', part.text) : part.text,
      ),
    );
  }
  for (const link of copy.querySelectorAll('[data-link]')) {
    const kind = link.dataset.link;
    link.href = links[kind] ?? `https://arxiv.org/${kind}/${encodeURI(id)}`;
  }
  const topic = data.topics.find(known => known.id === topics[0]);
  if (topic) one('.why', copy)?.classList.add('t', topic.class);
  const article = one('article', copy);
  article.id = `p${id.replace(/\W/g, '-')}`;
  Object.assign(article.dataset, {paperId: id, score});
  return copy;
}

/** @param {Said} [last]  completions of the word being typed, shown below the field */
function showOptions(last) {
  if (!last || settled || document.activeElement !== field) return;
  listbox.replaceChildren(
    ...[last.shown, ...last.others].slice(0, 6).map((word, i) => {
      const option = make('li', replaceWord(state.q ?? '', last.typed, word));
      option.id = `opt-${i}`;
      option.role = 'option';
      option.onpointerdown = (/** @type {Event} */ event) => event.preventDefault();
      option.onclick = () => take(option);
      return option;
    }),
  );
  listbox.hidden = false;
  moveOption(0);
}

function hideOptions() {
  listbox.hidden = true;
  chosen = -1;
  moveOption(0);
}

/** @param {number} step */
function moveOption(step) {
  chosen = Math.max(-1, chosen + step);
  [...listbox.children].forEach((option, i) => {
    option.ariaSelected = String(i === chosen);
  });
  field.ariaExpanded = String(!listbox.hidden);
  if (chosen < 0) field.removeAttribute('aria-activedescendant');
  else field.setAttribute('aria-activedescendant', `opt-${chosen}`);
}

const take = (/** @type {Element} */ option) => go({q: `${option.textContent} `});

/** @param {number} at  below 0: the field */
function focusResult(at) {
  hideOptions();
  const target = at < 0 ? field : list.querySelectorAll('h3 a')[at];
  target?.focus();
  target?.closest('li')?.scrollIntoView({block: 'nearest'});
}

/**
 * Searches for what the field has.
 * @param {'pushState' | 'replaceState'} [how]  as in `search`
 */
function searchField(how) {
  state = {...state, q: field.value.slice(0, LONGEST), n: ''};
  void search(how);
}

/** @param {InputEvent} event */
function onInput({data: text, inputType}) {
  clearTimeout(timer);
  const gap = performance.now() - keyed;
  keyed += gap;
  if (gap < 1000) pace = Math.max(gap, pace * 0.7);
  // Who types is waited for half as long again as from key to key; text that comes at once is whole.
  const isTyped = text?.length === 1 || /^delete|Composition/.test(inputType);
  timer = setTimeout(
    () => {
      const how = settled ? 'pushState' : 'replaceState';
      settled = false;
      searchField(how);
    },
    isTyped ? Math.min(Math.max(PAUSE_MS.least, 1.5 * pace), PAUSE_MS.most) : 0,
  );
}

/** @param {Event} event */
function onSubmit(event) {
  event.preventDefault();
  const how = settled && field.value.trim() !== state.q?.trim() ? 'pushState' : 'replaceState';
  settled = true;
  searchField(how);
}

/** @param {{target: any}} event */
function onChange({target}) {
  if (target === field || !KEYS.includes(target.name) || !target.validity.valid) return;
  go({[target.name]: target.type === 'checkbox' && !target.checked ? '' : target.value});
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const at = [...list.children].findIndex(row => row.contains(event.target));
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    (at < 0 && event.target !== field)
  )
    return;
  const options = listbox.hidden ? 0 : listbox.children.length;
  if (event.key === 'ArrowDown') {
    if (chosen + 1 < options) moveOption(1);
    else focusResult(at + 1);
  } else if (event.key === 'ArrowUp' && (options || at >= 0)) {
    if (options) moveOption(-1);
    else focusResult(at - 1);
  } else if (event.key === 'Enter' && chosen >= 0) take(listbox.children[chosen]);
  else if (event.key === 'Escape') {
    if (at >= 0) focusResult(-1);
    else if (options) hideOptions();
    else go({q: ''});
  } else return;
  event.preventDefault();
}

function start() {
  field.setAttribute('role', 'combobox'); // of a script's making: HTML gives it to no field for searches
  field.oninput = onInput;
  field.onblur = hideOptions;
  field.onfocus = () => void opened().catch(() => {});
  form.onsubmit = onSubmit;
  Object.assign(one('main'), {onkeydown: onKey, onchange: onChange});
  narrow.ontoggle = () => narrow.open && search();
  onpopstate = () => {
    state = readState(location.search);
    settled = true;
    void search();
  };
  // Who was quicker than the script has typed already.
  if (!state.q && field.value) searchField();
  else void search();
  field.onfocus(); // wanted soon; a search says it when it fails
}

if (form && CLIENT === BUILD && RANK === BUILD) start();
else if (form) void import('./filters.js').then(({tellBroken}) => tellBroken());
