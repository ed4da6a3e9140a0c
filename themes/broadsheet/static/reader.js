// What a reader has of their own on lists of papers and issues: words and authors to see first, what is new
// since the last visit, and records for reference managers. All of it stays in this browser.

const site = new URL('..', import.meta.url).pathname;
/** @param {string} name */
const keyOf = name => `broadsheet:${site}:${name}`;
/** @param {string} name @returns {any} */
function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null');
  } catch {
    return null;
  }
}
/** @param {string} name @param {unknown} value */
function keep(name, value) {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(value));
  } catch {
    /* not kept */
  }
}

/** @param {string} name @param {string} text @param {string} [kind] */
function element(name, text, kind = '') {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/** @returns {HTMLElement[]} */
const papers = () =>
  [...document.querySelectorAll('#papers article')].filter(one => one instanceof HTMLElement);

// --- Own words and authors ---------------------------------------------------------------------

const fold = (/** @type {string} */ text) =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** "mamba, Ada Lovelace" as expressions that find them in folded text. @param {string} text */
function wordsOf(text) {
  const words = text.split(/[,;\n]/).map(word => word.trim().replace(/\s+/g, ' '));
  return [...new Set(words.filter(Boolean))].slice(0, 100).map(word => ({
    word,
    found: new RegExp(
      `(?<![\\p{L}\\p{N}])${fold(word)
        .replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
        .replaceAll(' ', '\\s+')}(?![\\p{L}\\p{N}])`,
      'gu',
    ),
  }));
}

/** Ranges of a text node that hold one of the words. @param {Text} node @param {ReturnType<typeof wordsOf>} words */
function rangesIn(node, words) {
  let folded = '';
  /** @type {number[]} */
  const places = []; // in the node, of each unit of the folded text
  let at = 0;
  for (const character of node.data) {
    const plain = fold(character);
    for (let unit = 0; unit < plain.length; ++unit) places.push(at);
    folded += plain;
    at += character.length;
  }
  places.push(at);
  return words.flatMap(({found}) =>
    [...folded.matchAll(found)].map(({index = 0, 0: match}) => {
      const range = new Range();
      range.setStart(node, places[index] ?? 0);
      range.setEnd(node, places[index + match.length] ?? at);
      return range;
    }),
  );
}

/** @param {HTMLElement} paper @param {ReturnType<typeof wordsOf>} words */
function markWords(paper, words) {
  paper.querySelector('.own')?.remove();
  const text = fold(paper.textContent ?? '');
  const hits = words.filter(({found}) => text.search(found) >= 0);
  paper.dataset.own = String(hits.length);
  if (hits.length === 0) return [];
  const note = element('p', `{{words.own.found}} ${hits.map(({word}) => word).join(', ')}`, 'own');
  note.classList.add('small');
  (paper.querySelector('.side') ?? paper).append(note);
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  const ranges = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('.own, .marks')) continue;
    ranges.push(...rangesIn(node, hits));
  }
  return ranges;
}

/** @param {string} text */
function showWords(text) {
  const words = wordsOf(text);
  const ranges = papers().flatMap(paper => markWords(paper, words));
  if ('highlights' in CSS) {
    if (ranges.length > 0) CSS.highlights.set('own', new Highlight(...ranges));
    else CSS.highlights.delete('own');
  }
  const sort = document.querySelector('form.bar [name=sort]');
  if (!(sort instanceof HTMLSelectElement)) return;
  let option = sort.querySelector('[value=own]');
  if (words.length > 0 && !option) {
    option = element('option', '{{words.own.first}}');
    option.setAttribute('value', 'own');
    sort.append(option);
  }
  if (words.length === 0) option?.remove();
  const any = papers().some(paper => paper.dataset.own !== '0');
  if (any || sort.value === 'own') sort.value = any ? 'own' : '';
  sort.dispatchEvent(new Event('input', {bubbles: true}));
}

function addWordsField() {
  const list = document.getElementById('papers');
  if (!list) return;
  const details = document.createElement('details');
  details.className = 'yours';
  const field = document.createElement('input');
  field.type = 'text';
  field.name = 'own';
  field.maxLength = 2000;
  field.setAttribute('aria-label', '{{words.own.title}}');
  field.placeholder = '{{words.own.example}}';
  field.value = String(kept('own') ?? '');
  field.addEventListener('change', () => {
    keep('own', field.value);
    showWords(field.value);
  });
  details.append(
    element('summary', '{{words.own.title}}'),
    field,
    element('p', '{{words.own.note}}', 'small'),
  );
  list.before(details);
  if (field.value) showWords(field.value);
}

