// What lists leave open is settled by the text of the best papers.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {open} from '../../themes/shared/search/client.js';
import {weighed} from '../../themes/shared/search/paper-weights.js';
import {refined, settled} from '../../themes/shared/search/refined.js';
import {inOrder, rankKey} from '../../themes/shared/search/weights.js';
import {memoryFetch} from './support/files.js';

const vectors = JSON.parse(
  readFileSync(new URL('../vectors/shards.json', import.meta.url), 'utf8'),
);
const files = new Map(
  Object.entries(vectors.files).map(([path, hex]) => [
    path,
    Uint8Array.from(Buffer.from(hex, 'hex')),
  ]),
);

test('the text of a paper gives the weights that its lists have', async () => {
  const index = await open('http://site/search', {fetch: memoryFetch(files).fetch});
  let forms = 0;
  for (let doc = 0; doc < index.size; doc++) {
    for (const [form, {wdf, fields}] of weighed(await index.store.paper(doc))) {
      const [list] = await index.store.postings([form]);
      const at = list.docs.indexOf(doc);
      assert.ok(at >= 0, form);
      assert.deepEqual([wdf, fields & 3], [list.wdf[at], list.fields[at]], form);
      forms++;
    }
  }
  assert.ok(forms > 50, `${forms}`);
});

const paper = (abstract, title = 'x y z') => ({
  id: '',
  day: 0,
  score: 0,
  title,
  authors: [],
  topics: [],
  comment: '',
  abstract,
  url: '',
});

/** An index of papers, the later the lower their bounds; says which were read. */
function bounded(papers, phrase = () => 0) {
  const read = new Set();
  const take = doc => {
    read.add(doc);
    return papers[doc];
  };
  const index = {
    paper: async doc => take(doc),
    phrase: async (words, docs) => Uint8Array.from(docs, doc => phrase(take(doc))),
  };
  const hits = papers
    .map((_, doc) => {
      const rank = 100 - doc;
      return {
        doc,
        rank,
        factor: 1,
        extra: 0,
        sum: rank,
        bound: true,
        key: rankKey(rank),
        slot: 0,
        day: 0,
        score: 0,
      };
    })
    .sort(inOrder);
  return {index, hits, read};
}

test('papers are read until the wanted ones rank before all bounds that are left', async () => {
  const papers = [paper(''), ...Array.from({length: 40}, () => paper('attention')), paper('')];
  const {index, hits, read} = bounded(papers);
  const groups = [{bit: 0, required: false, weights: new Map([['attention', 99]]), composites: []}];
  const best = await settled(index, groups, [], hits, 2);
  // Number 0 has not the word; the others weigh 99, newest first, so that those up to a bound of 99 must be read.
  assert.ok(!best.slice(0, 2).some(({bound, doc}) => bound || doc === 0));
  assert.equal(best[0].rank, 99);
  assert.ok(read.size < 12, `${read.size}`);
  assert.equal(best.length, papers.length);
});

test('a phrase is looked for from the best paper on, and no further than it must', async () => {
  const papers = Array.from({length: 300}, (_, i) => paper(i % 2 ? 'a b' : 'b a'));
  const {index, hits, read} = bounded(papers, ({abstract}) => (abstract === 'a b' ? 4 : 0));
  for (const hit of hits) hit.bound = false;
  const clause = {sign: '', field: '', words: ['a', 'b'], exact: true, complete: false};
  const found = await settled(index, [], [clause], hits, 3);
  assert.deepEqual(
    found.slice(0, 3).map(({doc}) => doc),
    [1, 3, 5],
  );
  assert.ok(read.size < 12, `${read.size}`);
});

test('a phrase that no paper has is given up after some texts', async () => {
  const {index, hits, read} = bounded(Array.from({length: 500}, () => paper('b a')));
  const clause = {sign: '', field: '', words: ['a', 'b'], exact: true, complete: false};
  assert.deepEqual(await settled(index, [], [clause], hits, 10), []);
  assert.ok(read.size >= 60 && read.size < 90, `${read.size}`);
});

test('a phrase in the head lifts a paper above those that have it elsewhere', async () => {
  const {index, hits} = bounded([paper('a b'), paper('a b', 'a b')], ({title}) =>
    title === 'a b' ? 5 : 4,
  );
  for (const hit of hits)
    Object.assign(hit, {bound: false, factor: 3, extra: 1, sum: 10, rank: 40, key: rankKey(40)});
  const clause = {sign: '', field: '', words: ['a', 'b'], exact: true, complete: false};
  const found = await settled(index, [], [clause], hits, 2);
  assert.deepEqual(
    found.map(({doc, rank}) => [doc, rank]),
    [
      [1, 40],
      [0, 30],
    ],
  );
});

test('where lists were read in part, as many papers hold a phrase as were seen to, at the least', async () => {
  const papers = Array.from({length: 300}, (_, i) => paper(i % 2 ? 'a b' : 'b a'));
  const {index, hits} = bounded(papers, ({abstract}) => (abstract === 'a b' ? 4 : 0));
  for (const hit of hits) hit.bound = false;
  const clause = {sign: '', field: '', words: ['a', 'b'], exact: true, complete: false};
  const docs = Uint32Array.from(papers, (_, doc) => doc);
  const lists = new Map([
    ['a', {docs, unread: 300}],
    ['b', {docs, unread: 30}],
  ]);
  const found = await refined(index, hits, {groups: [], phrases: [clause], excluded: []}, lists, {
    end: 10,
    all: false,
    isFree: true,
  });
  assert.ok(found.approximate && found.total >= 10 && found.total <= 150, `${found.total}`);
  assert.equal(found.total, found.hits.length);
});
