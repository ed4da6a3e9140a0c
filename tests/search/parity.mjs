// Native search against the browser's: same totals, same top ten in the same order, ranks equal to 1e-12,
// the same words said, the same facets.
//
//   node parity.mjs DOCUMENTS.json NATIVE_SEARCH WORK_FOLDER [--files | --site FOLDER] [--count N] [--seed N]
//
// The ranking runs over an index in memory; with --files over the files of the browser's index, with --site over those that
// are there already.

import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';

import {rank} from '../../themes/shared/search/rank.js';
import {openIndex} from './file-index.mjs';
import {memoryIndex} from './memory-index.mjs';
import {generatedQueries} from './queries.mjs';

/** Objects with their keys in order. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
}

/** What differs between two answers to one query, in words. */
function differences(answer, expected) {
  const problems = [];
  let worst = 0;
  for (const name of ['total', 'withAll', 'withAny']) {
    const [mine, other] = [answer[name], expected[name]];
    if (mine !== other) problems.push(`${name} ${mine}, natively ${other}`);
  }
  if (answer.approximate) problems.push('the answer calls itself approximate');
  const [mine, other] = [answer.hits.map(h => h.doc), expected.results.map(r => r.doc)];
  if (mine.join() !== other.join()) problems.push(`papers ${mine}, natively ${other}`);
  for (const [k, hit] of answer.hits.entries()) {
    const there = expected.results[k]?.rank ?? 0;
    const error = Math.abs(hit.rank - there) / Math.max(1, Math.abs(there));
    worst = Math.max(worst, error);
    if (error > 1e-12) problems.push(`rank ${hit.rank} at ${k}, natively ${there}`);
  }
  for (const part of ['said', 'facets']) {
    const [a, b] = [JSON.stringify(sorted(answer[part])), JSON.stringify(sorted(expected[part]))];
    if (a !== b) problems.push(`${part} ${a}, natively ${b}`);
  }
  const [a, b] = [answer, expected].map(({words}) => [...words].sort().join(' '));
  if (a !== b) problems.push(`words ${a}, natively ${b}`);
  return {problems, worst};
}

/**
 * @param {string} documentsPath
 * @param {string} native  the program native_search
 * @param {string} work    a folder to write into
 * @param {{query: string, options: any}[]} queries
 * @param {boolean} files
 * @param {string} [site]  has the files
 */
export async function compare(documentsPath, native, work, queries, files, site = '') {
  const run = (...line) =>
    execFileSync(native, line, {
      maxBuffer: 1 << 30,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  mkdirSync(work, {recursive: true});
  writeFileSync(join(work, 'queries.json'), JSON.stringify(queries));
  run('index', documentsPath, join(work, 'index'));
  const answers = run('batch', join(work, 'index'), join(work, 'queries.json'))
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  if (files && !site) run('files', documentsPath, join(work, 'site'));
  const index =
    files || site
      ? await openIndex(site || join(work, 'site'))
      : memoryIndex(JSON.parse(run('dump', documentsPath)));
  const report = {
    queries: queries.length,
    answered: 0,
    worst: 0,
    milliseconds: 0,
    /** @type {string[]} */ different: [],
  };
  for (const [i, {query, options}] of queries.entries()) {
    const start = performance.now();
    const answer = await rank(index, query, options);
    report.milliseconds += (performance.now() - start) / queries.length;
    const {problems, worst} = differences(answer, answers[i]);
    if (answers[i].total > 0) ++report.answered;
    report.worst = Math.max(report.worst, worst);
    if (problems.length > 0)
      report.different.push(
        `${JSON.stringify({query, options})}\n  ${problems.slice(0, 3).join('\n  ')}`,
      );
  }
  return report;
}

if (process.argv[1]?.endsWith('parity.mjs')) {
  const {
    values,
    positionals: [documentsPath = '', native = '', work = ''],
  } = parseArgs({
    allowPositionals: true,
    options: {
      files: {type: 'boolean'},
      site: {type: 'string'},
      count: {type: 'string', default: '1200'},
      seed: {type: 'string', default: '1'},
    },
  });
  const documents = JSON.parse(readFileSync(documentsPath, 'utf8'));
  const queries = generatedQueries(documents, Number(values.count), Number(values.seed));
  const report = await compare(
    documentsPath,
    native,
    work,
    queries,
    values.files === true,
    values.site,
  );
  for (const line of report.different.slice(0, 10)) console.log(line);
  console.log(
    `${report.queries} queries (${report.answered} with answers): ${report.different.length} different; largest relative ` +
      `error of a rank ${report.worst.toExponential(1)}; ${report.milliseconds.toFixed(2)} ms a query`,
  );
  process.exitCode = report.different.length > 0 ? 1 : 0;
}
