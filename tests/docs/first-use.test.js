// The two ways of the README to a digest of one's own, with a field that is not the sample's and a feed on this machine:
// the commands for a machine, and a copy of this repository that its workflow turns into a published digest.

import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {
  chmodSync,
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
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');
const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-first-use-'));

const TITLES = [
  'Entropy of black holes with a cosmological constant',
  'Holographic duals of deformed conformal theories',
  'Anomalies of discrete gauge symmetries',
  'Amplitudes of gravitons at two loops',
];
const SAMPLE = /machine learning|neural|transformer|mixture of experts|cs\.LG|Broadsheet Sample/i;

/** The last working day. */
const issue = (() => {
  const day = new Date();
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() - 1);
  return day;
})();
const iso = issue.toISOString().slice(0, 10);
const feed = () => `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>hep-th</title><pubDate>${issue.toUTCString().slice(0, 16)} 00:00:00 -0400</pubDate>
${TITLES.map(
  (title, i) => `<item><title>${title}</title><link>https://arxiv.org/abs/2611.0010${i}</link>
<description>arXiv:2611.0010${i}v1 Announce Type: new
Abstract: We study ${title.toLowerCase()}.</description>
<guid isPermaLink="false">oai:arXiv.org:2611.0010${i}v1</guid><category>hep-th</category>
<arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Physicist</dc:creator></item>`,
).join('\n')}</channel></rss>`;

const server = createServer((_, response) => {
  response.writeHead(200, {'content-type': 'application/rss+xml'});
  response.end(feed());
});
/** @type {string} */
let arxiv;
before(async () => {
  await new Promise(ready => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  arxiv = `http://127.0.0.1:${address.port}`;
});
after(() => {
  server.close();
  rmSync(scratch, {recursive: true, force: true});
});

/**
 * Runs a script as GitHub does; the feed is served meanwhile.
 * @param {string} script
 * @param {string} folder
 * @param {Record<string, string>} variables
 * @returns {Promise<{status: number | null, out: string}>}
 */
function bash(script, folder, variables = {}) {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    env: {...process.env, ...variables},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (out += text));
  return new Promise(done => child.on('close', status => done({status, out})));
}

