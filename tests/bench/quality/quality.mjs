// Quality of the native search, the browser's and its peers: MRR@10 of known items for each kind of
// query, nDCG@10 of needs, and how many of the first ten papers by date have all words.
//
//   node quality.mjs DOCUMENTS.json BUILD_FOLDER WORK_FOLDER [--rules all|known|other|vocabulary|needs|sorting|unspaced] [--half report|tune]
//     [--count 1000] [--only KIND] [--show KIND] [--peers no]
//
// Peers: MiniSearch, Orama and Pagefind from WORK_FOLDER/node_modules, left out where absent, and
// Xapian with its defaults.

import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';

import {rank} from '../../../themes/shared/search/rank.js';
import {fold, tokenize} from '../../../themes/shared/search/text.js';
import {openIndex} from '../../search/file-index.mjs';
import {randomSource} from '../../search/queries.mjs';
import {KINDS as KNOWN, knownItems} from './known-items.mjs';
import {needsOf, worthOf} from './needs.mjs';
import {KINDS as OTHER} from './other-items.mjs';
import {miniSearch, orama, pagefind} from './peers.mjs';
import {unspacedPapers, unspacedQuery} from './unspaced-items.mjs';
import {KINDS as VOCABULARY} from './vocabulary-items.mjs';

/** @typedef {import('./peers.mjs').Engine} Engine */
/**
 * A query and what its answer is worth.
 * @typedef {{kind: string, query: string, id?: string, byDate?: boolean, worth: (ids: string[]) => number}} Item
 */

const {
  values,
  positionals: [documentsPath = '', build = '', work = ''],
} = parseArgs({
  allowPositionals: true,
  options: {
    only: {type: 'string'},
    rules: {type: 'string', default: 'all'},
    half: {type: 'string', default: 'report'},
    count: {type: 'string', default: '1000'},
    seed: {type: 'string', default: '1'},
    show: {type: 'string'},
    peers: {type: 'string', default: 'yes'},
  },
});
const {rules = 'all', seed = '1', only} = values;
const half = values.half === 'tune' ? 'tune' : 'report';
const count = Number(values.count);
mkdirSync(work, {recursive: true});
const archive = JSON.parse(readFileSync(documentsPath, 'utf8'));
const isWanted = (/** @type {string} */ name) =>
  rules === name || (rules === 'all' && name !== 'other');
const unspaced = isWanted('unspaced') ? unspacedPapers(300) : [];
const order = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : b.score - a.score);
const documents = [...archive, ...unspaced].sort(order);
const usedPath = join(work, 'used-documents.json');
writeFileSync(usedPath, JSON.stringify(documents));
const paperOf = new Map(documents.map(d => [d.id, d]));

const reciprocal = (/** @type {string} */ id) => (/** @type {string[]} */ ids) =>
  ids.includes(id) ? 1 / (ids.indexOf(id) + 1) : 0;
const byRule = kinds =>
  knownItems(archive, count, half, kinds, Number(seed)).map(item => ({
    ...item,
    worth: reciprocal(item.id),
  }));
const wordsOf = text => tokenize(fold(text)).map(word => word.text);
const textOf = ({title, authors, comment, abstract}) =>
  [title, ...authors, comment, abstract].join(' ');
/** Of each word of a query the first letters, which its inflected forms share. */
const stemsOf = query => wordsOf(query).map(word => word.slice(0, Math.max(4, word.length - 3)));
const hasAll = (id, query) => {
  const words = wordsOf(textOf(paperOf.get(id)));
  return stemsOf(query).every(stem => words.some(word => word.startsWith(stem)));
};

