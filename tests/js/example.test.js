// The worked example of docs/search-index.md, decoded.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {Decoder} from '../../themes/shared/search/decoder.js';
import {readManifest} from '../../themes/shared/search/manifest.js';

const page = readFileSync(new URL('../../docs/search-index.md', import.meta.url), 'utf8')
  .split('\n## Example\n')[1]
  .split('\n## ')[0];
const {files} = JSON.parse(
  readFileSync(new URL('../vectors/shards.json', import.meta.url), 'utf8'),
);

test('the bytes and symbols of the example are those of its bucket', () => {
  const [path] = Object.keys(files).filter(name => /^search\/s\/[^/]+\/0$/.test(name));
  const hex = page.match(/^ {4}([0-9a-f ]+) \.\.\.$/m)[1].replaceAll(' ', '');
  assert.ok(hex.length >= 40);
  assert.equal(files[path].slice(0, hex.length), hex);
  const bytes = Buffer.from(files[path], 'hex');
  assert.ok(page.includes(`0x${bytes.readUInt32LE(0).toString(16)}`));
  const from = new Decoder('0', bytes);
  assert.ok(page.includes(`\`code\` = 0x${from.code.toString(16).padStart(8, '0')}`));
  const rows = [...page.matchAll(/^\| ([ns])\((\d+)\)(, text)? \| (\d+)(?:, "(.*?)")? \|/gm)];
  assert.ok(rows.length >= 8);
  let stem = [];
  for (const [line, kind, table, withText, value, text] of rows) {
    assert.equal(
      kind === 'n' ? from.number(Number(table)) : from.symbol(Number(table)),
      Number(value),
      line,
    );
    if (!withText) continue;
    const bytes = from.text(stem, table === '258' ? Number(value) : stem.length - Number(value));
    assert.equal(
      Buffer.from(bytes).toString(),
      table === '258' ? text : Buffer.from(stem).toString() + text,
      line,
    );
    if (table === '258') stem = bytes;
  }
});

test('the manifest of the example states what the page states about it', () => {
  const {
    size,
    url,
    days,
    segments: [segment],
    pairs,
  } = readManifest(Buffer.from(files['search/manifest'], 'hex'));
  assert.ok(page.includes(url.map(part => `"${part}"`).join(', ')));
  assert.ok(page.includes(`${days.length} days`));
  assert.ok(page.includes(`hash ${days[0].path.slice(-6, -1)}`));
  assert.ok(page.includes(`one segment \`${segment.path.slice(2, -1)}\` of ${size} papers`));
  assert.equal(segment.keys.length, 1);
  assert.equal(segment.forward.length, 0);
  assert.equal(segment.backward.length, 1);
  assert.ok(pairs.length === 0 && page.includes('no segment of pairs'));
});
