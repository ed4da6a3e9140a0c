// From what was typed to ranked papers, over any Index (types.js). Pure: asks the index, and loads
// narrow.js where a query has limits, phrases or wants counts. Twins: text/normalize.cc, text/tokenize.cc, search/query.cc,
// search/resolve.cc, search/bm25.cc, search/xapian_query.cc; tests/vectors and tests/search hold both sides together.

/** @typedef {import('./types.js').Index} Index */
/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').Clause} Clause */
/** @typedef {import('./types.js').FormCount} FormCount */
/** @typedef {import('./types.js').WordInfo} WordInfo */
/** @typedef {import('./types.js').Postings} Postings */
/** @typedef {import('./types.js').Said} Said */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {import('./types.js').Ranking} Ranking */
/** @typedef {import('./types.js').Word} Word */
/** @typedef {import('./types.js').Group} Group */
/** @typedef {import('./types.js').Resolution} Resolution */
/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {{groups: Group[], said: Said[]}} Understood  what became of a clause */
/** @typedef {import('./narrow.js').Narrowing} Narrowing */

/** The build that this module came with; the program fills it in. Modules of two builds are never used together. */
export const BUILD = 'source';

/** @type {Record<string, string>} */
const LETTERS = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
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
  return text
    .normalize('NFKD')
    .replace(DROPPED, '')
    .toLowerCase()
    .replace(/[^\0-\x7f]/g, c => LETTERS[c] ?? c)
    .replace(DROPPED, '');
}

const WORD = '[\\p{L}\\p{M}\\p{N}\\p{Pc}]';
const INFIX = "['&\\u00b7\\u05f4\\u2027]";
const DIGIT_INFIX = '[,.;\\u0589\\u060d\\u07f8\\u2044]';
const WORDS = new RegExp(
  `${WORD}+(?:(?:(?<=\\p{Nd})${DIGIT_INFIX}(?=\\p{Nd})|(?<!\\p{Nd})${INFIX}|${INFIX}(?!\\p{Nd}))${WORD}+)*` +
    `(?:[+#]{1,3}(?![+#\\p{L}\\p{M}\\p{N}\\p{Pc}]))?`,
  'gu',
);
const LONGEST_WORD = 64; // bytes of UTF-8

/**
 * Words of folded text in order, as Xapian cuts them.
 * @param {string} folded
 * @returns {Word[]}
 */
export function tokenize(folded) {
  /** @type {Word[]} */
  const words = [];
  let last = -2;
  for (const {0: text, index: begin} of folded.matchAll(WORDS)) {
    const end = begin + text.length;
    if (new TextEncoder().encode(text).length > LONGEST_WORD) {
      last = -2;
      continue;
    }
    words.push({text, begin, end, tied: last + 1 === begin && folded[last] === '-'});
    last = end;
  }
  return words;
}

/**
 * How values of topic: and category: are compared: "Model Architecture" is "model-architecture".
 * @param {string} value
 */
export const filterKey = value =>
  fold(value)
    .replace(/[^a-z0-9.\u0080-\uffff]+/g, '-')
    .replace(/^-|-$/g, '');

const STOP_WORDS = (
  'a an and are as at be by for from in into is it its of on or that the ' + 'their this to we with'
).split(' ');
const MOST_WORDS = 64;
const MOST_TYPED = 60; // characters of what could not be read
const NAMES = '(title|author|topic|category|from|to|date|score|authors|cat):';
/** @type {Record<string, string>} */
const SHORT = {authors: 'author', cat: 'category'};
const PIECES = new RegExp(`([+-](?! |$))?(?:${NAMES}(?! |$))?(?:"([^"]*)"?|([^ "]+))`, 'g');
const NOTHING_BEHIND = new RegExp(`^${NAMES}$`);
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

/** What could not be read, cut to be shown. @param {string} piece */
export const shortened = piece => [...piece.slice(0, 2 * MOST_TYPED)].slice(0, MOST_TYPED).join('');

