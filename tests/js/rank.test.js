import assert from 'node:assert/strict';
import {test} from 'node:test';

import {rank} from '../../themes/shared/search/rank.js';
import {rankKey, rarity} from '../../themes/shared/search/weights.js';
import {memoryIndex, slipsOf} from '../search/memory-index.mjs';

// form, stem, [document, wdf, fields, positions]
const dump = {
  size: 4,
  starts: [
    [101, 202, 303],
    [101, 202, 303],
    [101, 202, 303],
    [101, 202, 303],
  ],
  runs: [
    [20260105, 18],
    [20260105, 16],
    [20260206, 17],
    [20260206, 17],
  ],
  topic: [['memory', [0, 2]]],
  category: [
    ['cs.LG', [0]],
    ['cs.CL', [1]],
  ],
  forms: [
    [
      'attention',
      'attent',
      [
        [0, 12, 1, [1]],
        [1, 1, 8, [304]],
        [2, 1, 8, [303]],
        [3, 1, 8, [303]],
      ],
    ],
    [
      'linear',
      'linear',
      [
        [1, 1, 8, [303]],
        [2, 1, 8, [309]],
        [3, 1, 8, [304]],
      ],
    ],
    ['sparse', 'spars', [[0, 12, 1, [0]]]],
    ['sparsity', 'sparsiti', [[3, 1, 8, [400]]]],
  ],
};
const index = memoryIndex({...dump, acronyms: []});
const docs = async (query, options = {}) =>
  (await rank(index, query, options)).hits.map(hit => hit.doc);

test('an acronym finds its long form, and the long form its acronym', async () => {
  const other = memoryIndex({...dump, acronyms: ['sparsity linear attention']});
  const short = await rank(other, 'sparsity ');
  assert.deepEqual(
    short.hits.map(hit => hit.doc),
    [3, 2, 1],
  );
  assert.deepEqual(short.said, [
    {typed: 'sparsity', kind: 'expanded', shown: 'linear attention', others: []},
  ]);
  assert.equal((await rank(other, '"sparsity"')).total, 1);
  const long = await rank(other, 'linear attention ');
  assert.deepEqual(
    long.said.map(({shown}) => shown),
    ['sparsity'],
  );
  assert.equal((await rank(index, 'linear attention ')).said.length, 0);
});

test('papers with every word in the title come first, equal ones newest first', async () => {
  assert.deepEqual(await docs('sparse attention '), [0, 3, 2, 1]);
  assert.deepEqual(await docs('linear attention '), [3, 2, 1, 0]);
});

test('signs, fields, phrases and limits are kept', async () => {
  assert.deepEqual(await docs('"linear attention"'), [1]);
  assert.deepEqual(await docs('attention -linear '), [0]);
  assert.deepEqual(await docs('attention -"linear attention"'), [0, 3, 2]);
  assert.deepEqual(await docs('title:attention '), [0]);
  assert.deepEqual(await docs('+linear attention topic:memory'), [2]);
  assert.deepEqual(await docs('category:cs'), [1, 0]);
  assert.deepEqual(await docs('score:>16 to:2026-01'), [0]);
  assert.deepEqual(await docs('attention linear', {all: true}), [3, 2, 1]);
  assert.deepEqual(await docs('attention', {sort: 'score'}), [0, 3, 2, 1]);
  assert.deepEqual(await docs(''), []);
});

test('what was done with a word is reported', async () => {
  const typing = await rank(index, 'spars');
  assert.deepEqual(typing.said, [
    {typed: 'spars', kind: 'completed', shown: 'sparse', others: ['sparsity']},
  ]);
  const slip = await rank(index, 'attentoin ');
  assert.deepEqual(slip.said, [
    {typed: 'attentoin', kind: 'corrected', shown: 'attention', others: []},
  ]);
  const unknown = await rank(index, 'xyzzy attention from:noon ');
  assert.deepEqual(
    unknown.said.map(({typed, kind}) => `${typed} ${kind}`),
    ['xyzzy dropped', 'from:noon unread'],
  );
  assert.equal(unknown.total, 4);
  assert.equal((await rank(index, '+xyzzy attention')).total, 0);
});

test('only papers with all words are listed where the order is not by rank, unless any are asked for', async () => {
  const query = 'linear attention ';
  assert.deepEqual(await docs(query), [3, 2, 1, 0]);
  assert.deepEqual(await docs(query, {sort: 'date'}), [3, 2, 1]);
  assert.deepEqual(await docs(query, {sort: 'score'}), [3, 2, 1]);
  assert.deepEqual(await docs(query, {sort: 'date', all: false}), [3, 2, 1, 0]);
  assert.deepEqual(await docs(query, {all: true}), [3, 2, 1]);
  const totals = async (/** @type {string} */ typed, options = {}) => {
    const {total, withAll, withAny} = await rank(index, typed, options);
    return [total, withAll, withAny];
  };
  assert.deepEqual(await totals(query), [4, 3, 4]);
  assert.deepEqual(await totals(query, {sort: 'date'}), [3, 3, 4]);
  assert.deepEqual(await totals('sparse linear '), [4, 0, 4]);
  assert.deepEqual(await totals('sparse linear ', {sort: 'date'}), [0, 0, 4]);
  assert.deepEqual(await totals('linear attention -linear ', {sort: 'date'}), [0, 0, 1]);
});

test('facets count the papers with all words, or those found if none has all', async () => {
  const months = async (/** @type {string} */ query) =>
    (await rank(index, query, {facets: true})).facets?.months.map(({count}) => count);
  assert.deepEqual(await months('linear attention '), [2, 1]);
  assert.deepEqual(await months('sparse linear '), [2, 2]);
});

