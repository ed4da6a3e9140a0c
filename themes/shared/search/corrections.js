// What an unknown word may stand for: forms near it, or two words.

import {entriesOf} from './lexicon.js';
import {Decoder, hasLetter, mostFrequent} from './shared.js';

/** @typedef {import('./resolve.js').Lexicon} Lexicon */
/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').WordInfo} WordInfo */

const NEAREST = 8; // forms
const SHORTEST_HALF = 3; // letters of half a word without digits

/**
 * The optimal string alignment distance; `most` + 1 if it is greater. Twin: base/edit_distance.h.
 * @param {string[]} a  characters
 * @param {string[]} b
 * @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = [...b.keys(), b.length];
  a.forEach((letter, i) => {
    const row = [i + 1];
    b.forEach((other, j) => {
      const swapped =
        i && j && letter === b[j - 1] && a[i - 1] === other ? before[j - 1] + 1 : Infinity;
      row.push(
        Math.min(swapped, last[j] + (letter === other ? 0 : 1), last[j + 1] + 1, row[j] + 1),
      );
    });
    [before, last] = [last, row];
  });
  return Math.min(last[b.length], most + 1);
}

/** @param {string} text */
const digitsOf = text => text.replace(/[^0-9]/g, '');

/** @param {string} text */
const reversed = text => [...text].reverse().join('');

/**
 * The forms of the lexicons that share the beginning or the end of a word.
 * @param {Store} store
 * @param {string} head
 * @param {string} tail
 */
async function candidates(store, head, tail) {
  const backward = reversed(tail);
  const keysOf = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) =>
    new Decoder(name, bytes).keys();
  const [heads, tails] = await Promise.all([
    store.all(s => s.beginning(head)),
    store.all(s => entriesOf(s, 'r', backward, keysOf)),
  ]);
  const ending = tails
    .flat()
    .filter(text => text.startsWith(backward))
    .map(reversed)
    .filter(form => !form.startsWith(head));
  return {heads, ending};
}

/**
 * Known forms near an unknown word, as `near` of Index (types.js). Twin: Slips in
 * query/resolve.cc.
 * @param {Store} store
 * @param {string} word
 */
export async function near(store, word) {
  const letters = [...word];
  const half = Math.max(2, (letters.length - 1) >> 1);
  const most = letters.length < 6 ? 1 : 2;
  const {heads, ending} = await candidates(
    store,
    letters.slice(0, half).join(''),
    letters.slice(-half).join(''),
  );
  const forms = new Set([...heads.flatMap(counts => [...counts.keys()]), ...ending]);
  const distances = new Map(
    [...forms]
      .filter(form => hasLetter(form) && digitsOf(form) === digitsOf(word))
      .map(form => [form, distance(letters, [...form], most)]),
  );
  const least = [...distances.values()].includes(1) ? 1 : most;
  const isNear = (/** @type {string} */ form) => distances.get(form) === least;
  // The backward lexicon of a segment has only the forms that are new in it, without frequencies.
  const others = ending.filter(isNear);
  const counts = await store.all(async s => {
    const entries = await Promise.all(others.map(form => s.find(form)));
    return new Map(others.map((form, i) => [form, entries[i]?.df ?? 0]));
  });
  return mostFrequent([...heads, ...counts], isNear, NEAREST);
}

/**
 * "languagemodel" as two known words: of all pairs that whose rarer word is the most frequent; no
 * forms if there is none. The result is that of `correct` in resolve.js. Twin: split in
 * query/resolve.cc.
 * @param {string} word
 * @param {Lexicon} lexicon
 */
export async function split(word, lexicon) {
  const letters = [...word];
  const least = /[0-9]/.test(word) ? 1 : SHORTEST_HALF;
  const cuts = letters
    .map((_, i) => letters.slice(0, i).join(''))
    .slice(least, letters.length - least + 1);
  const lookup = async (/** @type {string[]} */ words) =>
    words.length ? (await lexicon.index.lookup(words, null)).words : [];
  const lefts = (await lookup(cuts)).filter(({df}) => df);
  const rights = await lookup(lefts.map(left => word.slice(left.word.length)));
  const pairs = lefts.map((left, i) => [left, rights[i]]);
  const rarer = (/** @type {WordInfo[]} */ pair) => Math.min(...pair.map(({df}) => df));
  const most = Math.max(0, ...pairs.map(rarer));
  const halves = (most && pairs.find(pair => rarer(pair) === most)) || [];
  return {
    forms: halves.length ? [{form: halves.map(half => half.word).join(' '), df: 0}] : [],
    meant: halves.map(half => lexicon.known(half)),
  };
}
