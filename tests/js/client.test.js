import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {open} from '../../themes/shared/search/client.js';
import {fold, tokenize} from '../../themes/shared/search/text.js';
import {memoryFetch} from './support/files.js';

const vectors = JSON.parse(
  readFileSync(new URL('../vectors/shards.json', import.meta.url), 'utf8'),
);
const example = (key = 'files') =>
  new Map(
    Object.entries(vectors[key]).map(([path, hex]) => [
      path,
      Uint8Array.from(Buffer.from(hex, 'hex')),
    ]),
  );
const opened = files => {
  const {fetch, calls} = memoryFetch(files);
  return open('http://site/search', {fetch}).then(index => ({index, calls}));
};
const fails = kind => error => error.kind === kind && error.message.length > 10;
const isShard = path => path.includes('/s/');

/** What a paper says, by field. */
const fieldsOf = paper => [[paper.title], paper.authors, [paper.comment], [paper.abstract]];
const wordsOf = texts => texts.flatMap(text => tokenize(fold(text)).map(word => word.text));

test('every word of every paper of the example is found where it is', async () => {
  const {index} = await opened(example());
  assert.equal(index.size, vectors.papers.length);
  const all = new Set(vectors.papers.flatMap(paper => wordsOf(fieldsOf(paper).flat())));
  assert.ok(all.size > 40);
  for (const word of all) {
    const [postings] = await index.store.postings([word]);
    const expected = vectors.papers.flatMap((paper, i) =>
      wordsOf(fieldsOf(paper).flat()).includes(word) ? [i] : [],
    );
    assert.deepEqual([...postings.docs], expected, word);
    postings.docs.forEach((doc, k) => {
      const [title, authors] = fieldsOf(vectors.papers[doc]).map(texts =>
        wordsOf(texts).includes(word),
      );
      assert.equal(postings.fields[k] & 3, (title ? 1 : 0) + (authors ? 2 : 0), word);
      assert.ok(postings.wdf[k] > 0);
    });
    const {
      words: [info],
    } = await index.store.lookup([word], null);
    assert.equal(info.df, expected.length, word);
  }
});

test('forms of one stem are found together, in whatever bucket they are', async () => {
  const {index} = await opened(example());
  const {words} = await index.store.lookup(['transformer', 'adapting', 'nosuchword'], null);
  assert.deepEqual(words[0].sameStem.map(k => k.form).sort(), [
    'transform',
    'transformed',
    'transformers',
    'transforming',
    'transforms',
  ]);
  assert.ok(words[1].sameStem.some(k => k.form === 'adapt'));
  assert.deepEqual(words[2], {word: 'nosuchword', df: 0, sameStem: []});
});

test('a prefix is completed by the most frequent longer forms', async () => {
  const {index} = await opened(example());
  const {completions} = await index.store.lookup([], 'transform');
  assert.deepEqual(completions[0], {form: 'transformers', df: 3});
  assert.ok(completions.every(c => c.form.startsWith('transform') && c.form !== 'transform'));
  assert.deepEqual((await index.store.lookup([], 'zzz')).completions, []);
});

test('a misspelt word has its neighbours at one edit', async () => {
  const {index} = await opened(example());
  for (const [typed, meant] of [
    ['attenton', 'attention'],
    ['attetnion', 'attention'],
    ['ttention', 'attention'],
    ['lineaar', 'linear'],
    ['xinear', 'linear'],
    ['hernandes', 'hernandez'],
    ['transformre', 'transformer'],
  ]) {
    assert.equal((await index.store.near(typed))[0]?.form, meant, typed);
  }
  assert.deepEqual(await index.store.near('attention'), []);
  assert.deepEqual(await index.store.near('xxxxxxxx'), []);
});

test('phrases are in one field, in order, and not across two authors', async () => {
  const {index} = await opened(example());
  const docs = Uint32Array.from(vectors.papers, (_, i) => i);
  for (const [words, expected] of [
    [
      ['linear', 'attention'],
      [5, 0, 0, 0, 0],
    ],
    [
      ['attention', 'linear'],
      [0, 0, 0, 0, 0],
    ],
    [
      ['attention', 'linearly'],
      [5, 0, 0, 0, 0],
    ],
    [
      ['gomez', 'li'],
      [0, 0, 0, 0, 0],
    ],
    [
      ['li', 'wei'],
      [6, 6, 0, 0, 0],
    ],
    [
      ['low', 'rank', 'adapters'],
      [0, 5, 0, 0, 0],
    ],
    [
      ['the', 'transformer', 'transformed'],
      [0, 0, 5, 0, 0],
    ],
    [
      ['c++', '3.5'],
      [0, 0, 0, 5, 0],
    ],
  ]) {
    assert.deepEqual([...(await index.store.phrase(words, docs))], expected, words.join(' '));
  }
});

test('days and scores of all papers are given in runs', async () => {
  const {index} = await opened(example());
  const runs = await index.store.runs();
  assert.deepEqual(runs, [
    {day: 20260105, score: 18, begin: 0, end: 1},
    {day: 20260105, score: 17, begin: 1, end: 3},
    {day: 20260106, score: 15.5, begin: 3, end: 4},
    {day: 20260108, score: 0, begin: 4, end: 5},
  ]);
});

