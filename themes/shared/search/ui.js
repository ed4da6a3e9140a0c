// The search page: the only module that knows the DOM. Its markup, with every fixed word, comes
// from the theme (docs/themes.md, "The search page"); strangers' text enters as text nodes only.

import { fold, tokenize } from './text.js';

/** @typedef {import('./types.js').Said} Said */
/** @typedef {import('./types.js').FacetCount} FacetCount */
/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').Result} Result */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {{search: (query: string, options?: SearchOptions) => Promise<Answer>, size?: number}} Searcher */

/** What a search depends on, by name in the address; '' where nothing is set. @typedef {Record<string, string>} State */
/** @typedef {{text: string, mark: boolean}} Part */

const KEYS = ['q', 'all', 'from', 'to', 'min', 'topic', 'category', 'sort', 'n'];
const FILTERS = ['all', 'from', 'to', 'min', 'topic', 'category'];
const STEP = 10;
const MOST = 200;
const TYPING_MS = 120;
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
  places.push(place);
  return tokenize(folded).map(({ text: word, begin, end, tied }) => (
    { word, begin: places[begin] ?? 0, end: places[end] ?? place, tied }));
}

/**
 * Words that are among `forms`, also as one half of a compound ("lowrank" marks "low-rank").
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 */
export function hitsIn(text, forms) {
  const words = wordsOf(text);
  return words.flatMap(({ word, begin, end, tied }, i) => {
    const next = words[i + 1];
    const form = [word, next?.tied ? word + next.word : '', tied ? words[i - 1]?.word + word : '']
      .find((one) => one && forms.has(one));
    return form ? [{ begin, end, form }] : [];
  });
}

/**
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 * @returns {Part[]}
 */
export function marked(text, forms) {
  /** @type {Part[]} */
  const parts = [];
  let done = 0;
  for (const { begin, end } of hitsIn(text, forms)) {
    parts.push({ text: text.slice(done, begin), mark: false }, { text: text.slice(begin, end), mark: true });
    done = end;
  }
  parts.push({ text: text.slice(done), mark: false });
  return parts.filter((part) => part.text);
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
  let best = -1;
  let first = 0;
  let last = 0;
  hits.forEach((hit, i) => {
    const near = hits.slice(i).filter((other) => other.end - hit.begin <= length);
    const worth = new Set(near.map((other) => other.form)).size * 1000 + near.length;
    if (worth > best) [best, first, last] = [worth, hit.begin, (near.pop() ?? hit).end];
  });
  const stop = text.slice(0, first).search(/[.!?]\s(?!.*[.!?]\s)/);
  let begin = stop < 0 ? 0 : stop + 2;
  if (last - begin > length) begin = text.indexOf(' ', Math.max(begin, first - 60)) + 1;
  if (begin > first) begin = first;
  let end = Math.max(last, begin + length);
  end = end < text.length ? Math.max(last, text.lastIndexOf(' ', end)) : text.length;
  return [
    ...(begin > 0 ? [{ text: '… ', mark: false }] : []),
    ...marked(text.slice(begin, end), forms),
    ...(end < text.length ? [{ text: ' …', mark: false }] : []),
  ];
}

/**
 * `query` with `instead` in the place of the last word that is `typed`.
 * @param {string} query
 * @param {string} typed
 * @param {string} instead
 */
export function replaceWord(query, typed, instead) {
  const at = wordsOf(query).reverse().find(({ word }) => word === fold(typed));
  return at ? query.slice(0, at.begin) + instead + query.slice(at.end) : instead;
}

/**
 * @param {string} search  '?q=sparse+attention&min=17'
 * @returns {State}
 */
export function readState(search) {
  const given = new URLSearchParams(search);
  return Object.fromEntries(KEYS.map((key) => [key, (given.get(key) ?? '').slice(0, 1000)]));
}

/** @param {State} state */
export function writeState(state) {
  return `?${new URLSearchParams(KEYS.flatMap((key) => (state[key] ? [[key, state[key] ?? '']] : [])))}`;
}

