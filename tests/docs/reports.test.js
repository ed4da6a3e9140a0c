// --json and --quiet of commands that a scheduler runs.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');
const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-reports-'));
after(() => rmSync(scratch, {recursive: true, force: true}));
cpSync(join(root, 'tests/golden/days'), scratch, {recursive: true});

// No command here may reach arXiv.
const settings = readFileSync(join(scratch, 'config.yaml'), 'utf8');
writeFileSync(
  join(scratch, 'config.yaml'),
  `${settings}fetch: {rss_url: "http://127.0.0.1:1/rss", oai_url: "http://127.0.0.1:1/oai", retries: 0}\n`,
);

const run = (/** @type {string[]} */ ...words) =>
  spawnSync(program, ['-C', scratch, ...words], {encoding: 'utf8'});

/** The report of a command. */
function report(/** @type {string[]} */ ...words) {
  const ran = run(...words, '--json');
  /** @type {{command: string, code: number, error: string, problems: any[], results: any[]}} */
  const object = JSON.parse(ran.stdout);
  assert.equal(object.code, ran.status);
  assert.equal(object.command, words[0]);
  assert.deepEqual(Object.keys(object), ['command', 'code', 'error', 'problems', 'results']);
  return {...object, stderr: ran.stderr};
}

test('a build reports its figures, and then that nothing had changed', () => {
  const first = report('build');
  assert.equal(first.code, 0);
  assert.equal(first.results.length, 1);
  assert.equal(first.results[0].kind, 'build');
  assert.equal(first.results[0].days, 3);
  assert.equal(first.results[0].up_to_date, false);
  assert.ok(first.results[0].bytes > 0);
  assert.ok('pages_years_left' in first.results[0]);
  assert.ok(
    first.results[0].stages.some((/** @type {{name: string}} */ one) => one.name === 'pages'),
  );
  assert.equal(report('build').results[0].up_to_date, true);
});

test('missing days, a publication and an import are reported by day and by file', () => {
  const missing = report('missing', '--from', '2026-02-23', '--to', '2026-03-02');
  assert.equal(missing.code, 5);
  assert.ok(missing.results.every(one => one.kind === 'missing' && /^2026-/.test(one.day)));
  const published = report('publish', '--to', join(scratch, 'out'));
  assert.equal(published.code, 0);
  assert.ok(published.results[0].added.includes('index.html'));
  assert.deepEqual(report('publish', '--to', join(scratch, 'out')).results[0].added, []);
  const imported = report('import', join(root, 'tests/golden/days/content'));
  assert.equal(imported.results[0].kind, 'import');
  assert.equal(imported.results[0].unchanged.length + imported.results[0].written.length, 3);
});

test('an error is in the report and on stderr', () => {
  const failed = report('fetch', '--from', '2026-02-02', '--to', '2026-02-01');
  assert.equal(failed.code, 2);
  assert.match(failed.error, /the last day 2026-02-01 is before 2026-02-02/);
  assert.match(failed.stderr, /the last day/);
});

test('rescore reports each day that would change', () => {
  const rescored = report('rescore', '--dry-run');
  assert.ok([0, 4].includes(rescored.code));
  assert.ok(rescored.results.every(one => one.kind === 'rescore'));
});

test('a scheduler sees what each step of a daily run did', () => {
  const daily = report('daily');
  assert.equal(daily.code, 3);
  assert.equal(daily.results.at(-1).kind, 'daily');
  assert.ok(daily.results.some(one => one.kind === 'build'));
});

test('with --quiet no news are printed, but what was asked for is', () => {
  assert.match(run('-q', 'check').stdout, /warning|error/);
  assert.doesNotMatch(run('-q', 'check').stdout, /^checked/m);
  assert.match(
    run('-q', 'missing', '--from', '2026-02-23', '--to', '2026-03-02').stdout,
    /^2026-/m,
  );
  assert.match(run('-q', 'search', 'the').stdout, /paper/);
  assert.match(run('-q', 'schema').stdout, /json-schema/);
});

test('with --quiet only problems are printed', () => {
  for (const words of [
    ['build'],
    ['score'],
    ['publish', '--to', join(scratch, 'out')],
    ['upgrade'],
  ]) {
    const ran = run('--quiet', ...words);
    assert.equal(ran.stdout + ran.stderr, '', words.join(' '));
  }
  const after = run('build', '-q', '--clean');
  assert.equal(after.stdout, '');
  const wrong = run('-q', 'publish', '--to', scratch);
  assert.notEqual(wrong.status, 0);
  assert.match(wrong.stderr, /this is the project itself/);
});

test('a mistake in the settings is in every report, with its place', () => {
  const config = join(scratch, 'config.yaml');
  const good = readFileSync(config, 'utf8');
  writeFileSync(config, `${good}colour: red\n`);
  try {
    for (const words of [['build'], ['missing'], ['upgrade'], ['theme', 'check']]) {
      const ran = run(...words, '--json');
      const object = JSON.parse(ran.stdout);
      assert.equal(ran.status, 2, words.join(' '));
      assert.match(object.error, /^.*config\.yaml:\d+:\d+: unknown key 'colour'/);
      assert.equal(object.problems[0].severity, 'error');
      assert.ok(object.problems[0].line > 1);
    }
  } finally {
    writeFileSync(config, good);
  }
});
