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

/** The build that this module came with; the program fills it in. Modules of two builds are never used together. */
export const BUILD = 'source';

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
export const filterKey = (value) => fold(value).replace(/[^a-z0-9.\u0080-\uffff]+/g, '-').replace(/^-|-$/g, '');

const STOP_WORDS = ('a an and are as at be by for from in into is it its of on or that the ' +
  'their this to we with').split(' ');
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
  const same = clauses.find((other) => other.field === field && other.exact === exact &&
    (other.sign === '-') === (sign === '-') && other.words.join(' ') === words.join(' '));
  if (same) {
    if (sign === '+') same.sign = sign;
    same.complete ||= clause.complete;
    if (clause.joined) same.joined ??= clause.joined;
  } else if (clauses.flatMap((other) => other.words).length + words.length <= MOST_WORDS) {
    clauses.push(clause);
  }
}

/** The word of a clause without sign, field and quotes. @param {Clause} [clause] */
const plainWord = (clause) => (!clause || clause.sign || clause.field || clause.exact ? '' : clause.words[0]);

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

/**
 * Understands what was typed. Any text is a query. Grammar: docs/search.md. Days and scores, and what could not be
 * read, are only set aside: narrow.js reads them.
 * @param {string} typed
 * @returns {Query}
 */
export function parseQuery(typed) {
  const text = fold(typed).replace(/[\u201c-\u201f]/g, '"').replace(/[\0-\x20]/g, ' ');
  /** @type {Query} */
  const query = {clauses: [], filters: [], limits: []};
  const aside = (/** @type {string} */ piece, name = '', value = '') =>
    query.limits.push({name, value, typed: [...piece.slice(0, 2 * MOST_TYPED)].slice(0, MOST_TYPED).join('')});
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
    const texts = words.map((word) => word.text);
    const last = piece.index + whole.length === text.length;
    if (plain ? last && NOTHING_BEHIND.test(value) : !texts.length) {
      aside(whole);
    } else if (texts.length && (quoted !== undefined || (sign === '-' && texts.length > 1))) {
      addClause(query, {...head, words: texts.slice(0, MOST_WORDS), exact: true, complete: false});
    } else {
      for (const [i, word] of words.entries()) {
        const complete = sign !== '-' && last && word.end === value.length;
        const second = word.tied ? i : i + 1;
        const joined = words[second]?.tied && !words[second - 1].tied && !words[second + 1]?.tied ?
          {joined: texts[second - 1] + texts[second]} : {};
        addClause(query, {...head, words: [word.text], exact: false, complete, ...joined});
      }
    }
  }
  const {clauses, filters, limits} = query;
  const kept = withoutStopWords(clauses);
  if (kept.some((c) => c.sign !== '-')) query.clauses = kept;
  const pieces = text.match(PIECES);
  if (!clauses.length && !filters.length && !limits.length && pieces) aside(pieces.join(' '));
  return query;
}

/**
 * A word of the query as everything that may stand for it.
 * @typedef {Object} Group
 * @property {number} bit        field bits that count; 0: all
 * @property {boolean} required
 * @property {boolean} soft      weighs, but need not be there for a paper to hold all words
 * @property {Map<string, number>} weights  form to u
 */

const TITLE = 1;
const AUTHORS = 2;
export const HEAD = TITLE | AUTHORS;
const SOFT_WORDS = 'about can could did do does how should what when where which while who why'.split(' ');

/** @param {Clause} clause */
export const bitOf = (clause) => (clause.field === 'title' ? TITLE : clause.field === 'author' ? AUTHORS : 0);

/** @param {string} word */
const letters = (word) => [...word].length;

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
export const rankKey = (rank) => Math.floor(rank * 1e9 + 0.5);

/**
 * @typedef {Object} Resolution
 * @property {Group[]} groups
 * @property {Clause[]} phrases
 * @property {Clause[]} excluded
 * @property {Said[]} said
 * @property {boolean} nothing  no paper can answer
 */

