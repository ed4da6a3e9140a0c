import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {isEverydayWord, lowerEverydayWords} from '../../themes/shared/search/everyday.js';
import {findExpansions, parseAcronym} from '../../themes/shared/search/acronyms.js';
import {readLimits} from '../../themes/shared/search/limits.js';
import {parseQuery} from '../../themes/shared/search/query.js';
import {filterKey, fold, nameForms, tokenize} from '../../themes/shared/search/text.js';
import {orderBySubject, vectorsOf} from '../../themes/shared/search/subject.js';
import {plainQuery} from '../../themes/shared/search/typed-text.js';

const vectors = name =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'));

test('text is folded as the generator folds it', () => {
  for (const row of vectors('fold.json')) assert.equal(fold(row.in), row.out, row.in);
});

test('folding works on each character alone, and on each run of Greek letters', () => {
  const all = vectors('fold.json').map(row => row.in);
  assert.equal(fold(all.join(' ')), all.map(fold).join(' '));
  for (const text of all) {
    const parts = text.match(/[\u0370-\u03ff\u1f00-\u1fff]+|[^]/gu) ?? [];
    assert.equal(parts.map(fold).join(''), fold(text));
  }
});

test('text is cut into words as the generator cuts it', () => {
  for (const row of vectors('tokenize.json')) {
    assert.deepEqual(
      tokenize(row.in).map(word => (word.tied ? '-' : '') + word.text),
      row.out,
      row.in,
    );
  }
});

test("a word's offsets give the word", () => {
  const text = "low-rank c++ 3.5 α-β don't";
  for (const word of tokenize(text)) assert.equal(text.slice(word.begin, word.end), word.text);
});

/** Whether a paper of that day and score passes, by a query of the vectors. */
const passes = ({from, to, minScore, maxScore, above, below}, day, score) =>
  (from === 0 || day >= from) &&
  (to === 0 || day <= to) &&
  (minScore === null || (above ? score > minScore : score >= minScore)) &&
  (maxScore === null || (below ? score < maxScore : score <= maxScore));

test('of many limits that cannot be read, sixty-four are reported', () => {
  const limits = parseQuery('from:never '.repeat(80)).limits;
  assert.ok(limits.length > 64);
  assert.equal(readLimits({limits}, {}).unread.length, 64);
});

/** A clause as the vectors have it. */
const withoutDefaults = ({prefix, also, joins: _, date, ...clause}) => ({
  ...clause,
  ...(prefix ? {prefix} : {}),
  ...(also.length ? {also} : {}),
  ...(date ? {date} : {}),
});

test('TeX and operators of a query are read as the generator reads them', () => {
  for (const row of vectors('typed.json')) assert.equal(plainQuery(row.in), row.out, row.in);
});

test('other forms of a name are those of the generator', () => {
  for (const row of vectors('name-forms.json'))
    assert.deepEqual(nameForms(row.in), row.out, row.in);
});

test('acronyms and long forms in queries are those that the generator finds', () => {
  const {acronyms, queries} = vectors('acronyms.json');
  const parsed = acronyms.map(parseAcronym);
  for (const row of queries) {
    const found = findExpansions(parseQuery(row.in).clauses, parsed);
    const shown = found.map(({acronym, first, count}) => [acronym.acronym, first, count]);
    assert.deepEqual(shown, row.out, row.in);
  }
});

test('a query is understood as the generator understands it', () => {
  for (const {in: typed, out} of vectors('query.json')) {
    const query = parseQuery(typed);
    assert.deepEqual(
      [query.clauses.map(withoutDefaults), query.filters],
      [out.clauses, out.filters],
      typed,
    );
    const {limits, unread} = readLimits(query, {});
    assert.deepEqual(
      unread.map(said => said.typed),
      out.dropped,
      typed,
    );
    const days = [out.from, out.to, 20260215].flatMap(day => [day - 1, day, day + 1]);
    const scores = [out.minScore ?? 0, out.maxScore ?? 99].flatMap(score => [
      score - 0.5,
      score,
      score + 0.5,
    ]);
    for (const day of days) {
      for (const score of scores)
        assert.equal(
          limits.every(limit => limit(day, score)),
          passes(out, day, score),
          `${typed}: ${day} ${score}`,
        );
    }
  }
});

