// What needs a script on every page: colours, marks, the filter of an issue, keys, the starred page.
// Nothing here is needed to read. Marks and choices stay in this browser.

const root = document.documentElement;
// Sites of one host share its storage, so each keeps its marks under its own path.
const place = `broadsheet:${new URL('..', import.meta.url).pathname}`;

/** @param {string} selector @param {ParentNode} [from] @returns {HTMLElement[]} */
const all = (selector, from = document) => [...from.querySelectorAll(selector)].filter(isElement);
/** @param {string} selector @param {ParentNode} [from] */
const one = (selector, from = document) => all(selector, from)[0] ?? null;
/** @param {unknown} node @returns {node is HTMLElement} */
function isElement(node) {
  return node instanceof HTMLElement;
}

/** @param {string} name @returns {any} */
function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(`${place}:${name}`) ?? 'null');
  } catch {
    return null;
  }
}
/** @param {string} name @param {unknown} value */
function keep(name, value) {
  try {
    localStorage.setItem(`${place}:${name}`, JSON.stringify(value));
  } catch {
    /* not kept */
  }
}

// --- The header's search and button, which need a script, so pages do not repeat them ------------

const searchPage = new URL('../search/', import.meta.url).pathname;

/** @param {string} text */
function makeButton(text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  return button;
}
function makeSearch() {
  const field = document.createElement('form');
  field.action = searchPage;
  field.setAttribute('role', 'search');
  const input = document.createElement('input');
  input.name = 'q';
  input.type = 'search';
  input.placeholder = '{{words.search.all}}';
  input.setAttribute('aria-label', '{{words.search.all}}');
  const button = makeButton('{{words.search.button}}');
  button.type = 'submit';
  button.className = 'vh';
  field.append(input, button);
  return field;
}
const header = one('.mast');
if (header && !one('form.find')) header.append(makeSearch());
if (header && !one('[data-theme-toggle]')) {
  const button = makeButton('');
  button.dataset.themeToggle = '';
  header.append(button);
}

// --- Colours: automatic, light, dark ---------------------------------------------------------

const themeButton = one('[data-theme-toggle]');
/** @type {Record<string, string>} */
const themes = {
  auto: '{{words.theme.auto}}',
  light: '{{words.theme.light}}',
  dark: '{{words.theme.dark}}',
};
function showTheme() {
  if (themeButton) themeButton.textContent = themes[root.dataset.theme ?? 'auto'] ?? '';
}
themeButton?.addEventListener('click', () => {
  const now = root.dataset.theme;
  const next = now === 'light' ? 'dark' : now === 'dark' ? 'auto' : 'light';
  if (next === 'auto') delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    if (next === 'auto') localStorage.removeItem('broadsheet:theme');
    else localStorage.setItem('broadsheet:theme', next);
  } catch {
    /* not kept */
  }
  showTheme();
});
showTheme();

// --- Marks: star, read, hide, by the paper's element id ---------------------------------------

/** @typedef {'star' | 'read' | 'hide'} Mark */
/** What the starred page shows of a paper. @typedef {{title?: unknown, url?: unknown, authors?: unknown}} Facts */

/** @type {Mark[]} */
const names = ['star', 'read', 'hide'];
/** The label of a button while the mark is off and on. @type {Record<Mark, [string, string]>} */
const labels = {
  star: ['{{words.marks.star}}', '{{words.marks.starred}}'],
  read: ['{{words.marks.read}}', '{{words.marks.was_read}}'],
  hide: ['{{words.marks.hide}}', '{{words.marks.unhide}}'],
};

/** By paper's id. @param {Mark} name @returns {Map<string, Facts>} */
function readMark(name) {
  const value = kept(name);
  return new Map(value && typeof value === 'object' ? Object.entries(value) : []);
}
const readMarks = () => ({star: readMark('star'), read: readMark('read'), hide: readMark('hide')});
let marks = readMarks();
/** @param {Mark} name */
const save = name => keep(name, Object.fromEntries(marks[name]));

let papers = all('article[id^="p"][data-score]');

