// What needs a script on every page: colours, marks, the filter of an issue, keys, the starred page.
// Nothing here is needed to read. Marks and choices stay in this browser.

const root = document.documentElement;
// Sites of one host share its storage, so each keeps its marks under its own path.
const place = `broadsheet:${new URL('..', import.meta.url).pathname}`;

/** @param {string} selector @param {ParentNode} [from] @returns {HTMLElement[]} */
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

function kept(name) {
  try { return JSON.parse(localStorage.getItem(`${place}:${name}`)); } catch { return null; }
}
function keep(name, value) {
  try { localStorage.setItem(`${place}:${name}`, JSON.stringify(value)); } catch { /* not kept */ }
}

// --- Colours: automatic, light, dark ---------------------------------------------------------

const themeButton = document.querySelector('[data-theme-toggle]');
const showTheme = () => { themeButton.textContent = themeButton.dataset[root.dataset.theme ?? 'auto']; };
themeButton?.addEventListener('click', () => {
  const next = { auto: 'light', light: 'dark', dark: 'auto' }[root.dataset.theme ?? 'auto'];
  if (next === 'auto') delete root.dataset.theme; else root.dataset.theme = next;
  try {
    if (next === 'auto') localStorage.removeItem('broadsheet:theme');
    else localStorage.setItem('broadsheet:theme', next);
  } catch { /* not kept */ }
  showTheme();
});
if (themeButton) showTheme();

// --- Marks: star, read, hide, by the paper's element id ---------------------------------------

const keys = document.getElementById('keys');
const words = keys?.dataset ?? {};
const labels = {
  star: [words.star, words.starred],
  read: [words.read, words.wasRead],
  hide: [words.hide, words.hidden],
};

/** Each mark maps a paper's id to what the starred page shows of it, or to true. */
function readMarks() {
  const marks = {};
  for (const name of Object.keys(labels)) {
    const value = kept(name);
    marks[name] = new Map(value && typeof value === 'object' ? Object.entries(value) : []);
  }
  return marks;
}
let marks = readMarks();
const save = (name) => keep(name, Object.fromEntries(marks[name]));

let papers = all('article[id^="p"][data-score]');

function facts(paper) {
  const heading = paper.querySelector('h1, h3');
  return {
    title: heading.textContent,
    url: heading.querySelector('a')?.getAttribute('href') ?? location.pathname,
    authors: (paper.querySelector('.by')?.textContent ?? '').replace(/^[^:]*: /, '').slice(0, 200).trim(),
  };
}
function showMarks(paper) {
  for (const [name, [off, on]] of Object.entries(labels)) {
    const set = marks[name].has(paper.id);
    paper.classList.toggle(name, set);
    for (const button of all(`[data-mark="${name}"]`, paper)) {
      button.setAttribute('aria-pressed', String(set));
      button.textContent = set ? on : off;
    }
  }
}
function toggleMark(paper, name) {
  marks = readMarks();  // another tab may have set some
  if (marks[name].has(paper.id)) marks[name].delete(paper.id);
  else marks[name].set(paper.id, name === 'star' ? facts(paper) : true);
  save(name);
  showMarks(paper);
  if (name === 'hide') apply();
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  const paper = button?.closest('article');
  if (button?.dataset.mark && paper) toggleMark(paper, button.dataset.mark);
  if (button?.dataset.copy) {
    navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).textContent)
      .then(() => { button.textContent = button.dataset.done; }, () => {});
  }
});

// --- One issue: filter, sort, compact ---------------------------------------------------------

const list = document.getElementById('papers');
const bar = document.querySelector('form.bar');
const nothing = document.querySelector('.none');
const printed = list ? [...list.children] : [];
const texts = new Map();
let sortedBy = '';