test('facets count all papers found', async () => {
  const {facets} = await rank(index, 'linear ', {facets: true, limit: 1});
  assert.deepEqual(facets, {
    years: [{value: '2026', count: 3}],
    months: [
      {value: '2026-02', count: 2},
      {value: '2026-01', count: 1},
    ],
    topics: [{value: 'memory', count: 1}],
    scores: [
      {value: '17', count: 2},
      {value: '16', count: 1},
    ],
  });
});

test('a word is worth more the rarer it is, and always something', () => {
  assert.ok(
    rarity(1, 1000) > rarity(10, 1000) &&
      rarity(400, 1000) > rarity(1000, 1000) &&
      rarity(1, 1) > 0,
  );
  assert.equal(rankKey(1.1 + 2.2), rankKey(3.3));
});

test('slips are counted when either half is complete', () => {
  for (const [a, b, slips] of [
    ['modle', 'model', 1],
    ['omdel', 'model', 1],
    ['abcd', 'acbd', 0],
    ['model', 'modular', 0],
    ['quantzaton', 'quantization', 2],
    ['modxy', 'model', 0],
    ['math500', 'math600', 0],
  ]) {
    assert.equal(slipsOf(a, b), slips, a);
  }
});

test('ranks that rest on bounds of wdf are made sure before they are shown', async () => {
  // An index that tells wdf of at most 3 outside of the head when it is asked for weights alone, as long lists do.
  let asked = 0;
  const bounded = {
    ...index,
    async postings(forms, {weights = false} = {}) {
      asked += weights ? 1 : 0;
      return (await index.postings(forms)).map(({docs, wdf, fields, unread}) => {
        const low = (/** @type {number} */ i) => !weights && wdf[i] <= 3 && (fields[i] & 3) === 0;
        const order = [...docs.keys()].sort((a, b) => Number(low(a)) - Number(low(b)));
        return {
          docs: Uint32Array.from(order, i => docs[i]),
          wdf: Uint8Array.from(order, i => (low(i) ? 3 : wdf[i])),
          fields: Uint8Array.from(order, i => fields[i]),
          known: order.filter(i => !low(i)).length,
          unread,
        };
      });
    },
  };
  for (const query of [
    'linear attention ',
    'attention',
    'sparse linear ',
    '"linear attention"',
    'sparsity',
    'title:attention ',
  ]) {
    for (const options of [{}, {limit: 1}, {sort: 'date'}, {offset: 1, limit: 2}, {limit: 0}]) {
      assert.deepEqual(
        await rank(bounded, query, options),
        await rank(index, query, options),
        query,
      );
    }
  }
  assert.ok(asked > 0);
  asked = 0;
  await rank(bounded, 'sparse attention ', {limit: 1});
  assert.equal(asked, 0); // the first is sure: nothing more is read
});

test('a total is never above the truth where lists are not all read', async () => {
  // An index that reads two papers of each list, as of lists that cost too much.
  const papers = ['sparse attention', 'x', 'x', 'x'].map((title, doc) => ({
    id: String(doc),
    day: 0,
    score: 0,
    title,
    authors: [],
    topics: [],
    comment: '',
    url: '',
    abstract: ['', 'linear attention', 'attention of linear', 'linear of attention sparsity'][doc],
  }));
  const cut = {
    ...index,
    paper: async doc => papers[doc],
    async phrase(words, docs, texts) {
      if (!texts) return index.phrase(words, docs);
      return Uint8Array.from(docs, doc => (papers[doc].abstract.includes(words.join(' ')) ? 4 : 0));
    },
    async postings(forms, {whole = []} = {}) {
      return (await index.postings(forms)).map(({docs, wdf, fields}, i) => {
        const size = whole.includes(forms[i]) ? docs.length : Math.min(2, docs.length);
        return {docs: docs.slice(0, size), wdf, fields, known: size, unread: docs.length - size};
      });
    },
  };
  const told = async (query, options) => {
    const {total, approximate} = await rank(cut, query, options);
    assert.ok(total <= (await rank(index, query, options)).total, query);
    return `${approximate ? 'at least' : 'exactly'} ${total}`;
  };
  for (const [query, expected, options] of [
    // As many as hold the most frequent form of a word that may be there, or of the only one that must.
    ['attention ', 'at least 4'],
    ['linear ', 'at least 3'],
    ['linear attention ', 'at least 4'],
    ['+linear attention ', 'at least 3'],
    ['attention ', 'at least 4', {all: true}],
    ['attention ', 'at least 4', {sort: 'date', limit: 0}],
    ['sparse ', 'exactly 1'],
    // What was seen, where more must hold.
    ['linear attention ', 'at least 1', {all: true}],
    ['+linear +attention ', 'at least 1'],
    ['attention -linear ', 'at least 1'],
    ['attention topic:memory ', 'at least 1'],
    ['title:attention ', 'at least 1'],
    ['attention "sparse" ', 'at least 1'],
    ['"linear attention" ', 'at least 1'],
    ['"linear attention" ', 'at least 1', {limit: 0}],
    // Nothing is told when all was read alone.
    ['attention from:2026-02 ', 'exactly 2'],
    ['"attention linear" ', 'exactly 1'],
    ['attention to:2025 ', 'exactly 0'],
    ['nosuchword ', 'exactly 0'],
  ])
    assert.equal(await told(query, options), expected, query);
});
