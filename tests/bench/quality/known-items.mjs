// Known-item queries: each made by rule from one paper, which is the one right answer.
// The kinds are those of the table in docs/search.md.

import {fold, tokenize} from '../../../themes/shared/search/text.js';
import {misspell, randomSource} from '../../search/queries.mjs';
import {corpusOf} from './other-items.mjs';

const STOP = new Set(
  (
    'a an and are as at be by for from in into is it its of on or that the their this to we with ' +
    'can our not has have via using than more which these but also how what when does do they'
  ).split(' '),
);

const wordsOf = text => tokenize(fold(text));
const content = text =>
  wordsOf(text).filter(w => w.text.length >= 3 && !STOP.has(w.text) && !/^\d/.test(w.text));

function sample(list, count, random) {
  const left = [...list];
  const taken = [];
  while (taken.length < count && left.length > 0)
    taken.push(left.splice(random.below(left.length), 1)[0]);
  return taken;
}

const distinct = words => [...new Set(words.map(w => w.text))];

/** Pairs of words tied by a hyphen, two parts only. */
function compounds(text) {
  const words = wordsOf(text);
  const found = [];
  for (let i = 1; i < words.length; ++i) {
    if (
      words[i].tied &&
      !words[i - 1].tied &&
      !words[i + 1]?.tied &&
      /\p{L}/u.test(words[i].text + words[i - 1].text)
    ) {
      found.push([words[i - 1].text, words[i].text]);
    }
  }
  return found;
}

/** Neighbours in a title that are parted by a space. */
function neighbours(text) {
  const folded = fold(text);
  const words = wordsOf(text);
  const found = [];
  for (let i = 1; i < words.length; ++i) {
    const [a, b] = [words[i - 1], words[i]];
    if (
      folded.slice(a.end, b.begin) === ' ' &&
      !STOP.has(a.text) &&
      !STOP.has(b.text) &&
      a.text.length > 2 &&
      b.text.length > 2
    ) {
      found.push([a.text, b.text]);
    }
  }
  return found;
}

const surname = name => name.trim().split(/\s+/).at(-1) ?? '';

/** @type {Record<string, (paper: any, random: any) => string | null>} */
export const KINDS = {
  'three words of the title'(p, r) {
    const words = sample(distinct(content(p.title)), 3, r);
    return words.length === 3 ? words.join(' ') : null;
  },
  'last one half typed'(p, r) {
    const words = sample(distinct(content(p.title)), 3, r);
    if (words.length < 3 || words[2].length < 6) return null;
    return [...words.slice(0, 2), words[2].slice(0, Math.ceil(words[2].length / 2))].join(' ');
  },
  'one misspelt'(p, r) {
    const words = sample(distinct(content(p.title)), 3, r);
    const at = words.findIndex(w => w.length >= 5);
    if (words.length < 3 || at < 0) return null;
    const wrong = misspell(words[at], r);
    if (wrong === words[at]) return null;
    return words.map((w, i) => (i === at ? wrong : w)).join(' ');
  },
  'one of two misspelt'(p, r) {
    const words = sample(distinct(content(p.title)), 2, r);
    const at = words.findIndex(w => w.length >= 5);
    if (words.length < 2 || at < 0) return null;
    const wrong = misspell(words[at], r);
    if (wrong === words[at]) return null;
    return words.map((w, i) => (i === at ? wrong : w)).join(' ');
  },
  'whole title': p => p.title,
  'quoted pair'(p, r) {
    r.below(2); // keeps the queries what they were
    const pairs = neighbours(p.title);
    return pairs.length > 0 ? `"${r.pick(pairs).join(' ')}"` : null;
  },
  'words of the comment'(p, r) {
    const words = sample(distinct(content(p.comment)), 4, r);
    return words.length === 4 ? words.join(' ') : null;
  },
  'words of a sentence'(p, r) {
    const sentence = r.pick(p.abstract.split(/(?<=[.!?])\s+/));
    const words = sample(distinct(content(sentence)), 5, r);
    return words.length === 5 ? words.join(' ') : null;
  },
  'surname and title word'(p, r) {
    const [word] = sample(distinct(content(p.title)), 1, r);
    const name = surname(r.pick(p.authors));
    return word && name.length > 1 ? `${name} ${word}` : null;
  },
  'surname without accents'(p, r) {
    const names = p.authors.map(surname).filter(name => fold(name) !== name.toLowerCase());
    const [word] = sample(distinct(content(p.title)), 1, r);
    return names.length > 0 && word ? `${fold(r.pick(names))} ${word}` : null;
  },
  'hyphen as space'(p, r) {
    const found = compounds(p.title);
    return found.length > 0 ? withOthers(p, r.pick(found), ' ', r) : null;
  },
  'hyphen left out'(p, r) {
    const found = compounds(p.title);
    return found.length > 0 ? withOthers(p, r.pick(found), '', r) : null;
  },
  'hyphen set'(p, r) {
    const found = neighbours(p.title);
    return found.length > 0 ? withOthers(p, r.pick(found), '-', r) : null;
  },
};

function withOthers(paper, pair, glue, random) {
  const others = sample(
    distinct(content(paper.title)).filter(w => !pair.includes(w)),
    1,
    random,
  );
  return [pair.join(glue), ...others].join(' ');
}

/** Papers are parted for good: the rule may be tuned on one half, the other is for the report. */
const halfOf = id => ((Number(id.replace(/\D/g, '').slice(-3)) * 7) % 10 < 5 ? 'tune' : 'report');

/**
 * @param {any[]} documents
 * @param {number} count  queries of each kind
 * @param {'tune' | 'report'} half
 * @param {Record<string, (paper: any, random: any, corpus: Map<string, number>, papers: any[]) => string | null>} kinds
 */
export function knownItems(documents, count, half, kinds = KINDS, seed = 1) {
  const papers = documents.filter(d => halfOf(d.id) === half);
  const corpus = corpusOf(documents);
  const items = [];
  for (const [k, [kind, make]] of Object.entries(kinds).entries()) {
    const random = randomSource(seed * 1000 + k);
    const tried = sample(papers, papers.length, random);
    let made = 0;
    for (const paper of tried) {
      if (made === count) break;
      const query = make(paper, random, corpus, documents);
      if (query === null) continue;
      items.push({kind, id: paper.id, query});
      ++made;
    }
  }
  return items;
}
