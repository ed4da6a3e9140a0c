// A site whose every input is hostile: vectors in every field of digests, settings, pages and prompts, in digests
// and lists of other programs that are imported, in arXiv's feed and in a model's replies. In Chromium, under the
// site's own CSP: no script runs or is blocked, no request leaves or fails, and every page has the elements of the
// same page with harmless text.

import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {promisify} from 'node:util';
import {launch, openPage} from './support/chromium.js';
import {lists} from './support/lists.js';
import {serve} from './support/server.js';
import {playServices} from './support/services.js';
import {allPages, basePath, themes} from './support/site.js';
import {vectors} from './support/vectors.js';

const program = process.env.BROADSHEET ?? 'build/release/broadsheet';
const WORD = 'zyzzyva';
const PER_DAY = 24;

/** @param {number} i */
const idOf = i => `2607.${String(10001 + i)}`;
/** @param {number} i */
const dayOf = i => `2026-07-${String(1 + Math.floor(i / PER_DAY)).padStart(2, '0')}`;

/**
 * A paper with the text in every field that takes one.
 * @param {number} i
 * @param {string} text
 */
const paperOf = (i, text) => ({
  id: idOf(i),
  title: `${WORD} ${text}`,
  authors: [`Eve ${text}`, 'Ada Lovelace'],
  abstract: `${text} ${WORD} ${text}`,
  categories: ['cs.LG', `cs.${text}`],
  comment: `${text}: ${WORD} ${text}`,
  relevance: 9,
  novelty: 8,
  score: 17,
  chosen_by: 'model',
  topics: [`t${i}`],
  spotlight: {kind: 'daily_hot', label: text, comment: text},
  doi: text,
  journal_reference: text,
  author_comment: text,
  licence: text,
  source: {title: text, [text]: text},
  extra: {[text]: text},
});

/**
 * @param {string} day
 * @param {ReturnType<typeof paperOf>[]} papers
 * @param {string} text
 */
const digestOf = (day, papers, text) => ({
  format: 1,
  date: day,
  status: 'partial',
  status_reason: text,
  model: text,
  usage: {prompt_tokens: 1, completion_tokens: 1},
  counts: {announced: 9, scanned: 9},
  prompt: 'system',
  papers,
  verdicts: [['2607.09999', 3, 3, text]],
  extra: {[text]: text},
});

