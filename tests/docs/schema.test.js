// The JSON Schema of config.yaml: it is the one of the program, it accepts what the program accepts, and refuses slips.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

import Ajv from 'ajv';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');
const schemaText = spawnSync(program, ['schema'], {encoding: 'utf8'}).stdout;
const schema = JSON.parse(schemaText);
// @ts-ignore: the types of ajv describe its CommonJS form
const validate = new (Ajv.default ?? Ajv)({allErrors: true, allowUnionTypes: true}).compile(schema);

const accepts = (/** @type {any} */ settings) => validate(settings);

test('.config.schema.json is what the program prints', () => {
  assert.equal(readFileSync(join(root, '.config.schema.json'), 'utf8'), schemaText);
  assert.match(
    readFileSync(join(root, 'config.yaml'), 'utf8'),
    /^# yaml-language-server: \$schema=\.config\.schema\.json\n/,
  );
});

test('settings that the program accepts are valid', () => {
  for (const settings of [
    null,
    {},
    {
      sample: true,
      site: {title: 'A', base_url: 'https://user.github.io/digest', language: 'pt-BR'},
    },
    {site: {menu: ['months', {to: 'about', label: 'About'}], footer: [], first_weekday: 'sunday'}},
    {topics: [{id: 'a-b', label: 'A', keywords: ['x y'], aliases: 'one', not: 'z'}]},
    {authors: ['Ada Example', {name: 'Bo', semantic_scholar: 77}]},
    {searches: [{name: 'A', query: 'a b', slug: 'a'}]},
    {fetch: {categories: 'hep-th', pause_seconds: 0.5, retries: 3}},
    {
      score: {
        method: 'llm',
        model: 'm',
        temperature: null,
        prices: {m: {prompt: 1, completion: 2}},
      },
    },
    {publish: {cname: 'papers.example.org', daily: true}, holidays: ['2026-12-25'], day: null},
  ])
    assert.ok(accepts(settings), `${JSON.stringify(settings)}: ${JSON.stringify(validate.errors)}`);
});

test('slips are not valid', () => {
  for (const settings of [
    {sites: {}},
    {site: {tittle: 'A'}},
    {fetch: {categories: ['hep_th']}},
    {site: {first_weekday: 'tuesday'}},
    {site: {base_url: 'user.github.io'}},
    {site: {menu: [{label: 'no target'}]}},
    {topics: [{label: 'without id'}]},
    {topics: [{id: 'Not A Slug'}]},
    {topics: [{id: 'a', keywords: 'as text'}]},
    {searches: [{name: 'A'}]},
    {fetch: {retries: 'many'}},
    {fetch: {retries: 1.5}},
    {score: {relevance_cutoff: 11}},
    {score: {prices: {m: {promt: 1}}}},
    {publish: {keep_history: 'perhaps'}},
  ])
    assert.ok(!accepts(settings), JSON.stringify(settings));
});
