// `broadsheet mcp` with the client of the protocol's own SDK.

import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {Client} from '@modelcontextprotocol/sdk/client/index.js';
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js';

const source = fileURLToPath(new URL('../..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'broadsheet-mcp-'));
const client = new Client({name: 'test', version: '1'});
const newest = join(project, 'content/2026-07/2026-07-08.json');

before(async () => {
  for (const part of ['content', 'themes', 'config.yaml']) {
    cpSync(join(source, part), join(project, part), {recursive: true});
  }
  const command = process.env.BROADSHEET;
  assert.ok(command, 'BROADSHEET names the program');
  await client.connect(
    new StdioClientTransport({command, args: ['-C', project, 'mcp'], stderr: 'ignore'}),
  );
});

after(async () => {
  await client.close();
  rmSync(project, {recursive: true});
});

/** Calls a tool; its text is JSON. */
async function call(name, args) {
  const result = await client.callTool({name, arguments: args});
  assert.ok(!result.isError, result.content[0].text);
  return JSON.parse(result.content[0].text);
}

/** The message of a tool that fails. */
async function failure(name, args) {
  const result = await client.callTool({name, arguments: args});
  assert.equal(result.isError, true);
  return result.content[0].text;
}

test('the server names itself and its tools, all of which only read', async () => {
  assert.equal(client.getServerVersion()?.name, 'broadsheet');
  const {tools} = await client.listTools();
  assert.deepEqual(tools.map(tool => tool.name).sort(), [
    'day',
    'month',
    'paper',
    'related',
    'search',
  ]);
  for (const tool of tools) {
    assert.equal(tool.annotations?.readOnlyHint, true);
    assert.ok(tool.description && tool.inputSchema.required?.length === 1);
  }
});

test('search answers as the command line does, with what the digests have of each paper', async () => {
  const found = await call('search', {query: 'attention', limit: 3});
  assert.ok(found.total >= found.results.length && found.results.length > 0);
  const [first] = found.results;
  assert.match(first.id, /^[0-9]{4}\.[0-9]{4,5}$/);
  assert.ok(first.title && first.authors.length && first.abstract);
  const paper = await call('paper', {id: first.id});
  assert.equal(paper.title, first.title);
  assert.ok(paper.days.some(day => day.comment === first.comment));
});

test('days, months and related papers are those of the library', async () => {
  const day = await call('day', {date: 'latest'});
  assert.deepEqual(
    day.papers.map(paper => paper.id),
    JSON.parse(readFileSync(newest, 'utf8')).papers.map(paper => paper.id),
  );
  const month = await call('month', {month: '2026-07'});
  assert.equal(month.days.length, readdirSync(join(project, 'content/2026-07')).length);
  const related = await call('related', {id: day.papers[0].id});
  assert.equal(related.id, day.papers[0].id);
  for (const paper of related.related)
    assert.ok(paper.date <= day.date && paper.shared_words.length > 1);
});

test('what cannot be answered is an error of the tool that says why', async () => {
  assert.match(await failure('paper', {id: 'x'}), /'x' is not an id/);
  assert.match(await failure('paper', {id: '2606.99999'}), /no digest here has the paper/);
  assert.match(await failure('day', {date: 'yesterday'}), /'yesterday' is not a day/);
  assert.match(await failure('search', {}), /'query' is missing/);
  assert.match(await failure('search', {query: 'a', limit: 1000}), /from 1 to 50/);
  assert.match(await failure('search', {query: 'a', from: '2026-13'}), /'from' should be a day/);
  assert.match(await failure('nothing', {}), /there is no tool 'nothing'/);
});

test('a day that is added meanwhile is seen by the next call', async () => {
  const added = {...JSON.parse(readFileSync(newest, 'utf8')), date: '2026-07-09'};
  writeFileSync(join(project, 'content/2026-07/2026-07-09.json'), JSON.stringify(added));
  assert.equal((await call('day', {date: 'latest'})).date, '2026-07-09');
});
