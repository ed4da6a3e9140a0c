// Lists that have files of their own, in parts.

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {sizeClass} from '../../themes/shared/search/decoder.js';
import {longLists} from '../../themes/shared/search/long-lists.js';
import {Encoder} from './support/encoder.js';

const GAP = 272,
  WEIGHT = 288,
  REST = 263,
  LOW = 5;

/** A list of papers as numbers, the first counted from `next`. */
function putPapers(encoder, docs, next) {
  for (const doc of docs) {
    encoder.putNumber(GAP + sizeClass(docs.length), doc - next);
    next = doc + 1;
  }
}

function putWeights(encoder, weights) {
  for (const weight of weights) {
    encoder.putSymbol(WEIGHT + sizeClass(weights.length), Math.min(weight, 255));
    if (weight >= 255) encoder.putNumber(REST, weight - 255);
  }
}

/**
 * A segment of papers from 1000 on with one stem, whose forms each have their papers in parts: what weighs much, and twice the rest.
 * @param {Record<string, Map<number, number>>} forms  paper to weight (4 wdf + fields)
 */
function segmentOf(forms) {
  const begin = 1000;
  const files = new Map();
  const rows = Object.entries(forms).map(([form, weights]) => {
    const docs = [...weights.keys()].sort((a, b) => a - b);
    const isHigh = (/** @type {number} */ doc) =>
      (weights.get(doc) ?? 0) > 4 * LOW + 3 || (weights.get(doc) ?? 0) % 4 > 0;
    const rest = docs.filter(doc => !isHigh(doc));
    const parts = [
      docs.filter(isHigh),
      rest.slice(rest.length >> 1),
      rest.slice(0, rest.length >> 1),
    ];
    return {form, weights, parts};
  });
  const file = (/** @type {string} */ name, /** @type {(encoder: Encoder) => void} */ put) => {
    const encoder = new Encoder(name);
    put(encoder);
    files.set(`s/x/${name}`, encoder.file());
  };
  for (const k of [0, 1, 2]) {
    file(k ? `0.0.${k}` : '0.0', encoder => {
      for (const {weights, parts} of rows) {
        const before = parts.slice(0, k).flat();
        putPapers(
          encoder,
          parts[k].map(doc => doc - (k ? before.filter(taken => taken < doc).length : 0)),
          begin,
        );
        if (!k)
          putWeights(
            encoder,
            parts[k].map(doc => weights.get(doc)),
          );
      }
    });
    if (k)
      file(`0.0.${k}w`, encoder => {
        for (const {weights, parts} of rows)
          putWeights(
            encoder,
            parts[k].map(doc => weights.get(doc)),
          );
      });
  }
  const entries = rows.map(({form, weights, parts}) => ({
    form,
    stem: 'x',
    df: weights.size,
    file: '0.0',
    parts: parts.map(({length}, k) => ({df: length, most: k ? LOW : 255, low: k > 0})),
  }));
  /** @type {string[]} */
  const asked = [];
  const kept = new Map();
  const s = {
    begin,
    end: 3000,
    path: 's/x/',
    group: async () => entries,
    files: {
      async get(path, read) {
        if (!kept.has(path)) {
          asked.push(path);
          kept.set(path, read(path.slice(4), files.get(path)));
        }
        return kept.get(path);
      },
    },
  };
  return {found: entries.map(entry => [{s, entry}]), asked};
}

const weightsOf = (/** @type {number} */ step, /** @type {number} */ count) =>
  new Map(
    Array.from({length: count}, (_, i) => [
      1000 + i * step,
      i % 7 === 0 ? 4 * 90 + 1 : 4 * (1 + (i % 5)),
    ]),
  );
const forms = {model: weightsOf(1, 500), models: weightsOf(7, 200)};
const sorted = (/** @type {{docs: Uint32Array, wdf: Uint8Array}} */ {docs, wdf}) =>
  [...docs.keys()].sort((a, b) => docs[a] - docs[b]).map(i => [docs[i], wdf[i]]);

test('all parts of a list are its papers; what low parts weigh is a bound until it is asked for', async () => {
  const {found, asked} = segmentOf(forms);
  const lists = await longLists(found, {most: Infinity});
  assert.deepEqual(asked.sort(), ['s/x/0.0', 's/x/0.0.1', 's/x/0.0.2']);
  for (const [i, weights] of Object.values(forms).entries()) {
    const high = [...weights.values()].filter(weight => weight > 4 * LOW + 3).length;
    assert.deepEqual(
      sorted(lists[i]),
      [...weights].map(([doc, weight]) => [doc, weight > 23 ? weight >> 2 : LOW]),
    );
    assert.deepEqual([lists[i].known, lists[i].unread], [high, 0]);
    assert.ok(lists[i].fields.every((fields, k) => fields === (k < high ? 1 : 0)));
  }
  for (const [i, list] of (await longLists(found, {most: Infinity, weights: true})).entries()) {
    const weights = Object.values(forms)[i];
    assert.deepEqual(
      sorted(list),
      [...weights].map(([doc, weight]) => [doc, weight >> 2]),
    );
    assert.deepEqual([list.known, list.unread], [weights.size, 0]);
  }
});

test('what would cost too much is not read, but for forms that are wanted complete', async () => {
  const {found, asked} = segmentOf(forms);
  const [model, models] = await longLists(found, {most: 0, whole: ['models']});
  assert.deepEqual(asked.sort(), ['s/x/0.0', 's/x/0.0.1', 's/x/0.0.2']); // of both forms, in one file
  assert.deepEqual([model.docs.length, model.known, model.unread], [72, 72, 428]);
  assert.deepEqual([models.docs.length, models.unread], [200, 0]);
  const alone = segmentOf({model: forms.model});
  const [list] = await longLists(alone.found, {most: 0});
  assert.deepEqual(alone.asked, ['s/x/0.0']);
  assert.deepEqual([list.docs.length, list.unread], [72, 428]);
});