/**
 * Understands what was typed. Any text is a query. Grammar: docs/search.md. Days and scores, and what could not be
 * read, are only set aside: narrow.js reads them.
 * @param {string} typed
 * @returns {Query}
 */
export function parseQuery(typed) {
  const text = fold(typed)
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\0-\x20]/g, ' ');
  /** @type {Query} */
  const query = {clauses: [], filters: [], limits: []};
  const aside = (/** @type {string} */ piece, name = '', value = '') =>
    query.limits.push({name, value, typed: shortened(piece)});
  for (const piece of text.matchAll(PIECES)) {
    const [whole, mark, name = '', quoted, written = ''] = piece;
    const sign = /** @type {Clause['sign']} */ (mark ?? '');
    const field = SHORT[name] ?? name;
    const plain = !name && quoted === undefined;
    const bare = plain ? written.replace(NUMBER, '$1') : written;
    const [other = ''] = (plain && OTHER_NAME.exec(bare)) || [];
    const value = quoted ?? bare.slice(other.length);
    if (other) aside(other);
    if (field === 'topic' || field === 'category') {
      const key = filterKey(value);
      if (key) query.filters.push({kind: field, key, not: sign === '-'});
      else aside(whole);
      continue;
    }
    if (field && field !== 'title' && field !== 'author') {
      aside(whole, sign === '-' ? '' : field, value);
      continue;
    }
    const head = {sign, field: /** @type {Clause['field']} */ (field)};
    const words = tokenize(value);
    const texts = words.map(word => word.text);
    const last = piece.index + whole.length === text.length;
    if (plain ? last && NOTHING_BEHIND.test(written) : !texts.length) {
      aside(whole);
    } else if (texts.length && (quoted !== undefined || (sign === '-' && texts.length > 1))) {
      addClause(query, {...head, words: texts.slice(0, MOST_WORDS), exact: true, complete: false});
    } else {
      for (const [i, word] of words.entries()) {
        const complete = sign !== '-' && last && word.end === value.length;
        const second = word.tied ? i : i + 1;
        const joined =
          words[second]?.tied && !words[second - 1].tied && !words[second + 1]?.tied
            ? {joined: texts[second - 1] + texts[second]}
            : {};
        addClause(query, {...head, words: [word.text], exact: false, complete, ...joined});
      }
    }
  }
  const {clauses, filters, limits} = query;
  const kept = withoutStopWords(clauses);
  if (kept.some(c => c.sign !== '-')) query.clauses = kept;
  const pieces = text.match(PIECES);
  if (!clauses.length && !filters.length && !limits.length && pieces) aside(pieces.join(' '));
  return query;
}

const TITLE = 1;
const AUTHORS = 2;
export const HEAD = TITLE | AUTHORS;
const SOFT_WORDS =
  'about can could did do does how should what when where which while who why'.split(' ');

/** @param {Clause} clause */
export const bitOf = clause =>
  clause.field === 'title' ? TITLE : clause.field === 'author' ? AUTHORS : 0;

/** @param {string} word */
const letters = word => [...word].length;

/** Whether a word is more than a number. Twin: has_letter in text/tokenize.cc. @param {string} word */
export const hasLetter = word => /[a-z\u0080-\uffff]/.test(word);

/**
 * What one word is worth, by how rare it is, as Xapian's BM25 has it.
 * @param {number} n  papers that hold the word
 * @param {number} N  papers in the index
 */
export function rarity(n, N) {
  let t = (N - n + 0.5) / (n + 0.5);
  if (t < 2) t = t * 0.5 + 1;
  return Math.log(t);
}

/**
 * Ranks that differ only by the order in which a processor adds are equal.
 * @param {number} rank
 */
export const rankKey = rank => Math.floor(rank * 1e9 + 0.5);

