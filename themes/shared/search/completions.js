// Completions of the word being typed: a list of options below the search field.

import {make, one} from './dom.js';
import {replaceWord} from './excerpt.js';

const SHOWN = 6;
const listbox = one('#opt');
const field = one('form#find')?.elements.namedItem('q');
let chosen = -1;

/**
 * @param {import('./types.js').QueryNote} note  on the word
 * @param {string} query
 * @param {(option: Element) => void} take       called with an option that is clicked
 */
export function showOptions({typed, shown, others}, query, take) {
  listbox.replaceChildren(
    ...[shown, ...others].slice(0, SHOWN).map((form, i) => {
      const option = make('li', replaceWord(query, typed, form));
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

export function hideOptions() {
  listbox.hidden = true;
  chosen = -1;
  moveOption(0);
}

/** Moves the choice; before the first option is the field. @param {number} step */
export function moveOption(step) {
  chosen = Math.max(-1, chosen + step);
  [...listbox.children].forEach((option, i) => {
    option.ariaSelected = String(i === chosen);
  });
  field.ariaExpanded = String(!listbox.hidden);
  if (chosen < 0) field.removeAttribute('aria-activedescendant');
  else field.setAttribute('aria-activedescendant', `opt-${chosen}`);
}

/** How many options are shown. @returns {number} */
export const optionCount = () => (listbox.hidden ? 0 : listbox.children.length);

/** The number of the chosen option; -1: none. */
export const chosenOption = () => chosen;

/** @returns {Element} */
export const optionAt = (/** @type {number} */ i) => listbox.children[i];
