// Texts of results: words of the query are marked, long texts are cut to an excerpt. Pure.

import {FOLDED_ALONE, fold, foldLetters, nameForms, tokenize} from './text.js';

/** @typedef {{text: string, mark?: boolean}} Part */

/**
 * The words of a text as the index has them, with their places in the unfolded text.
 * @param {string} text
 */
export function wordsOf(text) {
  let folded = '';
  let place = 0;
  /** @type {number[]} */
  const places = [];
  for (const [run] of text.matchAll(FOLDED_ALONE)) {
    // A Greek letter next to another is not spelled by its name.
    const foldOne = [...run].length > 1 ? foldLetters : fold;
    for (const character of run) {
      const part = foldOne(character);
      for (let i = 0; i < part.length; i++) places.push(place);
      folded += part;
      place += character.length;
    }
  }
  return tokenize(folded).map(word => ({
    ...word,
    begin: places[word.begin] ?? place,
    end: places[word.end] ?? place,
  }));
}

/**
 * The words that are among `forms`, also as half of a compound ("lowrank" marks "low-rank").
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 */
export function hitsIn(text, forms) {
  const words = wordsOf(text);
  return words.filter((word, i) => {
    const next = words[i + 1];
    return (
      forms.has(word.text) ||
      nameForms(text.slice(word.begin, word.end)).some(form => forms.has(form)) ||
      (next?.tied && forms.has(word.text + next.text)) ||
      (word.tied && forms.has(words[i - 1]?.text + word.text))
    );
  });
}

/**
 * A text in parts, with its words that are among `forms` marked.
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 * @returns {Part[]}
 */
export function marked(text, forms) {
  let done = 0;
  const parts = hitsIn(text, forms).flatMap(({begin, end}) => {
    // Words of scripts without spaces overlap.
    const start = Math.max(done, begin);
    const before = text.slice(done, start);
    done = Math.max(done, end);
    return [{text: before}, {text: text.slice(start, end), mark: true}];
  });
  return [...parts, {text: text.slice(done)}].filter(part => part.text);
}

/**
 * The passage with the most distinct words of `forms`, of equal ones that with the most words, then
 * the first. It begins with a sentence if that fits.
 * @param {string} text
 * @param {ReadonlySet<string>} forms
 * @param {number} [length]  about how many UTF-16 units
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
  if (last - begin > length) {
    begin = Math.min(first, text.indexOf(' ', Math.max(begin, first - 60)) + 1);
  }
  let end = begin + length;
  end = end < text.length ? Math.max(last, text.lastIndexOf(' ', end)) : text.length;
  return [
    {text: begin > 0 ? '… ' : ''},
    ...marked(text.slice(begin, end), forms),
    {text: end < text.length ? ' …' : ''},
  ];
}

/**
 * Replaces the last word of a query that is `typed`; returns `instead` if there is none.
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
 * The query with the words of `typed` in quotes, wherever they follow one another.
 * @param {string} query
 * @param {string} typed  words with spaces between them
 */
export function withQuotes(query, typed) {
  const words = wordsOf(query);
  const wanted = typed.split(' ');
  const isSame = (/** @type {string} */ a, /** @type {string} */ b) =>
    a.replace(/s$/, '') === b.replace(/s$/, '');
  const at = words.findIndex((_, i) =>
    wanted.every((word, k) => words[i + k] && isSame(words[i + k].text, word)),
  );
  if (at < 0) return `"${typed}"`;
  const [begin, end] = [words[at].begin, words[at + wanted.length - 1].end];
  return `${query.slice(0, begin)}"${query.slice(begin, end)}"${query.slice(end)}`;
}