/** What an index knows of a query's words. Twin: Lexicon in search/resolve.h. */
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

  /** What a word that papers hold and its kin weigh; nothing of another. @param {WordInfo} [info] */
  known(info) {
    const worth = this.worth(info?.df ?? 0);
    return new Map(
      info?.df
        ? [
            ...info.kin.map(({form}) => /** @type {const} */ ([form, worth / 2])),
            [info.word, worth],
          ]
        : [],
    );
  }
}

/** @type {(typed: string, kind: Said['kind'], forms?: FormCount[]) => Said} */
function say(typed, kind, forms = []) {
  const [shown = '', ...others] = forms.map(({form}) => form);
  return {typed, kind, shown, others};
}

/** @type {(word: string, required: boolean) => Said} */
const drop = (word, required) => say(word, required ? 'missing' : 'dropped');

/** @param {Clause} clause @param {Lexicon} lexicon @returns {Understood} */
function addExact(clause, lexicon) {
  const words = [...new Set(clause.words)];
  return {
    groups: words
      .filter(word => lexicon.df(word))
      .map(word => ({
        bit: bitOf(clause),
        required: true,
        soft: false,
        weights: new Map([[word, lexicon.worth(lexicon.df(word))]]),
      })),
    said: words.filter(word => !lexicon.df(word)).map(word => drop(word, true)),
  };
}

/**
 * @param {Clause} clause
 * @param {Lexicon} lexicon
 * @param {FormCount[]} completions  of the word
 * @returns {Promise<Understood>}
 */
async function addWord(clause, lexicon, completions) {
  const {
    sign,
    words: [word],
    joined = '',
  } = clause;
  const bit = bitOf(clause);
  const required = sign === '+' || bit > 0;
  const soft = !required && SOFT_WORDS.includes(word);
  const group = (/** @type {Group['weights']} */ weights) => ({bit, required, soft, weights});
  const df = lexicon.df(word);
  const weights = lexicon.known(lexicon.words.get(word));
  const add = (/** @type {string} */ form, /** @type {number} */ u) =>
    weights.set(form, Math.max(u, weights.get(form) ?? 0));
  const together = lexicon.df(joined);
  if (together) add(joined, lexicon.worth(df || together));
  const all = completions.reduce((sum, form) => sum + form.df, 0);
  for (const {form} of completions)
    add(form, df ? lexicon.worth(df) / 2 : lexicon.worth(Math.min(lexicon.index.size, all)));
  if (weights.size)
    return {
      groups: [group(weights)],
      said: completions.length && !df ? [say(word, 'completed', completions)] : [],
    };
  const {forms, meant} = await correct(word, lexicon);
  return {
    groups: meant.map(group),
    said: [forms.length ? say(word, 'corrected', forms) : drop(word, required)],
  };
}

/**
 * What an unknown word may have been meant to be: forms to show, and the weights of each word that it is then.
 * @param {string} word
 * @param {Lexicon} lexicon
 * @returns {Promise<{forms: FormCount[], meant: Group['weights'][]}>}
 */
async function correct(word, lexicon) {
  const isWord = letters(word) > 3 && hasLetter(word);
  const forms = isWord ? await lexicon.index.near(word) : [];
  if (isWord && !forms.length) return (await narrow()).split(word, lexicon);
  // All alike: a rare form is not more likely what was meant.
  return {
    forms,
    meant: forms.length ? [new Map(forms.map(({form}) => [form, lexicon.worth(forms[0].df)]))] : [],
  };
}

/**
 * Asks the index for the words, all in one wave; corrections, where needed, in a second.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Resolution>}
 */
