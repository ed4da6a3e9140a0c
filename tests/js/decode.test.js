import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {
  Decoder,
  IndexError,
  findKey,
  readBucket,
  readManifest,
} from '../../themes/shared/search/client.js';
import {stamped} from './support/files.js';

const vectors = JSON.parse(readFileSync(new URL('../vectors/coder.json', import.meta.url), 'utf8'));

for (const {about, symbols, bytes} of vectors) {
  test(`the decoder reads what the coder wrote: ${about}`, () => {
    const from = new Decoder('x', stamped('x', Buffer.from(bytes, 'hex')));
    for (const [kind, first, second] of symbols) {
      if (kind === 'number') assert.equal(from.number(first), second);
      if (kind === 'symbol') assert.equal(from.symbol(first), second);
      if (kind === 'text') assert.equal(Buffer.from(from.text([], 0)).toString(), first);
    }
  });
}

test('a file is read under its own name alone', () => {
  const file = stamped('12', Buffer.from('80', 'hex'));
  assert.doesNotThrow(() => new Decoder('12', file));
  assert.throws(
    () => new Decoder('13', file),
    error => error instanceof IndexError && error.kind === 'damaged',
  );
});

test('a file with any one bit changed, cut short or grown is damaged', () => {
  const file = stamped('12', Buffer.from('929741618fd7905d9b41', 'hex'));
  for (let i = 0; i < file.length * 8; i++) {
    const copy = Uint8Array.from(file);
    copy[i >> 3] ^= 1 << (i & 7);
    assert.throws(() => new Decoder('12', copy), IndexError, `bit ${i}`);
  }
  for (let size = 0; size < file.length; size++)
    assert.throws(() => new Decoder('12', file.slice(0, size)), IndexError);
  assert.throws(() => new Decoder('12', Uint8Array.from([...file, 0])), IndexError);
});

test('a bucket of garbage with a right check ends, with an error or without words', () => {
  let seed = 1;
  for (let round = 0; round < 50; round++) {
    const bytes = Uint8Array.from({length: 40}, () => (seed = (seed * 48271) % 2147483647) & 255);
    try {
      readBucket('0', stamped('0', bytes), 0);
    } catch (error) {
      assert.ok(error instanceof Error);
    }
  }
});

test('a manifest of another format asks to reload the page', () => {
  for (const line of [
    'broadsheet search 3\n',
    'broadsheet search 6\n',
    'broadsheet search 99\nwhatever',
  ]) {
    assert.throws(
      () => readManifest(Buffer.from(line)),
      error => error.kind === 'newer' && /reload/.test(error.message),
    );
  }
});

test('what is no manifest is damaged', () => {
  for (const text of [
    '',
    '\n',
    '<!doctype html>\n',
    'broadsheet search x\n',
    'broadsheet search 5',
    'broadsheet search 5\n',
    'broadsheet search 5\nabcdefgh',
  ]) {
    assert.throws(
      () => readManifest(Buffer.from(text)),
      error => error.kind === 'damaged',
      text,
    );
  }
});

test('the file of a word is the last whose key is not above it', () => {
  const keys = ['', 'b', 'ba', 'c', '😀'];
  for (const [word, at] of [
    ['', 0],
    ['a', 0],
    ['b', 1],
    ['b!', 1],
    ['ba', 2],
    ['bz', 2],
    ['c', 3],
    ['zz', 3],
    ['😀', 4],
    ['｡', 4],
  ]) {
    assert.equal(findKey(keys, word), at, word);
  }
  assert.equal(findKey([''], 'x'), 0);
  assert.equal(findKey([], 'x'), 0);
});
