// One test of parity: generated queries over some papers, natively and by the browser's modules.

import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';

import {compare} from './parity.mjs';
import {generatedQueries} from './queries.mjs';

const native = join(process.env.BROADSHEET_BUILD ?? '', 'tests/search/native_search');
const work = mkdtempSync(join(tmpdir(), 'broadsheet-parity-'));
after(() => rmSync(work, {recursive: true, force: true}));

/** Queries that once went wrong, or might: a term twice in a phrase, OP_OR over OP_MAX with completions, nothing at all. */
const SPECIAL = [
  '',
  ' ',
  '-',
  '"',
  '-nosuchword',
  '+nosuchword model',
  'nosuchword',
  '"a a a"',
  '"the model model"',
  '-"the"',
  'the',
  'the of',
  'topic:nosuchtopic',
  '-topic:nosuchtopic',
  'from:1900',
  'to:1900',
  'score:>99',
  'score:<99',
  'title:nosuchword',
  'title:the',
  'author:the',
  'forget conditional sparse',
  'model models modeling modelling',
  'transf',
  'quantizaton',
  'lo',
  'a',
  '1',
  '"low-rank"',
  'low-rank',
  'lowrank',
  '-low-rank model',
  'C++',
  "don't",
  'x'.repeat(64),
  'é',
  'model -model',
  '+model -title:model',
  'how do models learn',
  'how',
  'what which ',
  '+how attention',
  'what -how',
  'fine-tuning',
  'low-ranks x',
  'attention-linear',
  'title:low-rank',
  '+low-rank',
  'languagemodel ',
  'sparsemodels',
  'sparse3 ',
  'x3 ',
  'attetnion et al.',
  'et al',
  'tranzformr ',
  'quantisatoin ',
  'gradiants ',
  'qu',
  'lo m',
  'author:"li li"',
  'title:"large language" "language models"',
  '"lowrank adaptation"',
  'title:"lowrank model"',
  '-"lowrank linear" model',
  'venue:title:',
  'NOT',
  'attention NOT linear',
  'attention AND linear OR model',
  'attention NOT (linear model)',
  'train*',
  'mo* li*',
  '-train* model',
  'title:tr* author:l*',
  'nosuch* model',
  '-nosuch* model',
  'model 2026',
  'march 2026',
  'march 2026 model 2026',
  'model 1999',
  '2026-02 model',
  '2026',
  'au:oro',
  'author:hara',
  'author:schoelkopf',
  'au:del_maestro abs:model all:attention',
  'mup',
  'moe',
  'MoEs routing',
  'title:moe',
  'mixture of experts',
  'title:mixture title:experts model',
  '+moe -sparse',
  'moe lm',
  'large language models',
  'muP μP',
  'pi0 pi_0',
  '{T}ransformers $\\ell_1$ \\beta',
  'pooling',
  '1.0.21 v1.0.21',
  '注意力',
  '"注意力机制"',
  '-稀疏注意力 模型',
  '力',
  '"力"',
  '-力 模型',
  '使用LoRA微调',
  '"使用LoRA微调"',
  'title:注意力',
  'author:王伟',
  'がある',
  'วิธี',
  '日本語',
]
  .flatMap(query =>
    [
      {},
      {all: true},
      {sort: 'date'},
      {all: false, sort: 'date', facets: true},
      {sort: 'score', offset: 5, limit: 3},
      {limit: 0},
      {offset: 1e6},
      {complete: false, facets: true},
      {minScore: -1, to: 'x'.repeat(80)},
      {minScore: 16.1234567},
    ].map(options => ({query, options})),
  )
  .concat([{query: 'al', options: {offset: 1000}}]); // more near ties there than a page

/** @param {string} name @param {any[]} documents @param {number} count @param {boolean[]} indexes  files or memory */
export function parityTest(name, documents, count, indexes = [false, true]) {
  for (const files of indexes) {
    test(`${name}, ${files ? 'over the files' : 'in memory'}`, {timeout: 300_000}, async () => {
      const path = join(work, `${documents.length}.json`);
      writeFileSync(path, JSON.stringify(documents));
      const queries = [...SPECIAL, ...generatedQueries(documents, count, documents.length)];
      const report = await compare(
        path,
        native,
        join(work, String(documents.length)),
        queries,
        files,
      );
      assert.deepEqual(report.different.slice(0, 5), []);
    });
  }
}
