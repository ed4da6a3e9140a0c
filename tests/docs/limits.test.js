// The table of limits in docs/reliability.md against the constants in the code: every row has its value, and
// every limit of a reader has a row.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const code = (/** @type {string} */ path) => readFileSync(join(root, 'generator', path), 'utf8');

const rows = readFileSync(join(root, 'docs/reliability.md'), 'utf8')
  .split('\n')
  .map(line => /^\| [^|]+ \| (\d+) \| [^|]+ \| `([^`]+)` (\w+) \| [^|]+ \|$/.exec(line))
  .filter(row => row !== null)
  .map(([, value, path, name]) => ({value: Number(value), path, name}));

/** The value of `3`, `2'000`, `16U << 20`; undefined for other expressions. @param {string} text */
function valueOf(text) {
  const [, base, shift] = /^([\d']+)u?(?: << (\d+))?$/i.exec(text.trim()) ?? [];
  return base === undefined
    ? undefined
    : Number(base.replaceAll("'", '')) * 2 ** Number(shift ?? 0);
}

/** Constants of a file by name. @param {string} path @returns {Map<string, number>} */
function constantsOf(path) {
  const found = new Map();
  for (const [, name, text] of code(path).matchAll(/(\w+) = ([^;{}]+);/g)) {
    const value = valueOf(text);
    if (value !== undefined && !found.has(name)) found.set(name, value);
  }
  return found;
}

test('the table has the values of the code', () => {
  assert.ok(rows.length >= 30, `${rows.length} rows`);
  for (const {value, path, name} of rows)
    assert.equal(constantsOf(path).get(name), value, `${path} ${name}`);
});

test('every limit of a reader has a row', () => {
  const readers = [
    'json',
    'yaml',
    'import/import.cc',
    'import/source',
    'text/cleanup.h',
    'text/markdown.cc',
    'tex/formula/scan.h',
    'arxiv/xml.h',
  ];
  // Of the algorithm rather than of the input.
  const inner = new Set(['kMaxKeyLength']);
  const listed = new Set(rows.map(({path, name}) => `${path} ${name}`));
  const paths = readdirSync(join(root, 'generator'), {recursive: true, encoding: 'utf8'})
    .filter(path => /\.(cc|h)$/.test(path))
    .filter(path => readers.some(reader => path === reader || path.startsWith(`${reader}/`)));
  for (const path of paths) {
    for (const name of constantsOf(path).keys()) {
      if (!/^k(Most|Max|Longest|Largest|Deepest)/.test(name) || inner.has(name)) continue;
      assert.ok(listed.has(`${path} ${name}`), `docs/reliability.md does not list ${path} ${name}`);
    }
  }
});