const pressed = (name) => bar.elements[name].getAttribute('aria-pressed') === 'true';
function textOf(paper) {
  if (!texts.has(paper)) texts.set(paper, paper.textContent.toLowerCase());
  return texts.get(paper);
}
function fits(paper, filter) {
  return Number(paper.dataset.score) >= filter.min
    && (!filter.topic || paper.dataset.topic === filter.topic)
    && (!filter.seen || (filter.seen === 'seen') === ('seen' in paper.dataset))
    && (!filter.starred || marks.star.has(paper.id))
    && (!filter.unread || !marks.read.has(paper.id))
    && filter.words.every((word) => (word.length > 1 && word.startsWith('-')
      ? !textOf(paper).includes(word.slice(1)) : textOf(paper).includes(word)));
}
function order(key) {
  if (key === sortedBy) return;
  const sorted = key === '' ? printed : [...papers].sort((a, b) => (key === 'title'
    ? a.querySelector('h3').textContent.localeCompare(b.querySelector('h3').textContent, root.lang)
    : Number(b.dataset[key]) - Number(a.dataset[key])));
  list.append(...sorted);
  sortedBy = key;
}
function apply() {
  if (!list || !bar) return;
  const { find, min, topic, seen, sort, hidden } = bar.elements;
  const filter = {
    words: find.value.toLowerCase().split(/\s+/).filter(Boolean),
    min: Number(min.value), topic: topic.value, seen: seen?.value ?? '',
    starred: pressed('starred'), unread: pressed('unread'),
  };
  let shown = 0;
  let put = 0;
  for (const paper of papers) {
    const away = marks.hide.has(paper.id);
    put += away;
    paper.hidden = (away && !pressed('hidden')) || !fits(paper, filter);
    shown += !paper.hidden;
  }
  hidden.hidden = put === 0;
  order(sort.value);
  for (const band of all('.band', list)) {
    let next = band.nextElementSibling;
    while (next?.hidden && !next.matches('.band')) next = next.nextElementSibling;
    band.hidden = sort.value !== '' || !next || next.matches('.band');
  }
  for (const item of all('.toc li')) {
    item.hidden = Boolean(document.getElementById(item.querySelector('a').hash.slice(1))?.hidden);
  }
  const output = bar.querySelector('output');
  output.dataset.all ??= output.textContent;
  output.textContent = shown === papers.length ? output.dataset.all
    : words.shown.replace('{n}', shown).replace('{all}', output.dataset.all);
  nothing.hidden = shown > 0;
  if (shown === 0) nothing.firstElementChild.textContent = words.none;
}
function setCompact(on) {
  bar.elements.compact.setAttribute('aria-pressed', String(on));
  for (const details of all('details.more')) details.open = !on && !details.closest('.minor');
}
if (list && bar) {
  bar.addEventListener('submit', (event) => event.preventDefault());
  bar.addEventListener('input', apply);
  bar.addEventListener('click', (event) => {
    const { name } = event.target;
    if (name === 'compact') {
      setCompact(!pressed('compact'));
      keep('compact', pressed('compact'));
    } else if (event.target.matches('button[aria-pressed]')) {
      event.target.setAttribute('aria-pressed', String(!pressed(name)));
      apply();
    }
  });
  nothing.querySelector('button').addEventListener('click', () => {
    bar.reset();
    for (const name of ['starred', 'unread']) bar.elements[name].setAttribute('aria-pressed', 'false');
    if (marks.hide.size > 0) bar.elements.hidden.setAttribute('aria-pressed', 'true');
    apply();
    bar.elements.find.focus();
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

// On a small screen the figures and contents start closed.
if (matchMedia('(max-width: 64rem)').matches) {
  for (const details of all('details.fold')) details.open = false;
}

// --- The starred page -------------------------------------------------------------------------

const starred = document.querySelector('section.starred');

function showStarred() {
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
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = starred.dataset.remove;
    remove.addEventListener('click', () => {
      marks = readMarks();
      marks.star.delete(id);
      save('star');
      showStarred();
    });
    const row = document.createElement('p');
    row.className = 'marks';
    row.append(remove);
    item.append(heading, by, row);
    return item;
  });
  starred.querySelector('ol').replaceChildren(...items);
  starred.querySelector('[role=status]').textContent = items.length ? '' : starred.dataset.empty;
}
function download(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
/** Takes the marks of an exported file in, beside those that are there. */
function takeIn(text) {
  const file = JSON.parse(text);
  for (const name of Object.keys(labels)) {
    for (const [id, fact] of Object.entries(file[name] ?? {})) {
      if (/^p[\w-]+$/.test(id)) marks[name].set(id, name === 'star' ? { ...fact } : true);
    }
    save(name);
  }
}
async function bibliography() {
  const files = [...marks.star.values()].map(async (fact) => {
    const url = new URL('cite.bib', new URL(String(fact.url), location.href));
    if (url.origin !== location.origin) return '';
    const reply = await fetch(url);
    return reply.ok ? reply.text() : '';
  });
  return (await Promise.all(files)).join('\n');
}
if (starred) {
  const status = starred.querySelector('[role=status]');
  const file = starred.querySelector('input[type=file]');
  const act = {
    export: () => download('broadsheet-marks.json', 'application/json', JSON.stringify(
      Object.fromEntries(Object.entries(marks).map(([name, map]) => [name, Object.fromEntries(map)])), null, 2)),
    import: () => file.click(),
    bibtex: async () => download('starred.bib', 'application/x-bibtex', await bibliography()),
  };
  starred.addEventListener('click', (event) => { act[event.target.name]?.(); });
  file.addEventListener('change', async () => {
    try {
      takeIn(await file.files[0].text());
      showStarred();
    } catch {
      status.textContent = starred.dataset.bad;
    }
    file.value = '';
  });
  showStarred();
}

// --- Keys -------------------------------------------------------------------------------------

let current = null;
/** Papers as they stand now; sorting moves them. */
const reach = () => (list ? [...list.children].filter((one) => one.matches('article') && !one.hidden) : papers);
function move(step) {
  const visible = reach();
  const next = visible[current && visible.includes(current) ? visible.indexOf(current) + step : 0];
  if (!next) return;
  current?.classList.remove('here');
  current = next;
  current.classList.add('here');
  current.focus({ preventScroll: true });
  current.scrollIntoView({ block: 'start' });
}
const mark = (name) => {
  const paper = current ?? (papers.length === 1 ? papers[0] : null);
  if (!paper) return;
  toggleMark(paper, name);
  if (paper.hidden) move(0);
};
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea, dialog')) return;
  const act = {
    j: () => move(1),
    k: () => move(-1),
    s: () => mark('star'),
    m: () => mark('read'),
    x: () => mark('hide'),
    o: () => { const more = current?.querySelector('details.more'); if (more) more.open = !more.open; },
    c: () => bar?.elements.compact?.click(),
    '/': () => document.querySelector('.find input, .mast input')?.focus(),
    '?': () => keys?.showModal(),
  }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
