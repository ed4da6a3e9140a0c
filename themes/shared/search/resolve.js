// The words of a query to forms of the index and their weights. Twin: query/resolve.cc.

import {lookup} from './on-demand.js';
import {hasLetter} from './text.js';
import {bitOf, rarity} from './weights.js';

/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').FormCount} FormCount */
/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').QueryNote} QueryNote */
/** @typedef {import('./types.js').Resolution} Resolution */
/** @typedef {import('./types.js').WordInfo} WordInfo */
/** @typedef {{groups: Group[], said: QueryNote[]}} Understood  what a clause becomes */

const SOFT_WORDS =
  'about can could did do does how should what when where which while who why'.split(' ');
const SHORTEST_CORRECTED = 4; // letters
const SHORTEST_COMPLETED = 2;

/** @param {string} word */
const lengthOf = word => [...word].length;

/** What an index knows about a query's words. Twin: Lexicon in query/resolve.h. */
export class Lexicon {
  /** @param {Index} index @param {WordInfo[]} words */
  constructor(index, words) {
    this.index = index;
    this.words = new Map(words.map(info => [info.word, info]));
  }

  /** @param {string} word */
  df(word) {
    return this.words.get(word)?.df ?? 0;
  }

  /** @param {number} df */
  worth(df) {
    return rarity(df, this.index.size);
  }

  /**
   * The weights of a word and of the words with the same stem; empty for an unknown word.
   * @param {WordInfo} [info]
   * @returns {Group['weights']}
   */
  known(info) {
    if (!info?.df) return new Map();
    const worth = this.worth(info.df);
    const others = info.sameStem.map(({form}) => /** @type {const} */ ([form, worth / 2]));
    return new Map([...others, [info.word, worth]]);
  }
}

/** @type {(typed: string, kind: QueryNote['kind'], forms?: FormCount[]) => QueryNote} */
function note(typed, kind, forms = []) {
  const [shown = '', ...others] = forms.map(({form}) => form);
  return {typed, kind, shown, others};
}

/** @type {(word: string, required: boolean) => QueryNote} */
const unknown = (word, required) => note(word, required ? 'missing' : 'dropped');

/** @param {Clause} clause @param {Lexicon} lexicon @returns {Understood} */
function resolveExact(clause, lexicon) {
  const words = [...new Set(clause.words)];
  const known = words.filter(word => lexicon.df(word));
  return {
    groups: known.map(word => ({
      bit: bitOf(clause),
      required: true,
      soft: false,
      weights: new Map([[word, lexicon.worth(lexicon.df(word))]]),
    })),
    said: words.filter(word => !lexicon.df(word)).map(word => unknown(word, true)),
  };
}

/**
 * The weights of a word, of its compound and of its completions.
 * @param {Clause} clause
 * @param {Lexicon} lexicon
 * @param {FormCount[]} completions
 */
function weightsOf({words: [word], joined = ''}, lexicon, completions) {
  const df = lexicon.df(word);
  const weights = lexicon.known(lexicon.words.get(word));
  const add = (/** @type {string} */ form, /** @type {number} */ weight) =>
    weights.set(form, Math.max(weight, weights.get(form) ?? 0));
  const together = lexicon.df(joined);
  if (together) add(joined, lexicon.worth(df || together));
  const all = completions.reduce((sum, form) => sum + form.df, 0);
  const completed = df ? lexicon.worth(df) / 2 : lexicon.worth(Math.min(lexicon.index.size, all));
  for (const {form} of completions) add(form, completed);
  return weights;
}

/**
 * @param {Clause} clause
 * @param {Lexicon} lexicon
 * @param {FormCount[]} completions  of the word
 * @returns {Promise<Understood>}
 */
async function resolveWord(clause, lexicon, completions) {
  const word = clause.words[0];
  const bit = bitOf(clause);
  const required = clause.sign === '+' || bit > 0;
  const soft = !required && SOFT_WORDS.includes(word);
  const group = (/** @type {Group['weights']} */ weights) => ({bit, required, soft, weights});
  const weights = weightsOf(clause, lexicon, completions);
  if (weights.size) {
    const isCompleted = completions.length && !lexicon.df(word);
    return {
      groups: [group(weights)],
      said: isCompleted ? [note(word, 'completed', completions)] : [],
    };
  }
  const {forms, meant} = await correct(word, lexicon);
  return {
    groups: meant.map(group),
    said: [forms.length ? note(word, 'corrected', forms) : unknown(word, required)],
  };
}

/**
 * What an unknown word may stand for: forms to show, and the weights of each word that replaces it.
 * @param {string} word
 * @param {Lexicon} lexicon
 * @returns {Promise<{forms: FormCount[], meant: Group['weights'][]}>}
 */
async function correct(word, lexicon) {
  if (lengthOf(word) < SHORTEST_CORRECTED || !hasLetter(word)) return {forms: [], meant: []};
  const forms = await lexicon.index.near(word);
  if (!forms.length) return (await lookup()).split(word, lexicon);
  // All have the same weight: a rare form is not more likely to be the right one.
  const worth = lexicon.worth(forms[0].df);
  return {forms, meant: [new Map(forms.map(({form}) => [form, worth]))]};
}

/**
 * Looks up all words at once, then corrections where needed.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Resolution>}
 */
export async function resolve({clauses}, index) {
  const words = clauses.flatMap(c => (c.joined ? [...c.words, c.joined] : c.words));
  const isCompleted = (/** @type {Clause} */ clause) =>
    clause.complete && lengthOf(clause.words[0]) >= SHORTEST_COMPLETED;
  const prefix = clauses.find(isCompleted)?.words[0] ?? null;
  const found = await index.lookup([...new Set(words)], prefix);
  const lexicon = new Lexicon(index, found.words);
  const completionsOf = (/** @type {Clause} */ {complete, words: [word]}) =>
    complete && word === prefix ? found.completions : [];
  const wanted = clauses.filter(({sign}) => sign !== '-');
  const understood = await Promise.all(
    wanted.map(clause =>
      clause.exact
        ? resolveExact(clause, lexicon)
        : resolveWord(clause, lexicon, completionsOf(clause)),
    ),
  );
  const groups = understood.flatMap(one => one.groups);
  const said = understood.flatMap(one => one.said);
  if (groups.every(({soft}) => soft)) for (const group of groups) group.soft = false;
  return {
    groups,
    said,
    phrases: wanted.filter(clause => clause.exact && clause.words.length > 1),
    excluded: clauses.filter(
      clause => clause.sign === '-' && clause.words.every(word => lexicon.df(word)),
    ),
    nothing: said.some(({kind}) => kind === 'missing') || (wanted.length > 0 && !groups.length),
  };
}
