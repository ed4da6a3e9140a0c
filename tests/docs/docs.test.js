// The documents against the program: every command is run or its options looked up, every config snippet is loaded,
// every key and every default stands in docs/configuration.md, every link leads somewhere.

import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');
const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-docs-'));
after(() => rmSync(scratch, {recursive: true, force: true}));

const text = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'RELEASING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), {recursive: true, encoding: 'utf8'})
    .filter(path => path.endsWith('.md'))
    .map(path => `docs/${path}`),
];

/** @typedef {{where: string, kind: string, body: string}} Block */

/** @returns {Block[]} */
function blocksOf(/** @type {string} */ path) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {Block | null} */
  let open = null;
  text(path)
    .split('\n')
    .forEach((line, i) => {
      const fence = /^```(\w*)$/.exec(line);
      if (fence && open) {
        blocks.push(open);
        open = null;
      } else if (fence) {
        open = {where: `${path}:${i + 1}`, kind: fence[1] ?? '', body: ''};
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
  spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    env: {...process.env, LC_ALL: 'C.UTF-8'},
  });

/** --help of a command, once. @type {Map<string, string>} */
const helps = new Map();
function help(/** @type {string} */ command) {
  if (!helps.has(command))
    helps.set(command, run([...command.split(' '), '--help'].filter(Boolean)).stdout);
  return helps.get(command) ?? '';
}
const commandsOf = (/** @type {string} */ group) =>
  [...(help(group).split('Subcommands:')[1] ?? '').matchAll(/^ {2}([a-z]+) {2,}/gm)].map(
    found => found[1] ?? '',
  );
const commands = commandsOf('');

/** Folders and files that the documents speak of, in a project that is built. */
function stage(/** @type {string} */ name) {
  const folder = join(scratch, name);
  mkdirSync(folder, {recursive: true});
  cpSync(join(root, 'tests/golden/days/content'), join(folder, 'old-archive'), {recursive: true});
  mkdirSync(join(folder, 'build/release'), {recursive: true});
  writeFileSync(join(folder, 'build/release/broadsheet'), `#!/bin/sh\nexec '${program}' "$@"\n`, {
    mode: 0o755,
  });
  return folder;
}
function project(/** @type {string} */ name) {
  const folder = stage(name);
  assert.equal(run(['init', '.'], folder).status, 0);
  for (const part of ['2026-02', '2026-03', 'prompts']) {
    cpSync(join(root, 'tests/golden/days/content', part), join(folder, 'content', part), {
      recursive: true,
    });
  }
  const git = (/** @type {string[]} */ ...words) =>
    assert.equal(spawnSync('git', words, {cwd: folder}).status, 0, `git ${words.join(' ')}`);
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
    const code = [...prose(path).matchAll(/`([^`\n]+)`/g)]
      .map(found => found[1] ?? '')
      .concat(
        blocksOf(path)
          .filter(block => block.kind === '' || block.kind === 'sh')
          .flatMap(block => block.body.split('\n')),
      );
    for (const whole of code) {
      const line = whole.replace(/\s#.*$/, '');
      for (const found of line.matchAll(
        /(?:^|[\s/])broadsheet (?:-C \S+ )?([a-z]+)((?: [^#|&;]*)?)/g,
      )) {
        const [, name = '', rest = ''] = found;
        assert.ok(commands.includes(name), `${path}: '${line}': there is no command '${name}'`);
        const inner = commandsOf(name);
        const second = /^ ([a-z]+)/.exec(rest)?.[1];
        assert.ok(
          inner.length === 0 || second === undefined || inner.includes(second),
          `${path}: '${line}': there is no command '${name} ${second}'`,
        );
        const command = inner.length > 0 && second !== undefined ? `${name} ${second}` : name;
        for (const option of rest.matchAll(/(?<=\s)--[a-z-]+/g)) {
          assert.match(
            help(command),
            new RegExp(`(?<=\\s|,)${option[0]}(?=[\\s,=]|$)`, 'm'),
            `${path}: '${line}': no option ${option[0]}`,
          );
        }
        seen += 1;
      }
    }
  }
  assert.ok(seen > 20, `only ${seen} commands are named`);
});

test('every verb of ./dev that a document names is there', () => {
  const usage = spawnSync('sh', ['dev', 'help'], {cwd: root, encoding: 'utf8'}).stdout;
  const verbs = [...usage.matchAll(/^ {2}([a-z]+)\b/gm)].map(found => found[1]);
  for (const path of documents) {
    for (const found of text(path).matchAll(/\.\/dev ([a-z]+)/g))
      assert.ok(verbs.includes(found[1]), `${path}: ./dev ${found[1]}`);
    for (const found of text(path).matchAll(/\.\/dev bench ([a-z]+)/g)) {
      assert.ok(
        existsSync(join(root, 'tests/bench', found[1] ?? '', 'run.sh')),
        `${path}: ./dev bench ${found[1]}`,
      );
    }
  }
});

// What asks arXiv or a model, or stays: its options are looked up above.
const NOT_RUN =
  /\bbroadsheet (?:-C \S+ )?(?:fetch|score|daily|serve|missing --fill)\b|^\.\/dev |^git clone /;

test('every sh block runs as it is', () => {
  let ran = 0;
  for (const block of blocks.filter(one => one.kind === 'sh')) {
    const folder = block.body.includes('broadsheet init')
      ? stage(`run-${ran}`)
      : project(`run-${ran}`);
    const remote = join(scratch, `remote-${ran}.git`);
    assert.equal(spawnSync('git', ['init', '-q', '--bare', '-b', 'main', remote]).status, 0);
    const lines = block.body
      .split('\n')
      .map(line => line.replace(/(?:^|\s+)#.*$/, '').trim())
      .filter(line => line !== '' && !NOT_RUN.test(line));
    const script = lines
      .join('\n')
      .replaceAll('/srv/', `${scratch}/srv/`)
      .replaceAll('https://github.com/USER/REPOSITORY.git', remote);
    const result = spawnSync('bash', ['-exc', script], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(folder, 'build/release')}:${process.env.PATH}`,
        // The address of the site, as in a workflow.
        GITHUB_ACTIONS: 'true',
        GITHUB_REPOSITORY: 'reader/digest',
        ...Object.fromEntries(
          ['AUTHOR', 'COMMITTER'].flatMap(who => [
            [`GIT_${who}_NAME`, 'A'],
            [`GIT_${who}_EMAIL`, 'a@example.org'],
          ]),
        ),
      },
    });
    assert.equal(result.status, 0, `${block.where}\n${result.stdout}${result.stderr}`);
    if (script.includes('git push'))
      assert.equal(
        spawnSync('git', ['-C', remote, 'cat-file', '-e', 'main:.github/workflows/daily.yml'])
          .status,
        0,
      );
    ran += lines.length;
  }
  assert.ok(ran >= 14, `only ${ran} lines ran`);
});

