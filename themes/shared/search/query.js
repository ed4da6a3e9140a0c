// What was typed to a query. Pure. Twin: query/query.cc.

import {
  isPlain,
  isPrefix,
  isSingleUnspaced,
  STOP_WORDS,
  joinMonths,
  joinNeighbours,
  otherSpellings,
  phraseWords,
} from './query-words.js';
import {filterKey, fold, idWord, isUnspaced, tokenize} from './text.js';
import {plainQuery} from './typed-text.js';

/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').Clause} Clause */

const MOST_WORDS = 64;
const MOST_TYPED = 60; // characters of what could not be read
const NAMES = '(title|ti|authors?|au|abs|all|topic|category|cat|from|to|date|score|id):';
/** @type {Record<string, string>} */
const SHORT = {
  ti: 'title',
  au: 'author',
  authors: 'author',
  abs: 'any',
  all: 'any',
  cat: 'category',
};
const DAYS = /^\d{4}(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12]\d|3[01]))?)?$/;
const PIECES = new RegExp(`([+-](?! |$))?(?:${NAMES}(?! |$))?(?:"([^"]*)"?|([^ "]+))`, 'g');
const NAME_ALONE = new RegExp(`^${NAMES}$`);
const OTHER_NAME = /^[a-z]{2,12}:(?=[^:/])/;
/** A paper's number, or an address or name that ends in it. */
const NUMBER = /^(?:[a-z][^]*\/)?(?:arxiv[:.])?(\d{4}\.\d{4,5}|\d{7})(?:v\d+)?(?:\.pdf)?$/;

/** An id that is not of arXiv, alone or with a scheme or address before it. Twin: other_id in query/query.cc. */
const OTHER_ID =
  /^openreview:(.+)|openreview\.net\/forum\?id=([^&]+)|(?:^|[:/])(10\.(?!48550\/arxiv\.)[\d.]{4,}\/.+)/;
/** DOIs of bioRxiv and medRxiv end with a number. Twin: without_version in query/query.cc. */
const PREPRINT = /^10\.(?:1101|64898)\/[\d.]{5,}\d/;

const EXACT = {exact: true, complete: false, prefix: false, also: [], joins: [], date: ''};

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
      !other.prefix === !clause.prefix &&
      (other.sign === '-') === (sign === '-') &&
      other.words.join(' ') === words.join(' '),
  );
  if (same) {
    if (sign === '+') same.sign = sign;
    same.complete ||= clause.complete;
    if (!same.also?.length) same.also = clause.also;
  } else if (clauses.flatMap(other => other.words).length + words.length <= MOST_WORDS) {
    clauses.push(clause);
  }
}

/** The word of a clause without sign, field and quotes. @param {Clause} [clause] */
const plainWord = clause => (clause && isPlain(clause) && !clause.exact ? clause.words[0] : '');

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
 * @param {string} value
 * @param {boolean} isLast  the last word is still being typed
 */
function addWords(query, head, value, isLast) {
  const date = isPlain(/** @type {Clause} */ (head)) && DAYS.test(value) ? value : '';
  const words = tokenize(value);
  for (const [i, word] of words.entries()) {
    if (word.tail) continue;
    addClause(query, {
      ...head,
      words: [word.text],
      exact: false,
      complete: isLast && head.sign !== '-' && word.end === value.length && !isUnspaced(word.text),
      prefix: isPrefix(value, word),
      also: otherSpellings(words, i),
      joins: [],
      date,
    });
  }
}

/**
 * The word of the index for the id that a piece names, or none. Twin: id_word_of in query/query.cc.
 * @param {string} name  of the operator
 * @param {string} text
 */
function namedId(name, text) {
  const [, forum, shown, doi = ''] = OTHER_ID.exec(text) ?? [];
  const isBare = name === 'id' && text.replace(NUMBER, '$1') === text;
  return idWord(forum ?? shown ?? (PREPRINT.exec(doi)?.[0] || doi || (isBare ? text : '')));
}

/**
 * @param {Query} query
 * @param {RegExpExecArray} piece  of PIECES
 * @param {boolean} isLast
 */
function addPiece(query, [whole, mark, name = '', quoted, written = ''], isLast) {
  const sign = /** @type {Clause['sign']} */ (mark ?? '');
  const id = !name || name === 'id' ? namedId(name, quoted ?? written) : '';
  if (id) {
    addClause(query, {sign, field: '', ...EXACT, words: [id]});
    return;
  }
  const field = name === 'id' ? '' : (SHORT[name] ?? name);
  const isText = (!name || name === 'id') && quoted === undefined;
  const bare = isText ? written.replace(NUMBER, '$1') : written;
  const [other = ''] = (isText && OTHER_NAME.exec(bare)) || [];
  const value = quoted ?? bare.slice(other.length);
  if (other) setAside(query, other);
  if (field === 'topic' || field === 'category') {
    const key = filterKey(value);
    if (key) query.filters.push({kind: field, key, not: sign === '-'});
    else setAside(query, whole);
    return;
  }
  if (field && !/^(?:title|author|any)$/.test(field)) {
    setAside(query, whole, sign === '-' ? '' : field, value);
    return;
  }
  /** @type {Pick<Clause, 'sign' | 'field'>} */
  const head = {
    sign: field === 'any' ? sign || '+' : sign,
    field: field === 'title' || field === 'author' ? field : '',
  };
  const words = phraseWords(value);
  if (isText ? isLast && NAME_ALONE.test(written) : !words.length) {
    setAside(query, whole);
  } else if (quoted === undefined && !(sign === '-' && words.length > 1)) {
    addWords(query, head, value, isLast);
  } else if (words.length === 1 && isSingleUnspaced(words[0])) {
    addWords(query, {...head, sign: head.sign || '+'}, value, false);
  } else {
    addClause(query, {...head, ...EXACT, words: words.slice(0, MOST_WORDS)});
  }
}

/**
 * Any text is a query. Grammar: docs/search.md. Days and scores, and what could not be read, are
 * only set aside: limits.js reads them.
 * @param {string} typed
 * @returns {Query}
 */
export function parseQuery(typed) {
  const text = fold(plainQuery(typed));
  /** @type {Query} */
  const query = {clauses: [], filters: [], limits: []};
  const pieces = [...text.matchAll(PIECES)];
  for (const piece of pieces) {
    addPiece(query, piece, piece.index + piece[0].length === text.length);
  }
  joinNeighbours(query.clauses);
  const kept = withoutStopWords(query.clauses);
  const isEmpty = !query.clauses.length && !query.filters.length && !query.limits.length;
  if (kept.some(({sign}) => sign !== '-')) query.clauses = kept;
  joinMonths(query.clauses);
  if (isEmpty && pieces.length) setAside(query, pieces.map(([whole]) => whole).join(' '));
  return query;
}