/** @param {HTMLElement} paper @returns {Facts} */
function facts(paper) {
  const heading = paper.querySelector('h1, h3');
  return {
    title: heading?.textContent,
    url: heading?.querySelector('a')?.getAttribute('href') ?? location.pathname,
    authors: (paper.querySelector('.by')?.textContent ?? '')
      .replace(/^[^:]*: /, '')
      .slice(0, 200)
      .trim(),
  };
}
/** @param {HTMLElement} paper */
function addMarkButtons(paper) {
  for (const place of all('.marks:empty', paper)) {
    for (const name of names) {
      const button = makeButton('');
      button.dataset.mark = name;
      place.append(button);
    }
  }
}
/** @param {HTMLElement} paper */
function showMarks(paper) {
  addMarkButtons(paper);
  for (const name of names) {
    const set = marks[name].has(paper.id);
    paper.classList.toggle(name, set);
    for (const button of all(`[data-mark="${name}"]`, paper)) {
      button.setAttribute('aria-pressed', String(set));
      button.textContent = labels[name][set ? 1 : 0];
    }
  }
}
/** @param {HTMLElement} paper @param {Mark} name */
function toggleMark(paper, name) {
  marks = readMarks(); // another tab may have set some
  if (marks[name].has(paper.id)) marks[name].delete(paper.id);
  else marks[name].set(paper.id, name === 'star' ? facts(paper) : {});
  save(name);
  showMarks(paper);
  if (name === 'hide') apply();
}

document.addEventListener('click', event => {
  const button = isElement(event.target) ? event.target.closest('button') : null;
  const paper = button?.closest('article');
  const name = names.find(each => each === button?.dataset.mark);
  if (name && paper) toggleMark(paper, name);
  if (button?.dataset.copy) {
    navigator.clipboard
      ?.writeText(document.getElementById(button.dataset.copy)?.textContent ?? '')
      .then(
        () => {
          button.textContent = '{{words.paper.copied}}';
        },
        () => {},
      );
  }
});

// --- The citation of a paper -------------------------------------------------------------------

/** @param {string} id @param {string} text */
function addCopyButton(id, text) {
  const button = makeButton(text);
  button.dataset.copy = id;
  return button;
}
const bibtex = document.getElementById('bib');
if (bibtex && !one('[data-copy=bib]')) {
  bibtex.tabIndex = 0; // a long one scrolls
  bibtex.after(addCopyButton('bib', '{{words.paper.copy}}'));
}
// The description ends early where the page has the same text. Zotero takes the abstract from here.
const description = document.querySelector('meta[name=description]');
const abstract = [...(one('article[data-score] > .abs')?.childNodes ?? [])]
  .filter(({nodeName}) => nodeName !== 'B') // its label
  .map(({textContent}) => textContent)
  .join('')
  .trim();
if (bibtex && abstract && description?.getAttribute('content')?.endsWith('…')) {
  const meta = document.createElement('meta');
  meta.name = 'citation_abstract';
  meta.content = abstract;
  document.head.append(meta);
}
/** The record of one paper in a RIS file. @param {string} file @param {string} id */
function recordOf(file, id) {
  const records = file.split('\r\n\r\n');
  const stated = id.includes(':') ? id : `arXiv:${id}`;
  return records.find(record => record.includes(`\r\nM1  - ${stated}\r\n`));
}
// The day's file has the records of all its papers: this one is shown in the page, to be copied.
const risLink = one('a[data-id][href$=".ris"]');
if (risLink instanceof HTMLAnchorElement) {
  risLink.addEventListener('click', async event => {
    event.preventDefault();
    try {
      const record = recordOf(await (await fetch(risLink.href)).text(), risLink.dataset.id ?? '');
      if (!record) throw new Error('not in the file');
      const text = document.createElement('pre');
      text.id = 'ris';
      text.textContent = record;
      text.tabIndex = 0;
      const place = document.createElement('div');
      place.className = 'prompt';
      place.append(text, addCopyButton('ris', '{{words.paper.copy}}'));
      risLink.parentElement?.after(place);
      risLink.removeAttribute('href');
    } catch {
      location.href = risLink.href;
    }
  });
}

// --- One issue: filter, sort, compact ---------------------------------------------------------

const list = document.getElementById('papers');
const form = document.querySelector('form.bar');
const bar = list && form instanceof HTMLFormElement ? form : null;
const nothing = one('.none');
const printed = list ? [...list.children] : [];
/** @type {Map<HTMLElement, string>} */
const texts = new Map();
let sortedBy = '';

