// The benchmark behind run.sh: opens the search page of a built site in Chromium, once for each query
// with an empty cache, and counts what comes over the line. HTML and CSS are left out.
//
//   node bench.mjs WORK PROGRAM [--no-peers] [--replay N] [--query TEXT]
//
// "bytes" are bodies as sent (scripts gzipped, as GitHub Pages does); "wire" adds the heads of the answers, as
// Chromium counts them.

import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {gzipSync} from 'node:zlib';

import {launch, openPage} from '../../browser/support/chromium.js';
import {serve} from '../../browser/support/server.js';
import {QUERIES, escapeHtml, median} from './figures.mjs';

const {
  values,
  positionals: [work = '', program = ''],
} = parseArgs({
  allowPositionals: true,
  options: {
    'no-peers': {type: 'boolean'},
    replay: {type: 'string', default: '60'},
    query: {type: 'string', multiple: true},
  },
});
const queries = values.query ?? QUERIES;
const SECOND = 'reward model';
const LINE = {
  offline: false,
  latency: 50,
  downloadThroughput: 10e6 / 8,
  uploadThroughput: 10e6 / 8,
};

const project = join(work, 'project');
const site = join(project, 'site');

/** Counts the answers that a page gets, without pages and their looks. */
async function counter(page) {
  const session = await page.context().newCDPSession(page);
  const seen = {requests: 0, bytes: 0, wire: 0, kinds: {}};
  const wanted = new Map();
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({requestId, response, type}) => {
    const {pathname} = new URL(response.url);
    const body = Number(
      response.headers['content-length'] ?? response.headers['Content-Length'] ?? 0,
    );
    if (!/^(Document|Stylesheet|Image|Font|Other)$/.test(type) && pathname.startsWith('/search/'))
      wanted.set(requestId, {pathname, body});
  });
  session.on('Network.loadingFinished', ({requestId, encodedDataLength}) => {
    const answer = wanted.get(requestId);
    if (!answer) return;
    seen.requests++;
    seen.bytes += answer.body;
    seen.wire += encodedDataLength;
    const kind = /\.js$/.test(answer.pathname)
      ? 'client'
      : /\/d\//.test(answer.pathname)
        ? 'papers'
        : 'index';
    seen.kinds[kind] = (seen.kinds[kind] ?? 0) + answer.body;
  });
  return {seen, session};
}

const settledState = '[role=status]:is([data-state=done], [data-state=empty], [data-state=failed])';

/** Types into the search field; the time from the last key to results on the page. */
async function ask(page, query) {
  await page.evaluate(() => {
    const field = document.querySelector('main input[type=search]');
    const status = document.querySelector('main [role=status]');
    window.took = new Promise(resolve => {
      let start = 0;
      field.addEventListener('input', () => {
        start = performance.now();
      });
      new MutationObserver(() => {
        if (start && /done|empty|failed/.test(status.dataset.state))
          resolve(performance.now() - start);
      }).observe(status, {attributes: true});
    });
  });
  await page.fill('main input[type=search]', query);
  return page.evaluate(() => window.took);
}

async function ours(browser, server, query, slow) {
  const {context, page} = await openPage(browser, server.origin);
  const {seen, session} = await counter(page);
  if (slow) await session.send('Network.emulateNetworkConditions', LINE);
  await page.goto(`${server.url}search/`);
  await page.waitForSelector('main [role=status][data-state=idle]');
  if (slow) await page.focus('main input[type=search]');
  if (slow) await page.waitForTimeout(400);
  const milliseconds = await ask(page, query);
  await page.waitForSelector(settledState);
  await page.waitForTimeout(100);
  const total = Number(await page.getAttribute('main [role=status]', 'data-total'));
  const first = structuredClone(seen);
  await ask(page, SECOND);
  await page.waitForTimeout(100);
  const second = {
    requests: seen.requests - first.requests,
    bytes: seen.bytes - first.bytes,
    wire: seen.wire - first.wire,
  };
  await context.close();
  return {query, total, milliseconds, ...first, second};
}

async function pagefindSite() {
  const {createIndex, close} = await import(join(work, 'node_modules/pagefind/lib/index.js'));
  const folder = join(work, 'pagefind-site');
  const {index} = await createIndex({});
  for (const day of contentDays()) {
    for (const paper of JSON.parse(readFileSync(day, 'utf8')).papers) {
      await index.addHTMLFile({
        url: `/${paper.id}/`,
        content:
          `<!doctype html><html lang="en"><title>${escapeHtml(paper.title)}</title><body data-pagefind-body>` +
          [
            ['h1', paper.title],
            ['p', paper.authors.join(', ')],
            ['p', paper.comment],
            ['p', paper.abstract],
          ]
            .map(([tag, text]) => `<${tag}>${escapeHtml(text)}</${tag}>`)
            .join(''),
      });
    }
  }
  await index.writeFiles({outputPath: join(folder, 'search')});
  await close();
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>x</title>');
  return folder;
}

const contentDays = () =>
  readdirSync(join(project, 'content'), {recursive: true})
    .filter(name => /\d{4}-\d{2}-\d{2}\.json$/.test(String(name)))
    .map(name => join(project, 'content', String(name)))
    .sort();

