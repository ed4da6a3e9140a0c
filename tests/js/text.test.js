import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {applyOptions, filterKey, fold, parseQuery, tokenize} from '../../themes/shared/search/text.js';

const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));

test('text is folded as the generator folds it', () => {
  for (const row of vectors('fold.json')) assert.equal(fold(row.in), row.out, row.in);
});

test('folding works on each character alone', () => {
  const all = vectors('fold.json').map((row) => row.in);
  assert.equal(fold(all.join('')), all.map(fold).join(''));
  for (const text of all) assert.equal([...text].map(fold).join(''), fold(text));
});

test('text is cut into words as the generator cuts it', () => {
  for (const row of vectors('tokenize.json')) {
    assert.deepEqual(tokenize(row.in).map((word) => (word.tied ? '-' : '') + word.text), row.out, row.in);
  }
});

test("a word's offsets give the word", () => {
  const text = "low-rank c++ 3.5 α-β don't";
  for (const word of tokenize(text)) assert.equal(text.slice(word.begin, word.end), word.text);
});

test('a query is understood as the generator understands it', () => {
  for (const row of vectors('query.json')) assert.deepEqual(parseQuery(row.in), row.out, row.in);
});

test('filter values are compared as in the generator', () => {
  for (const row of vectors('filter-key.json')) assert.equal(filterKey(row.in), row.out);
});

test('any text is a query, soon', () => {
  for (const typed of ['\ud800', '"\udfff', '"'.repeat(1e5), '-'.repeat(1e5), '+'.repeat(1e5), ':'.repeat(1e5),
    `topic:${'x'.repeat(1e5)}`, `score:${'9'.repeat(1e5)}`, 'a'.repeat(1e6), "a'".repeat(1e5), '1.'.repeat(1e5), 'a+'.repeat(1e5)]) {
    const start = performance.now();
    const query = parseQuery(typed);
    assert.ok(query.clauses.length <= 64);
    assert.ok(performance.now() - start < 2000, typed.slice(0, 10));
  }
});

test('what is set beside the text narrows it and never widens it', () => {
  const query = applyOptions(parseQuery('from:2026-01 to:2026-03-01 score:>=18 quant'),
    {from: '2026-02', to: '2026-03-05', minScore: 17, topic: 'Model Architecture', category: 'cs.LG', complete: false});
  assert.equal(query.from, 20260201);
  assert.equal(query.to, 20260301);
  assert.equal(query.minScore, 18);
  assert.deepEqual(query.filters.map((f) => f.key), ['model-architecture', 'cs.lg']);
  assert.equal(query.clauses[0].complete, false);
});