/** What a reader changes in config.yaml: the README's third step, and the addresses of arXiv. */
function settings(/** @type {string} */ folder) {
  const path = join(folder, 'config.yaml');
  const text = readFileSync(path, 'utf8')
    .replace(/^sample: true/m, 'sample: false')
    .replace(/^( {2}title:) .*$/m, '$1 Strings and qubits')
    .replace(/^( {2}description:) .*$/m, '$1 New papers on strings.')
    .replace(/^( {2}categories:) .*$/m, '$1 [hep-th, quant-ph]')
    .replace(
      /^topics:\n(?:(?: .*|#.*)?\n)+/m,
      'topics:\n  - id: gravity\n    label: Gravity\n    keywords: [black holes, gravitons, holographic, anomalies]\n\n',
    )
    .replace(/^authors:\n(?:(?: .*|#.*)?\n)+/m, 'authors: [Ada Physicist]\n\n')
    .replace(/^searches:\n(?:(?: .*|#.*)?\n)+/m, 'searches: []\n\n')
    .replace('https://rss.arxiv.org', arxiv)
    .replace(/^( {2}pause_seconds:) .*$/m, '$1 0');
  writeFileSync(path, text);
}

/** Texts of a site, without scripts and styles. */
const pages = (/** @type {string} */ site) =>
  readdirSync(site, {recursive: true, encoding: 'utf8'})
    .filter(path => /\.(html|xml|json|txt|bib)$/.test(path))
    .map(path => ({path, text: readFileSync(join(site, path), 'utf8')}));

function assertIssue(/** @type {string} */ site) {
  const day = readFileSync(join(site, iso.replaceAll('-', '/'), 'index.html'), 'utf8');
  for (const title of TITLES) assert.ok(day.includes(title), title);
  for (const {path, text} of pages(site)) assert.doesNotMatch(text, SAMPLE, path);
}

test('the commands of the README lead from nothing to a searched digest', async t => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const block = [...readme.matchAll(/```sh\n([^]*?)```/g)].map(found => found[1] ?? '');
  const lines = block
    .find(text => text.includes('broadsheet -C my-digest daily'))
    ?.trim()
    .split('\n');
  assert.ok(lines && lines.length >= 4);
  const folder = join(scratch, 'machine');
  mkdirSync(join(folder, 'build/release'), {recursive: true});
  writeFileSync(join(folder, 'build/release/broadsheet'), `#!/bin/sh\nexec '${program}' "$@"\n`);
  chmodSync(join(folder, 'build/release/broadsheet'), 0o755);
  const begin = performance.now();
  for (const line of lines) {
    const ran = await bash(line, folder);
    // A search for what no paper has ends with a code of its own.
    assert.ok(ran.status === 0 || / search /.test(line), `${line}\n${ran.out}`);
    if (line.includes(' init ')) settings(join(folder, 'my-digest'));
  }
  t.diagnostic(`from init to the search: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  assertIssue(join(folder, 'my-digest/site'));
  const found = await bash(
    `build/release/broadsheet -C my-digest search 'black hole entropy'`,
    folder,
  );
  assert.match(found.out, /Entropy of black holes/);
});

/** Steps of a workflow that bash runs: [{name, run, env}]. Its layout is that of our own file. */
function stepsOf(/** @type {string} */ yaml) {
  return yaml
    .split(/^ {6}- name: /m)
    .slice(1)
    .flatMap(step => {
      const run = /^ {8}run: (?:\|\n((?: {10}.*\n|\n)+)|(.*)\n)/m.exec(step);
      const env = [...step.matchAll(/^ {10}([A-Z_]+): (.*)$/gm)].map(found => [
        found[1] ?? '',
        found[2] ?? '',
      ]);
      if (run === null) return [];
      return {
        name: step.slice(0, step.indexOf('\n')),
        run: run[1]?.replace(/^ {10}/gm, '') ?? run[2] ?? '',
        env: Object.fromEntries(/^ {8}env:$/m.test(step) ? env : []),
      };
    });
}

test('a copy of this repository becomes a digest by the steps of its workflow', async () => {
  const folder = join(scratch, 'copy');
  const remote = join(folder, 'remote.git');
  const work = join(folder, 'work');
  mkdirSync(join(folder, 'bin'), {recursive: true});
  writeFileSync(join(folder, 'bin/broadsheet'), `#!/bin/sh\nexec '${program}' "$@"\n`);
  chmodSync(join(folder, 'bin/broadsheet'), 0o755);
  const runner = {
    PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'ada/digest',
    GITHUB_REF_NAME: 'main',
  };
  const git = (/** @type {string[]} */ ...words) => {
    const ran = spawnSync(
      'git',
      ['-C', work, '-c', 'user.name=A', '-c', 'user.email=a@b.example', ...words],
      {
        encoding: 'utf8',
        env: {...process.env, HOME: folder},
      },
    );
    assert.equal(ran.status, 0, `${words.join(' ')}: ${ran.stderr}`);
    return ran.stdout;
  };
  // "Use this template", and the settings edited in the browser.
  mkdirSync(work);
  for (const name of ['.github', '.gitignore', 'config.yaml', 'content', 'themes'])
    cpSync(join(root, name), join(work, name), {recursive: true});
  settings(work);
  assert.equal(spawnSync('git', ['init', '-q', '--bare', '-b', 'main', remote]).status, 0);
  git('init', '-q', '-b', 'main');
  git('add', '-f', '.');
  git('commit', '-q', '-m', 'Copy');
  git('remote', 'add', 'origin', remote);
  git('push', '-q', 'origin', 'main');

  const steps = stepsOf(readFileSync(join(root, '.github/workflows/daily.yml'), 'utf8')).filter(
    step => !step.run.includes('apt-get'),
  );
  assert.ok(steps.length >= 8);
  /** A run on a machine that has nothing of the last one. */
  const daily = async () => {
    rmSync(work, {recursive: true});
    assert.equal(spawnSync('git', ['clone', '-q', remote, work]).status, 0);
    rmSync(join(folder, 'output'), {force: true});
    let log = '';
    for (const step of steps) {
      const output = existsSync(join(folder, 'output'))
        ? readFileSync(join(folder, 'output'), 'utf8')
        : '';
      const variables = Object.fromEntries(
        Object.entries(step.env).map(([name, value]) => [
          name,
          value.includes('steps.daily.outputs.code')
            ? (/code=(\d+)/.exec(output)?.[1] ?? '')
            : value.includes('outcome')
              ? 'success'
              : '',
        ]),
      );
      const ran = await bash(step.run, work, {...runner, ...variables});
      assert.equal(ran.status, 0, `${step.name}\n${ran.out}`);
      log += ran.out;
    }
    return log;
  };

  assert.match(await daily(), new RegExp(`daily run: done; ${iso}: 4 papers`));
  assertIssue(join(folder, 'pages'));
  assert.ok(
    readFileSync(join(folder, 'pages/feed.xml'), 'utf8').includes('https://ada.github.io/digest/'),
  );
  const files = git('ls-tree', '-r', '--name-only', 'origin/main', 'content').trim().split('\n');
  assert.deepEqual(
    files.filter(name => name.endsWith('.json')),
    [`content/${iso.slice(0, 7)}/${iso}.json`],
  );
  assert.match(git('log', '-1', '--format=%s', 'origin/main'), new RegExp(`Digest of ${iso}`));
  const published = pages(join(folder, 'pages'));

  // The next runner knows that the day is done, and publishes the same site.
  const commits = git('rev-list', '--count', 'origin/main');
  assert.match(await daily(), /Restore|nothing new|already/i);
  assert.equal(git('rev-list', '--count', 'origin/main'), commits);
  assert.deepEqual(pages(join(folder, 'pages')), published);
  assert.match(readFileSync(join(folder, 'summary'), 'utf8'), /## Done[^]*## Nothing new/);
});
