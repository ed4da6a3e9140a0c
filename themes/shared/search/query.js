// What was typed to a query. Pure. Twin: query/query.cc.

import {filterKey, fold, tokenize} from './text.js';

/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Word} Word */

const STOP_WORDS = [
  ...'a an and are as at be by for from in into is it its of on or that'.split(' '),
  ...'the their this to we with'.split(' '),
];
const MOST_WORDS = 64;
const MOST_TYPED = 60; // characters of what could not be read
const NAMES = '(title|author|topic|category|from|to|date|score|authors|cat):';
/** @type {Record<string, string>} */
const SHORT = {authors: 'author', cat: 'category'};
const PIECES = new RegExp(`([+-](?! |$))?(?:${NAMES}(?! |$))?(?:"([^"]*)"?|([^ "]+))`, 'g');
const NAME_ALONE = new RegExp(`^${NAMES}$`);
const OTHER_NAME = /^[a-z]{2,12}:(?=[^:/])/;
/** A paper's number, or an address or name that ends in it. */
const NUMBER = /^(?:[a-z][^]*\/)?(?:arxiv[:.])?(\d{4}\.\d{4,5}|\d{7})(?:v\d+)?(?:\.pdf)?$/;

/**
 * @param {Query} query
 * @param {Clause} clause
 */
function addClause({clauses}, clause) {
  const {sign, field, words, exact} = clause;
  const same = clauses.find(
    other =>
      other.field === field &&
      other.exact === exact &&
      (other.sign === '-') === (sign === '-') &&
      other.words.join(' ') === words.join(' '),
  );
  if (same) {
    if (sign === '+') same.sign = sign;
    same.complete ||= clause.complete;
    if (clause.joined) same.joined ??= clause.joined;
  } else if (clauses.flatMap(other => other.words).length + words.length <= MOST_WORDS) {
    clauses.push(clause);
  }
}

/** The word of a clause without sign, field and quotes. @param {Clause} [clause] */
const plainWord = clause =>
  !clause || clause.sign || clause.field || clause.exact ? '' : clause.words[0];

/** Without stop words and "et al". @param {Clause[]} clauses */
function withoutStopWords(clauses) {
  const kept = [];
  for (let i = 0; i < clauses.length; i++) {
    const word = plainWord(clauses[i]);
    if (word === 'et' && plainWord(clauses[i + 1]) === 'al') i++;
    else if (!STOP_WORDS.includes(word)) kept.push(clauses[i]);
  }
  return kept;
}

/** Cuts what could not be read to the length that is shown. @param {string} piece */
export const shortened = piece => [...piece.slice(0, 2 * MOST_TYPED)].slice(0, MOST_TYPED).join('');

/**
 * Keeps a limit, or what could not be read, for limits.js.
 * @type {(query: Query, piece: string, name?: string, value?: string) => void}
 */
function setAside({limits}, piece, name = '', value = '') {
  limits.push({name, value, typed: shortened(piece)});
}

/**
 * Adds the words of a piece without quotes, each as a clause.
 * @param {Query} query
 * @param {Pick<Clause, 'sign' | 'field'>} head
 * @param {Word[]} words
 * @param {number} end  where the last word ends if it is still being typed; else -1
 */
function addWords(query, head, words, end) {
  for (const [i, word] of words.entries()) {
    const second = word.tied ? i : i + 1;
    const isCompound = words[second]?.tied && !words[second - 1].tied && !words[second + 1]?.tied;
    addClause(query, {
      ...head,
      words: [word.text],
      exact: false,
      complete: word.end === end,
      ...(isCompound ? {joined: words[second - 1].text + words[second].text} : {}),
    });
  }
}

/**
 * @param {Query} query
 * @param {RegExpExecArray} piece  of PIECES
 * @param {boolean} isLast
 */
function addPiece(query, [whole, mark, name = '', quoted, written = ''], isLast) {
  const sign = /** @type {Clause['sign']} */ (mark ?? '');
  const field = SHORT[name] ?? name;
  const isPlain = !name && quoted === undefined;
  const bare = isPlain ? written.replace(NUMBER, '$1') : written;
  const [other = ''] = (isPlain && OTHER_NAME.exec(bare)) || [];
  const value = quoted ?? bare.slice(other.length);
  if (other) setAside(query, other);
  if (field === 'topic' || field === 'category') {
    const key = filterKey(value);
    if (key) query.filters.push({kind: field, key, not: sign === '-'});
    else setAside(query, whole);
    return;
  }
  if (field && field !== 'title' && field !== 'author') {
    setAside(query, whole, sign === '-' ? '' : field, value);
    return;
  }
  const head = {sign, field: /** @type {Clause['field']} */ (field)};
  const words = tokenize(value);
  const texts = words.map(({text}) => text);
  if (isPlain ? isLast && NAME_ALONE.test(written) : !texts.length) {
    setAside(query, whole);
  } else if (texts.length && (quoted !== undefined || (sign === '-' && texts.length > 1))) {
    addClause(query, {...head, words: texts.slice(0, MOST_WORDS), exact: true, complete: false});
  } else {
    addWords(query, head, words, sign !== '-' && isLast ? value.length : -1);
  }
}

/**
 * Any text is a query. Grammar: docs/search.md. Days and scores, and what could not be read, are
 * only set aside: limits.js reads them.
 * @param {string} typed
 * @returns {Query}
 */
export function parseQuery(typed) {
  const text = fold(typed)
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\0-\x20]/g, ' ');
  /** @type {Query} */
  const query = {clauses: [], filters: [], limits: []};
  const pieces = [...text.matchAll(PIECES)];
  for (const piece of pieces) {
    addPiece(query, piece, piece.index + piece[0].length === text.length);
  }
  const kept = withoutStopWords(query.clauses);
  const isEmpty = !query.clauses.length && !query.filters.length && !query.limits.length;
  if (kept.some(({sign}) => sign !== '-')) query.clauses = kept;
  if (isEmpty && pieces.length) setAside(query, pieces.map(([whole]) => whole).join(' '));
  return query;
}