/**
 * Asks the index for the words, all in one wave; corrections, where needed, in a second.
 * @param {Query} query
 * @param {Index} index
 * @returns {Promise<Resolution>}
 */
async function resolve({clauses}, index) {
  const words = [...new Set(clauses.flatMap((c) => (c.joined ? [...c.words, c.joined] : c.words)))];
  const prefix = clauses.find((c) => c.complete && letters(c.words[0]) > 1)?.words[0] ?? null;
  const {words: found, completions} = words.length ? await index.lookup(words, prefix) : {words: [], completions: []};
  const known = new Map(found.map((info) => [info.word, info]));
  const worth = (/** @type {number} */ df) => rarity(df, index.size);
  const dfOf = (/** @type {string} */ word) => known.get(word)?.df ?? 0;

  /** @type {Resolution} */
  const result = {groups: [], phrases: [], excluded: [], said: [], nothing: false};
  /** @type {(typed: string, kind: Said['kind'], forms: FormCount[]) => void} */
  const say = (typed, kind, forms) => {
    const [shown = '', ...others] = forms.map(({form}) => form);
    result.said.push({typed, kind, shown, others});
  };
  const drop = (/** @type {string} */ word, /** @type {boolean} */ required) => {
    result.nothing ||= required;
    say(word, required ? 'missing' : 'dropped', []);
  };
  // A wave for all words to be corrected, before what is said of them in their order.
  /** @type {Map<string, {forms: FormCount[], halves: WordInfo[]}>} */
  const near = new Map(await Promise.all(clauses
    .filter(({sign, exact, joined, words: [word]}) => sign !== '-' && !exact && !dfOf(word) && !dfOf(joined ?? '') &&
      letters(word) > 3 && !(word === prefix && completions.length))
    .map(async ({words: [word]}) => {
      const forms = await index.near(word);
      const halves = forms.length ? [] : await (await narrow()).halvesOf(index, word);
      return /** @type {const} */ ([word, {forms, halves}]);
    })));
  const withKin = (/** @type {WordInfo} */ {word, df, kin}) => new Map([...kin.map(({form}) => /** @type {[string, number]} */ ([form, worth(df) / 2])),
    [word, worth(df)]]);
  for (const clause of clauses) {
    const {sign, exact, words: [word], complete} = clause;
    const bit = bitOf(clause);
    if (sign === '-') {
      if (clause.words.every(dfOf)) result.excluded.push(clause);
    } else if (exact) {
      for (const one of new Set(clause.words)) {
        if (dfOf(one)) result.groups.push({bit, required: true, soft: false, weights: new Map([[one, worth(dfOf(one))]])});
        else drop(one, true);
      }
      if (clause.words.length > 1) result.phrases.push(clause);
    } else {
      const required = sign === '+' || bit > 0;
      const soft = !required && SOFT_WORDS.includes(word);
      const info = known.get(word);
      const df = info?.df ?? 0;
      const weights = info && df ? withKin(info) : new Map();
      const add = (/** @type {string} */ form, /** @type {number} */ u) => weights.set(form, Math.max(u, weights.get(form) ?? 0));
      const together = dfOf(clause.joined ?? '');
      if (clause.joined && together) add(clause.joined, worth(df || together));
      if (complete && word === prefix && completions.length) {
        const all = completions.reduce((sum, form) => sum + form.df, 0);
        for (const {form} of completions) add(form, df ? worth(df) / 2 : worth(Math.min(index.size, all)));
        if (!df) say(word, 'completed', completions);
      }
      const {forms, halves} = (weights.size ? null : near.get(word)) ?? {forms: [], halves: []};
      // All alike: a rare form is not more likely what was meant.
      for (const {form} of forms) add(form, worth(/** @type {FormCount} */ (forms[0]).df));
      if (forms.length) say(word, 'corrected', forms);
      if (halves.length) say(word, 'corrected', [{form: halves.map((half) => half.word).join(' '), df: 0}]);
      for (const half of halves) result.groups.push({bit, required, soft, weights: withKin(half)});
      if (weights.size) result.groups.push({bit, required, soft, weights});
      else if (!halves.length) drop(word, required);
    }
  }
  if (result.groups.every(({soft}) => soft)) for (const group of result.groups) group.soft = false;
  if (!result.groups.length) result.nothing ||= clauses.some(({sign}) => sign !== '-');
  return result;
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
  return () => (got ??= take().catch(take).catch(() => {
    got = undefined;
    throw Object.assign(new Error('A script is missing or of another build.'), {kind: 'script'});
  }));
}

