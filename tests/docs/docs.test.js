// The documents against the program: every command is run or its options looked up, every config snippet is loaded,
// every key and every default stands in docs/configuration.md, every link leads somewhere.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');
const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-docs-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const text = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`)];

/** @typedef {{where: string, kind: string, body: string}} Block */

/** @returns {Block[]} */
function blocksOf(/** @type {string} */ path) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Block | null} */
  let open = null;
  text(path).split('\n').forEach((line, i) => {
    const fence = /^```(\w*)$/.exec(line);
    if (fence && open) {
      blocks.push(open);
      open = null;
    } else if (fence) {
      open = { where: `${path}:${i + 1}`, kind: fence[1] ?? '', body: '' };
    } else if (open) {
      open.body += `${line}\n`;
    }
  });
  assert.equal(open, null, `${path}: a block is not closed`);
  return blocks;
}
const blocks = documents.flatMap(blocksOf);
const prose = (/** @type {string} */ path) => text(path).replace(/^```[^]*?^```$/gm, '');

const run = (/** @type {string[]} */ words, /** @type {string} */ folder = scratch) =>
  spawnSync(program, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });

/** --help of a command, once. @type {Map<string, string>} */
const helps = new Map();
function help(/** @type {string} */ command) {
  if (!helps.has(command)) helps.set(command, run([...command.split(' '), '--help'].filter(Boolean)).stdout);
  return helps.get(command) ?? '';
}
const commands = [...help('').matchAll(/^ {2}([a-z]+) {2,}/gm)].map((found) => found[1] ?? '');

/** Folders and files that the documents speak of, in a project that is built. */
function stage(/** @type {string} */ name) {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'tests/golden/days/content'), join(folder, 'old-archive'), { recursive: true });
  mkdirSync(join(folder, 'build/release'), { recursive: true });
  writeFileSync(join(folder, 'build/release/broadsheet'), `#!/bin/sh\nexec '${program}' "$@"\n`, { mode: 0o755 });
  return folder;
}
function project(/** @type {string} */ name) {
  const folder = stage(name);
  assert.equal(run(['init', '.'], folder).status, 0);
  for (const part of ['2026-02', '2026-03', 'prompts']) {
    cpSync(join(root, 'tests/golden/days/content', part), join(folder, 'content', part), { recursive: true });
  }
  const git = (/** @type {string[]} */ ...words) => assert.equal(spawnSync('git', words, { cwd: folder }).status, 0, `git ${words.join(' ')}`);
  git('init', '-q', '-b', 'main');
  git('init', '-q', '--bare', join(scratch, `${name}.git`));
  git('remote', 'add', 'origin', join(scratch, `${name}.git`));
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'first');
  return folder;
}

