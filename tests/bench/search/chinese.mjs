// What an archive in Chinese costs: bytes of the site and of its search index, and of cold queries.
// usage: node tests/bench/search/chinese.mjs PROGRAM [PAPERS]   (default 10000)
//
// The text is made up, as no archive of this size is at hand. Its characters, its pairs of
// neighbouring characters and their growth are those of a public list of 997 papers with 351,566
// characters of Chinese: 1,777 different ones, 56,924 different pairs, 46 % of all pairs among the
// 1,000 most frequent.

import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {openClient} from '../../search/file-index.mjs';
import {median} from './figures.mjs';

const CHARACTERS = 352; // of a paper
const PAPERS_A_DAY = 40;
const LATIN = ['LoRA', 'Transformer', 'MoE', 'BERT', 'RAG', 'GPU', 'token', 'agent'];

/** Numbers from 0 to 1 (mulberry32). @param {number} state */
function randomSource(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomSource(7);

/** Draws ranks, rank i by 1 / (i + shift) ^ exponent. @param {number} ranks @param {number} exponent @param {number} shift */
function ranked(ranks, exponent, shift) {
  const sums = new Float64Array(ranks);
  for (let i = 0, sum = 0; i < ranks; ++i) sums[i] = sum += (i + shift) ** -exponent;
  return () => {
    const wanted = random() * sums[ranks - 1];
    let low = 0;
    let high = ranks - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const character = ranked(2400, 1.2, 40);
const word = ranked(6000, 1.05, 3);
const words = Array.from({length: 6000}, (_, i) =>
  Array.from({length: i < 120 ? 1 : 2}, () => String.fromCodePoint(0x4e00 + 7 * character())).join(
    '',
  ),
);
// A word has five others that often follow it, and a paper repeats its own.
const followers = words.map(() => Array.from({length: 5}, word));

/** Runs of Chinese with commas, and a Latin word in one of eight. @param {number} length @param {number[]} used */
function text(length, used) {
  let result = '';
  let last = 0;
  for (let left = length; left > 0;) {
    const size = Math.min(left, 4 + Math.floor(13 * random()));
    let run = '';
    while (run.length < size) {
      const kind = random();
      const again = kind < 0.25 && used.length > 0;
      if (again) last = used[Math.floor(random() * used.length)] ?? 0;
      else if (kind < 0.72) last = followers[last]?.[Math.floor(5 * random() * random())] ?? 0;
      else last = word();
      if (!again) used.push(last);
      run += words[last];
    }
    if (random() < 0.125)
      run = `${run.slice(0, 2)}${LATIN[Math.floor(8 * random())]}${run.slice(2)}`;
    result += (result ? '，' : '') + run;
    left -= size;
  }
  return result;
}

/** @param {number} number */
function paper(number) {
  const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(number / PAPERS_A_DAY)));
  const used = /** @type {number[]} */ ([]);
  return {
    id: `2401.${String(10000 + number)}`,
    date: day.toISOString().slice(0, 10),
    title: text(22, used),
    authors: [`Author ${words[number % 900]}`],
    abstract: text(CHARACTERS - 62, used) + '。',
    reason: text(40, used),
    score: 10 + (number % 11),
  };
}

/** Bytes and files below a folder. @param {string} folder @returns {{bytes: number, files: number}} */
function size(folder) {
  const sum = {bytes: 0, files: 0};
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    const part = entry.isDirectory() ? size(path) : {bytes: statSync(path).size, files: 1};
    sum.bytes += part.bytes;
    sum.files += part.files;
  }
  return sum;
}

/** @param {any[]} papers */
function describe(papers) {
  const characters = new Set();
  const pairs = new Set();
  let count = 0;
  for (const {title, abstract, reason} of papers) {
    for (const run of `${title} ${abstract} ${reason}`.match(/\p{Script=Han}+/gu) ?? []) {
      count += run.length;
      for (let i = 0; i < run.length; ++i) {
        characters.add(run[i]);
        if (i + 1 < run.length) pairs.add(run.slice(i, i + 2));
      }
    }
  }
  return `${count} characters, ${characters.size} different, ${pairs.size} different pairs`;
}

const [program, given] = process.argv.slice(2);
if (!program) throw new Error('usage: chinese.mjs PROGRAM [PAPERS]');
const count = Number(given ?? 10000);
const papers = Array.from({length: count}, (_, i) => paper(i));
console.log(`the first 997 papers: ${describe(papers.slice(0, 997))}`);
console.log(`${count} papers: ${describe(papers)}`);
const work = mkdtempSync(join(tmpdir(), 'chinese-'));
try {
  const site = join(work, 'site');
  const run = (/** @type {string[]} */ ...options) =>
    execFileSync(program, options, {stdio: ['ignore', 'ignore', 'inherit']});
  writeFileSync(join(work, 'papers.jsonl'), papers.map(p => JSON.stringify(p)).join('\n') + '\n');
  run('init', site);
  rmSync(join(site, 'content'), {recursive: true});
  run('-C', site, 'import', join(work, 'papers.jsonl'));
  run('-C', site, '--quiet', 'build');
  const all = size(join(site, 'site'));
  const search = size(join(site, 'site', 'search'));
  const native = size(join(site, '.broadsheet', 'index'));
  const source = size(join(site, 'content'));
  const each = (/** @type {number} */ bytes) => `${(bytes / count / 1000).toFixed(2)} kB a paper`;
  console.log(`content/: ${source.bytes} bytes, ${each(source.bytes)}`);
  console.log(`site/: ${all.bytes} bytes, ${each(all.bytes)}, ${all.files} files`);
  console.log(`site/search/: ${search.bytes} bytes, ${each(search.bytes)}, ${search.files} files`);
  console.log(`.broadsheet/index/: ${native.bytes} bytes, ${each(native.bytes)}`);
  // Two words that follow one another in a paper, a phrase, one pair, one character.
  const kinds = {words: 4, phrase: 6, pair: 2, character: 1};
  for (const [kind, length] of Object.entries(kinds)) {
    const costs = [];
    for (let i = 0; i < 20; ++i) {
      const run = papers[(i * 487) % count].abstract.match(/\p{Script=Han}{8,}/u)?.[0] ?? '';
      const query = kind === 'phrase' ? `"${run.slice(0, length)}"` : run.slice(0, length);
      const {client, log} = await openClient(join(site, 'site'));
      const answer = await client.search(query, {limit: 10});
      if (answer.total === 0) throw new Error(`${query} is not found`);
      costs.push({bytes: log.bytes, requests: log.requests});
    }
    console.log(
      `a cold query, ${kind}: ${median(costs.map(c => c.bytes))} bytes in ` +
        `${median(costs.map(c => c.requests))} requests (median of 20), at most ${Math.max(...costs.map(c => c.bytes))}`,
    );
  }
} finally {
  rmSync(work, {recursive: true, force: true});
}