/**
 * @typedef {Object} Hit
 * @property {number} doc
 * @property {number} rank    (factor + extra) sum
 * @property {number} factor
 * @property {number} extra   phrases that may stand in the head
 * @property {number} sum
 * @property {boolean} bound  the rank may be less
 * @property {number} key     of the rank
 * @property {number} slot    what is sorted by first
 * @property {number} day
 * @property {number} score
 */

/** @param {Hit} a @param {Hit} b */
export const inOrder = (a, b) => b.slot - a.slot || b.key - a.key || b.doc - a.doc;

const narrow = later((again) => /** @type {Promise<typeof import('./narrow.js')>} */ (import(`./narrow.js${again}`)));

/**
 * Ranks the papers that answer what was typed.
 * @param {Index} index
 * @param {string} typed
 * @param {SearchOptions} [options]
 * @returns {Promise<Ranking>}
 */
export async function rank(index, typed, options = {}) {
  const query = parseQuery(typed);
  const {sort = 'relevance', all, offset = 0, limit = 10, complete, facets} = options;
  for (const kind of /** @type {const} */ (['topic', 'category'])) {
    const key = filterKey(options[kind] ?? '');
    if (key) query.filters.push({kind, key, not: false});
  }
  if (complete === false) for (const clause of query.clauses) clause.complete = false;
  if (query.clauses.some(({words}) => words.length > 1)) narrow().catch(() => {}); // wanted soon
  const narrowed = query.limits.length || query.filters.length || facets || sort !== 'relevance' || options.from || options.to ||
    options.minScore !== undefined;
  const [resolution, narrowing] = await Promise.all([
    resolve(query, index), narrowed ? narrow().then((module) => module.narrowing(query, index, options)) : null,
  ]);
  const {groups, said, nothing, excluded} = resolution;
  const words = [...new Set(groups.flatMap(({weights}) => [...weights.keys()]))].sort();
  const forms = [...new Set([...words, ...excluded.flatMap((c) => c.words)])];
  const begin = Math.max(0, offset);
  const end = begin + Math.max(0, limit);
  let approximate = false;
  let total = 0;
  const ranked = async (/** @type {boolean} */ weights) => {
    if (nothing) return [];
    const found = forms.length ? await index.postings(forms, {weights, whole: excluded.flatMap((c) => c.words)}) : [];
    approximate = found.some((list) => list.rest > 0);
    const lists = new Map(found.map((list, i) => [forms[i], list]));
    // Phrases that need lists which are not all read are looked for in the text of the best papers.
    const unsure = resolution.phrases.filter((clause) => clause.words.some((word) => lists.get(word)?.rest));
    const docs = await hitsOf(query, resolution, index, lists, narrowing?.mask ?? null, all === true, unsure);
    // Day and score of what is shown come with the papers.
    const sorted = docs.map((hit) => {
      const {day, score} = narrowing?.runOf(hit.doc) ?? {day: 0, score: 0};
      return {...hit, key: rankKey(hit.rank), slot: sort === 'date' ? day : sort === 'score' ? score : 0, day, score};
    }).sort(inOrder);
    total = sorted.length;
    if (!unsure.length && !sorted.slice(0, end).some(({bound}) => bound)) return sorted;
    const best = await (await narrow()).settled(index, groups, unsure, sorted, end);
    total = best.total;
    return best.hits;
  };
  let hits = await ranked(false);
  if (hits.slice(0, end).some(({bound}) => bound)) hits = await ranked(true);
  return {
    total,
    approximate,
    hits: hits.slice(begin, end).map(({doc, rank: value, day, score}) => ({doc, rank: value, day, score})),
    words,
    said: [...said, ...narrowing?.unread ?? []],
    facets: facets ? await narrowing?.facetsOf(hits) : undefined,
  };
}