test('every command and option that a document names is there', () => {
  assert.ok(commands.length > 8);
  let seen = 0;
  for (const path of documents) {
    const code = [...prose(path).matchAll(/`([^`\n]+)`/g)].map((found) => found[1] ?? '')
      .concat(blocksOf(path).filter((block) => block.kind === '' || block.kind === 'sh').flatMap((block) => block.body.split('\n')));
    for (const whole of code) {
      const line = whole.replace(/\s#.*$/, '');
      for (const found of line.matchAll(/(?:^|[\s/])broadsheet (?:-C \S+ )?([a-z]+)((?: [^#|&;]*)?)/g)) {
        const [, command = '', rest = ''] = found;
        assert.ok(commands.includes(command), `${path}: '${line}': there is no command '${command}'`);
        for (const option of rest.matchAll(/(?<=\s)--[a-z-]+/g)) {
          assert.match(help(command), new RegExp(`(?<=\\s|,)${option[0]}(?=[\\s,=]|$)`, 'm'), `${path}: '${line}': no option ${option[0]}`);
        }
        seen += 1;
      }
    }
  }
  assert.ok(seen > 20, `only ${seen} commands are named`);
});

test('every verb of ./dev that a document names is there', () => {
  const verbs = [...text('dev').matchAll(/^ {2}([a-z]+) {2,}|^ {2}([a-z]+) \[?[A-Z]+\]? +/gm)].map((found) => found[1] ?? found[2]);
  for (const path of documents) {
    for (const found of text(path).matchAll(/\.\/dev ([a-z]+)/g)) assert.ok(verbs.includes(found[1]), `${path}: ./dev ${found[1]}`);
    for (const found of text(path).matchAll(/\.\/dev bench ([a-z]+)/g)) {
      assert.ok(existsSync(join(root, 'tests/bench', found[1] ?? '', 'run.sh')), `${path}: ./dev bench ${found[1]}`);
    }
  }
});

// What asks the network or stays: its options are looked up above.
const NOT_RUN = /\bbroadsheet (?:-C \S+ )?(?:fetch|score|daily|serve|missing --fill)\b|^\.\/dev |^git (?:clone|push|init|remote) |^cd /;

test('every line of every sh block runs', () => {
  let ran = 0;
  for (const block of blocks.filter((one) => one.kind === 'sh')) {
    const fresh = block.body.includes('broadsheet init');
    const folder = fresh ? stage(`run-${ran}`) : project(`run-${ran}`);
    for (const line of block.body.split('\n')) {
      const command = line.replace(/(?:^|\s+)#.*$/, '').trim();
      if (command === '' || NOT_RUN.test(command)) continue;
      const moved = command.replaceAll('/srv/', `${scratch}/srv/`);
      const result = spawnSync('bash', ['-c', moved], {
        cwd: folder, encoding: 'utf8', env: { ...process.env, PATH: `${join(folder, 'build/release')}:${process.env.PATH}` },
      });
      assert.equal(result.status, 0, `${block.where}: ${command}\n${result.stdout}${result.stderr}`);
      ran += 1;
    }
  }
  assert.ok(ran > 5, `only ${ran} lines ran`);
});

test('blocks have a kind that is looked at', () => {
  for (const block of blocks) assert.match(block.kind, /^(|sh|yaml|json|js|html|mustache|c|text|mermaid)$/, block.where);
  for (const block of blocks.filter((one) => one.kind === 'json')) assert.doesNotThrow(() => JSON.parse(block.body), block.where);
});

test('every config snippet is read by the program', () => {
  let seen = 0;
  for (const block of blocks.filter((one) => one.kind === 'yaml')) {
    const folder = project(`yaml-${seen}`);
    if (/^(name|extends|needs|colours):/m.test(block.body)) {
      mkdirSync(join(folder, 'themes/mine'), { recursive: true });
      writeFileSync(join(folder, 'themes/mine/theme.yaml'), block.body);
      writeFileSync(join(folder, 'config.yaml'), 'site: {theme: mine}\n');
    } else {
      writeFileSync(join(folder, 'config.yaml'), block.body);
    }
    const built = run(['build'], folder);
    assert.equal(built.status, 0, `${block.where}\n${built.stderr}`);
    seen += 1;
  }
  assert.ok(seen > 1);
});

test('an error that a document shows is the one that the program gives', () => {
  const block = blocks.find((one) => one.where.startsWith('docs/configuration.md') && one.body.startsWith('config.yaml:'));
  assert.ok(block);
  const folder = stage('error');
  const line = (block.body.split('\n')[1] ?? '').replace(/^ *\d+ \| /, '');
  writeFileSync(join(folder, 'config.yaml'), `site:\n${line}\n`);
  assert.ok(run(['build'], folder).stderr.startsWith(block.body), run(['build'], folder).stderr);
});

/** Rows of the tables of docs/configuration.md: group, key, default as written. */
function documentedKeys() {
  /** @type {{group: string, key: string, value: string}[]} */
  const rows = [];
  let group = '';
  for (const line of text('docs/configuration.md').split('\n')) {
    const heading = /^## (\w+)$/.exec(line);
    if (heading) group = heading[1] ?? '';
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    if (group === '' || cells.length < 4 || !cells[1]?.startsWith('`')) continue;
    const keys = cells[1].split(',').map((key) => key.replaceAll('`', '').trim());
    const values = cells[2]?.match(/`[^`]*`/g)?.length === keys.length ? (cells[2] ?? '').match(/`[^`]*`/g) ?? [] : keys.map(() => cells[2] ?? '');
    keys.forEach((key, i) => rows.push({ group, key, value: values[i] ?? '' }));
  }
  return rows;
}

test('docs/configuration.md has every key of the program, and no other', () => {
  const known = new Set([...text('generator/config/load.cc').matchAll(/(?:\b\w+\("([a-z_]+)", |\{"([a-z_]+)", \[)/g)].map((found) => found[1] ?? found[2]));
  for (const price of ['prompt', 'cached', 'completion']) known.delete(price);
  const groups = [...text('docs/configuration.md').matchAll(/^## (\w+)$/gm)].map((found) => found[1]);
  const documented = new Set([...documentedKeys().map((row) => row.key), ...groups]);
  for (const key of known) assert.ok(documented.has(key), `docs/configuration.md leaves out '${key}'`);
  for (const key of documented) assert.ok(known.has(key) || groups.includes(key), `docs/configuration.md explains '${key}', which is not read`);
  const sample = text('config.yaml');
  for (const row of documentedKeys()) {
    assert.match(sample, new RegExp(`(^|[\\s#{,-])${row.key}:`, 'm'), `config.yaml leaves out '${row.key}'`);
  }
});

test('every default that docs/configuration.md tells is the one of the program', () => {
  /** @type {Record<string, string>} */
  const structs = { site: 'SiteConfig', fetch: 'FetchConfig', score: 'ScoreConfig', feeds: 'FeedConfig', publish: 'PublishConfig' };
  const header = text('generator/config/config.h');
  const plain = (/** @type {string} */ value) => value.replace(/^[{[]|[}\]]$/g, '').replace(/["'`,]/g, ' ').replace(/\s+/g, ' ').trim();
  const number = (/** @type {string} */ value) => (/^-?[\d.]+$/.test(value) ? String(Number(value)) : value);
  let compared = 0;
  for (const { group, key, value } of documentedKeys()) {
    const name = structs[group];
    if (!name) continue;
    const body = new RegExp(`struct ${name} \\{([^]*?)\\n\\};`).exec(header)?.[1] ?? assert.fail(name);
    const declared = new RegExp(`\\b${key}(?: = ([^;]*)|\\{([^;]*)\\})?;`).exec(body);
    assert.ok(declared, `${group}.${key} is not in ${name}`);
    const code = number(plain(declared[1] ?? declared[2] ?? ''));
    if (value.startsWith('`')) {
      assert.equal(number(plain(value.slice(1, -1))), code, `${group}.${key}`);
      compared += 1;
    } else if (value === 'empty' || value === 'none') {
      assert.equal(code, '', `${group}.${key}`);
      compared += 1;
    }
  }
  assert.ok(compared > 30, `only ${compared} defaults compared`);
});

test('links of the documents lead to files and headings that are there', () => {
  const slug = (/** @type {string} */ heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
  for (const path of documents) {
    for (const found of prose(path).replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      const [file = '', anchor] = (found[1] ?? '').split('#');
      if (/^[a-z]+:/.test(found[1] ?? '')) continue;
      const target = file === '' ? path : join(dirname(path), file);
      assert.ok(existsSync(join(root, target)), `${path}: there is no ${found[1]}`);
      if (anchor === undefined) continue;
      const headings = [...text(target).matchAll(/^#+ (.*)$/gm)].map((heading) => slug((heading[1] ?? '').replaceAll('`', '')));
      assert.ok(headings.includes(anchor), `${path}: ${target} has no heading #${anchor}`);
    }
  }
});

test('the README names every document', () => {
  for (const path of readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))) {
    assert.ok(text('README.md').includes(`docs/${path}`), `README.md does not name docs/${path}`);
  }
});
