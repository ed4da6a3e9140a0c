// Native search against the browser's: same totals, same top ten in the same order, ranks equal to 1e-12.
//
//   node parity.mjs DOCUMENTS.json NATIVE_SEARCH WORK_FOLDER [--client SITE] [--count N] [--seed N]
//
// Without --client the ranking runs over an index in memory; with it over the files below SITE/search.

import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';

import {rank} from '../../themes/shared/search/rank.js';
import {memoryIndex} from './memory-index.mjs';
import {generatedQueries} from './queries.mjs';

const {values, positionals: [documentsPath = '', native = '', work = '']} = parseArgs({
  allowPositionals: true,
  options: {client: {type: 'string'}, count: {type: 'string', default: '1200'}, seed: {type: 'string', default: '1'}},
});
const run = (...line) => execFileSync(native, line, {maxBuffer: 1 << 30, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});

mkdirSync(work, {recursive: true});
const documents = JSON.parse(readFileSync(documentsPath, 'utf8'));
const queries = generatedQueries(documents, Number(values.count), Number(values.seed));
writeFileSync(join(work, 'queries.json'), JSON.stringify(queries));
run('index', documentsPath, join(work, 'index'));
const answers = run('batch', join(work, 'index'), join(work, 'queries.json')).trim().split('\n').map((line) => JSON.parse(line));

let index;
if (values.client) {
  const {openIndex} = await import('./file-index.mjs');
  index = await openIndex(values.client);
} else {
  index = memoryIndex(JSON.parse(run('dump', documentsPath)));
}

let different = 0;
let found = 0;
let worst = 0;
let spent = 0;
for (const [i, {query, options}] of queries.entries()) {
  const expected = answers[i];
  const start = performance.now();
  const answer = await rank(index, query, options);
  spent += performance.now() - start;
  const problems = [];
  if (answer.total !== expected.total) problems.push(`total ${answer.total}, natively ${expected.total}`);
  const [mine, other] = [answer.hits.map((h) => h.doc), expected.results.map((r) => r.doc)];
  if (mine.join() !== other.join()) problems.push(`papers ${mine}, natively ${other}`);
  for (const [k, hit] of answer.hits.entries()) {
    const rankThere = expected.results[k]?.rank ?? 0;
    const error = Math.abs(hit.rank - rankThere) / Math.max(1, Math.abs(rankThere));
    worst = Math.max(worst, error);
    if (error > 1e-12) problems.push(`rank ${hit.rank} at ${k}, natively ${rankThere}`);
  }
  for (const part of ['said', 'facets']) {
    const [a, b] = [JSON.stringify(sorted(answer[part])), JSON.stringify(sorted(expected[part]))];
    if (a !== b) problems.push(`${part} ${a}, natively ${b}`);
  }
  if (answer.words.slice().sort().join(' ') !== expected.words.slice().sort().join(' ')) problems.push(`words ${answer.words}, natively ${expected.words}`);
  if (expected.total > 0) ++found;
  if (problems.length > 0 && ++different <= 10) console.log(`${JSON.stringify({query, options})}\n  ${problems.slice(0, 3).join('\n  ')}`);
}
console.log(`${queries.length} queries (${found} with answers): ${different} different; largest relative error of a rank ` +
  `${worst.toExponential(1)}; ${(spent / queries.length).toFixed(2)} ms a query`);
process.exitCode = different > 0 ? 1 : 0;

/** Objects with their keys in order. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
