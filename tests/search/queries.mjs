// Generated queries for the parity test: words, fields, filters, phrases, slips of the finger, and
// beginnings of words, drawn from the papers themselves. The same seed gives the same queries.

import {fold, tokenize} from '../../themes/shared/search/text.js';

/** @param {number} seed */
export function randomSource(seed) {
  let state = seed >>> 0;
  const next = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    below: (/** @type {number} */ n) => Math.floor(next() * n),
    pick: list => list[Math.floor(next() * list.length)],
  };
}

export const wordsOf = text => tokenize(fold(text)).map(word => word.text);

/** One slip: a letter lost, doubled, changed, or two swapped. */
export function misspell(word, random) {
  const letters = [...word];
  const at = random.below(letters.length);
  const letter = 'abcdefghijklmnopqrstuvwxyz'[random.below(26)];
  switch (random.below(4)) {
    case 0:
      letters.splice(at, 1);
      break;
    case 1:
      letters.splice(at, 0, letter);
      break;
    case 2:
      letters[at] = letter;
      break;
    default:
      if (at + 1 < letters.length) [letters[at], letters[at + 1]] = [letters[at + 1], letters[at]];
  }
  return letters.join('');
}

/** @param {any[]} documents @param {number} count */
export function generatedQueries(documents, count, seed = 1) {
  const random = randomSource(seed);
  const topics = [...new Set(documents.flatMap(d => d.topics))];
  const days = [...new Set(documents.map(d => d.day))];
  const queries = [];
  const sentence = () => {
    const d = random.pick(documents);
    const words = wordsOf(
      random.pick([d.title, d.title, d.abstract, d.comment, d.authors.join(' ')]),
    );
    return words.length > 0 ? words : ['model'];
  };
  const some = () => {
    const words = sentence();
    const n = 1 + random.below(4);
    return Array.from({length: n}, () => random.pick(random.below(4) === 0 ? sentence() : words));
  };
  while (queries.length < count) {
    const words = some();
    /** @type {any} */
    const options = {};
    if (random.below(4) === 0) options.all = true;
    let text = words.join(' ');
    switch (random.below(22)) {
      case 0:
      case 1:
      case 2:
        break;
      case 3:
        text = `title:${words.join(' ')}`;
        break;
      case 4:
        text = `author:${random.pick(wordsOf(random.pick(random.pick(documents).authors) ?? '')) ?? 'li'} ${text}`;
        break;
      case 5:
        text = `+${words.join(' -')}`;
        break;
      case 6:
        text = `${text} from:${random.pick(days).slice(0, 7)} score:>=${16 + random.below(3)}`;
        break;
      case 7:
        if (topics.length > 0)
          text = `${text} ${random.pick(['', '-'])}topic:${random.pick(topics)}`;
        break;
      case 8:
        text = `${text} category:${random.pick(['cs', 'cs.lg', 'stat.ml', 'cs.cl'])}`;
        break;
      case 9:
      case 10: {
        const from = sentence();
        const at = random.below(Math.max(1, from.length - 1));
        const n = 2 + random.below(2);
        text =
          `${random.pick(['', '', 'title:', '-'])}"${from.slice(at, at + n).join(' ')}"` +
          (random.below(2) === 0 ? ` ${words[0]}` : '');
        break;
      }
      case 11:
        text = words.map((w, i) => (i === 0 ? misspell(w, random) : w)).join(' ');
        break;
      case 12:
        text = `${random.pick(['', 'id:', 'arXiv:', 'https://arxiv.org/abs/'])}${oneId(random.pick(documents), random)}${random.pick(['', 'v2'])} ${random.pick(['', words[0]])}`;
        break;
      case 13:
        text = text.slice(0, text.length - random.below(4));
        break;
      case 14:
        text = `${words[0]} ${random.pick(['NOT', 'AND', 'OR', 'ANDNOT'])} ${words.slice(1).join(' ')}`;
        break;
      case 15:
        text = `${random.pick(['', '-', 'title:', 'author:'])}${words[0].slice(0, 1 + random.below(4))}* ${words.slice(1).join(' ')}`;
        break;
      case 16:
        text += ` ${random.pick(['2026', '2025', 'march 2026', '2026-02', 'february 2026'])}`;
        break;
      case 17: {
        // A piece of a text as it is written: without spaces, with TeX, with an underscore.
        const {title, abstract} = random.pick(documents);
        const from = [...random.pick([title, abstract])];
        const at = random.below(Math.max(1, from.length - 12));
        text = from.slice(at, at + 1 + random.below(12)).join('');
        if (random.below(3) === 0) text = `"${text.replace(/"/g, '')}"`;
        if (random.below(4) === 0) text = `{${text}}`;
        break;
      }
      case 18:
      case 19: {
        // A need in everyday words.
        const more = sentence();
        const small = 'making without how from better papers about when'.split(' ');
        text = [
          ...words,
          random.pick(small),
          random.pick(more),
          random.pick(small),
          ...some(),
        ].join(' ');
        if (random.below(4) === 0) options.offset = random.below(60);
        break;
      }
      default:
        options.sort = random.pick(['date', 'score', 'relevance']);
        options.facets = true;
        if (random.below(3) === 0) options.all = false;
        if (random.below(2) === 0) options.to = random.pick(days);
        if (random.below(2) === 0) options.minScore = 17;
    }
    if (random.below(3) === 0) text += ' ';
    queries.push({query: text, options});
  }
  return queries;
}

