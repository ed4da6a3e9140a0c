// The preview: answers as GitHub Pages gives them, changes on the screen, errors over the page and gone when mended.

import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {request} from 'node:http';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join, relative} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

import {launch} from './support/chromium.js';
import {preview} from './support/preview.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @type {string} */
let project;
/** @type {Awaited<ReturnType<typeof preview>>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;

/** @param {string} path @param {(text: string) => string} change */
const edit = (path, change) =>
  writeFileSync(join(project, path), change(readFileSync(join(project, path), 'utf8')));

/** Appends to a file; what is given back restores it. @param {string} path @param {string} wrong */
const spoil = (path, wrong) => {
  const good = readFileSync(join(project, path));
  appendFileSync(join(project, path), wrong);
  return () => writeFileSync(join(project, path), good);
};

/**
 * A request as it stands, "..", capitals and all.
 * @param {string} path  from the host's root
 * @param {import('node:http').RequestOptions} [options]
 * @returns {Promise<{status: number | undefined, headers: import('node:http').IncomingHttpHeaders, body: string}>}
 */
const ask = (path, options = {}) =>
  new Promise((resolve, reject) => {
    const {hostname, port} = new URL(server.url);
    const call = request({hostname, port, path, agent: false, ...options}, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', part => {
        body += part;
      });
      response.on('end', () =>
        resolve({status: response.statusCode, headers: response.headers, body}),
      );
    });
    call.on('error', reject);
    call.end();
  });

before(async () => {
  project = join(mkdtempSync(join(tmpdir(), 'broadsheet-serve-')), 'a project');
  cpSync(join(root, 'tests/golden/days'), project, {recursive: true});
  rmSync(join(project, 'expected'), {recursive: true, force: true});
  cpSync(join(root, 'themes/broadsheet'), join(project, 'themes/mine'), {recursive: true});
  edit('config.yaml', text =>
    text
      .replace(/^ {2}(theme|base_url):.*\n/gm, '')
      .replace(/^site:\n/m, 'site:\n  theme: mine\n  base_url: https://example.org/my/digest\n'),
  );
  server = await preview(project);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.end();
  if (project) rmSync(dirname(project), {recursive: true, force: true});
});

test('it answers as GitHub Pages does', async () => {
  const base = new URL(server.url).pathname.replace(/\/$/, '');
  assert.equal(base, '/my/digest');
  symlinkSync('/etc', join(project, 'site', 'outside'));
  const css = /href="([^"]+\.css)"/.exec((await ask(`${base}/`)).body)?.[1] ?? '';
  /** @type {[string, number, RegExp][]} */
  const table = [
    [`${base}/`, 200, /^text\/html; charset=utf-8$/],
    [`${base}/2026/03/02/`, 200, /^text\/html/],
    [`${base}/2026/03/02/index.html`, 200, /^text\/html/],
    [`${base}/404`, 200, /^text\/html/],
    [`${base}/sitemap.xml`, 200, /^application\/xml/],
    [`${base}/robots.txt`, 200, /^text\/plain/],
    [`${base}/search/client.js`, 200, /^text\/javascript/],
    [css, 200, /^text\/css/],
    [`${base}/nothing/`, 404, /^text\/html/],
    [`${base}/2026/03/02/index.html/`, 404, /^text\/html/],
    [`${base}/2026/03/09/?x=1`, 404, /^text\/html/],
    ['/other/', 404, /^text\/html/],
    ['/my/digester/', 404, /^text\/html/],
    [`${base}/../../../../etc/passwd`, 404, /^text\/html/],
    [`${base}/%2e%2e/%2e%2e/config.yaml`, 404, /^text\/html/],
    [`${base}/..%2fconfig.yaml`, 404, /^text\/html/],
    [`${base}/outside/passwd`, 404, /^text\/html/],
    [`${base}/a%00b`, 404, /^text\/html/],
    [`${base}//etc/passwd`, 404, /^text\/html/],
  ];
  for (const [path, status, type] of table) {
    const answer = await ask(path);
    assert.equal(answer.status, status, path);
    assert.match(String(answer.headers['content-type']), type, path);
    assert.doesNotMatch(answer.body, /root:x:0/, path);
  }
  for (const [path, to] of [
    [base, `${base}/`],
    ['/', `${base}/`],
    [`${base}/2026`, `${base}/2026/`],
    [`${base}/search?q=a+b`, `${base}/search/?q=a+b`],
  ]) {
    const answer = await ask(path);
    assert.equal(answer.status, 301, path);
    assert.equal(answer.headers.location, to, path);
  }
  const head = await ask(`${base}/robots.txt`, {method: 'HEAD'});
  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  assert.ok(Number(head.headers['content-length']) > 0);
  assert.equal(
    (await ask(`${base}/`, {method: 'POST', headers: {'content-length': '0'}})).status,
    405,
  );
  const etag = String((await ask(css)).headers.etag);
  assert.equal((await ask(css, {headers: {'if-none-match': etag}})).status, 304);
  assert.equal((await ask(css)).headers['cache-control'], 'max-age=600');
  assert.equal((await ask(`${base}/sitemap.xml`)).headers['cache-control'], 'no-cache');
  assert.match((await ask(`${base}/nothing/`)).body, /preview\.js/);
  const tag = String((await ask(`${base}/`)).headers.etag);
  assert.equal(
    (await ask(`${base}/`, {headers: {'if-none-match': `W/${tag}, "other"`}})).status,
    304,
  );
  const part = await ask(`${base}/robots.txt`, {headers: {range: 'bytes=2-4'}});
  assert.deepEqual([part.status, part.body.length], [206, 3]);
  assert.equal(
    (await ask(`${base}/`, {headers: {'accept-encoding': 'br, gzip'}})).headers['content-encoding'],
    undefined,
  );
});