// --- What is new since the last visit ----------------------------------------------------------

const kPause = 30 * 60 * 1000; // milliseconds without a page that end a visit

/** The day that a link leads to: "2026-07-14"; empty for any other link. @param {HTMLAnchorElement} link */
function dayOf(link) {
  const path = link.origin === location.origin && !link.hash ? link.pathname : '';
  const day = /^(\d{4})\/(\d\d)\/(\d\d)\/$/.exec(
    path.startsWith(site) ? path.slice(site.length) : '',
  );
  return day ? day.slice(1).join('-') : '';
}

function showNew() {
  const links = [...document.querySelectorAll('main a[href]')].filter(
    one => one instanceof HTMLAnchorElement && dayOf(one) !== '',
  );
  const days = links.map(one => (one instanceof HTMLAnchorElement ? dayOf(one) : ''));
  const last = kept('visit') ?? {};
  const was = typeof last.newest === 'string' ? last.newest : '';
  const ended = Date.now() - Number(last.at ?? 0) > kPause;
  const before = ended ? was : String(last.before ?? '');
  keep('visit', {newest: [was, ...days].sort().at(-1) ?? '', at: Date.now(), before});
  if (!before) return;
  const fresh = links.filter((_, i) => (days[i] ?? '') > before);
  for (const link of fresh) {
    link.classList.add('new');
    link.append(element('span', ` {{words.own.new}}`, 'vh'));
  }
  const count = new Set(days.filter(day => day > before)).size;
  if (count > 0 && location.pathname === site) {
    const text = '{{words.own.since}}'.replace('[n]', String(count));
    document.querySelector('main')?.prepend(element('p', text, 'note soft'));
  }
}

// --- Records for reference managers (COinS) ----------------------------------------------------

/** Names in the line of authors, also those that are folded. @param {HTMLElement} paper */
function authorsOf(paper) {
  const line = paper.querySelector('.by')?.cloneNode(true);
  if (!(line instanceof Element)) return [];
  for (const label of line.querySelectorAll('b, .vh, summary')) label.remove();
  return (line.textContent ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
}

/** The DOI that an address of arXiv or of doi.org stands for; empty for any other. @param {string} url */
function doiOf(url) {
  const arxiv = /^https:\/\/arxiv\.org\/abs\/(.+)$/.exec(url);
  if (arxiv) return `10.48550/arXiv.${arxiv[1]}`;
  return decodeURIComponent(/^https:\/\/doi\.org\/(.+)$/.exec(url)?.[1] ?? '');
}

/** OpenURL 1.0 (ANSI/NISO Z39.88-2004) of one paper. @param {HTMLElement} paper @param {string} date */
function recordOf(paper, date) {
  const link = paper.querySelector('.links a, p > b + a');
  const url = link instanceof HTMLAnchorElement ? link.href : '';
  const doi = doiOf(url);
  return new URLSearchParams([
    ['ctx_ver', 'Z39.88-2004'],
    ['rft_val_fmt', 'info:ofi/fmt:kev:mtx:journal'],
    ['rft.genre', 'preprint'],
    ['rft.atitle', (paper.querySelector('h3 a')?.textContent ?? '').trim()],
    ...authorsOf(paper).map(name => ['rft.au', name]),
    ['rft.date', date],
    ...(doi ? [['rft_id', `info:doi/${doi}`]] : []),
    ['rft_id', url],
  ]).toString();
}

function addRecords() {
  const day = /(\d{4})\/(\d\d)\/(\d\d)\/$/.exec(location.pathname);
  if (!day) return;
  for (const paper of papers()) {
    const span = document.createElement('span');
    span.className = 'Z3988';
    span.title = recordOf(paper, day.slice(1).join('-'));
    span.hidden = true;
    paper.append(span);
  }
  document.dispatchEvent(new Event('ZoteroItemUpdated', {bubbles: true, cancelable: true}));
}

addRecords();
addWordsField();
showNew();