/** @param {State} state */
function optionsOf({ all, from, to, min, topic, category, sort, n }) {
  /** @type {SearchOptions} */
  const options = { limit: Math.min(Number(n) || STEP, MOST), all: Boolean(all) };
  if (from) options.from = from;
  if (to) options.to = to;
  if (Number(min)) options.minScore = Number(min);
  if (topic) options.topic = topic;
  if (category) options.category = category;
  if (sort === 'date' || sort === 'score') options.sort = sort;
  return options;
}

/**
 * Sets the page going.
 * @param {Document} page
 * @param {() => Promise<Searcher>} openIndex
 */
export function start(page, openIndex) {
  /** @type {(selector: string, from?: ParentNode) => any} */
  const one = (selector, from = page) => from.querySelector(selector);
  const form = one('form#find');
  if (!form) return;
  const field = form.elements.q;
  const main = one('main');
  const listbox = one('#opt');
  const status = one('#status');
  const said = one('#said');
  const found = one('#found');
  const list = one('ol', found);
  const more = one('#more');
  const chips = one('#chips');
  const narrow = one('#narrow');
  const words = found.dataset;
  const title = page.title;
  const root = new URL('..', import.meta.url).href;
  const language = page.documentElement.lang.replace(/^en$/, 'en-GB');  // days before months

  let state = readState(location.search);
  let turn = 0;        // of the newest search; answers of older ones are dropped
  let settled = true;  // the address stands in the history: typing opens a new entry there
  let timer = 0;
  let chosen = -1;     // the completion under the cursor
  /** @type {Promise<Searcher> | null} */
  let index = null;
  const opened = () => (index ??= openIndex().catch((error) => {
    index = null;
    throw error;
  }));

  const number = (/** @type {number} */ n) => n.toLocaleString(language);
  const say = (/** @type {string} */ key, /** @type {string} */ x = '') => (words[key] ?? '').replace('{x}', () => x);
  const papers = (/** @type {number} */ n) => say(n === 1 ? 'paper' : 'papers', number(n));
  const date = (/** @type {string} */ iso, /** @type {Intl.DateTimeFormatOptions} */ style) =>
    new Date(iso).toLocaleDateString(language, { month: 'short', year: 'numeric', timeZone: 'UTC', ...style });

  /** @type {(name: string, ...children: (Node | string)[]) => any} */
  function make(name, ...children) {
    const element = page.createElement(name);
    element.append(...children);
    return element;
  }
  /** @type {(text: string, action: () => void) => HTMLElement} */
  function button(text, action) {
    const element = make('button', text);
    element.type = 'button';
    element.addEventListener('click', action);
    return element;
  }
  const nodes = (/** @type {Part[]} */ parts) => parts.map(({ text, mark }) => (mark ? make('mark', text) : text));

  /**
   * @param {'idle' | 'loading' | 'done' | 'empty' | 'failed'} name
   * @param {number} total
   * @param {...(Node | string)} content
   */
  function tell(name, total, ...content) {
    status.replaceChildren(...content);
    Object.assign(status.dataset, { state: name, total });
    found.hidden = name === 'idle' || name === 'failed';
    if (found.hidden) list.replaceChildren();
  }

  /**
   * Searches for what the state says.
   * @param {'push' | 'replace' | ''} how  what becomes of the address
   */
  async function search(how) {
    clearTimeout(timer);
    const mine = ++turn;
    const wanted = state;
    const query = wanted.q?.trim() ?? '';
    const filtered = FILTERS.some((key) => wanted[key]);
    if (how) history[`${how}State`](null, '', writeState(wanted));
    page.title = query ? `${query} · ${title}` : title;
    showFilters();
    if (!query && !filtered) {
      hideOptions();
      said.replaceChildren();
      tell('idle', 0, say('hint'));
      return;
    }
    status.dataset.state = 'loading';
    const waiting = setTimeout(() => status.replaceChildren(say('loading')), LOADING_MS);
    try {
      const searcher = await opened();
      const options = optionsOf(wanted);
      const answer = await searcher.search(wanted.q ?? '', { ...options, facets: narrow.open });
      if (mine !== turn) return;
      show(answer, wanted, options.limit ?? STEP);
      if (answer.total === 0) await advise(searcher, wanted, mine, filtered);
    } catch (error) {
      if (mine !== turn) return;
      hideOptions();
      said.replaceChildren();
      const reason = error instanceof Error ? ` ${error.message} ` : ' ';
      tell('failed', 0, make('b', say('failed')), reason, button(say('retry'), () => search('')));
    } finally {
      clearTimeout(waiting);
    }
  }

  /** @param {State} change  one that a reader can come back from */
  function go(change) {
    state = { ...state, n: '', ...change };
    settled = true;
    void search('push');
  }

  /** @type {(answer: Answer, wanted: State, limit: number) => void} */
  function show({ total, approximate, results, said: done, facets }, wanted, limit) {
    if (total > 0) tell('done', total, make('b', approximate ? say('about', number(total)) : papers(total)));
    else tell('empty', 0, make('b', say(wanted.all ? 'noneAll' : 'none')));
    list.replaceChildren(...results.map(item));
    more.replaceChildren();
    if (results.length >= limit && Math.min(total, MOST) > results.length) {
      more.append(button(say('more'), async () => {
        state = { ...state, n: String(limit + STEP) };
        await search('replace');
        focusResult(limit);
      }));
    }
    said.replaceChildren(...done.map((what) => tellWord(what, wanted.q ?? '')));
    showOptions(done, wanted.q ?? '');
    if (facets) showFacets(facets);
    list.dispatchEvent(new Event('papers', { bubbles: true }));
  }

  /** @type {(what: Said, query: string) => HTMLElement} */
  function tellWord({ typed, kind, shown, others }, query) {
    const choose = (/** @type {string} */ text, word = text) =>
      button(text, () => go({ q: replaceWord(query, typed, word) }));
    const line = make('p', say(kind, typed));
    if (shown) line.append(' ', make('b', replaceWord(query, typed, shown)), ' ');
    if (kind === 'corrected') line.append(choose(say('exact', typed), `"${typed}"`), ' ');
    if (others.length > 0) line.append(say('others'), ...others.slice(0, 5).flatMap((word) => [' ', choose(word)]));
    return line;
  }

  /**
   * Nothing found: the same without filters, and each word alone.
   * @type {(searcher: Searcher, wanted: State, mine: number, filtered: boolean) => Promise<void>}
   */
  async function advise(searcher, wanted, mine, filtered) {
    const free = Object.fromEntries(FILTERS.map((key) => [key, '']));
    const alone = [...new Set(wordsOf(wanted.q ?? '').map(({ word }) => word))];
    /** @type {[string, State][]} */
    const tries = filtered ? [[say('free'), { ...free, q: wanted.q ?? '' }]] : [];
    if (alone.length > 1) for (const word of alone.slice(0, 5)) tries.push([word, { ...free, q: word }]);
    const lines = make('ul');
    for (const [text, change] of tries) {
      const { total } = await searcher.search(change.q ?? '', { limit: 0, complete: false });
      lines.append(make('li', total > 0 ? button(text, () => go(change)) : make('q', text), ` ${papers(total)}`));
    }
    if (mine === turn) said.append(lines, make('p', say('fewer')));
  }

  // Completions of the word being typed, below the field.

  /** @type {(done: readonly Said[], query: string) => void} */
  function showOptions(done, query) {
    const last = done.find(({ kind }) => kind === 'completed');
    hideOptions();
    if (!last || settled || page.activeElement !== field) return;
    listbox.replaceChildren(...[last.shown, ...last.others].slice(0, 6).map((word, i) => {
      const option = make('li', replaceWord(query, last.typed, word));
      option.id = `opt-${i}`;
      option.setAttribute('role', 'option');
      option.addEventListener('pointerdown', (/** @type {Event} */ event) => event.preventDefault());
      option.addEventListener('click', () => take(option));
      return option;
    }));
    moveOption(0);
    listbox.hidden = false;
    field.setAttribute('aria-expanded', 'true');
  }

  function hideOptions() {
    chosen = -1;
    listbox.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  }

  /** @param {number} step */
  function moveOption(step) {
    chosen = Math.max(-1, chosen + step);
    [...listbox.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
    if (chosen < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', listbox.children[chosen].id);
  }

  const take = (/** @type {Element} */ option) => go({ q: `${option.textContent} ` });

  // One result: a copy of the theme's template, its places filled.

  /** @param {Result} result */
  function item({ id, day, score, title: heading, authors, comment, abstract, topics, url, words: forms }) {
    const set = new Set(forms);
    const copy = one('#hit').content.cloneNode(true);
    const iso = isoDay(day);
    const cut = authors.filter((name, i) => i < 5 || hitsIn(name, set).length > 0);
    const left = authors.length - cut.length;
    const label = one(`#narrow [name=topic][value="${CSS.escape(topics[0] ?? '')}"] ~ .t`);
    /** @type {Record<string, Part[]>} */
    const places = {
      title: marked(heading, set),
      authors: [...marked(cut.join(', '), set), { text: left > 0 ? ` ${say('more-authors', String(left))}` : '', mark: false }],
      comment: marked(comment, set),
      abstract: excerpt(abstract, set),
      day: [{ text: date(iso, { day: 'numeric' }), mark: false }],
      score: [{ text: score > 0 ? String(score) : '', mark: false }],
      id: [{ text: id, mark: false }],
    };
    /** @type {Record<string, string>} */
    const links = { page: ownUrl(url, root), day: `${root}${iso.replaceAll('-', '/')}/` };
    for (const kind of ['abs', 'pdf', 'html']) links[kind] = `https://arxiv.org/${kind}/${encodeURI(id)}`;
    for (const place of copy.querySelectorAll('[data-text]')) place.append(...nodes(places[place.dataset.text] ?? []));
    for (const link of copy.querySelectorAll('[data-link]')) link.href = links[link.dataset.link];
    if (label) one('.why', copy)?.classList.add(...label.classList);
    const article = one('article', copy);
    article.id = `p${id.replace(/\W/g, '-')}`;
    Object.assign(article.dataset, { paperId: id, score });
    return copy;
  }

  // Filters.

  function showFilters() {
    const controls = /** @type {any[]} */ ([...main.querySelectorAll('[name]')]);
    for (const control of controls) {
      const value = state[control.name] ?? '';
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
      else if (control.name && control.value.trim() !== value.trim()) control.value = value;
    }
    chips.replaceChildren(...FILTERS.filter((key) => state[key]).map((key) => {
      const same = controls.filter(({ name }) => name === key);
      const label = one('span', same.find(({ value }) => value === state[key])?.parentNode ?? chips)?.textContent;
      const legend = one('legend', same[0]?.closest('fieldset') ?? chips)?.textContent ?? key;
      return button(`${legend}: ${label ?? state[key]} ×`, () => go({ [key]: '' }));
    }));
  }

  /** @param {NonNullable<Answer['facets']>} facets */
  function showFacets({ years, months, topics, scores }) {
    for (const label of narrow.querySelectorAll('[data-facet=topic] label')) {
      const count = topics.find(({ value }) => value === one('input', label).value)?.count ?? 0;
      const place = one('.soft', label);
      if (place) place.textContent = number(count);
    }
    const active = page.activeElement;
    const group = one('[data-facet=min]', narrow);
    const focused = group.contains(active) ? /** @type {HTMLInputElement} */ (active).value : null;
    const rows = atLeast(scores, state.min ?? '').map(({ value, count }) => {
      const copy = one('#band').content.cloneNode(true);
      const input = one('input', copy);
      input.value = value;
      input.checked = value === state.min;
      one('span', copy).textContent = value;
      one('.soft', copy).textContent = number(count);
      return copy;
    });
    one('#bands').replaceChildren(...rows);
    if (focused !== null) one(`[value="${focused}"]`, group)?.focus();
    chart('years', years.length > 1 ? years : [], (year) => [year, `${year}-01-01`, `${year}-12-31`]);
    chart('months', months.slice(0, 24), (month) => [date(month, {}), month, month]);
  }

  /**
   * Counts as rows with bars; each leads to its span of days.
   * @type {(name: string, rows: readonly FacetCount[], span: (value: string) => string[]) => void}
   */
  function chart(name, rows, span) {
    const part = one(`[data-facet=${name}]`, narrow);
    part.hidden = rows.length === 0;
    one('tbody', part).replaceChildren(...rows.map(({ value, count }) => {
      const row = one('template', part).content.cloneNode(true);
      const [text = '', from = '', to = ''] = span(value);
      const link = one('a', row);
      link.textContent = text;
      link.href = writeState({ ...state, n: '', from, to });
      link.addEventListener('click', (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ from, to });
      });
      one('td', row).textContent = number(count);
      one('rect', row).setAttribute('width', `${(100 * count) / Math.max(...rows.map((other) => other.count))}%`);
      return row;
    }));
  }

  // Events.

  /** @param {number} at  below 0: the field */
  function focusResult(at) {
    hideOptions();
    const target = at < 0 ? field : list.querySelectorAll('h3 a')[at];
    target?.focus();
    target?.closest('li')?.scrollIntoView({ block: 'nearest' });
  }
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state = { ...state, q: field.value, n: '' };
      const how = settled ? 'push' : 'replace';
      settled = false;
      void search(how);
    }, TYPING_MS);
  });
  field.addEventListener('blur', hideOptions);
  field.addEventListener('focus', () => void opened().catch(() => {}), { once: true });
  field.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !listbox.hidden;
    if (event.key === 'ArrowDown' && open && chosen < listbox.children.length - 1) moveOption(1);
    else if (event.key === 'ArrowDown') focusResult(0);
    else if (event.key === 'ArrowUp' && open) moveOption(-1);
    else if (event.key === 'Enter' && open && chosen >= 0) take(listbox.children[chosen]);
    else if (event.key === 'Escape' && open) hideOptions();
    else if (event.key === 'Escape' && field.value) go({ q: '' });
    else return;
    event.preventDefault();
  });
  list.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = [...list.children].findIndex((row) => row.contains(event.target));
    if (event.key === 'ArrowDown') focusResult(at + 1);
    else if (event.key === 'ArrowUp') focusResult(at - 1);
    else if (event.key === 'Escape') focusResult(-1);
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', (/** @type {Event} */ event) => {
    event.preventDefault();
    const how = settled && field.value.trim() !== state.q?.trim() ? 'push' : 'replace';
    settled = true;
    state = { ...state, q: field.value, n: '' };
    hideOptions();
    void search(how);
  });
  main.addEventListener('change', (/** @type {{target: any}} */ { target: control }) => {
    if (control === field || !KEYS.includes(control.name) || !control.validity.valid) return;
    go({ [control.name]: control.type === 'checkbox' && !control.checked ? '' : control.value });
  });
  narrow.addEventListener('toggle', () => narrow.open && search(''));
  addEventListener('popstate', () => {
    state = readState(location.search);
    settled = true;
    void search('');
  });
  void search('');
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

/** @param {number | string} day  20260227 or '2026-02-27' */
export const isoDay = (day) => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');

/**
 * A link that stays on this site, whatever the index says.
 * @param {string} path
 * @param {string} root
 */
export function ownUrl(path, root) {
  try {
    const url = new URL(path, root);
    return url.origin === new URL(root).origin ? url.href : root;
  } catch {
    return root;
  }
}
