// What this browser remembers of the search page: compact or full results, whether the filters are
// open, and the place that the reader left.

import {one} from './dom.js';

/** @typedef {{of: string, top: number, shown: number, at: number}} Place
 *    of: the address; top: how far it is scrolled; shown: results; at: the one with the focus, or -1 */
/** @typedef {{compact?: boolean, filters?: boolean, place?: Place}} View */

/** Sites of one host share its storage. */
const storage = `broadsheet:${new URL('..', import.meta.url).pathname}:search`;
/** @type {Place | undefined} */
let place; // to return to with the next answer

/** @returns {View} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(storage) ?? '{}');
  } catch {
    return {};
  }
}

/** @param {View} change */
function remember(change) {
  try {
    localStorage.setItem(storage, JSON.stringify({...remembered(), ...change}));
  } catch {
    /* not remembered */
  }
}

/** How many UTF-16 units of an abstract are shown; undefined: as many as in full results. @param {Element} list */
export const excerptLength = list =>
  list.matches('.slim') ? Math.min(200, innerWidth / 4) : undefined;

/**
 * Compact or full results, as the reader last chose.
 * @param {Element} list
 * @param {() => void} show  the results again
 */
export function startView(list, show) {
  const button = one('[name=compact]');
  if (!button) return;
  const set = (/** @type {boolean} */ isCompact) => {
    list.classList.toggle('slim', isCompact);
    button.ariaPressed = String(isCompact);
  };
  set(remembered().compact ?? list.matches('.slim'));
  button.onclick = () => {
    set(!list.matches('.slim'));
    remember({compact: list.matches('.slim')});
    show();
  };
}

/**
 * Filters open or closed, as the reader last left them.
 * @param {any} filters
 * @param {() => void} show  their counts
 */
export function startFilters(filters, show) {
  let isPressed = false; // the element also reports its state at first
  if (remembered().filters === false) filters.open = false;
  one('summary', filters).onclick = () => (isPressed = true);
  filters.ontoggle = () => {
    if (!isPressed) return;
    remember({filters: filters.open});
    if (filters.open) show();
  };
}

/**
 * Remembers the place among the results when the page is left.
 * @param {Element} list
 * @returns {number | undefined}  how many results were shown, if the reader comes back to them
 */
export function startPlace(list) {
  const [visit] = performance.getEntriesByType('navigation');
  const last = remembered().place;
  const isBack = /** @type {any} */ (visit)?.type === 'back_forward';
  if (isBack && last?.of === location.search) place = last;
  onpagehide = () => {
    const at = [...list.children].findIndex(row => row.contains(document.activeElement));
    const shown = list.children.length;
    remember({place: {of: location.search, top: scrollY, shown, at}});
  };
  return place?.shown;
}

/** Returns to the place that was left, once. @param {Element} list */
export function returnToPlace(list) {
  if (!place) return;
  const {top, at} = place;
  place = undefined;
  list.querySelectorAll('h3')[at]?.querySelector('a')?.focus({preventScroll: true});
  scrollTo({top, behavior: 'instant'});
}
