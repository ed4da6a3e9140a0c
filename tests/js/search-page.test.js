// The search page's pure parts: marking, excerpts, the address.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {partsOf} from '../../themes/shared/search/advice.js';
import {excerpt, hitsIn, marked, replaceWord, wordsOf} from '../../themes/shared/search/excerpt.js';
import {atLeast, wholeDay} from '../../themes/shared/search/filters.js';
import {readState, writeState} from '../../themes/shared/search/state.js';

/** Marked parts in brackets. */
const shown = parts => parts.map(({text, mark}) => (mark ? `[${text}]` : text)).join('');
const forms = (...list) => new Set(list);

test('words have their places in the text as it is, whatever folding does to its length', () => {
  const text = 'Straße, Ha\u0301ček’s ŁÓDŹ ﬁne 𝔘nicode';
  for (const {begin, end} of wordsOf(text)) {
    assert.doesNotMatch(text.slice(begin, end), /[\s,]/);
    assert.ok(end > begin);
  }
  assert.deepEqual(
    wordsOf(text).map(({begin, end}) => text.slice(begin, end)),
    text.split(/,? /),
  );
});

test('all forms of the words are marked, in any case and with any accents', () => {
  const cases = [
    ['Sparse attention is Sparser', ['sparse', 'sparser'], '[Sparse] attention is [Sparser]'],
    ['José Hernández', ['hernandez'], 'José [Hernández]'],
    ['He\u0301rnandez', ['hernandez'], '[He\u0301rnandez]'],
    ['low-rank adaptation', ['lowrank'], '[low]-[rank] adaptation'],
    ['a low-rank', ['rank'], 'a low-[rank]'],
    ['<b>bold</b>', ['b'], '<[b]>bold</[b]>'],
    ['C++ and c', ['c++'], '[C++] and c'],
    ['', ['x'], ''],
    ['nothing here', [], 'nothing here'],
    ['𝔘nicode 🦓 zebra', ['zebra'], '𝔘nicode 🦓 [zebra]'],
  ];
  for (const [text, words, expected] of cases)
    assert.equal(shown(marked(text, forms(...words))), expected);
});

test('marking loses and adds no character', () => {
  const texts = [
    '\ud800 lone',
    'a\u0000b',
    'x'.repeat(10000),
    'e\u0301'.repeat(50),
    '- - -',
    "don't 3.5 C# AT&T",
    'ß'.repeat(9),
  ];
  for (const text of texts) {
    const parts = marked(text, forms('b', 'e', "don't", '3.5', 'c#', 'ss', 'lone'));
    assert.equal(parts.map(part => part.text).join(''), text);
  }
});

test('an excerpt is the passage with the most different words, from its sentence on', () => {
  const filler = 'Nothing of note is said in this sentence at all. '.repeat(12);
  const text = `${filler}We prune sparse models. Then sparse attention is used for pruning. ${filler}`;
  const parts = shown(excerpt(text, forms('sparse', 'attention'), 120));
  assert.match(
    parts,
    /^… Then \[sparse\] \[attention\] is used|^… We prune \[sparse\] models\. Then \[sparse\] \[attention\]/,
  );
  assert.match(parts, / …$/);
  assert.ok(parts.length < 180, parts);
});

test('an excerpt of a short text is all of it, of one without hits its beginning', () => {
  assert.equal(shown(excerpt('Short text.', forms('text'))), 'Short [text].');
  const end = shown(excerpt(`${'Some words here. '.repeat(30)}The hit.`, forms('hit'), 100));
  assert.match(end, /^… (Some words here\. ){5}The \[hit\]\.$/);
  const long = 'word '.repeat(200);
  assert.match(shown(excerpt(long, forms('absent'))), /^word word .* …$/);
  assert.equal(shown(excerpt('', forms('x'))), '');
  assert.ok(shown(excerpt('x'.repeat(5000), forms('y'))).length <= 5002);
});

