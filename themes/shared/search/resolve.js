// The words of a query to forms of the index and their weights. Twin: query/resolve.cc.

import {expand, findExpansions, wordsToExpand} from './acronyms.js';
import {lookup, needs} from './on-demand.js';
import {hasLetter} from './text.js';
import {bitOf, hardGroups, isLong, rarity} from './weights.js';

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
const PREFIX_FORMS = 256;
// How often papers write two words as one, in parts of the papers that have the rarer word.
const LEAST_JOINED = 0.1;

/** @param {string} word */
const lengthOf = word => [...word].length;

/** What an index knows about a query's words. Twin: Lexicon in query/resolve.h. */
export class Lexicon {
  /**
   * @param {Index} index
   * @param {WordInfo[]} words
   * @param {Map<string, FormCount[]>} beginnings  forms that begin with a word
   */
  constructor(index, words, beginnings) {
    this.index = index;
    this.words = new Map(words.map(info => [info.word, info]));
    this.beginnings = beginnings;
  }

  /**
   * All forms that begin with a word, or the most frequent of them; all of one weight.
   * @param {string} word
   * @returns {Group['weights']}
   */
  beginning(word) {
    const df = this.df(word);
    const forms = [...(this.beginnings.get(word) ?? []), ...(df ? [{form: word, df}] : [])];
    const all = forms.reduce((sum, form) => sum + form.df, 0);
    const worth = this.worth(Math.min(this.index.size, all));
    return new Map(forms.map(({form}) => [form, worth]));
  }

  /** Whether the archive has days within "2026" or "2026-3". @param {string} date */
  hasDays(date) {
    const digits = date.replace(/-(?=\d(?:-|$))/g, '0').replace(/-/g, '');
    const [oldest, newest] = this.index.days.map(day => `${day}`.slice(0, digits.length));
    return digits !== '' && digits >= oldest && digits <= newest;
  }

  /** @param {string} word */
  df(word) {
    return this.words.get(word)?.df ?? 0;
  }

  /** A known word with the words of its stem; empty for an unknown one. @param {string} word */
  formsOf(word) {
    const info = this.words.get(word);
    return info?.df ? [word, ...info.sameStem.map(({form}) => form)] : [];
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
      word,
      bit: bitOf(clause),
      required: true,
      soft: false,
      isDate: false,
      weights: new Map([[word, lexicon.worth(lexicon.df(word))]]),
      composites: [],
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
function weightsOf({words: [word], also, joins, prefix}, lexicon, completions) {
  const df = lexicon.df(word);
  const weights = prefix ? lexicon.beginning(word) : lexicon.known(lexicon.words.get(word));
  const add = (/** @type {string} */ form, /** @type {number} */ weight) =>
    weights.set(form, Math.max(weight, weights.get(form) ?? 0));
  for (const other of also) {
    const count = lexicon.df(other);
    if (count) add(other, lexicon.worth(df || count));
  }
  for (const {form, other} of joins) {
    const count = lexicon.df(form);
    const isWritten = count >= LEAST_JOINED * Math.min(df, lexicon.df(other));
    if (count && isWritten) add(form, lexicon.worth(df || count));
  }
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
  const namesDays = lexicon.hasDays(clause.date);
  const isDate = !required && namesDays;
  const dates = namesDays ? [note(word, 'date', [{form: `date:${clause.date}`, df: 0}])] : [];
  const soft = !required && (isDate || SOFT_WORDS.includes(word));
  const group = (/** @type {Group['weights']} */ weights) => ({
    word,
    bit,
    required,
    soft,
    isDate,
    weights,
    composites: [],
  });
  const weights = weightsOf(clause, lexicon, completions);
  if (weights.size) {
    const isCompleted = completions.length && !lexicon.df(word);
    const said = isCompleted ? [note(word, 'completed', completions)] : [];
    return {groups: [group(weights)], said: [...said, ...dates]};
  }
  if (namesDays && !required) return {groups: [], said: dates};
  if (namesDays || clause.prefix) return {groups: [], said: [...dates, unknown(word, required)]};
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
 * Puts notes on one date together: "march" and "2026".
 * @param {QueryNote[]} notes
 */
function withDatesJoined(notes) {
  /** @type {QueryNote[]} */
  const kept = [];
  for (const one of notes) {
    const same =
      one.kind === 'date' && kept.find(({kind, shown}) => kind + shown === 'date' + one.shown);
    if (same) same.typed += ` ${one.typed}`;
    else kept.push(one);
  }
  return kept;
}

/** Words that name days weigh at most half of what any other word does. @param {Group[]} groups */
function lowerDates(groups) {
  const worths = groups
    .filter(({isDate}) => !isDate)
    .map(({weights}) => Math.max(...weights.values()));
  if (!worths.length) return;
  const most = Math.min(...worths) / 2;
  for (const {weights} of groups.filter(({isDate}) => isDate)) {
    for (const [form, weight] of weights) weights.set(form, Math.min(weight, most));
  }
}

/**
 * Each excluded clause, and of a prefix one for each form that begins with it.
 * @param {Clause[]} clauses
 * @param {Lexicon} lexicon
 * @returns {Clause[]}
 */
const excludedOf = (clauses, lexicon) =>
  clauses
    .filter(({sign}) => sign === '-')
    .flatMap(clause =>
      clause.prefix
        ? [...lexicon.beginning(clause.words[0]).keys()].map(form => ({...clause, words: [form]}))
        : clause.words.every(word => lexicon.df(word))
          ? [clause]
          : [],
    );

/**
 * Looks up all words at once, then corrections where needed.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Resolution>}
 */
export async function resolve({clauses}, index) {
  const words = clauses.flatMap(clause => [
    ...clause.words,
    ...clause.also,
    ...clause.joins.map(({form}) => form),
  ]);
  const expansions = findExpansions(clauses, index.acronyms);
  words.push(...wordsToExpand(expansions));
  const isCompleted = (/** @type {Clause} */ clause) =>
    clause.complete && lengthOf(clause.words[0]) >= SHORTEST_COMPLETED;
  const prefix = clauses.find(isCompleted)?.words[0] ?? null;
  const prefixes = clauses.filter(clause => clause.prefix).map(clause => clause.words[0]);
  const [found, ...beginnings] = await Promise.all([
    index.lookup([...new Set(words)], prefix),
    ...prefixes.map(word => index.completions(word, PREFIX_FORMS)),
  ]);
  const lexicon = new Lexicon(
    index,
    found.words,
    new Map(beginnings.map((forms, i) => [prefixes[i], forms])),
  );
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
  const said = withDatesJoined(understood.flatMap(one => one.said));
  lowerDates(groups);
  const groupOf = (/** @type {Clause} */ clause) => {
    const {groups: own = []} = understood[wanted.indexOf(clause)] ?? {};
    return own.length === 1 ? own[0] : undefined;
  };
  const formsOf = (/** @type {string} */ word) => lexicon.formsOf(word);
  said.push(...expand(expansions, clauses.map(groupOf), formsOf, clauses));
  if (isLong(hardGroups(groups))) (await needs()).lowerEverydayWords(groups);
  if (groups.every(({soft}) => soft)) for (const group of groups) group.soft = false;
  return {
    groups,
    said,
    phrases: wanted.filter(clause => clause.exact && clause.words.length > 1),
    excluded: excludedOf(clauses, lexicon),
    nothing: said.some(({kind}) => kind === 'missing') || (wanted.length > 0 && !groups.length),
  };
}
