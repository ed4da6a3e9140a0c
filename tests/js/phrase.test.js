import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {fileOfPair, readPairs} from '../../themes/shared/search/phrase.js';

const vectors = JSON.parse(readFileSync(new URL('../vectors/pairs.json', import.meta.url), 'utf8'));

test('a file of pairs is read as it was written', () => {
  const pairs = readPairs(vectors.name, Buffer.from(vectors.file, 'hex'));
  assert.deepEqual(
    [...pairs],
    vectors.pairs.map(({text, papers}) => [text, papers]),
  );
});

test('a file of pairs that is cut short or spoilt is damaged', () => {
  const file = Buffer.from(vectors.file, 'hex');
  for (let size = 0; size < file.length; size++) {
    assert.throws(() => readPairs(vectors.name, file.subarray(0, size)), {kind: 'damaged'});
  }
  assert.throws(() => readPairs('8', file), {kind: 'damaged'});
});

test('the file of a pair is that of its first word, spread out for frequent words', () => {
  for (const [first, second, papers, files, file] of vectors.names) {
    assert.equal(fileOfPair(first, second, papers, files), file, `${first} ${second} ${papers}`);
  }
});