/** The id of a paper, or the DOI of its published version. @param {any} paper @param {any} random */
function oneId({id, dois = []}, random) {
  return random.below(2) === 0 ? id : (dois[0] ?? id);
}

const VOCABULARY = (
  'attention sparse sparsity linear model models modeling low rank low-rank adaptation LoRA quantization quantized ' +
  'forgetting conditional transformer transformers gradient descent the of for in with a Łukasz Hernández experts mixture routing ' +
  'state-of-the-art training trained train C++ 3.5 language large scaling memory ' +
  'MoE MoEs LM mixture experts expert autoencoder auto encoder qwen2.5 qwen 2.5 μP β-VAE π₀ max_pooling ℓ_1 v1.0.21 注意力机制 稀疏注意力 使用LoRA微调的模型 音声認識 がある วิธีการ 2026 March αβγ'
).split(' ');
const NAMES = [
  'Ana Hernández',
  'Li Li',
  'Yann LeCun',
  'Jean-Pierre Lopez-Paz',
  'Madonna',
  'Łukasz Kaiser',
  'X. Y. Zhang',
  'Wei Zhang',
  "Pierluca D'Oro",
  'Bernhard Schölkopf',
  'Søren O’Hara',
  '王伟明',
];

/** @param {number} number  of five digits */
function idOf(number) {
  if (number % 6 === 0) return `doi:10.1234/ab_c(${number})`;
  if (number % 6 > 1) return `2601.${number}`;
  return number % 12 === 1 ? `openreview:Xy-_${number}` : `biorxiv:10.1101/2026.01.05.9${number}`;
}

/** Papers of random words, in document order: enough of ties, repeats and empty fields. @param {number} count */
export function madeUpDocuments(count, seed = 7) {
  const random = randomSource(seed);
  const some = (/** @type {number} */ n) =>
    Array.from({length: n}, () => random.pick(VOCABULARY)).join(' ');
  // Some papers define acronyms.
  const defined = () =>
    random.pick([
      '',
      '',
      'a mixture of experts (MoE) ',
      'Language models (LMs) ',
      'large language model (LLM) ',
    ]);
  const papers = Array.from({length: count}, (_, i) => ({
    id: idOf(10000 + i),
    dois: i % 5 === 0 ? [`10.5555/Journal.${i}`] : [],
    day: `2026-0${2 + random.below(3)}-1${random.below(3)}`, // of two quarters,
    score: 15 + random.below(4) / 2,
    title: random.below(12) === 0 ? '' : some(1 + random.below(8)),
    authors: Array.from({length: random.below(4)}, () => random.pick(NAMES)),
    comment: some(random.below(10)),
    abstract: defined() + some(random.below(60)),
    topics: random.pick([[], ['architecture'], ['Model Architecture', 'memory']]),
    categories: random.pick([['cs.LG'], ['cs.CL', 'stat.ML'], []]),
  }));
  return papers.sort((a, b) =>
    a.day !== b.day
      ? a.day < b.day
        ? -1
        : 1
      : a.score !== b.score
        ? b.score - a.score
        : a.id < b.id
          ? -1
          : 1,
  );
}
