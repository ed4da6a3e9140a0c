// What a cold query costs over the files of a large index, in Node: requests and bytes of manifest, index and result data,
// and the time on a simulated line of 50 ms and 10 Mbit/s. usage: node growth.mjs SITE CLIENT [QUERY...]
// CLIENT: folder of the client's modules.

import {readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

import {QUERIES, median} from './figures.mjs';

const [site = '', client = '', ...given] = process.argv.slice(2);
const {open} = await import(pathToFileURL(join(resolve(client), 'client.js')).href);
const LATENCY = 50;
const BYTES_A_MILLISECOND = 10e6 / 8 / 1000;
const PHRASES = [
  '"mixture of experts"',
  '"large language models"',
  '"language models"',
  '"state of the art"',
];

/** One line for all requests: each waits for the latency, then for the bytes before it. */
function line() {
  const seen = {requests: 0, bytes: 0, manifest: 0, index: 0, pairs: 0, papers: 0};
  let free = 0;
  const fetch = async (/** @type {string} */ url) => {
    const path = url.replace('http://site/search/', '');
    const bytes = await readFile(join(site, 'search', path)).catch(() => null);
    if (!bytes) return new Response('', {status: 404});
    const kind =
      path === 'manifest'
        ? 'manifest'
        : path.startsWith('d/')
          ? 'papers'
          : path.startsWith('p/')
            ? 'pairs'
            : 'index';
    seen.requests++;
    seen.bytes += bytes.length;
    seen[kind] += bytes.length;
    const now = performance.now();
    free = Math.max(free, now + LATENCY) + bytes.length / BYTES_A_MILLISECOND;
    await new Promise(done => {
      setTimeout(done, free - now);
    });
    return new Response(new Uint8Array(bytes));
  };
  return {seen, fetch};
}

const KEYS = ['requests', 'bytes', 'manifest', 'index', 'pairs', 'papers'];
console.log(
  'query'.padEnd(30) +
    'papers'.padStart(8) +
    KEYS.map(key => key.padStart(9)).join('') +
    ' slow ms'.padStart(9),
);
const rows = [];
for (const query of given.length ? given : [...QUERIES, ...PHRASES]) {
  const {seen, fetch} = line();
  const index = await open('http://site/search/', {fetch});
  const start = performance.now();
  const {total, approximate} = await index.search(query);
  const milliseconds = performance.now() - start;
  if (!PHRASES.includes(query)) rows.push(seen);
  console.log(
    query.padEnd(30) +
      String(total).padStart(8) +
      KEYS.map(key => String(seen[key]).padStart(9)).join('') +
      milliseconds.toFixed(0).padStart(9) +
      (approximate ? '  approximate' : ''),
  );
}
console.log(
  `scripts apart: median ${median(rows.map(({bytes}) => bytes))} bytes and ${median(rows.map(({requests}) => requests))} requests, ` +
    `at most ${Math.max(...rows.map(({bytes}) => bytes))} bytes`,
);