test('a word of the query is replaced where it is', () => {
  const cases = [
    ['sparse atention', 'atention', 'attention', 'sparse attention'],
    ['title:atention x', 'atention', 'attention', 'title:attention x'],
    ['quantiz', 'quantiz', 'quantization', 'quantization'],
    ['Quantiz QUANTIZ', 'quantiz', 'quantize', 'Quantiz quantize'],
    ['Gödl', 'godl', 'godel', 'godel'],
    ['a b', 'c', 'd', 'd'],
    ['$& x', 'x', '$&', '$& $&'],
  ];
  for (const [query, typed, instead, expected] of cases)
    assert.equal(replaceWord(query, typed, instead), expected);
});

test('an address reads back as the same search, and has nothing that it does not need', () => {
  assert.equal(writeState(readState('')), '?');
  assert.equal(writeState(readState('?q=a&unknown=1&n=')), '?q=a');
  for (const address of [
    '?q=%22state+space%22+-x&all=1&min=17&sort=date',
    '?q=a%26b%3Dc&from=2026-01-01&to=2026-02&topic=x&n=20',
  ]) {
    assert.equal(writeState(readState(address)), address);
  }
  assert.equal(readState(`?q=${'x'.repeat(5000)}`).q.length, 1000);
  assert.equal(readState('?q=%E0%A4%A').q.length > 0, true);
});

test('score bands count this score or more, and keep the chosen one', () => {
  const scores = [
    {value: '19', count: 2},
    {value: '17', count: 3},
  ];
  const bands = [
    {value: '17', count: 5},
    {value: '19', count: 2},
  ];
  assert.deepEqual(atLeast(scores, '', 5), bands);
  assert.deepEqual(atLeast(scores, '19', 2), bands);
  assert.deepEqual(atLeast(scores, '18', 2), [bands[0], {value: '18', count: 2}, bands[1]]);
  assert.deepEqual(atLeast(scores, '20', 0), [...bands, {value: '20', count: 0}]);
  assert.deepEqual(atLeast(scores, 'much', 5), bands);
  assert.deepEqual(atLeast([], '', 0), []);
});

test('what finds nothing is taken apart into what may be tried alone', () => {
  const topics = [
    {id: 'memory', label: 'Memory Systems', class: 't1'},
    {id: 'theory', label: 'Theory', class: 't2'},
  ];
  const cases = [
    ['attention toaster', ['attention', 'toaster']],
    ['"Attention of the Toaster"', ['attention', 'toaster']],
    ['toaster', []],
    ['TOASTER ', []],
    ['', []],
    ['"', []],
    ['-toaster', []],
    ['title:toaster', ['toaster']],
    ['title:attention author:Hernández', ['title:attention', 'author:hernandez']],
    ['attention -toaster category:cs.LG -category:cs.CL', ['attention', 'category:cs.lg']],
    ['attention from:2030 score:>=19', ['attention', 'from:2030', 'score:>=19']],
    ['topic:memory -topic:theory attention', ['attention', 'topic:memory']],
    ['topic:"Memory Systems"', ['topic:memory']],
    ['topic:toasters', ['topic:memory', 'topic:theory']],
    ['venue:icml toaster', ['icml', 'toaster']],
    ['a1 b2 c3 d4 e5 f6 g7', ['a1', 'b2', 'c3', 'd4', 'e5']],
  ];
  for (const [query, parts] of cases) assert.deepEqual(partsOf(query, [], topics), parts, query);
  assert.deepEqual(partsOf('attention title:toaster from:2030', ['toaster', 'from:2030'], topics), [
    'attention',
  ]);
});

test('hits do not overlap and come in order', () => {
  let last = 0;
  for (const {begin, end} of hitsIn(
    'low-rank low-rank-low a-b-c',
    forms('lowrank', 'rank', 'ranklow', 'ab', 'bc'),
  )) {
    assert.ok(begin >= last);
    last = end;
  }
});

test('a field for dates gets a complete day of what the address states', () => {
  const cases = [
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2026', '2026-01-01', '2026-12-31'],
    ['2026-2-3', '2026-02-03', '2026-02-03'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['soon', '', ''],
    ['', '', ''],
    ['2026-02-27', '2026-02-27', '2026-02-27'],
  ];
  for (const [text, first, last] of cases)
    assert.deepEqual([wholeDay(text, false), wholeDay(text, true)], [first, last], text);
});
