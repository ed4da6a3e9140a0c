// Known-item quality of the native search, the browser's and its peers: MRR@10 for each kind of query.
//
//   node quality.mjs DOCUMENTS.json BUILD_FOLDER WORK_FOLDER [--rules known|other|vocabulary] [--half report|tune] [--count 1000] [--only KIND]
//     [--show KIND]
//
// The rules of known-items.mjs, of other-items.mjs or of vocabulary-items.mjs. Peers: MiniSearch and Pagefind from WORK_FOLDER/node_modules, left out where
// absent, and Xapian with its defaults.

import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';

import {rank} from '../../../themes/shared/search/rank.js';
import {openIndex} from '../../search/file-index.mjs';
import {KINDS as KNOWN, knownItems} from './known-items.mjs';
import {KINDS as OTHER} from './other-items.mjs';
import {KINDS as VOCABULARY} from './vocabulary-items.mjs';

const {
  values,
  positionals: [documentsPath = '', build = '', work = ''],
} = parseArgs({
  allowPositionals: true,
  options: {
    only: {type: 'string'},
    rules: {type: 'string', default: 'known'},
    half: {type: 'string', default: 'report'},
    count: {type: 'string', default: '1000'},
    seed: {type: 'string', default: '1'},
    show: {type: 'string'},
    peers: {type: 'string', default: 'yes'},
  },
});
mkdirSync(work, {recursive: true});
const documents = JSON.parse(readFileSync(documentsPath, 'utf8'));
const kinds = {other: OTHER, vocabulary: VOCABULARY}[/** @type {string} */ (values.rules)] ?? KNOWN;
const items = knownItems(
  documents,
  Number(values.count),
  values.half === 'tune' ? 'tune' : 'report',
  kinds,
  Number(values.seed),
).filter(({kind}) => values.only === undefined || kind === values.only);
const execute = (program, ...line) =>
  execFileSync(join(build, program), line, {
    maxBuffer: 1 << 30,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
const run = (...line) => execute('tests/search/native_search', ...line);
writeFileSync(join(work, 'queries.json'), JSON.stringify(items.map(({query}) => ({query}))));

/** @type {Record<string, () => Promise<(query: string) => Promise<string[]> | string[]>>} */
const engines = {
  async native() {
    run('index', documentsPath, join(work, 'index'));
    const answers = run('batch', join(work, 'index'), join(work, 'queries.json'))
      .split('\n')
      .map(line => JSON.parse(line));
    let next = 0;
    return () => answers[next++].results.map(r => r.id);
  },
  async client() {
    run('files', documentsPath, join(work, 'site'));
    const index = await openIndex(join(work, 'site'));
    return async query => (await rank(index, query)).hits.map(hit => documents[hit.doc].id);
  },
};
if (values.peers === 'yes') {
  engines.MiniSearch = async () => {
    const require = createRequire(join(resolve(work), 'x.js'));
    const {default: MiniSearch} = await import(pathToFileURL(require.resolve('minisearch')).href);
    const mini = new MiniSearch({
      fields: ['title', 'names', 'comment', 'abstract'],
      searchOptions: {boost: {title: 2}, prefix: true, fuzzy: 0.2},
    });
    mini.addAll(documents.map(d => ({...d, names: d.authors.join(' ')})));
    return query =>
      mini
        .search(query.replace(/"/g, ''))
        .slice(0, 10)
        .map(r => r.id);
  };
  engines.Xapian = async () => {
    const answers = execute(
      'tests/bench/xapian_defaults',
      documentsPath,
      join(work, 'queries.json'),
    )
      .split('\n')
      .map(line => JSON.parse(line));
    let next = 0;
    return () => answers[next++];
  };
  engines.Pagefind = async () =>
    (await import('./pagefind.mjs')).pagefindSearch(documents, resolve(work));
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
  for (const {kind, id, query} of items) {
    const place = (await search(query)).indexOf(id);
    (scores[name][kind] ??= []).push(place < 0 ? 0 : 1 / (place + 1));
    if (values.show === kind && name === 'native' && place !== 0)
      console.log(place, id, query, '|', documents.find(d => d.id === id).title);
  }
}
const names = Object.keys(scores);
const row = (head, cells) =>
  console.log(head.padEnd(38) + cells.map(cell => String(cell).padStart(12)).join(''));
console.log(
  `MRR@10, ${documents.length} papers, ${values.count} queries a kind, made from the ${values.half} half`,
);
row('', [...names, 'queries']);
for (const kind of Object.keys(kinds)) {
  const mean = list => (list.reduce((a, b) => a + b, 0) / list.length).toFixed(3).replace(/^0/, '');
  const first = scores[names[0] ?? '']?.[kind];
  if (first !== undefined)
    row(kind, [...names.map(name => mean(scores[name][kind])), first.length]);
}