/** Value of a field of the bar. @param {string} name */
function valueOf(name) {
  const field = bar?.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : '';
}
/** @param {string} name */
function switchOf(name) {
  const button = bar?.elements.namedItem(name);
  return button instanceof HTMLButtonElement ? button : null;
}
/** @param {string} name */
const pressed = name => switchOf(name)?.getAttribute('aria-pressed') === 'true';
/** @param {string} name @param {boolean} on */
const press = (name, on) => switchOf(name)?.setAttribute('aria-pressed', String(on));

/** @param {HTMLElement} paper */
function textOf(paper) {
  const text = texts.get(paper) ?? (paper.textContent ?? '').toLowerCase();
  texts.set(paper, text);
  return text;
}
/** What the bar asks of a paper. */
function filterOf() {
  const wanted = valueOf('find').toLowerCase().split(/\s+/).filter(Boolean);
  const min = Number(valueOf('min'));
  const topic = valueOf('topic');
  const seen = valueOf('seen');
  const starred = pressed('starred');
  const unread = pressed('unread');
  return (/** @type {HTMLElement} */ paper) =>
    Number(paper.dataset.score) >= min &&
    (!topic || paper.dataset.topic === topic) &&
    (!seen || (seen === 'seen') === 'seen' in paper.dataset) &&
    (!starred || marks.star.has(paper.id)) &&
    (!unread || !marks.read.has(paper.id)) &&
    wanted.every(word =>
      word.length > 1 && word.startsWith('-')
        ? !textOf(paper).includes(word.slice(1))
        : textOf(paper).includes(word),
    );
}
/** Place of a paper's topic in the list of topics. @param {HTMLElement} paper */
function topicPlace(paper) {
  const field = bar?.elements.namedItem('topic');
  const options = field instanceof HTMLSelectElement ? [...field.options] : [];
  const place = options.findIndex(option => option.value === paper.dataset.topic);
  return place < 0 ? options.length : place;
}
/** @param {string} key */
function order(key) {
  if (key === sortedBy) return;
  const title = (/** @type {HTMLElement} */ paper) => one('h3', paper)?.textContent ?? '';
  const sorted =
    key === ''
      ? printed
      : key === 'place'
        ? [...papers].sort((a, b) => Number(a.dataset.place) - Number(b.dataset.place))
        : key === 'topic'
          ? [...papers].sort(
              (a, b) =>
                topicPlace(a) - topicPlace(b) || Number(a.dataset.place) - Number(b.dataset.place),
            )
          : [...papers].sort((a, b) =>
              key === 'title'
                ? title(a).localeCompare(title(b), root.lang)
                : Number(b.dataset[key]) - Number(a.dataset[key]),
            );
  list?.append(...sorted);
  sortedBy = key;
}
/** Headings and contents show what has papers. @param {HTMLElement} papersList */
function showFrame(papersList) {
  for (const band of all('.band', papersList)) {
    let next = band.nextElementSibling;
    while (isElement(next) && next.hidden && !next.matches('.band')) next = next.nextElementSibling;
    band.hidden = sortedBy !== '' || !next || next.matches('.band');
  }
  for (const item of all('.toc li')) {
    const link = item.querySelector('a');
    item.hidden = Boolean(link && document.getElementById(link.hash.slice(1))?.hidden);
  }
}
function apply() {
  if (!list || !bar) return;
  const fits = filterOf();
  let shown = 0;
  let put = 0;
  for (const paper of papers) {
    const away = marks.hide.has(paper.id);
    if (away) put += 1;
    paper.hidden = (away && !pressed('hidden')) || !fits(paper);
    if (!paper.hidden) shown += 1;
  }
  const hidden = switchOf('hidden');
  if (hidden) hidden.hidden = put === 0;
  order(valueOf('sort'));
  showFrame(list);
  const output = one('output', bar);
  if (output) {
    output.dataset.all ??= output.textContent ?? '';
    output.textContent =
      shown === papers.length
        ? output.dataset.all
        : '{{words.filter.shown}}'
            .replace('{n}', String(shown))
            .replace('{all}', output.dataset.all);
  }
  if (!nothing) return;
  nothing.hidden = shown > 0;
  if (shown === 0 && nothing.firstElementChild)
    nothing.firstElementChild.textContent = '{{words.filter.none}}';
}
/** @param {boolean} on */
function setCompact(on) {
  press('compact', on);
  for (const details of document.querySelectorAll('details')) {
    if (details.matches('.more')) details.open = !on && !details.closest('.minor');
  }
}
if (bar) {
  bar.addEventListener('submit', event => event.preventDefault());
  bar.addEventListener('input', apply);
  bar.addEventListener('click', ({target}) => {
    if (!(target instanceof HTMLButtonElement) || !target.matches('[aria-pressed]')) return;
    if (target.name === 'compact') {
      setCompact(!pressed('compact'));
      keep('compact', pressed('compact'));
    } else {
      press(target.name, !pressed(target.name));
      apply();
    }
  });
  nothing?.querySelector('button')?.addEventListener('click', () => {
    bar.reset();
    for (const name of ['starred', 'unread']) press(name, false);
    if (marks.hide.size > 0) press('hidden', true);
    apply();
    one('[name=find]', bar)?.focus();
  });
  if (kept('compact')) setCompact(true);
}
papers.forEach(showMarks);
apply();
// Results of a search come and go.
document.addEventListener('papers', () => {
  papers = all('article[id^="p"][data-score]');
  papers.forEach(showMarks);
  current = null;
});
// What an address asks for has been answered, or something else is wanted.
for (const name of ['papers', 'input'])
  document.addEventListener(name, () => root.classList.remove('asked'), {once: true});