async function resolve({clauses}, index) {
  const words = [...new Set(clauses.flatMap(c => (c.joined ? [...c.words, c.joined] : c.words)))];
  const prefix = clauses.find(c => c.complete && letters(c.words[0]) > 1)?.words[0] ?? null;
  const found = await index.lookup(words, prefix);
  const lexicon = new Lexicon(index, found.words);
  const wanted = clauses.filter(({sign}) => sign !== '-');
  const understood = await Promise.all(
    wanted.map(clause =>
      clause.exact
        ? addExact(clause, lexicon)
        : addWord(
            clause,
            lexicon,
            clause.complete && clause.words[0] === prefix ? found.completions : [],
          ),
    ),
  );
  const groups = understood.flatMap(one => one.groups);
  const said = understood.flatMap(one => one.said);
  if (groups.every(({soft}) => soft)) for (const group of groups) group.soft = false;
  return {
    groups,
    said,
    phrases: wanted.filter(({exact, words: {length}}) => exact && length > 1),
    excluded: clauses.filter(
      clause => clause.sign === '-' && clause.words.every(word => lexicon.df(word)),
    ),
    nothing: said.some(({kind}) => kind === 'missing') || (wanted.length > 0 && !groups.length),
  };
}

/**
 * A module that is loaded when it is first wanted. One that does not come, or is of another build, is asked for under another address, as
 * browsers keep both; then it fails with the kind 'script'.
 * @template {{BUILD: string}} T
 * @param {(again: string) => Promise<T>} load  imports the module's path with `again` behind it
 */
export function later(load) {
  let tries = 0;
  /** @type {Promise<T> | undefined} */
  let got;
  const take = async () => {
    const module = await load(tries++ ? `?${BUILD}-${tries}` : '');
    if (module.BUILD !== BUILD) throw new Error('another build');
    return module;
  };
  return () =>
    (got ??= take()
      .catch(take)
      .catch(() => {
        got = undefined;
        throw Object.assign(new Error('A script is missing or of another build.'), {
          kind: 'script',
        });
      }));
}

/** @param {Hit} a @param {Hit} b */
export const inOrder = (a, b) => b.slot - a.slot || b.key - a.key || b.doc - a.doc;

const narrow = later(
  again => /** @type {Promise<typeof import('./narrow.js')>} */ (import(`./narrow.js${again}`)),
);

/**
 * Ranks the papers that answer what was typed.
 * @param {Index} index
 * @param {string} typed
 * @param {SearchOptions} [options]
 * @returns {Promise<Ranking>}
 */
export async function rank(index, typed, options = {}) {
  const query = parseQuery(typed);
  const {
    sort = 'relevance',
    all = false,
    offset = 0,
    limit = 10,
    complete,
    facets,
    from,
    to,
    topic,
    category,
    minScore,
  } = options;
  if (complete === false) for (const clause of query.clauses) clause.complete = false;
  if (query.clauses.some(({words}) => words.length > 1)) narrow().catch(() => {}); // wanted soon
  const isNarrowed =
    query.limits.length ||
    query.filters.length ||
    facets ||
    sort !== 'relevance' ||
    from ||
    to ||
    topic ||
    category ||
    minScore !== undefined;
  const [resolution, narrowing] = await Promise.all([
    resolve(query, index),
    isNarrowed ? narrow().then(module => module.narrowing(query, index, options)) : null,
  ]);
  const {groups, said, nothing, excluded, phrases} = resolution;
  const words = [...new Set(groups.flatMap(({weights}) => [...weights.keys()]))].sort();
  const how = {weights: false, whole: excluded.flatMap(clause => clause.words)};
  const forms = [...new Set([...words, ...how.whole])];
  const begin = Math.max(0, offset);
  const end = begin + Math.max(0, limit);
  const isOpen = (/** @type {Hit[]} */ hits) => hits.slice(0, end).some(({bound}) => bound);
  const find = async () => {
    const lists = new Map((await index.postings(forms, how)).map((list, i) => [forms[i], list]));
    const hits = hitsOf(groups, lists, index.size, all, narrowing);
    const isPlain =
      !excluded.length &&
      !phrases.length &&
      !isOpen(hits) &&
      ![...lists.values()].some(({unread}) => unread);
    return isPlain
      ? {hits, total: hits.length, approximate: false}
      : (await narrow()).refined(index, hits, resolution, lists, {
          end,
          all,
          isFree: !narrowing?.mask,
        });
  };
  // No word and no limit: nothing was asked for.
  const isAsked = !nothing && (query.clauses.length || narrowing?.mask);
  let found = isAsked ? await find() : {hits: [], total: 0, approximate: false};
  if (found.approximate && !found.total) {
    // not sure before all is read
    how.whole = forms;
    found = await find();
  }
  if (isOpen(found.hits)) {
    how.weights = true;
    found = await find();
  }
  return {
    ...found,
    hits: found.hits
      .slice(begin, end)
      .map(({doc, rank: value, day, score}) => ({doc, rank: value, day, score})),
    words,
    said: [...said, ...(narrowing?.unread ?? [])],
    facets: facets ? await narrowing?.facetsOf(found.hits) : undefined,
  };
}

