// Known-item queries in other words than the paper's: the acronym for the long form and the reverse, two words for
// one, one word for two. Same shape as known-items.mjs: KINDS.

/** @typedef {{id: string, title: string, authors: string[], comment: string, abstract: string}} Paper */
/** @typedef {{acronyms: Map<string, string[]>, counts: Map<string, number>, pairs: Map<string, number>}} Corpus */
/** @typedef {ReturnType<typeof import('../../search/queries.mjs').randomSource>} Random */

const SMALL = new Set(
  'a an and are as at be by for from in is it of on or the to we with via using towards'.split(' '),
);
const FEWEST = 3; // papers that define an acronym

/** @param {Paper} paper */
const textOf = ({title, abstract, comment}) => `${title} . ${abstract} . ${comment}`;

/** Words of letters and digits in lower case. @param {string} text @returns {string[]} */
const wordsOf = text => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/** @param {string} text @param {string[]} words */
const has = (text, words) => ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `);

/** Plural and singular alike. @param {string} word */
const singular = word => word.replace(/([^s])s$/, '$1');

/**
 * Long forms by acronym: what stands before "(ACR)" and has its initials, in three papers or more; of one acronym the
 * most frequent.
 * @param {Paper[]} papers
 * @returns {Map<string, string[]>}
 */
function acronymsOf(papers) {
  /** @type {Map<string, Map<string, Set<string>>>} */
  const found = new Map();
  for (const paper of papers) {
    for (const [, before, acronym] of textOf(paper).matchAll(
      /([\w\s-]{8,80})\(([A-Z]{2,6})s?\)/g,
    )) {
      const words = before
        .toLowerCase()
        .split(/[\s-]+/)
        .filter(Boolean);
      const small = acronym.toLowerCase();
      for (const length of [small.length, small.length + 1]) {
        const long = words.slice(-length);
        const initials = long
          .filter(word => length === small.length || !SMALL.has(word))
          .map(word => word[0]);
        if (long.length !== length || initials.join('') !== small) continue;
        const forms = found.get(small) ?? new Map();
        found.set(small, forms);
        const key = long
          .map((word, i) => (i === long.length - 1 ? singular(word) : word))
          .join(' ');
        forms.set(key, (forms.get(key) ?? new Set()).add(paper.id));
        break;
      }
    }
  }
  const best = new Map();
  for (const [acronym, forms] of found) {
    const [long, ids] = [...forms].sort((a, b) => b[1].size - a[1].size)[0];
    if (ids.size >= FEWEST) best.set(acronym, long.split(' '));
  }
  return best;
}

/** @type {WeakMap<Paper[], Corpus>} */
const known = new WeakMap();

/** How many papers hold each word, and each two neighbouring ones. @param {Paper[]} papers @returns {Corpus} */
function corpusOf(papers) {
  const made = known.get(papers);
  if (made) return made;
  const counts = new Map();
  const pairs = new Map();
  for (const paper of papers) {
    const words =
      textOf(paper)
        .toLowerCase()
        .match(/[a-z0-9.]*[a-z0-9]/g) ?? [];
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const pair of new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`)))
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const corpus = {acronyms: acronymsOf(papers), counts, pairs};
  known.set(papers, corpus);
  return corpus;
}

/** Two words of the title that are not among `but`. @param {Paper} paper @param {string[]} but @param {Random} r @param {number} count */
function others({title}, but, r, count) {
  const left = [...new Set(wordsOf(title))].filter(
    word =>
      word.length > 3 && !SMALL.has(word) && !but.includes(word) && !but.includes(singular(word)),
  );
  const taken = [];
  while (taken.length < count && left.length) taken.push(left.splice(r.below(left.length), 1)[0]);
  return taken.length === count ? taken : null;
}

/** @param {string[]} words */
const plurals = words => [words, [...words.slice(0, -1), `${words.at(-1)}s`]];

/** A word of the title that can be read as two. @param {string} word as written @param {Corpus} corpus */
function halvesOf(word, corpus) {
  const written =
    /^([A-Z][a-z]{2,})([A-Z][a-z]{2,})$/.exec(word) ?? // DeepSeek
    /^([A-Za-z]{3,})(v?\d+(?:\.\d+)?)$/.exec(word); // YOLOv8, Qwen2.5
  if (written) return [written[1].toLowerCase(), written[2].toLowerCase()];
  if (!/^[A-Z]?[a-z]{7,}$/.test(word)) return null;
  const small = word.toLowerCase();
  for (let at = 3; at <= small.length - 3; ++at) {
    const [left, right] = [small.slice(0, at), small.slice(at)];
    const pair = corpus.pairs.get(`${left} ${right}`) ?? 0;
    if (pair >= 2 && (corpus.counts.get(small) ?? 0) >= 3) return [left, right];
  }
  return null;
}

/** @type {Record<string, (paper: Paper, random: Random, counts: Map<string, number>, papers: Paper[]) => string | null>} */
export const KINDS = {
  'acronym for its long form'(p, r, _, papers) {
    const {acronyms} = corpusOf(papers);
    const text = textOf(p);
    for (const [acronym, long] of acronyms) {
      if (
        !plurals(long).some(form => has(p.title, form)) ||
        plurals([acronym]).some(form => has(text, form))
      )
        continue;
      const more = others(p, plurals(long).flat(), r, 2);
      return more && [acronym.toUpperCase(), ...more].join(' ');
    }
    return null;
  },
  'long form for its acronym'(p, r, _, papers) {
    const {acronyms} = corpusOf(papers);
    const text = textOf(p);
    for (const [acronym, long] of acronyms) {
      if (
        !plurals([acronym]).some(form => has(p.title, form)) ||
        plurals(long).some(form => has(text, form))
      )
        continue;
      const more = others(p, [acronym, `${acronym}s`, ...long], r, 2);
      return more && [...long, ...more].join(' ');
    }
    return null;
  },
  'two words for one'(p, r, _, papers) {
    const corpus = corpusOf(papers);
    const text = textOf(p);
    for (const word of p.title.match(/[\w.]+/g) ?? []) {
      const halves = halvesOf(word.replace(/\.$/, ''), corpus);
      if (!halves || has(text, halves) || text.toLowerCase().includes(halves.join('-'))) continue;
      const more = others(p, [word.toLowerCase(), ...halves], r, 1);
      return more && [...halves, ...more].join(' ');
    }
    return null;
  },
  'one word for two'(p, r, _, papers) {
    const corpus = corpusOf(papers);
    const text = textOf(p).toLowerCase();
    const words = p.title.toLowerCase().match(/[a-z0-9.]+|[^a-z0-9.\s]+/g) ?? [];
    for (let i = 1; i < words.length; ++i) {
      const joined = words[i - 1] + words[i];
      if (SMALL.has(words[i - 1]) || words[i].length < 2 || !/^[a-z]{2}/.test(joined)) continue;
      if (
        (corpus.counts.get(joined) ?? 0) < 3 ||
        text.includes(joined) ||
        !has(text, words.slice(i - 1, i + 1))
      )
        continue;
      const more = others(p, [words[i - 1], words[i]], r, 1);
      return more && [joined, ...more].join(' ');
    }
    return null;
  },
};