// On a small screen the figures and contents start closed.
if (matchMedia('(max-width: 64rem)').matches) {
  for (const details of document.querySelectorAll('details')) {
    if (details.matches('.fold')) details.open = false;
  }
}
root.classList.add('ready');

// --- Each author of a paper leads to a search for the name -------------------------------------

/** @param {string} name */
function searchFor(name) {
  const link = document.createElement('a');
  link.href = `${searchPage}?q=${encodeURIComponent(`author:"${name}"`)}`;
  link.textContent = name;
  return link;
}
/** Only names are text of their own in the line: no label, no summary. @param {Element} line */
function linkNames(line) {
  for (const part of [...line.childNodes].filter(({nodeType}) => nodeType === Node.TEXT_NODE)) {
    const pieces = (part.nodeValue ?? '').split(/(\s*,\s*|^\s+|\s+$)/);
    part.replaceWith(...pieces.map(piece => (/^[\s,]*$/.test(piece) ? piece : searchFor(piece))));
  }
  line.querySelectorAll('details').forEach(linkNames);
}
// A day may have thousands of names: those that come near are enough.
const near = new IntersectionObserver(
  entries => {
    for (const {isIntersecting, target} of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      linkNames(target);
    }
  },
  {rootMargin: '50%'},
);
for (const line of all('#papers .by, .one > article .by')) near.observe(line);

// --- The starred page -------------------------------------------------------------------------

const starred = one('section.starred');

/** @param {HTMLElement} section */
function showStarred(section) {
  const items = [...marks.star].map(([id, fact]) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.textContent = String(fact.title ?? id);
    const url = new URL(String(fact.url ?? ''), location.href);
    link.href = url.origin === location.origin ? url.href : '#';
    const heading = document.createElement('h3');
    heading.append(link);
    const by = document.createElement('p');
    by.className = 'by';
    by.textContent = String(fact.authors ?? '');
    const remove = makeButton(section.dataset.remove ?? '');
    remove.addEventListener('click', () => {
      marks = readMarks();
      marks.star.delete(id);
      save('star');
      showStarred(section);
    });
    const row = document.createElement('p');
    row.className = 'marks';
    row.append(remove);
    item.append(heading, by, row);
    return item;
  });
  section.querySelector('ol')?.replaceChildren(...items);
  const status = one('[role=status]', section);
  if (status) status.textContent = items.length ? '' : (section.dataset.empty ?? '');
  for (const button of all('[name=bibtex]', section)) button.hidden = items.length === 0;
}
/** @param {string} name @param {string} type @param {string} text */
function download(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], {type}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
/** Takes the marks of an exported file in, beside those that are there. @param {string} text */
function takeIn(text) {
  const file = JSON.parse(text);
  for (const name of names) {
    for (const [id, fact] of Object.entries(file[name] ?? {})) {
      if (/^p[\w-]+$/.test(id))
        marks[name].set(id, name === 'star' && fact instanceof Object ? fact : {});
    }
    save(name);
  }
}
/** BibTeX of the starred papers, from their pages. */
async function bibliography() {
  const entries = [...marks.star.values()].map(async fact => {
    const url = new URL(String(fact.url), location.href);
    if (url.origin !== location.origin) return '';
    const reply = await fetch(url);
    const page = new DOMParser().parseFromString(reply.ok ? await reply.text() : '', 'text/html');
    return page.getElementById('bib')?.textContent ?? '';
  });
  return (await Promise.all(entries)).filter(Boolean).join('\n');
}
const file = starred?.querySelector('input[type=file]');
if (starred && file instanceof HTMLInputElement) {
  starred.addEventListener('click', async ({target}) => {
    const name = target instanceof HTMLButtonElement ? target.name : '';
    if (name === 'import') file.click();
    if (name === 'bibtex') download('starred.bib', 'application/x-bibtex', await bibliography());
    if (name === 'export') {
      const exported = Object.fromEntries(
        names.map(each => [each, Object.fromEntries(marks[each])]),
      );
      download('broadsheet-marks.json', 'application/json', JSON.stringify(exported, null, 2));
    }
  });
  file.addEventListener('change', async () => {
    try {
      takeIn((await file.files?.[0]?.text()) ?? '');
      showStarred(starred);
    } catch {
      const status = one('[role=status]', starred);
      if (status) status.textContent = starred.dataset.bad ?? '';
    }
    file.value = '';
  });
  showStarred(starred);
}

