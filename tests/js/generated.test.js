// Generated input: damaged files with correct checksums, and queries. Each ends, and in one of the
// ways that are documented.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {deflateSync} from 'node:zlib';

import {IndexError, open, readBucket, readManifest} from '../../themes/shared/search/client.js';
import {inflatedJson} from '../../themes/shared/search/files.js';
import {readLexicon} from '../../themes/shared/search/lexicon.js';
import {readLimits} from '../../themes/shared/search/limits.js';
import {readPairs} from '../../themes/shared/search/phrase.js';
import {parseQuery} from '../../themes/shared/search/query.js';
import {readRuns, runs} from '../../themes/shared/search/runs.js';
import {fold} from '../../themes/shared/search/text.js';
import * as tables from '../../themes/shared/search/tables.js';
import {Encoder} from './support/encoder.js';
import {memoryFetch, stamped} from './support/files.js';

const {files} = JSON.parse(
  readFileSync(new URL('../vectors/shards.json', import.meta.url), 'utf8'),
);
const example = Object.entries(files).map(([path, hex]) => [path, Buffer.from(hex, 'hex')]);

/** A generator of numbers below `end`, the same for the same seed. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** Bytes: noise, long runs of one byte, or both. */
function noise(/** @type {(end: number) => number} */ random) {
  const size = random(400);
  const kind = random(3);
  const one = random(256);
  return Uint8Array.from({length: size}, () =>
    kind === 0 || (kind === 1 && random(8) === 0) ? random(256) : one,
  );
}

/** Bytes with some of them changed. */
function mutated(/** @type {(end: number) => number} */ random, /** @type {Uint8Array} */ bytes) {
  const copy = Uint8Array.from(bytes);
  for (let left = 1 + random(4); left > 0; left--) copy[random(copy.length)] = random(256);
  return copy;
}

/** Runs `read`; it may only fail with an IndexError. @returns {boolean} whether it had a result */
function ends(/** @type {() => unknown} */ read, /** @type {string} */ about) {
  try {
    read();
    return true;
  } catch (error) {
    assert.ok(error instanceof IndexError, `${about}: ${error}`);
    return false;
  }
}

test('every reader of noise with a correct checksum ends in a result or an IndexError', () => {
  const readers = {
    bucket: (/** @type {Uint8Array} */ bytes) => readBucket('x', bytes, 0),
    lexicon: (/** @type {Uint8Array} */ bytes) => readLexicon('x', bytes),
    pairs: (/** @type {Uint8Array} */ bytes) => readPairs('x', bytes),
    runs: (/** @type {Uint8Array} */ bytes) => readRuns('x', bytes),
  };
  for (const [name, read] of Object.entries(readers)) {
    const random = numbers(name.length);
    let results = 0;
    for (let round = 0; round < 400; round++) {
      const bytes = stamped('x', noise(random));
      if (ends(() => read(bytes), `${name}, round ${round}`)) results++;
    }
    assert.ok(results > 0 && results < 400, `${name}: ${results} results`);
  }
});

test('every manifest of noise or with changed bytes ends in a result or an IndexError', () => {
  const random = numbers(7);
  const head = Buffer.from('broadsheet search 5\n');
  const [, whole] = example.find(([path]) => path.endsWith('/manifest')) ?? [];
  const stream = whole.subarray(head.length + 4);
  let results = 0;
  for (let round = 0; round < 600; round++) {
    const body = round % 2 ? noise(random) : mutated(random, stream);
    const bytes = Buffer.concat([head, stamped('manifest', body)]);
    if (ends(() => readManifest(bytes), `round ${round}`)) results++;
  }
  assert.ok(results > 0 && results < 600, `${results} results`);
});