/** Settings refuse controls and changes of direction. @param {string[]} all */
const settingsOf = (
  all,
  texts = all.map(text => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')),
) => ({
  site: {
    title: `Papers ${texts.slice(0, 8).join(' ')}`,
    tagline: texts.slice(8, 16).join(' '),
    description: texts.slice(16, 24).join(' '),
    author: texts.slice(24, 32).join(' '),
    base_url: `https://papers.example${basePath}`,
  },
  topics: texts.map((text, i) => ({
    id: `t${i}`,
    label: `L${i} ${text}`,
    aliases: [`A${i} ${text}`],
  })),
  authors: texts.map((text, i) => ({name: `Eve${i} ${text}`})),
  searches: texts.map((text, i) => ({
    name: `S${i} ${text}`,
    slug: `s${i}`,
    query: `${WORD} ${text}`,
  })),
});

/**
 * A project with these texts, one for each place. Digests and lists of other programs are imported, arXiv's feed is
 * fetched, and a model scores it.
 * @param {string} theme
 * @param {string[]} texts
 */
async function buildSite(theme, texts) {
  const project = mkdtempSync(join(tmpdir(), 'broadsheet-hostile-'));
  /** @type {(path: string, value: unknown) => void} */
  const write = (path, value) => {
    mkdirSync(join(project, path, '..'), {recursive: true});
    writeFileSync(join(project, path), typeof value === 'string' ? value : JSON.stringify(value));
  };
  const settings = settingsOf(texts);
  const services = await playServices(texts, '2605');
  write('config.yaml', {...settings, ...services.settings, site: {...settings.site, theme}});
  for (let first = 0; first < texts.length; first += PER_DAY) {
    const papers = texts.slice(first, first + PER_DAY).map((text, i) => paperOf(first + i, text));
    write(
      `content/2026-07/${dayOf(first)}.json`,
      digestOf(dayOf(first), papers, texts[first] ?? ''),
    );
  }
  texts.forEach((text, i) => {
    if (text.includes('\0')) return; // an error: such a file is not text
    write(
      `content/pages/p${i}.md`,
      `# Page ${i} ${text}\n\n${text} inside\n\n- ${text}\n\n| ${text} |\n| - |\n`,
    );
  });
  write('content/prompts/system.md', texts.join('\n\n'));
  write(
    'old/2026-06-01-output.json',
    Object.fromEntries(
      texts.map((text, i) => [
        `2606.${10001 + i}`,
        {
          COMMENT: `${text} ${WORD}`,
          RELEVANCE: 8,
          NOVELTY: 7,
          SCORE: 15,
          authors: [`Mallory ${text}`],
          title: `Old ${text}`,
          abstract: text,
          arxiv_id: `2606.${10001 + i}`,
        },
      ]),
    ),
  );
  const lines = ['# Personalized Daily ArXiv Papers 2026-06-02'];
  texts.forEach((text, i) => {
    const id = `2606.${20001 + i}`;
    lines.push(
      `## ${i + 1}. [Older ${text}](https://arxiv.org/abs/${id}) <a id="link${i + 1}"></a>`,
      `**ArXiv ID:** ${id}`,
      `**Authors:** Trudy ${text}`,
      `**Abstract:** ${text} ${WORD}`,
      `**Comment:** ${text}`,
      '**Relevance:** 8\n**Novelty:** 7',
    );
  });
  write('old/2026-06-02.md', lines.join('\n\n'));
  for (const [path, text] of lists(texts, WORD)) write(`lists/${path}`, text);
  let printed = '';
  /** @param {string[]} words */
  const run = async (...words) => {
    const {stdout, stderr} = await promisify(execFile)(program, ['-C', project, ...words], {
      env: {...process.env, OPENAI_API_KEY: 'key'},
      maxBuffer: 64 << 20,
    });
    printed += stdout + stderr;
  };
  try {
    await run('import', join(project, 'old'));
    await run('import', join(project, 'lists'));
    assert.match(printed, new RegExp(`\n${2 * texts.length} entries of `));
    await run('fetch');
    await run('score');
    assert.match(printed, new RegExp(`${texts.length} of ${texts.length} papers chosen`));
    await run('build');
  } finally {
    services.close();
  }
  return {
    project,
    folder: join(project, 'site'),
    printed,
    remove: () => rmSync(project, {recursive: true, force: true}),
  };
}

/** What text may become: emphasis, links to the web, formulas, hits of a search, Markdown. Related papers
 * depend on the words. */
const INLINE =
  'a,b,br,code,del,em,i,mark,s,strong,sub,sup,u,wbr,math,math *,.small-caps,.prose *,section[aria-labelledby=rel],section[aria-labelledby=rel] *,h2:has(+ ol.list),ol.list,ol.list *,meta[name^=citation_]';
const PAGE =
  'script,iframe,object,embed,form,base,meta:not([name^=citation_]),link,style,img,svg,template';

/**
 * The elements of a page but those that text may become, and what none may have. In the browser.
 * @param {{path?: string, inline: string, always: string}} options  a path is read as HTML, and not run
 */
async function look({path, inline, always}) {
  const parsed =
    path === undefined
      ? document
      : new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
  const base = new URL(path ?? '', location.href);
  /** @type {string[]} */
  const wrong = [];
  /** @type {Record<string, number>} */
  const counts = {};
  for (const element of parsed.querySelectorAll('*')) {
    const tag = element.localName;
    if (element.matches(always) || !element.matches(inline)) counts[tag] = (counts[tag] ?? 0) + 1;
    for (const {name, value} of element.attributes) {
      if (/^on|^srcdoc$|^formaction$|^ping$/i.test(name)) wrong.push(`<${tag} ${name}>`);
      if (!/^(.*:)?(href|src|action|data|poster|background)$/i.test(name)) continue;
      const {protocol, host} = new URL(value, base);
      const isIcon = tag === 'link' && protocol === 'data:';
      const isOurs = host === location.host || host === 'papers.example';
      if (isIcon || (/^https?:$/.test(protocol) && (isOurs || tag === 'a'))) continue;
      wrong.push(`<${tag} ${name}="${value}">`);
    }
  }
  return {counts, wrong};
}
const HERE = {inline: INLINE, always: PAGE};

for (const theme of themes) {
  describe(`hostile texts, theme ${theme}`, () => {
    /** @type {Awaited<ReturnType<typeof buildSite>>} */
    let hostile;
    /** @type {Awaited<ReturnType<typeof buildSite>>} */
    let harmless;
    /** @type {import('playwright-core').Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>[]} */
    let servers;
    before(async () => {
      hostile = await buildSite(theme, vectors);
      harmless = await buildSite(
        theme,
        vectors.map((_, i) => `plain text ${i}`),
      );
      servers = await Promise.all([hostile, harmless].map(({folder}) => serve(folder, basePath)));
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      for (const server of servers ?? []) await server.close();
      hostile?.remove();
      harmless?.remove();
    });

    test('the terminal gets no control characters', () => {
      // eslint-disable-next-line no-control-regex
      assert.doesNotMatch(hostile.printed, /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    });

    test('every page has the elements of the same page with harmless text', async () => {
      const both = await Promise.all(servers.map(({origin}) => openPage(browser, origin)));
      await Promise.all(both.map(({page}, i) => page.goto(servers[i].url)));
      const same = new Set(allPages(harmless.folder));
      let compared = 0;
      /** @type {string[]} */
      const found = [];
      for (const path of allPages(hostile.folder)) {
        const [bad, good] = await Promise.all(
          both.map(({page}, i) =>
            i === 0 || same.has(path)
              ? page.evaluate(look, {path: servers[i].url + path, ...HERE})
              : undefined,
          ),
        );
        for (const one of bad?.wrong ?? []) found.push(`${path}: ${one}`);
        if (!bad || !good) continue;
        ++compared;
        for (const tag of new Set([...Object.keys(bad.counts), ...Object.keys(good.counts)])) {
          const [ours, theirs] = [bad.counts[tag] ?? 0, good.counts[tag] ?? 0];
          if (ours !== theirs) found.push(`${path}: ${ours} <${tag}>, not ${theirs}`);
        }
      }
      for (const {context} of both) await context.close();
      assert.deepEqual(found.slice(0, 40), []);
      assert.ok(compared > 5 * vectors.length, `${compared} pages were compared`);
    });

    test('nothing runs, is blocked or is asked for', async () => {
      const {context, page, complaints} = await openPage(browser, servers[0].origin);
      const numbered = new RegExp(`^(papers/2606|topics/t|searches/|authors/.)`);
      for (const path of allPages(hostile.folder).filter(one => !numbered.test(one)))
        await page.goto(servers[0].url + path, {waitUntil: 'load'});
      await context.close();
      assert.deepEqual(complaints.slice(0, 40), []);
    });

    test('queries and addresses are text, and so is what they find', async () => {
      const {context, page, complaints} = await openPage(browser, servers[0].origin);
      await page.goto(`${servers[0].url}search/?q=${WORD}`, {waitUntil: 'load'});
      await page.waitForSelector('main [data-state=done]');
      // <q>: words in the advice above the results.
      const allowed = new Set(['q', ...Object.keys((await page.evaluate(look, HERE)).counts)]);
      /** @type {string[]} */
      const found = [];
      const settle = async (/** @type {string} */ query) => {
        const status = page.locator('main #status');
        await page.waitForFunction(() =>
          /done|empty|failed/.test(document.getElementById('status')?.dataset.state ?? ''),
        );
        if ((await status.getAttribute('data-state')) === 'failed')
          found.push(`${query}: ${await status.textContent()}`);
        const {counts, wrong} = await page.evaluate(look, HERE);
        for (const one of wrong) found.push(`${query}: ${one}`);
        for (const tag of Object.keys(counts))
          if (!allowed.has(tag)) found.push(`${query}: <${tag}>`);
      };
      const names = ['topic', 'category', 'author', 'min', 'from', 'to', 'sort', 'all', 'n', 'x'];
      for (const text of vectors) {
        const word = encodeURIComponent(text);
        const rest = names.map(name => `${name}=${word}`).join('&');
        await page.goto('about:blank');
        await page.goto(`${servers[0].url}search/?q=${WORD}+${word}&${rest}#${word}`);
        await settle(`address ${text}`);
        await page.goto(`${servers[0].url}search/?q=${word}`);
        await settle(text);
      }
      await context.close();
      assert.deepEqual([...found, ...complaints].slice(0, 40), []);
    });
  });
}