/**
 * All papers found, in no order; bound: the rank may be less.
 * @param {Query} query
 * @param {Resolution} resolution
 * @param {Index} index
 * @param {Map<string, Postings>} lists
 * @param {Uint8Array | null} mask
 * @param {boolean} all
 * @param {Clause[]} unsure  phrases that are not looked for: papers that hold their words are found
 */
async function hitsOf({clauses}, {groups, excluded, phrases}, index, lists, mask, all, unsure) {
  const {size} = index;
  const {phraseHits} = excluded.length || phrases.length ? await narrow() : {phraseHits: null};
  const out = new Set();
  for (const clause of excluded) for (const doc of (await phraseHits?.(clause, index, lists, () => true) ?? new Map()).keys()) out.add(doc);
  const sums = new Float64Array(size);
  const best = new Float64Array(size); // of the group at hand
  const head = new Uint8Array(size);
  const counts = new Uint8Array(size);
  const headCounts = new Uint8Array(size);
  const bounds = new Uint8Array(size);
  const missing = new Uint8Array(size).fill(groups.filter(({required}) => required || all).length);
  for (const {bit, required, soft, weights} of groups) {
    /** @type {number[]} */
    const touched = [];
    // Bounds come last: only where they are above all that is known do they count.
    for (const known of [true, false]) {
      for (const [form, u] of weights) {
        const list = /** @type {Postings} */ (lists.get(form));
        const {docs, wdf, fields} = list;
        const end = known ? list.known : docs.length;
        for (let i = known ? 0 : list.known; i < end; i++) {
          const doc = docs[i];
          if (bit && !(fields[i] & bit)) continue;
          const value = (2 * u * wdf[i]) / (1 + wdf[i]);
          if (!best[doc]) touched.push(doc);
          if (!known && value > best[doc]) bounds[doc] = 1;
          best[doc] = Math.max(best[doc], value);
          if (fields[i] & (bit || HEAD)) head[doc] = 1;
        }
      }
    }
    for (const doc of touched) {
      sums[doc] += best[doc];
      if (!soft) {
        counts[doc]++;
        headCounts[doc] += head[doc];
      }
      if (required || all) missing[doc]--;
      best[doc] = head[doc] = 0;
    }
  }
  const passes = (/** @type {number} */ doc) =>
    !missing[doc] && (sums[doc] > 0 || !groups.length) && mask?.[doc] !== 0 && !out.has(doc);
  /** @type {Map<number, number>[]} */
  const rows = [];
  for (const phrase of phrases) if (!unsure.includes(phrase)) rows.push(await phraseHits?.(phrase, index, lists, passes) ?? new Map());
  const sizes = unsure.map(({words}) => new Set(words).size);
  /** @type {Omit<Hit, 'key' | 'slot' | 'day' | 'score'>[]} */
  const hits = [];
  const hard = groups.filter(({soft}) => !soft).length;
  // No word and no limit: nothing was asked for.
  for (let doc = groups.length || mask || clauses.length ? 0 : size; doc < size; doc++) {
    if (!passes(doc) || !rows.every((row) => row.has(doc))) continue;
    let factor = 1;
    let extra = 0;
    if (hard && counts[doc] === hard) {
      factor++;
      if (headCounts[doc] === hard) factor++;
      extra = sizes.filter((count) => headCounts[doc] >= count).length;
      for (const row of rows) if ((row.get(doc) ?? 0) & HEAD) factor++;
    }
    hits.push({doc, rank: (factor + extra) * sums[doc], factor, extra, sum: sums[doc], bound: bounds[doc] === 1});
  }
  return hits;
}