test('numbers beyond what the format allows are damaged', () => {
  const {COUNT, DAY, DENSITY, DROP, FORMS, FREQUENCY, LONG, PAPERS, SHARED} = tables;
  const most = 2 ** 31 - 2;
  const file = (
    /** @type {string} */ name,
    /** @type {[table: number, value: number][]} */ rows,
  ) => {
    const encoder = new Encoder(name);
    for (const [table, value] of rows) {
      if (table < COUNT) encoder.putSymbol(table, value);
      else encoder.putNumber(table, value);
    }
    return encoder.file();
  };
  const empty = /** @type {[number, number]} */ ([0, 0]); // the end of a text
  const one = /** @type {[number, number][]} */ ([[COUNT, 1], [SHARED, 0], empty]);
  const days = file('manifest', [empty, empty, [COUNT, 1], [DAY, most], [PAPERS, 0]]);
  const manifest = Buffer.concat([Buffer.from('broadsheet search 5\n'), days]);
  assert.throws(() => readManifest(manifest), {kind: 'damaged'});
  const pairs = file('x', [...one, [FREQUENCY, 0], [DENSITY, 100]]);
  assert.throws(() => readPairs('x', pairs), {kind: 'damaged'});
  const head = /** @type {[number, number][]} */ ([...one, [FORMS, 0], [DROP, 0], empty]);
  const bucket = file('x', [...head, [FREQUENCY, most], [LONG, 0]]);
  assert.throws(() => readBucket('x', bucket, 0), {kind: 'damaged'});
});

test('result data that is no JSON is damaged', async () => {
  const text = Buffer.from('["a",');
  const file = deflateSync(Buffer.concat([text, stamped('3', text).subarray(0, 4)]));
  await assert.rejects(inflatedJson('3', file), {kind: 'damaged'});
});

test('runs of more papers than the days have are damaged', async () => {
  const store = {
    dayRanges: [{day: 20260101, begin: 0, end: 2, path: ''}],
    all: async () => [[[17, 3]]],
  };
  // @ts-ignore: all that runs() uses of a store
  await assert.rejects(runs(store), {kind: 'damaged'});
});

test('a search over files with changed bytes and correct checksums ends', async () => {
  const random = numbers(11);
  for (let round = 0; round < 60; round++) {
    const spoilt = new Map(
      example.map(([path, bytes]) => {
        const isShard = /\/s\//.test(path) && random(2) > 0;
        const name = path.replace(/.*\//, '');
        return [path, isShard ? stamped(name, mutated(random, bytes.subarray(4))) : bytes];
      }),
    );
    const index = await open('http://site/search', memoryFetch(spoilt));
    await index.search('linear attenton "low rank" score:>3 topic:architecture').then(
      ({total, results}) => assert.ok(total >= results.length),
      error => assert.ok(error instanceof IndexError, `round ${round}: ${error.stack}`),
    );
  }
});

test('every text is a query: parsed twice alike, within the limits', () => {
  const random = numbers(13);
  const pieces = [
    ...['"', '“', '-', '+', ' ', '  ', ':', '..', '>=', '<', '.', '/', '(', '\0', '\n', '🦓', 'ß'],
    ...['e\u0301', '\ud800', 'title:', 'author:', 'cat:', 'topic:', 'date:', 'from:', 'score:'],
    ...['venue:', 'the', 'et al', 'low-rank', 'a-b-c', 'c++', '3.5', '2026-02', '17', 'NOT'],
    ...['arxiv:1706.03762v2', 'https://arxiv.org/abs/1706.03762', 'x'.repeat(70), 'Attention'],
  ];
  let words = 0;
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({length: random(14)}, () =>
      random(5) ? pieces[random(pieces.length)] : String.fromCodePoint(random(0x3000)),
    ).join(random(2) ? '' : ' ');
    const query = parseQuery(text);
    assert.deepEqual(parseQuery(text), query);
    for (const {words: within, sign, field, also} of query.clauses) {
      assert.ok(within.length >= 1 && within.every(word => word && fold(word) === word), text);
      assert.ok(['', '+', '-'].includes(sign) && ['', 'title', 'author'].includes(field), text);
      assert.ok(
        also.every(other => other !== within[0]),
        text,
      );
    }
    const count = query.clauses.flatMap(clause => clause.words).length;
    words += count;
    assert.ok(count <= 64, text);
    assert.ok(
      query.filters.every(({key}) => key),
      text,
    );
    assert.ok(
      query.limits.every(({typed}) => [...typed].length <= 60),
      text,
    );
    const {limits, unread} = readLimits(query, {});
    assert.ok(limits.length + unread.length <= query.limits.length && unread.length <= 64, text);
    const parts = query.clauses.length + query.filters.length + query.limits.length;
    assert.equal(parts > 0, /[^\0-\x20]/.test(fold(text)), JSON.stringify(text));
  }
  assert.ok(words > 5000, `${words} words`);
});
