// Text for search: folding, words, and what was typed as a query. Pure.
// Twins: text/normalize.cc, text/tokenize.cc, search/query.cc; tests/vectors binds both sides.

/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */

/** @type {Record<string, string>} */
const LETTERS = {
  ø: 'o', ł: 'l', đ: 'd', ð: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ',
  '‘': "'", '’': "'", '‐': '-', '‑': '-', '–': '-',
};
const DROPPED = /[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+/gu;

/**
 * One way to fold text: no marks, lower case, plain letters. Character by character, so that
 * fold(a + b) is fold(a) + fold(b).
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  // eslint-disable-next-line no-control-regex
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(DROPPED, '').toLowerCase()
      .replace(/[^\0-\x7f]/g, (c) => LETTERS[c] ?? c).replace(DROPPED, '');
}

/**
 * @typedef {Object} Word
 * @property {string} text
 * @property {number} begin  UTF-16 units into the folded text
 * @property {number} end
 * @property {boolean} tied  a hyphen alone stands between it and the word before it
 */

const WORD = '[\\p{L}\\p{M}\\p{N}\\p{Pc}]';
const INFIX = "['&\\u00b7\\u05f4\\u2027]";
const DIGIT_INFIX = '[,.;\\u0589\\u060d\\u07f8\\u2044]';
const WORDS = new RegExp(
    `${WORD}+(?:(?:(?<=\\p{Nd})${DIGIT_INFIX}(?=\\p{Nd})|(?<!\\p{Nd})${INFIX}|${INFIX}(?!\\p{Nd}))${WORD}+)*` +
    `(?:[+#]{1,3}(?![+#\\p{L}\\p{M}\\p{N}\\p{Pc}]))?`, 'gu');
const LONGEST_WORD = 64;

/** @param {string} text bytes of its UTF-8 */
function utf8Length(text) {
  let bytes = 0;
  for (const c of text) {
    const code = /** @type {number} */ (c.codePointAt(0));
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/**
 * Words of folded text in order, as Xapian cuts them.
 * @param {string} folded
 * @returns {Word[]}
 */
export function tokenize(folded) {
  /** @type {Word[]} */
  const words = [];
  let previousEnd = -2;
  for (const match of folded.matchAll(WORDS)) {
    const text = match[0];
    const begin = match.index ?? 0;
    const end = begin + text.length;
    if (text.length * 3 > LONGEST_WORD && utf8Length(text) > LONGEST_WORD) {
      previousEnd = -2;
      continue;
    }
    words.push({text, begin, end, tied: previousEnd + 1 === begin && folded[previousEnd] === '-'});
    previousEnd = end;
  }
  return words;
}

/**
 * How values of topic: and category: are compared: "Model Architecture" is "model-architecture".
 * @param {string} value
 */
export function filterKey(value) {
  return fold(value).replace(/[^a-z0-9.\u0080-\uffff]+/g, '-').replace(/^-|-$/g, '');
}

const STOP_WORDS = new Set(('a an and are as at be by for from in into is it its of on or that the ' +
    'their this to we with').split(' '));
const MOST_WORDS = 64;

/**
 * Days of "2026", "2026-02" or "2026-02-27" as numbers.
 * @param {string} text
 * @returns {{first: number, last: number} | null}
 */
export function parseDays(text) {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]) * 10000;
  const month = match[2] === undefined ? 0 : Number(match[2]);
  const day = match[3] === undefined ? 0 : Number(match[3]);
  if (match[2] !== undefined && (month < 1 || month > 12)) return null;
  if (match[3] !== undefined && (day < 1 || day > 31)) return null;
  return {first: year + (month || 1) * 100 + (day || 1), last: year + (month || 12) * 100 + (day || 31)};
}

/**
 * @param {Query} query
 * @param {number} from 0: none
 * @param {number} to 0: none
 */
function limitDays(query, from, to) {
  if (from > query.from) query.from = from;
  if (to !== 0 && (query.to === 0 || to < query.to)) query.to = to;
}

/**
 * @param {Query} query
 * @param {string} name
 * @param {string} value
 * @returns {boolean} whether the value could be read
 */
function limitByDays(query, name, value) {
  const dots = name === 'date' ? value.indexOf('..') : -1;
  if (dots >= 0) {
    const begin = value.slice(0, dots);
    const end = value.slice(dots + 2);
    const first = parseDays(begin);
    const last = parseDays(end);
    if ((begin !== '' && !first) || (end !== '' && !last) || (!first && !last)) return false;
    limitDays(query, first ? first.first : 0, last ? last.last : 0);
    return true;
  }
  const days = parseDays(value);
  if (!days) return false;
  limitDays(query, name === 'to' ? 0 : days.first, name === 'from' ? 0 : days.last);
  return true;
}

/**
 * @param {Query} query
 * @param {number} score
 * @param {boolean} open  the score itself is excluded
 */
function limitBelow(query, score, open) {
  if (query.minScore === null || score > query.minScore) {
    query.minScore = score;
    query.above = open;
  } else if (score === query.minScore) {
    query.above ||= open;
  }
}

/**
 * @param {Query} query
 * @param {number} score
 * @param {boolean} open
 */
function limitAbove(query, score, open) {
  if (query.maxScore === null || score < query.maxScore) {
    query.maxScore = score;
    query.below = open;
  } else if (score === query.maxScore) {
    query.below ||= open;
  }
}

/**
 * @param {Query} query
 * @param {string} value
 */
function limitByScore(query, value) {
  const match = /^(>=|<=|>|<|=)?(\d{1,4}(?:\.\d{1,6})?)?(\.\.)?(\d{1,4}(?:\.\d{1,6})?)?$/.exec(value);
  if (!match) return false;
  const [, sign, first, dots, last] = match;
  if (first === undefined && last === undefined) return false;
  if (dots !== undefined) {
    if (sign !== undefined) return false;
    if (first !== undefined) limitBelow(query, Number(first), false);
    if (last !== undefined) limitAbove(query, Number(last), false);
    return true;
  }
  if (first === undefined || last !== undefined) return false;
  const score = Number(first);
  if (sign !== '<' && sign !== '<=') limitBelow(query, score, sign === '>');
  if (sign !== '>' && sign !== '>=') limitAbove(query, score, sign === '<');
  return true;
}

/**
 * @param {Query} query
 * @param {Clause} clause
 */
function addClause(query, clause) {
  const text = clause.words.join(' ');
  for (const other of query.clauses) {
    if (other.field !== clause.field || other.exact !== clause.exact ||
        (other.sign === '-') !== (clause.sign === '-') || other.words.join(' ') !== text) {
      continue;
    }
    if (clause.sign === '+') other.sign = '+';
    other.complete ||= clause.complete;
    return;
  }
  const size = query.clauses.reduce((sum, c) => sum + c.words.length, 0);
  if (size + clause.words.length <= MOST_WORDS) query.clauses.push(clause);
}

/** @param {Query} query stop words go, unless nothing else is looked for */
function dropStopWords(query) {
  const isStop = (/** @type {Clause} */ c) =>
      c.sign === '' && c.field === '' && !c.exact && STOP_WORDS.has(c.words[0] ?? '');
  if (query.clauses.some((c) => c.sign !== '-' && !isStop(c))) {
    query.clauses = query.clauses.filter((c) => !isStop(c));
  }
}

/** @type {Record<string, string>} */
const NAMES = {
  title: 'title', author: 'author', authors: 'author', topic: 'topic', category: 'category', cat: 'category',
  from: 'from', to: 'to', date: 'date', score: 'score',
};

/**
 * Understands what was typed. Any text is a query. Grammar: docs/search.md.
 * @param {string} typed
 * @returns {Query}
 */
export function parseQuery(typed) {
  const text = fold(typed).replace(/[\u201c-\u201f]/g, '"').replace(/[\0-\x20]/g, ' ');
  /** @type {Query} */
  const query = {
    clauses: [], filters: [], from: 0, to: 0, minScore: null, maxScore: null, above: false, below: false,
    dropped: [],
  };
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') {
      ++at;
      continue;
    }
    const begin = at;
    /** @type {'' | '+' | '-'} */
    let sign = '';
    const c = text[at];
    if ((c === '+' || c === '-') && at + 1 < text.length && text[at + 1] !== ' ') {
      sign = c;
      ++at;
    }
    let name = '';
    const named = /^([a-z]{2,8}):(?=[^ ])/.exec(text.slice(at, at + 10));
    if (named && Object.hasOwn(NAMES, named[1] ?? '')) {
      name = NAMES[named[1] ?? ''] ?? '';
      at += named[0].length;
    }
    const quoted = text[at] === '"';
    let end = quoted ? text.indexOf('"', at + 1) : at;
    if (quoted) {
      ++at;
      if (end < 0) end = text.length;
    } else {
      while (end < text.length && text[end] !== ' ' && text[end] !== '"') ++end;
    }
    const value = text.slice(at, end);
    at = quoted && end < text.length ? end + 1 : end;

    let known = true;
    if (name === 'topic' || name === 'category') {
      const key = filterKey(value);
      known = key !== '';
      if (known) query.filters.push({kind: name, key, not: sign === '-'});
    } else if (name === 'score') {
      known = limitByScore(query, value);
    } else if (name === 'from' || name === 'to' || name === 'date') {
      known = limitByDays(query, name, value);
    } else {
      const words = tokenize(value);
      const field = name === 'title' || name === 'author' ? name : '';
      if (words.length > 0 && (quoted || (sign === '-' && words.length > 1))) {
        const exact = words.map((word) => word.text).slice(0, MOST_WORDS);
        addClause(query, {sign, field, words: exact, exact: true, complete: false});
      } else {
        for (const word of words) {
          const complete = sign !== '-' && at === text.length && word.end === value.length;
          addClause(query, {sign, field, words: [word.text], exact: false, complete});
        }
      }
    }
    if (!known && query.dropped.length < MOST_WORDS) query.dropped.push(text.slice(begin, at).slice(0, 100));
  }
  dropStopWords(query);
  return query;
}

/**
 * The query narrowed by what was set beside it.
 * @param {Query} query   changed in place
 * @param {SearchOptions} options
 * @returns {Query}
 */
export function applyOptions(query, options) {
  if (options.from) limitByDays(query, 'from', options.from);
  if (options.to) limitByDays(query, 'to', options.to);
  if (typeof options.minScore === 'number' && !Number.isNaN(options.minScore)) {
    limitBelow(query, options.minScore, false);
  }
  for (const kind of /** @type {const} */ (['topic', 'category'])) {
    const key = filterKey(options[kind] ?? '');
    if (key !== '') query.filters.push({kind, key, not: false});
  }
  if (options.complete === false) for (const clause of query.clauses) clause.complete = false;
  return query;
}