// --- Keys -------------------------------------------------------------------------------------

/** @type {HTMLElement | null} */
let current = null;
/** Papers in their present order; sorting moves them. */
const reach = () => (list ? all('article', list).filter(paper => !paper.hidden) : papers);
/** @param {number} step */
function move(step) {
  const visible = reach();
  current = visible.find(paper => paper.contains(document.activeElement)) ?? current;
  const next = visible[current && visible.includes(current) ? visible.indexOf(current) + step : 0];
  if (!next) return;
  current?.classList.remove('here');
  current = next;
  current.classList.add('here');
  current.focus({preventScroll: true});
  current.scrollIntoView({block: 'start'});
}
/** @param {Mark} name */
function mark(name) {
  const paper = current ?? (papers.length === 1 ? papers[0] : null);
  if (!paper) return;
  toggleMark(paper, name);
  if (paper.hidden) move(0);
}
function toggleAbstract() {
  const more = current?.querySelector('details.more');
  if (more instanceof HTMLDetailsElement) more.open = !more.open;
}
/** @type {Record<string, () => void>} */
const actions = {
  j: () => move(1),
  k: () => move(-1),
  s: () => mark('star'),
  m: () => mark('read'),
  x: () => mark('hide'),
  o: toggleAbstract,
  c: () => one('button[name=compact]')?.click(),
  '/': () => one('.find input, .mast input')?.focus(),
  '?': showKeys,
};
/** What each key does. @type {[string[], string][]} */
const help = [
  [['j', 'k'], '{{words.keys.move}}'],
  [['o'], '{{words.keys.open}}'],
  [['s'], '{{words.keys.star}}'],
  [['m'], '{{words.keys.read}}'],
  [['x'], '{{words.keys.hide}}'],
  [['c'], '{{words.keys.compact}}'],
  [['/'], '{{words.keys.search}}'],
  [['?'], '{{words.keys.help}}'],
];
/** @param {string} key */
function makeKey(key) {
  const element = document.createElement('kbd');
  element.textContent = key;
  return element;
}
function makeKeysDialog() {
  const dialog = document.createElement('dialog');
  dialog.id = 'keys';
  const title = document.createElement('h2');
  title.id = 'keys-title';
  title.textContent = '{{words.keys.title}}';
  dialog.setAttribute('aria-labelledby', title.id);
  const table = document.createElement('table');
  for (const [names, text] of help) {
    const row = table.insertRow();
    const cell = row.insertCell();
    for (const name of names) cell.append(makeKey(name), ' ');
    row.insertCell().textContent = text;
  }
  const close = makeButton('{{words.keys.close}}');
  close.addEventListener('click', () => dialog.close());
  dialog.append(title, table, close);
  document.body.append(dialog);
  return dialog;
}
function showKeys() {
  const dialog = document.getElementById('keys') ?? makeKeysDialog();
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}
const footer = one('footer');
if (footer) {
  const hint = document.createElement('span');
  hint.className = 'keys';
  hint.append(makeKey('?'), ' ', '{{words.footer.keyboard}}');
  footer.append(hint);
}
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isElement(event.target) && event.target.closest('input, select, textarea, dialog')) return;
  const act = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
  if (!act) return;
  event.preventDefault();
  act();
});