async function pagefinds(browser, server, query, slow) {
  const {context, page} = await openPage(browser, server.origin);
  const {seen, session} = await counter(page);
  if (slow) await session.send('Network.emulateNetworkConditions', LINE);
  await page.goto(server.url);
  const [total, milliseconds] = await page.evaluate(async text => {
    const pagefind = await import('/search/pagefind.js');
    await pagefind.options({noWorker: true}); // what a worker asks for is neither counted nor slowed here
    await pagefind.init();
    const start = performance.now();
    const found = await pagefind.search(text);
    await Promise.all(found.results.slice(0, 10).map(result => result.data()));
    return [found.results.length, performance.now() - start];
  }, query);
  await page.waitForTimeout(100);
  await context.close();
  return {query, total, milliseconds, ...seen};
}

function table(title, rows, slow) {
  console.log(`\n${title}`);
  console.log(
    `${'query'.padEnd(30)} ${'papers'.padStart(6)} ${'requests'.padStart(8)} ${'bytes'.padStart(8)} ${'wire'.padStart(8)} ${'ms'.padStart(6)} ${'slow ms'.padStart(8)}`,
  );
  const line = (name, row, time, late) =>
    console.log(
      `${name.padEnd(30)} ${String(row.total ?? '').padStart(6)} ${String(row.requests).padStart(8)} ` +
        `${String(row.bytes).padStart(8)} ${String(row.wire).padStart(8)} ${time.toFixed(0).padStart(6)} ${late.toFixed(0).padStart(8)}`,
    );
  rows.forEach((row, i) => line(row.query, row, row.milliseconds, slow[i].milliseconds));
  const of = (key, from = rows) => from.map(row => row[key]);
  line(
    'median',
    {requests: median(of('requests')), bytes: median(of('bytes')), wire: median(of('wire'))},
    median(of('milliseconds')),
    median(of('milliseconds', slow)),
  );
  line(
    'most',
    {
      requests: Math.max(...of('requests')),
      bytes: Math.max(...of('bytes')),
      wire: Math.max(...of('wire')),
    },
    Math.max(...of('milliseconds')),
    Math.max(...of('milliseconds', slow)),
  );
}

async function runAll(browser, folder, run) {
  const server = await serve(folder);
  const rows = [];
  const slow = [];
  for (const query of queries) {
    rows.push(await run(browser, server, query, false));
    slow.push(await run(browser, server, query, true));
  }
  await server.close();
  return [rows, slow];
}

/** Bytes of files that are new or changed from build to build, while the last days with papers come one by one. */
function replay(count) {
  const days = contentDays()
    .filter(day => JSON.parse(readFileSync(day, 'utf8')).papers.length > 0)
    .slice(-count);
  days.forEach(day => renameSync(day, `${day}.later`));
  let before = null;
  const changes = [];
  for (const day of [null, ...days]) {
    if (day) renameSync(`${day}.later`, day);
    execFileSync(program, ['-C', project, 'build'], {stdio: 'ignore'});
    const now = new Map(
      readdirSync(join(site, 'search'), {recursive: true})
        .map(name => [String(name), join(site, 'search', String(name))])
        .filter(([name, path]) => !/\.(js|html)$/.test(name) && statSync(path).isFile())
        .map(([name, path]) => [
          name,
          name === 'manifest' ? readFileSync(path) : statSync(path).size,
        ]),
    );
    if (before) {
      const change = {index: 0, papers: 0, files: 0, manifest: 0, s: 0, p: 0};
      for (const [name, value] of now) {
        const size = typeof value === 'number' ? value : value.length;
        const same =
          before.has(name) && (typeof value === 'number' || value.equals(before.get(name)));
        if (same) continue;
        const kind = name.split('/')[0];
        change[kind === 'd' ? 'papers' : 'index'] += size;
        if (kind !== 'd') change[kind] += size;
        change.files++;
      }
      changes.push(change);
    }
    before = now;
  }
  const mean = key =>
    Math.round(changes.reduce((sum, change) => sum + change[key], 0) / changes.length);
  console.log(
    `\nchanged a day, mean of the last ${changes.length} days with papers: index ${mean('index')} bytes, result data ${mean('papers')} bytes, ` +
      `${mean('files')} files; index on the worst day ${Math.max(...changes.map(change => change.index))}`,
  );
  console.log(
    `  of the index: ${['manifest', 's', 'p'].map(kind => `${kind} ${mean(kind)}`).join(', ')}`,
  );
}

const scripts = readdirSync(join(site, 'search')).filter(name => name.endsWith('.js'));
console.log(
  'client, gzipped: ' +
    scripts
      .map(
        name => `${name} ${gzipSync(readFileSync(join(site, 'search', name)), {level: 9}).length}`,
      )
      .join(', '),
);
const browser = await launch();
const [rows, slow] = await runAll(browser, site, ours);
table('broadsheet', rows, slow);
console.log(
  `parts of the median query: ${['client', 'index', 'papers'].map(kind => `${kind} ${median(rows.map(row => row.kinds[kind] ?? 0))}`).join(', ')}`,
);
console.log(
  `a second query ("${SECOND}") on the same page: at most ${Math.max(...rows.map(row => row.second.bytes))} bytes, ` +
    `${Math.max(...rows.map(row => row.second.requests))} requests`,
);
if (!values['no-peers'] && existsSync(join(work, 'node_modules/pagefind'))) {
  const [peer, late] = await runAll(browser, await pagefindSite(), pagefinds);
  table('Pagefind', peer, late);
}
await browser.close();
if (Number(values.replay) > 0) replay(Number(values.replay));