test('filter values are compared as in the generator', () => {
  for (const row of vectors('filter-key.json')) assert.equal(filterKey(row.in), row.out);
});

test('any text is a query', () => {
  for (const typed of [
    '\ud800',
    '"\udfff',
    '"'.repeat(1e5),
    '-'.repeat(1e5),
    '+'.repeat(1e5),
    ':'.repeat(1e5),
    `topic:${'x'.repeat(1e5)}`,
    `score:${'9'.repeat(1e5)}`,
    'a'.repeat(1e6),
    "a'".repeat(1e5),
    '1.'.repeat(1e5),
    'a+'.repeat(1e5),
  ]) {
    const query = parseQuery(typed);
    assert.ok(query.clauses.length <= 64);
  }
});

test('what is set beside the text narrows it and never widens it', () => {
  const {limits, unread} = readLimits(parseQuery('from:2026-01 to:2026-03-01 score:>=18 quant'), {
    from: '2026-02',
    to: '2026-03-05',
    minScore: 17,
  });
  const passing = [
    [20260131, 18],
    [20260201, 18],
    [20260301, 18],
    [20260302, 18],
    [20260201, 17.5],
  ].filter(([day, score]) => limits.every(limit => limit(day, score)));
  assert.deepEqual(passing, [
    [20260201, 18],
    [20260301, 18],
  ]);
  assert.deepEqual(unread, []);
});

test('what is set beside the text and cannot be read is reported', () => {
  const {limits, unread} = readLimits(parseQuery('x'), {
    from: '2026-99',
    to: 'soon',
    minScore: NaN,
  });
  assert.deepEqual(
    unread.map(({typed, kind}) => [typed, kind]),
    [
      ['from:2026-99', 'unread'],
      ['to:soon', 'unread'],
      ['score:>=NaN', 'unread'],
    ],
  );
  assert.deepEqual(limits, []);
});

test('both sides know the same everyday words', () => {
  const {everyday, others} = vectors('everyday.json');
  assert.deepEqual(everyday.filter(isEverydayWord), everyday);
  assert.deepEqual(others.filter(isEverydayWord), []);
});

test('everyday words weigh less, unless there are only such', () => {
  const group = word => ({
    word,
    bit: 0,
    required: word === 'required',
    soft: word === 'how',
    isDate: false,
    weights: new Map([[word, 5]]),
    composites: [{words: [['x']], weight: 2.5}],
  });
  const need = ['making', 'attention', 'how', 'required'].map(group);
  lowerEverydayWords(need);
  assert.deepEqual(
    need.map(({word, weights}) => weights.get(word)),
    [2, 5, 5, 5],
  );
  assert.equal(need[0].composites[0].weight, 1);
  const alone = ['making', 'beat', 'how'].map(group);
  lowerEverydayWords(alone);
  assert.equal(alone[0].weights.get('making'), 5);
});

test('papers are put in order by subject as the generator does', () => {
  for (const {about, papers, order} of vectors('subject.json'))
    assert.deepEqual(
      orderBySubject(papers.map(p => ({...p, vector: Int8Array.from(p.vector)}))),
      order,
      about,
    );
});

test('vectors are two numbers in a byte; a file that is too short is damaged', async () => {
  const bytes = Uint8Array.from({length: 96}, (_, i) => (i < 32 ? 0x77 : 0xe0));
  const files = {get: async path => (path === 'v/a/0' ? bytes.subarray(0, 64) : bytes)};
  const ranges = [
    {begin: 0, end: 2, path: 'v/a/'},
    {begin: 2, end: 6, path: 'v/b/'},
  ];
  const [first, second, third] = await vectorsOf(files, ranges, [0, 1, 2]);
  assert.ok(first.every(value => value === 0));
  assert.deepEqual([...second.subarray(0, 2)], [-7, 7]);
  assert.deepEqual(third, first);
  await assert.rejects(vectorsOf(files, ranges, [5]), {kind: 'damaged'});
  assert.deepEqual(await vectorsOf(files, [], [5]), []);
});
