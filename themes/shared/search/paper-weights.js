// What a paper weighs, from its text, as the index would have it. Pure.

import {fold, hasLetter, idWord, nameForms, tokenize, wordsOf} from './shared.js';

/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./types.js').Word} Word */

const LONGEST_WORD = 64; // bytes of UTF-8

/** @param {string} form */
const isShort = form => new TextEncoder().encode(form).length <= LONGEST_WORD;

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
      if (isShort(joined) && hasLetter(joined)) enter(joined, bit, weightOf(i));
    });
  const words = (/** @type {string} */ text) => tokenize(fold(text));
  const head = words(title);
  field(head, 1, () => headWdf(head.length));
  const names = authors.map(words);
  const surname = headWdf(names.flat().length);
  for (const [k, name] of names.entries()) {
    const weightOf = (/** @type {number} */ i) =>
      name.length > 1 && i + 1 === name.length ? surname : 1;
    field(name, 2, weightOf);
    for (const [i, {begin, end}] of wordsOf(authors[k]).entries()) {
      for (const form of nameForms(authors[k].slice(begin, end))) {
        if (isShort(form)) enter(form, 2, weightOf(i));
      }
    }
  }
  field(words(comment), 4, () => 2);
  field(words(abstract), 8, () => 1);
  const local = id.replace(/^[a-z]+:/, '');
  enter(local === id ? id.replace(/.*\//, '') : idWord(local), 4, 12);
  return forms;
}

/** @typedef {{wdf: number, fields: number}} Use  of a form in a paper */

/** @type {(a: Use, b: Use) => Use} */
const either = (a, b) => ({wdf: Math.max(a.wdf, b.wdf), fields: a.fields | b.fields});

/** @type {(a: Use, b: Use) => Use} */
const both = (a, b) => ({wdf: Math.min(a.wdf, b.wdf), fields: a.fields & b.fields});

/**
 * The weight of a paper, from its text.
 * @param {Group[]} groups
 * @param {Paper} paper
 */
export function sumOf(groups, paper) {
  const forms = weighed(paper);
  const useOf = (/** @type {string} */ form) => forms.get(form) ?? {wdf: 0, fields: 0};
  const worthOf = (/** @type {Group} */ {bit, weights, composites}) => {
    const value = (/** @type {number} */ u, /** @type {Use} */ {wdf, fields}) =>
      bit && !(fields & bit) ? 0 : (2 * u * wdf) / (1 + wdf);
    return Math.max(
      0,
      ...[...weights].map(([form, u]) => value(u, useOf(form))),
      ...composites.map(({words, weight}) => {
        const uses = words.map(others => others.map(useOf).reduce(either));
        return value(weight, uses.reduce(both));
      }),
    );
  };
  return groups.reduce((sum, group) => sum + worthOf(group), 0);
}
