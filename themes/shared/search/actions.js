// What the buttons of a result do: copy its BibTeX, list similar papers, show further buttons. The
// page of the paper has both, so that results need not.

import {make, one, word} from './shared.js';

const SHOWN_MS = 2000; // "copied"
const MOST_SIMILAR = 6;

/** The page of the paper of a result. @param {Element} article */
async function pageOf(article) {
  const response = await fetch(one('[data-link=page]', article).href);
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** @param {HTMLElement} pressed  a button with `data-act` */
export async function act(pressed) {
  const article = /** @type {HTMLElement} */ (pressed.closest('article'));
  try {
    if (pressed.dataset.act === 'cite') await copyCitation(pressed, article);
    else if (pressed.dataset.act === 'similar') await showSimilar(pressed, article);
    else toggle(pressed);
  } catch {
    location.assign(one('[data-link=page]', article).href);
  }
}

/** @param {HTMLElement} pressed @returns {boolean}  whether it is on now */
function toggle(pressed) {
  const isOn = pressed.ariaExpanded !== 'true';
  pressed.ariaExpanded = String(isOn);
  return isOn;
}

/**
 * Copies the BibTeX of a result. The clipboard gets a promise, as some browsers let only the moment
 * of the press write.
 * @param {HTMLElement} pressed
 * @param {HTMLElement} article
 */
async function copyCitation(pressed, article) {
  const text = pageOf(article).then(page => one('#bib', page).textContent);
  const blob = text.then(plain => new Blob([plain], {type: 'text/plain'}));
  await navigator.clipboard.write([new ClipboardItem({'text/plain': blob})]);
  const label = pressed.textContent;
  pressed.textContent = word('copied');
  setTimeout(() => (pressed.textContent = label), SHOWN_MS);
}

/**
 * Shows or removes the list of papers that are similar to a result.
 * @param {HTMLElement} pressed
 * @param {HTMLElement} article
 */
async function showSimilar(pressed, article) {
  if (!toggle(pressed)) {
    one('.similar', article)?.remove();
    return;
  }
  const page = await pageOf(article);
  const papers = [...page.querySelectorAll('[data-related] > li')].slice(0, MOST_SIMILAR);
  const rows = papers.map(paper => document.importNode(paper, true));
  const list = rows.length ? make('ol', ...rows) : make('p', word('none_similar'));
  list.className = 'similar';
  if (pressed.ariaExpanded === 'true') article.append(list);
}