/** @returns {Item[]} */
function items() {
  const random = randomSource(Number(seed));
  return [
    ...(isWanted('known') ? byRule(KNOWN) : []),
    ...(isWanted('vocabulary') ? byRule(VOCABULARY) : []),
    ...(isWanted('other') ? byRule(OTHER) : []),
    ...unspaced.slice(0, count).map(paper => ({
      kind: 'text without spaces',
      query: unspacedQuery(paper, random),
      worth: reciprocal(paper.id),
    })),
    ...(isWanted('needs')
      ? needsOf(half).map(need => ({
          kind: 'needs (nDCG)',
          query: need.need,
          worth: (/** @type {string[]} */ ids) => worthOf(need, ids),
        }))
      : []),
    ...(isWanted('sorting')
      ? byRule({'by date: have all words': KNOWN['three words of the title']})
          .slice(0, 200)
          .map(({kind, query}) => ({
            kind,
            query,
            byDate: true,
            worth: (/** @type {string[]} */ ids) =>
              ids.filter(id => hasAll(id, query)).length / Math.max(1, ids.length),
          }))
      : []),
  ].filter(({kind}) => only === undefined || kind === only);
}

const asked = items();
const execute = (program, ...line) =>
  execFileSync(join(build, program), line, {
    maxBuffer: 1 << 30,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .trim()
    .split('\n');
const run = (...line) => execute('tests/search/native_search', ...line);
const queriesPath = join(work, 'queries.json');
const optionsOf = (/** @type {Item} */ {byDate}) => (byDate ? {sort: 'date'} : {});
writeFileSync(
  queriesPath,
  JSON.stringify(asked.map(item => ({query: item.query, options: optionsOf(item)}))),
);

/** Answers in the order of the queries. @param {string[][]} answers */
const inTurn = answers => {
  let next = 0;
  return () => answers[next++] ?? [];
};
/** A peer: by date, all that it finds is sorted. @param {Engine} engine */
const byItem =
  ({best, all}) =>
  async (/** @type {Item} */ {query, byDate}) => {
    if (!byDate) return best(query);
    if (!all) return null;
    const dayOf = id => paperOf.get(id).day;
    const found = await all(query);
    return found.sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1)).slice(0, 10);
  };

/** @type {Record<string, () => Promise<(item: Item) => Promise<string[] | null> | string[] | null>>} */
const engines = {
  async native() {
    run('index', usedPath, join(work, 'index'));
    const answers = run('batch', join(work, 'index'), queriesPath).map(line => JSON.parse(line));
    return inTurn(answers.map(({results}) => results.map(r => r.id)));
  },
  async client() {
    run('files', usedPath, join(work, 'site'));
    const index = await openIndex(join(work, 'site'));
    return async item =>
      (await rank(index, item.query, optionsOf(item))).hits.map(hit => documents[hit.doc].id);
  },
};
if (values.peers === 'yes') {
  engines.MiniSearch = async () => byItem(await miniSearch(documents, work));
  engines.Orama = async () => byItem(await orama(documents, work));
  engines.Xapian = async () => {
    const next = inTurn(
      execute('tests/bench/xapian_defaults', usedPath, queriesPath).map(line => JSON.parse(line)),
    );
    return item => {
      const ids = next();
      return item.byDate ? null : ids;
    };
  };
  engines.Pagefind = async () => byItem(await pagefind(documents, work));
}

/** @type {Record<string, Record<string, number[]>>} */
const scores = {};
for (const [name, open] of Object.entries(engines)) {
  let search;
  try {
    search = await open();
  } catch (error) {
    console.log(
      `${name} is left out: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    );
    continue;
  }
  scores[name] = {};
  for (const item of asked) {
    const ids = await search(item);
    if (ids === null) continue;
    const worth = item.worth(ids);
    (scores[name][item.kind] ??= []).push(worth);
    if (values.show === item.kind && name === 'native' && worth < 1)
      console.log(worth.toFixed(3), item.query, '|', paperOf.get(item.id ?? '')?.title ?? '');
  }
}
const names = Object.keys(scores);
const row = (head, cells) =>
  console.log(head.padEnd(44) + cells.map(cell => String(cell).padStart(12)).join(''));
console.log(
  `MRR@10, ${documents.length} papers, ${count} queries a kind at most, made from the ${half} half`,
);
row('', [...names, 'queries']);
for (const kind of new Set(asked.map(item => item.kind))) {
  const mean = list =>
    list ? (list.reduce((a, b) => a + b, 0) / list.length).toFixed(3).replace(/^0/, '') : '-';
  const first = scores[names[0] ?? '']?.[kind] ?? [];
  row(kind, [...names.map(name => mean(scores[name]?.[kind])), first.length]);
}
