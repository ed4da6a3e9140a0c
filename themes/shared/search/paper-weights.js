// What a paper weighs, from its text, as the index would have it. Pure.

import {fold, hasLetter, tokenize} from './shared.js';

/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./types.js').Word} Word */

const LONGEST_WORD = 64; // bytes of UTF-8

/**
 * The weight of a word in a title or a list of authors. Twin: head_wdf in index/inverted_index.cc.
 * @param {number} n  words of the field
 */
const headWdf = n => Math.min(12, Math.max(2, Math.floor(60 / n + 0.5)));

/**
 * The weights of a paper's forms, from its text. Twin: Inverter in index/inverted_index.cc.
 * @param {Paper} paper
 * @returns {Map<string, {wdf: number, fields: number}>}
 */
export function weighed({id, title, authors, comment, abstract}) {
  const forms = new Map();
  /** @type {(text: string, bit: number, weight: number) => void} */
  const enter = (text, bit, weight) => {
    const {wdf, fields} = forms.get(text) ?? {wdf: 0, fields: 0};
    forms.set(text, {wdf: Math.min(255, wdf + weight), fields: fields | bit});
  };
  /** @type {(words: Word[], bit: number, weightOf: (i: number) => number) => void} */
  const field = (words, bit, weightOf) =>
    words.forEach(({text, tied}, i) => {
      enter(text, bit, weightOf(i));
      if (!tied || words[i - 1].tied || words[i + 1]?.tied) return;
      const joined = words[i - 1].text + text;
      if (new TextEncoder().encode(joined).length <= LONGEST_WORD && hasLetter(joined)) {
        enter(joined, bit, weightOf(i));
      }
    });
  const words = (/** @type {string} */ text) => tokenize(fold(text));
  const head = words(title);
  field(head, 1, () => headWdf(head.length));
  const names = authors.map(words);
  const surname = headWdf(names.flat().length);
  for (const name of names) {
    field(name, 2, i => (name.length > 1 && i + 1 === name.length ? surname : 1));
  }
  field(words(comment), 4, () => 2);
  field(words(abstract), 8, () => 1);
  enter(id.replace(/.*\//, ''), 4, 12);
  return forms;
}

/**
 * The weight of a paper, from its text.
 * @param {Group[]} groups
 * @param {Paper} paper
 */
export function sumOf(groups, paper) {
  const forms = weighed(paper);
  const worthOf = (/** @type {Group} */ {bit, weights}) => {
    const values = [...weights].map(([form, u]) => {
      const {wdf = 0, fields = 0} = forms.get(form) ?? {};
      return bit && !(fields & bit) ? 0 : (2 * u * wdf) / (1 + wdf);
    });
    return Math.max(0, ...values);
  };
  return groups.reduce((sum, group) => sum + worthOf(group), 0);
}