test('a change is on the screen; an error lies over the page until it is repaired', async () => {
  const page = await browser.newPage();
  const shows = (/** @type {string} */ text) =>
    page.getByText(text, {exact: false}).first().waitFor();
  const overlay = page.locator('pre[role=alert]');
  await page.goto(`${server.url}about/`);

  appendFileSync(join(project, 'content/pages/about.md'), '\nA line that is new.\n');
  await shows('A line that is new.');
  edit('themes/mine/page.mustache', text =>
    text.replace('{{> foot}}', '<p>From the theme.</p>{{> foot}}'),
  );
  await shows('From the theme.');
  edit('config.yaml', text => text.replace(/^ {2}title:.*$/m, '  title: A new name'));
  await page.waitForFunction(() => document.title.includes('A new name'));
  await page.goto(`${server.url}2026/03/02/`);
  edit('themes/mine/static/theme.css', text => `${text}\nbody { letter-spacing: 3px }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).letterSpacing === '3px');

  // What spoils a source, what mends it, and what is said meanwhile.
  /** @type {[string, () => () => void, RegExp][]} */
  const troubles = [
    [
      'template',
      () => spoil('themes/mine/page.mustache', '{{nonsense}}'),
      /page\.mustache:\d+:\d+: error: nothing supplies 'nonsense'/,
    ],
    [
      'section',
      () => spoil('themes/mine/partials/foot.mustache', '{{#nav}}'),
      /foot\.mustache:\d+:\d+: error: section 'nav' is not closed/,
    ],
    ['words', () => spoil('themes/mine/words/en.yaml', '\n"'), /en\.yaml:\d+:\d+: error/],
    [
      'settings',
      () => spoil('config.yaml', '\nsitte: x\n'),
      /config\.yaml:\d+:\d+: error: unknown key 'sitte'/,
    ],
    ['YAML', () => spoil('config.yaml', '\ntopics: [a\n'), /config\.yaml:\d+:\d+: error/],
    [
      'digest',
      () => spoil('content/2026-03/2026-03-02.json', '}'),
      /2026-03-02\.json:\d+:\d+: error/,
    ],
    [
      'theme folder',
      () => {
        renameSync(join(project, 'themes/mine'), join(project, 'away'));
        return () => renameSync(join(project, 'away'), join(project, 'themes/mine'));
      },
      /there is no theme 'mine'/,
    ],
  ];
  for (const [name, begin, words] of troubles) {
    const mend = begin();
    await overlay.waitFor();
    assert.match(await overlay.innerText(), words, name);
    assert.match(server.said(), words, name);
    mend();
    await overlay.waitFor({state: 'detached'});
    await page.getByRole('heading').first().waitFor();
  }

  // The theme's last state comes to site/ by itself.
  const about = join(project, 'site/about/index.html');
  for (let i = 0; i < 200 && !readFileSync(about, 'utf8').includes('From the theme.'); i += 1) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  assert.match(readFileSync(about, 'utf8'), /From the theme\./);
  assert.doesNotMatch(readFileSync(about, 'utf8'), /preview\.js/);
  await page.close();
});

test('eight open pages share one connection, and all of them reload after a change', async () => {
  const context = await browser.newContext();
  const pages = [];
  for (let i = 0; i < 8; i += 1) {
    const page = await context.newPage();
    await page.goto(`${server.url}about/`);
    pages.push(page);
  }
  appendFileSync(join(project, 'content/pages/about.md'), '\nA line for eight pages.\n');
  for (const page of pages) await page.getByText('A line for eight pages.').first().waitFor();
  await context.close();
});

test('a host that is not of loopback is refused', async () => {
  const path = new URL(server.url).pathname;
  for (const host of ['example.org', 'localhost.example.org:80', '192.168.1.1']) {
    const answer = await ask(path, {headers: {host}});
    assert.equal(answer.status, 421, host);
    assert.match(answer.body, /--allow-host/);
  }
  assert.equal((await ask(path, {headers: {host: 'localhost:1'}})).status, 200);
});

test('slow clients and many streams do not block a page', async () => {
  const {hostname, port, pathname} = new URL(server.url);
  const sockets = Array.from({length: 120}, (_, i) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    // Half of them send an incomplete request, half open a stream of changes.
    socket.write(
      i % 2 === 0
        ? `GET ${pathname} HTTP/1.1\r\nHost:`
        : `GET ${pathname}.broadsheet/events HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    );
    return socket;
  });
  await new Promise(resolve => setTimeout(resolve, 300));
  assert.equal((await ask(pathname)).status, 200);
  for (const socket of sockets) socket.destroy();
});