/**
 * What a word is worth in each paper that holds it, into `best`; 1 into `head` where it stands in title or authors, into `bounds` where
 * it may be worth less. Bounds come last: only where they are above all that is known do they count.
 * @param {Group} group
 * @param {Map<string, Postings>} lists
 * @param {Float64Array} best
 * @param {Uint8Array} head
 * @param {Uint8Array} bounds
 * @returns {number[]}  these papers
 */
function weigh({bit, weights}, lists, best, head, bounds) {
  /** @type {number[]} */
  const touched = [];
  for (const isKnown of [true, false]) {
    for (const [form, u] of weights) {
      const {docs, wdf, fields, known} = /** @type {Postings} */ (lists.get(form));
      const end = isKnown ? known : docs.length;
      for (let i = isKnown ? 0 : known; i < end; i++) {
        const doc = docs[i];
        if (bit && !(fields[i] & bit)) continue;
        const value = (2 * u * wdf[i]) / (1 + wdf[i]);
        if (!best[doc]) touched.push(doc);
        if (!isKnown && value > best[doc]) bounds[doc] = 1;
        best[doc] = Math.max(best[doc], value);
        if (fields[i] & (bit || HEAD)) head[doc] = 1;
      }
    }
  }
  return touched;
}

/**
 * The papers that hold what they must, in order; phrases and what is excluded apart.
 * @param {Group[]} groups
 * @param {Map<string, Postings>} lists
 * @param {number} size
 * @param {boolean} all  every word must be there
 * @param {Narrowing | null} narrowing
 * @returns {Hit[]}
 */
function hitsOf(groups, lists, size, all, narrowing) {
  const sums = new Float64Array(size);
  const counts = new Uint8Array(size);
  const headCounts = new Uint8Array(size);
  const bounds = new Uint8Array(size);
  const missing = new Uint8Array(size).fill(groups.filter(({required}) => required || all).length);
  const best = new Float64Array(size);
  const head = new Uint8Array(size);
  for (const group of groups) {
    for (const doc of weigh(group, lists, best, head, bounds)) {
      sums[doc] += best[doc];
      if (!group.soft) {
        counts[doc]++;
        headCounts[doc] += head[doc];
      }
      if (group.required || all) missing[doc]--;
      best[doc] = head[doc] = 0;
    }
  }
  /** @type {Hit[]} */
  const hits = [];
  const hard = groups.filter(({soft}) => !soft).length;
  for (let doc = 0; doc < size; doc++) {
    if (missing[doc] || (groups.length && !sums[doc]) || narrowing?.mask?.[doc] === 0) continue;
    const factor = !hard || counts[doc] < hard ? 1 : headCounts[doc] < hard ? 2 : 3;
    const value = factor * sums[doc];
    hits.push({
      doc,
      rank: value,
      factor,
      extra: 0,
      heads: headCounts[doc],
      sum: sums[doc],
      bound: bounds[doc] === 1,
      key: rankKey(value),
      ...(narrowing?.placeOf(doc) ?? {slot: 0, day: 0, score: 0}),
    });
  }
  return hits.sort(inOrder);
}