test('blocks have a kind that is looked at', () => {
  for (const block of blocks)
    assert.match(block.kind, /^(|sh|yaml|json|js|html|mustache|c|text|mermaid)$/, block.where);
  for (const block of blocks.filter(one => one.kind === 'json'))
    assert.doesNotThrow(() => JSON.parse(block.body), block.where);
});

test('every config snippet is read by the program', () => {
  let seen = 0;
  for (const block of blocks.filter(one => one.kind === 'yaml')) {
    const folder = project(`yaml-${seen}`);
    if (/^(name|extends|needs|colours):/m.test(block.body)) {
      mkdirSync(join(folder, 'themes/mine'), {recursive: true});
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

/** Rows of the tables of docs/configuration.md: group, key, default as written. */
function documentedKeys() {
  /** @type {{group: string, key: string, value: string}[]} */
  const rows = [];
  let group = '';
  for (const line of text('docs/configuration.md').split('\n')) {
    const heading = /^## (\w+)$/.exec(line);
    if (heading) group = heading[1] ?? '';
    const cells = line.split(/(?<!\\)\|/).map(cell => cell.trim());
    if (group === '' || cells.length < 4 || !cells[1]?.startsWith('`')) continue;
    const keys = cells[1].split(',').map(key => key.replaceAll('`', '').trim());
    const values =
      cells[2]?.match(/`[^`]*`/g)?.length === keys.length
        ? ((cells[2] ?? '').match(/`[^`]*`/g) ?? [])
        : keys.map(() => cells[2] ?? '');
    keys.forEach((key, i) => rows.push({group, key, value: values[i] ?? ''}));
  }
  return rows;
}

test('docs/configuration.md has every key of the program, and no other', () => {
  const known = new Set(
    [
      ...['load', 'fetch_keys', 'mail_keys', 'score_keys']
        .map(name => text(`generator/config/${name}.cc`))
        .join('')
        .matchAll(/(?:\b\w+\("([a-z_]+)", |\{"([a-z_]+)", \[)/g),
    ].map(found => found[1] ?? found[2]),
  );
  for (const price of ['prompt', 'cached', 'completion']) known.delete(price);
  const servers = text('generator/model/preprint_servers.cc').matchAll(/\{\.id = "(\w+)"/g);
  for (const found of servers) known.add(found[1]);
  const groups = [...text('docs/configuration.md').matchAll(/^## (\w+)$/gm)].map(found => found[1]);
  const documented = new Set([...documentedKeys().map(row => row.key), ...groups]);
  for (const key of known)
    assert.ok(documented.has(key), `docs/configuration.md leaves out '${key}'`);
  for (const key of documented)
    assert.ok(
      known.has(key) || groups.includes(key),
      `docs/configuration.md explains '${key}', which is not read`,
    );
  const sample = text('config.yaml');
  for (const row of documentedKeys()) {
    assert.match(
      sample,
      new RegExp(`(^|[\\s#{,-])${row.key}:`, 'm'),
      `config.yaml leaves out '${row.key}'`,
    );
  }
});

test('every default that docs/configuration.md states is the one of the program', () => {
  /** @type {Record<string, string>} */
  const structs = {
    site: 'SiteConfig',
    fetch: 'FetchConfig',
    score: 'ScoreConfig',
    feeds: 'FeedConfig',
    publish: 'PublishConfig',
    mail: 'MailConfig',
  };
  const header = text('generator/config/config.h');
  const plain = (/** @type {string} */ value) =>
    value
      .replace(/^[{[]|[}\]]$/g, '')
      .replace(/["'`,{}]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      // An enumerator is named as its value in config.yaml: Weekday::Monday is monday.
      .replace(/^\w+::(\w+)$/, (_, enumerator) => enumerator.toLowerCase());
  const number = (/** @type {string} */ value) =>
    /^-?[\d.]+$/.test(value) ? String(Number(value)) : value;
  let compared = 0;
  for (const {group, key, value} of documentedKeys()) {
    const name = structs[group];
    if (!name) continue;
    const body =
      new RegExp(`struct ${name} \\{([^]*?)\\n\\};`).exec(header)?.[1] ?? assert.fail(name);
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
  const slug = (/** @type {string} */ heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
  for (const path of documents) {
    for (const found of prose(path)
      .replace(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g)) {
      const [file = '', anchor] = (found[1] ?? '').split('#');
      if (/^[a-z]+:/.test(found[1] ?? '')) continue;
      const target = file === '' ? path : join(dirname(path), file);
      assert.ok(existsSync(join(root, target)), `${path}: there is no ${found[1]}`);
      if (anchor === undefined) continue;
      const headings = [...text(target).matchAll(/^#+ (.*)$/gm)].map(heading =>
        slug((heading[1] ?? '').replaceAll('`', '')),
      );
      assert.ok(headings.includes(anchor), `${path}: ${target} has no heading #${anchor}`);
    }
  }
});

test('the README names every document', () => {
  for (const path of readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'))) {
    assert.ok(text('README.md').includes(`docs/${path}`), `README.md does not name docs/${path}`);
  }
});

test('every error that a document shows is one that the program gives', () => {
  const shown = blocks.filter(one => /^\S+:\d+:\d+: error: /.test(one.body));
  for (const block of shown) {
    const [, file = '', row = '', words = ''] =
      /^(\S+):(\d+):\d+: (error: .*)$/m.exec(block.body) ?? [];
    const line = (block.body.split('\n')[1] ?? '').replace(/^ *\d+ \| /, '');
    const folder = project(`error-${shown.indexOf(block)}`);
    if (file.startsWith('themes/mine/')) {
      assert.equal(run(['theme', 'new', 'mine'], folder).status, 0);
      writeFileSync(join(folder, 'config.yaml'), 'site: {theme: mine}\n');
      writeFileSync(join(folder, file), `${'\n'.repeat(Number(row) - 1)}${line}\n`);
    } else {
      writeFileSync(join(folder, file), `${file === 'config.yaml' ? 'site:' : ''}\n${line}\n`);
    }
    const said = run(['build'], folder).stderr;
    assert.ok(said.includes(block.body), `${block.where}: ${words}\n${said}`);
  }
  assert.equal(shown.length, 3);
});

test('every label and every benchmark that ./dev and the documents name is there', () => {
  const listed = spawnSync(
    'ctest',
    [
      '--test-dir',
      process.env.BROADSHEET_BUILD ?? join(root, 'build', 'release'),
      '--print-labels',
    ],
    {encoding: 'utf8'},
  );
  const labels = (listed.stdout.split('All Labels:')[1] ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .sort();
  const usage = /of one label:\n +([a-z ]+)\n/.exec(text('dev'))?.[1]?.split(' ').sort();
  assert.deepEqual(usage, labels);
  for (const path of documents) {
    for (const found of text(path).matchAll(/\.\/dev test ([a-z]+)/g))
      assert.ok(labels.includes(found[1] ?? ''), `${path}: ./dev test ${found[1]}`);
    for (const found of text(path).matchAll(/\.\/dev fresh ([a-z]+)/g))
      assert.match(found[1] ?? '', /^(bookworm|trixie)$/, path);
  }
});

test('every setting that a document names by its group is one', () => {
  const keys = new Set(documentedKeys().map(row => `${row.group}.${row.key}`));
  const groups = [...new Set(documentedKeys().map(row => row.group))].join('|');
  let seen = 0;
  for (const path of documents) {
    for (const found of prose(path).matchAll(
      new RegExp(`\`((?:${groups})\\.[a-z_]+)\\b(?!\\.(?:js|css|html|mustache))`, 'g'),
    )) {
      // Files of .broadsheet/, a template, and a value of templates.
      if (
        /^(site\.manifest|publish\.git|publish\.index|day\.mustache|mail\.mustache|site\.sample|taste\.json)$/.test(
          found[1] ?? '',
        )
      )
        continue;
      assert.ok(keys.has(found[1] ?? ''), `${path}: there is no setting ${found[1]}`);
      seen += 1;
    }
  }
  assert.ok(seen > 10, `only ${seen} settings are named`);
});

test('the digest that docs/content.md shows is a good one, in its own form', () => {
  const block =
    blocks.find(one => one.where.startsWith('docs/content.md') && one.kind === 'json') ??
    assert.fail();
  const {date, prompt} = JSON.parse(block.body);
  const folder = project('digest');
  const path = join(folder, 'content', date.slice(0, 7), `${date}.json`);
  writeFileSync(path, block.body);
  writeFileSync(join(folder, 'content/prompts', `${prompt}.md`), 'Words.\n');
  const report = JSON.parse(run(['check', '--fix', '--json'], folder).stdout);
  assert.deepEqual(
    report.problems.filter((/** @type {{path: string}} */ one) => one.path.includes(date)),
    [],
  );
  assert.equal(readFileSync(path, 'utf8'), block.body);
});

/** A paper as `broadsheet mcp` answers it. @param {string} folder @param {string} id */
function paperOf(folder, id) {
  const calls = [
    {method: 'initialize', id: 1, params: {protocolVersion: '2025-06-18'}},
    {method: 'tools/call', id: 2, params: {name: 'paper', arguments: {id}}},
  ];
  const input = calls.map(call => `${JSON.stringify({jsonrpc: '2.0', ...call})}\n`).join('');
  const ran = spawnSync(program, ['-C', folder, 'mcp'], {encoding: 'utf8', input});
  const [, answer] = ran.stdout.trim().split('\n');
  return JSON.parse(JSON.parse(answer ?? '').result.content[0].text);
}

test('what docs/json.md shows has the keys and kinds of values that the site has', () => {
  const folder = project('twins');
  writeFileSync(
    join(folder, 'config.yaml'),
    text('tests/golden/days/config.yaml').replace('theme: tiny', 'theme: plain'),
  );
  assert.equal(run(['build'], folder).status, 0);
  /** "papers[].score" to the kinds of its values. @type {(value: unknown, path: string, kinds: Map<string, Set<string>>) => void} */
  const collect = (value, path, kinds) => {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    kinds.set(path, (kinds.get(path) ?? new Set()).add(kind));
    if (Array.isArray(value)) value.forEach(one => collect(one, `${path}[]`, kinds));
    else if (value !== null && typeof value === 'object')
      Object.entries(value).forEach(([key, one]) => collect(one, `${path}.${key}`, kinds));
  };
  /** @type {Map<string, Set<string>>} */
  const known = new Map();
  for (const path of readdirSync(join(folder, 'site'), {recursive: true, encoding: 'utf8'})) {
    if (!path.endsWith('/index.json')) continue;
    const day = JSON.parse(readFileSync(join(folder, 'site', path), 'utf8'));
    collect(day, day.kind, known);
    for (const {id} of day.papers) collect(paperOf(folder, id), 'paper', known);
  }
  for (const block of blocks.filter(one => one.where.startsWith('docs/json.md'))) {
    /** @type {Map<string, Set<string>>} */
    const shown = new Map();
    const twin = JSON.parse(block.body);
    collect(twin, twin.kind, shown);
    for (const [path, kinds] of shown) {
      const there =
        known.get(path) ?? assert.fail(`${block.where}: no ${path} in any file of a site`);
      for (const kind of kinds)
        assert.ok(
          kind === 'null' || there.has(kind),
          `${block.where}: ${path} is ${[...there]}, not ${kind}`,
        );
    }
  }
});

test('every query that docs/search.md shows is understood, and those that are not are named', () => {
  const folder = project('queries');
  assert.equal(run(['build'], folder).status, 0);
  const section = text('docs/search.md').split('\n## 1 ')[1]?.split('\n## 2 ')[0] ?? assert.fail();
  const said = (/** @type {string} */ query) =>
    run(['search', '--json', '--', query], folder).stderr;
  const rows = [...section.matchAll(/^\| (`.*?`(?:, `.*?`)*) \|/gm)].flatMap(row =>
    [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map(one => one[1] ?? ''),
  );
  assert.ok(rows.length > 20);
  for (const query of rows) assert.doesNotMatch(said(query), /not understood/, query);
  const left = /What cannot be read is left out[^]*?`"` or/.exec(section)?.[0] ?? assert.fail();
  const unread = [...left.matchAll(/`([^`\s]+:[^`\s]+)`/g)].map(one => one[1] ?? '');
  assert.ok(unread.length >= 4);
  for (const query of unread) assert.match(said(query), /not understood/, query);
});

test('the library runs as docs/search.md shows it', async () => {
  const folder = project('library');
  assert.equal(run(['build'], folder).status, 0);
  const code =
    /((?: {4}.*\n)* {4}import \{open\}.*\n(?: {4}.*\n)+)/.exec(text('docs/search.md'))?.[1] ??
    assert.fail();
  const server = createServer((request, response) => {
    const path = join(
      folder,
      'site',
      decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname.replace(/^\/digest/, '')),
    );
    response
      .writeHead(existsSync(path) ? 200 : 404)
      .end(existsSync(path) ? readFileSync(path) : '');
  });
  await new Promise(done => server.listen(0, '127.0.0.1', () => done(null)));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  const script = code
    .replace('https://example.org', `http://127.0.0.1:${port}`)
    .replaceAll(/^ {4}/gm, '')
    .replace("'sparse attention'", "'pruning'");
  writeFileSync(
    join(folder, 'library.mjs'),
    `${script}console.log(total, results.length, JSON.stringify(said));\n`,
  );
  const child = spawn(process.execPath, [join(folder, 'library.mjs')], {cwd: folder});
  let out = '';
  child.stdout.on('data', part => {
    out += part;
  });
  child.stderr.on('data', part => {
    out += part;
  });
  await new Promise(done => child.on('close', done));
  server.close();
  assert.match(out, /^[1-9]\d* [1-5] /);
});