test('builds beside the preview succeed, and leave the site of a clean build', async () => {
  const run = promisify(execFile);
  const program = process.env.BROADSHEET ?? 'build/release/broadsheet';
  for (let round = 0; round < 4; round += 1) {
    appendFileSync(join(project, 'content/pages/about.md'), `\nRound ${round} of builds.\n`);
    await Promise.all([
      run(program, ['-C', project, 'build']),
      run(program, ['-C', project, 'build', ...(round % 2 === 0 ? ['--clean'] : [])]),
      ask(new URL('about/', server.url).pathname),
    ]);
  }
  const clean = join(dirname(project), 'clean');
  for (const part of ['config.yaml', 'content', 'themes'])
    cpSync(join(project, part), join(clean, part), {recursive: true});
  await run(program, ['-C', clean, 'build']);
  /** @param {string} root */
  const files = root =>
    readdirSync(join(root, 'site'), {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [relative(root, path), readFileSync(path, 'latin1')])
      .sort();
  const wanted = files(clean);
  // The preview may still complete a build of its own.
  await run(program, ['-C', project, 'build']);
  assert.deepEqual(files(project), wanted);
  assert.match((await ask(new URL('about/', server.url).pathname)).body, /Round 3 of builds/);
});

test('an address that is taken is named, and Ctrl-C ends it cleanly, also with pages open', async () => {
  const {port} = new URL(server.url);
  const {spawnSync} = await import('node:child_process');
  const second = spawnSync(
    process.env.BROADSHEET ?? 'build/release/broadsheet',
    ['-C', project, 'serve', '--port', port],
    {encoding: 'utf8'},
  );
  assert.equal(second.status, 2);
  assert.match(second.stderr, new RegExp(`port ${port} is taken; choose another with --port`));
  const page = await browser.newPage();
  await page.goto(server.url);
  const {code, signal} = await server.end();
  assert.deepEqual({code, signal}, {code: 0, signal: null});
  assert.equal(readFileSync(join(project, '.broadsheet/lock'), 'utf8'), '');
  assert.equal(existsSync(join(project, '.broadsheet/staging')), false);
  await page.close();
});