test('filters are found by their key, categories with what is below them', async () => {
  const {index} = await opened(example());
  assert.deepEqual([...(await index.store.filter('topic', 'architecture'))], [0, 2]);
  assert.deepEqual([...(await index.store.filter('topic', 'other-topic'))], [4]);
  assert.deepEqual([...(await index.store.filter('category', 'cs'))], [0, 1, 4]);
  assert.deepEqual([...(await index.store.filter('category', 'cs.cl'))], [1]);
  assert.deepEqual([...(await index.store.filter('category', 'nothing'))], []);
  assert.deepEqual((await index.store.values('topic')).map(v => v.value).sort(), [
    'architecture',
    'efficiency',
    'other topic',
  ]);
});

test('results carry the paper as it was published', async () => {
  const {index} = await opened(example());
  const answer = await index.search('hernandez');
  assert.equal(answer.total, 1);
  const {rank, words, ...paper} = answer.results[0];
  const {categories, day, ...published} = vectors.papers[2];
  assert.deepEqual(paper, {...published, day: 20260105});
  assert.ok(rank > 0);
  assert.ok(words.includes('hernandez'));
  assert.equal((await index.search('o’brien')).results[0].url, '/papers/hep-th_9901001/');
  assert.equal(
    (await index.search('title:attention')).results.find(r => r.id === '2601.00005').url,
    '/elsewhere/',
  );
});

test('each file is asked for once, however often it is needed', async () => {
  const {index, calls} = await opened(example());
  await Promise.all([
    index.search('linear attention'),
    index.search('linear attention'),
    index.search('attention'),
  ]);
  await index.search('linear');
  assert.equal(new Set(calls).size, calls.length);
});

test('a damaged or shortened file is a failure, never a wrong answer', async () => {
  const right = await (await opened(example())).index.search('linear attention transformers');
  for (const path of example().keys()) {
    for (const spoil of [
      b => b.slice(0, b.length >> 1),
      b => b.slice(0, 3),
      () => new Uint8Array(),
      b => Uint8Array.from([...b, 7]),
      b => b.map((byte, i) => (i === b.length >> 1 ? byte ^ 4 : byte)),
      () => Buffer.from('<!doctype html><title>Not Found</title>'),
    ]) {
      const files = example();
      files.set(path, spoil(files.get(path)));
      try {
        const {index} = await opened(files);
        const answer = await index.search('linear attention transformers');
        assert.deepEqual(answer, right, path);
      } catch (error) {
        assert.match(String(error.kind), /^(damaged|newer)$/, `${path}: ${error}`);
      }
    }
  }
});

test("files that answer under each other's names are a failure", async () => {
  const files = example();
  const [bucket, lexicon] = [...files.keys()].filter(isShard);
  const kept = files.get(bucket);
  files.set(bucket, files.get(lexicon));
  files.set(lexicon, kept);
  const {index} = await opened(files);
  await assert.rejects(index.search('linear'), fails('damaged'));
});

test('a missing file is a failure when the manifest still names it', async () => {
  const files = example();
  for (const path of files.keys()) if (isShard(path)) files.delete(path);
  const {index} = await opened(files);
  await assert.rejects(index.search('linear'), fails('missing'));
});

test('after a failure the same question is asked again', async () => {
  const files = example();
  const shards = [...files].filter(([path]) => isShard(path));
  for (const [path] of shards) files.delete(path);
  const {index} = await opened(files);
  await assert.rejects(index.search('linear'), fails('missing'));
  for (const [path, bytes] of shards) files.set(path, bytes);
  assert.equal((await index.search('linear')).total, 1);
});

test('a deploy in the middle of a visit is survived', async () => {
  const files = example('files_before_the_last_day');
  const {index} = await opened(files);
  assert.equal(index.size, 4);
  files.clear();
  for (const [path, bytes] of example()) files.set(path, bytes);
  assert.equal((await index.search('attention')).total, 2);
  assert.equal(index.size, 5);
});

test('a server that fails or a line that is dead is distinguished from a missing file', async () => {
  await assert.rejects(
    open('http://site/', {
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
    }),
    fails('network'),
  );
  await assert.rejects(
    open('http://site/', {fetch: async () => new Response('', {status: 503})}),
    fails('network'),
  );
  await assert.rejects(
    open('http://site/', {fetch: async () => new Response('', {status: 404})}),
    fails('missing'),
  );
});

test('a search that is no longer wanted stops', async () => {
  const {index} = await opened(example());
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(index.search('linear', {signal: stop.signal}), {name: 'AbortError'});
});

test('what a cache kept damaged is fetched again', async () => {
  const files = example();
  const modes = [];
  const fetch = async (url, init) => {
    const path = new URL(url).pathname.slice(1);
    modes.push(init.cache);
    const bytes = files.get(path);
    return new Response(isShard(path) && init.cache !== 'reload' ? bytes.slice(1) : bytes);
  };
  const index = await open('http://site/search/', {fetch});
  assert.equal((await index.search('linear')).total, 1);
  assert.equal(modes[0], 'no-cache');
  assert.ok(modes.includes('force-cache'));
});
