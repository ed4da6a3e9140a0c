// The search page as a reader uses it: typing, keyboard, address, filters, trouble on the line.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {after, before, beforeEach, afterEach, describe, test} from 'node:test';
import {launch, openPage} from './support/chromium.js';
import {serve} from './support/server.js';
import {basePath, buildSite, themes} from './support/site.js';

for (const theme of themes) {
  describe(`search in theme ${theme}`, () => {
    /** @type {ReturnType<typeof buildSite>} */
    let site;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {import('playwright-core').Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof openPage>>} */
    let opened;
    /** @type {import('playwright-core').Page} */
    let page;
    before(async () => {
      site = buildSite({theme});
      server = await serve(site.folder, basePath);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      site?.remove();
    });
    beforeEach(async () => {
      opened = await openPage(browser, server.origin);
      ({page} = opened);
      page.setDefaultTimeout(10_000);
    });
    afterEach(async () => {
      Object.assign(server.trouble, {answer: undefined, spoil: undefined, delay: 0});
      await opened.context.close();
      assert.deepEqual(opened.complaints, []);
    });

    const open = (address = '') => page.goto(`${server.url}search/${address}`);
    const field = () => page.locator('main input[type=search]');
    /** The total once the status line says `state` about the query at hand, and ten results are read. */
    const settled = async (state = 'done') => {
      await page.waitForSelector(`main [role=status][data-state=${state}]`);
      const total = Number(await page.getAttribute('main [role=status]', 'data-total'));
      if (state === 'done') {
        await page.waitForFunction(
          count => document.querySelectorAll('[data-paper-id]').length >= count,
          Math.min(10, total),
        );
      }
      return total;
    };
    const ids = () =>
      page.$$eval('[data-paper-id]', list =>
        list.map(one => /** @type {HTMLElement} */ (one).dataset.paperId),
      );
    /** Types and waits for the answer to it. */
    const ask = async (/** @type {string} */ query, state = 'done') => {
      await field().fill(query);
      await page.waitForURL(url => (url.searchParams.get('q') ?? '') === query);
      return settled(state);
    };

    test('results come while one types, and the status line counts them', async () => {
      await open();
      assert.equal(await settled('idle'), 0);
      await page.keyboard.press('/');
      await page.keyboard.type('attention is all you need');
      await page.waitForURL(/q=attention\+is\+all\+you\+need/);
      const total = await settled();
      assert.ok(total > 0);
      assert.equal((await ids())[0], '1706.03762');
      assert.match(await page.title(), /^attention is all you need/);
      const first = page.locator('[data-paper-id]').first();
      assert.ok((await first.locator('h3 mark').count()) > 0);
      assert.equal(
        await first.locator('h3 a').getAttribute('href'),
        `${basePath}/papers/1706.03762/`,
      );
      assert.match(await first.innerText(), /22 Jun 2026/);
      assert.match(await first.innerText(), /Vaswani/);
    });

    test('a misspelt word is corrected, said, and can be taken literally', async () => {
      await open();
      await ask('atention');
      const said = page.locator('#said');
      assert.match(await said.innerText(), /atention/);
      assert.match(await said.locator('b').first().innerText(), /attention/);
      await said.locator('button').first().click();
      await page.waitForURL(/q=%22atention%22/);
      await settled('empty');
    });

    test('each correction shows the whole query as it was taken, and pressing one leads to its results', async () => {
      await open();
      // Two corrections leave no room for all results, which come as they are scrolled to.
      await field().fill('atention transformr ');
      await page.waitForSelector('main [role=status][data-state=done]');
      const said = page.locator('#said');
      assert.deepEqual(
        (await said.locator('b').allInnerTexts()).map(text => text.trim()),
        ['attention transformer', 'attention transformer'],
      );
      await said.locator('button').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=%22atention%22/);
      await settled('empty');
      await page.waitForFunction(() => document.activeElement?.matches('main input[type=search]'));
    });

    test('a completion is chosen with the arrow keys and Enter', async () => {
      await open();
      await field().focus();
      await page.keyboard.type('transf');
      await page.waitForSelector('[role=option]');
      await page.keyboard.press('ArrowDown');
      const chosen = await page.locator('[role=option][aria-selected=true]').innerText();
      assert.match(chosen, /^transf\w+/);
      assert.equal(await field().getAttribute('aria-activedescendant'), 'opt-0');
      await page.keyboard.press('Enter');
      await page.waitForURL(url => url.searchParams.get('q')?.trim() === chosen);
      assert.equal(await field().inputValue(), `${chosen} `);
      assert.equal(await page.locator('[role=listbox]').isVisible(), false);
    });

    test('arrows walk through results, Escape goes back and empties the field', async () => {
      await open('?q=attention');
      await settled();
      await field().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      const second = await page.locator('[data-paper-id] h3 a').nth(1).getAttribute('href');
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), second);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'q');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await settled('idle');
      assert.equal(await field().inputValue(), '');
      assert.deepEqual(await ids(), []);
    });

    test('Enter on a result opens the paper, and going back finds the same results', async () => {
      await open();
      await ask('network');
      const before = await ids();
      await field().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${basePath}/papers/**`);
      await page.goBack();
      await settled();
      assert.deepEqual(await ids(), before);
      assert.equal(await field().inputValue(), 'network');
    });

    test('filters have counts, narrow the results, and stand in the address', async () => {
      await open('?q=learning');
      const all = await settled();
      const row = page.locator('[data-facet=topics] label').first();
      await row.locator('.soft').waitFor();
      const count = Number(await row.locator('.soft').innerText());
      assert.ok(count > 0 && count < all);
      await row.locator('input').check();
      await page.waitForURL(/topic=/);
      await page.waitForFunction(
        n => document.querySelector('main [role=status]')?.getAttribute('data-total') === n,
        String(count),
      );
      await page.locator('#chips button').first().click();
      await page.waitForFunction(
        n => document.querySelector('main [role=status]')?.getAttribute('data-total') === n,
        String(all),
      );
      await page.goBack();
      await page.waitForURL(/topic=/);
      await page.waitForFunction(
        n => document.querySelector('main [role=status]')?.getAttribute('data-total') === n,
        String(count),
      );
    });

    test('an address is a whole search', async () => {
      await open('?q=learning&min=18&sort=date&from=2026-06-23&to=2026-07-06');
      await settled();
      const papers = await page.$$eval('[data-paper-id]', list =>
        list.map(one => [
          Number(/** @type {HTMLElement} */ (one).dataset.score),
          one.querySelector('[data-link=day]')?.getAttribute('href') ?? '',
        ]),
      );
      assert.ok(papers.length > 0);
      assert.ok(papers.every(([score]) => Number(score) >= 18));
      const days = papers.map(([, day]) => String(day).slice(-11, -1));
      assert.ok(
        days.every(day => day >= '2026/06/23' && day <= '2026/07/06'),
        days.join(' '),
      );
      assert.deepEqual(days, [...days].sort().reverse());
      assert.equal(await page.locator('[name=sort]').inputValue(), 'date');
    });

    test('results of an address push nothing aside that is seen, and what is below comes back', async () => {
      server.trouble.delay = 40;
      await page.addInitScript(() => {
        new PerformanceObserver(entries => {
          for (const entry of entries.getEntries()) {
            document.documentElement.dataset.moved = String(
              Number(document.documentElement.dataset.moved ?? 0) +
                /** @type {any} */ (entry).value,
            );
          }
        }).observe({type: 'layout-shift', buffered: true});
      });
      await open('?q=learning');
      await settled();
      await page.evaluate(
        () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 50))),
      );
      assert.ok(
        Number(await page.evaluate(() => document.documentElement.dataset.moved ?? 0)) < 0.02,
      );
      const isShown = () =>
        page.evaluate(
          () =>
            getComputedStyle(/** @type {Element} */ (document.querySelector('footer'))).visibility,
        );
      assert.equal(await isShown(), 'visible');
      await field().fill('');
      await settled('idle');
      assert.equal(await isShown(), 'visible');
    });

    test('more results come on demand, ten at a time', async () => {
      await open('?q=learning');
      const total = await settled();
      assert.ok(total > 10, `${total}`);
      assert.equal((await ids()).length, 10);
      await page.locator('#more button').click();
      await page.waitForURL(/n=20/);
      await page.waitForFunction(() => document.querySelectorAll('[data-paper-id]').length > 10);
      assert.equal((await ids()).length, Math.min(20, total));
    });

    test('nothing found says what to try, and each try finds what it says', async () => {
      await open('?q=%22attention+toaster%22&min=16');
      await settled('empty');
      assert.equal((await page.locator('[role=status]').innerText()).length > 0, true);
      const tries = page.locator('#said li');
      await tries.first().waitFor();
      assert.match(await page.locator('#said').innerText(), /toaster/);
      const line = tries.filter({hasText: /^attention/});
      const count = Number((await line.innerText()).match(/(\d+) papers?$/)?.[1]);
      await line.locator('button').click();
      await page.waitForURL(/q=attention$/);
      assert.equal(await settled(), count);
    });

    test('what is not understood is said, and the rest is looked for', async () => {
      await open();
      for (const [query, unread, state] of [
        ['attention from:2026-99', 'from:2026-99', 'done'],
        ['attention score:>=banana', 'score:>=banana', 'done'],
        ['attention venue:icml', 'venue:', 'done'],
        ['title:', 'title:', 'empty'],
        ['"', '"', 'empty'],
        ['(((', '(((', 'empty'],
      ]) {
        await ask(query, state);
        assert.ok(
          (await page.locator('#said').innerText()).includes(`“${unread}” was not understood`),
          query,
        );
      }
      await open('?q=attention&from=soon&min=much');
      await settled();
      assert.match(
        await page.locator('#said').innerText(),
        /“from:soon” was not understood[^]*“score:>=NaN” was not/,
      );
    });

    test('the same is found in upper case, with hyphens, without accents, in singular and plural', async () => {
      await open();
      for (const queries of [
        ['attention', 'ATTENTION', 'Attention', 'áttention'],
        ['low-rank', 'Low Rank', 'low–rank'],
      ]) {
        await ask(queries[0]);
        const expected = await ids();
        for (const query of queries.slice(1)) {
          await ask(query);
          assert.deepEqual(await ids(), expected, query);
        }
      }
      const totals = [await ask('network '), await ask('networks ')];
      assert.equal(totals[0], totals[1]);
      assert.deepEqual(
        [
          ...new Set(
            await page.$$eval('article mark', marks =>
              marks.map(mark => mark.textContent?.toLowerCase()),
            ),
          ),
        ].sort(),
        ['network', 'networks'],
      );
    });

    test('the word being typed is completed, and other completions can be chosen', async () => {
      await open();
      await ask('transf');
      await field().blur();
      const other = page.locator('#said button').first();
      const word = await other.innerText();
      assert.match(word, /^transf\w+/);
      await other.click();
      await page.waitForURL(url => url.searchParams.get('q') === word);
      await settled();
      assert.equal(await field().inputValue(), word);
    });

    test('counts beside the filters are those that choosing them finds', async () => {
      const totalIs = (/** @type {number} */ n) =>
        page.waitForFunction(wanted => {
          const {state, total} = /** @type {HTMLElement} */ (
            document.querySelector('main [role=status]')
          ).dataset;
          return state === 'done' && total === String(wanted);
        }, n);
      await open('?q=learning');
      const all = await settled();
      const months = page.locator('[data-facet=months] tr');
      await months.first().waitFor();
      const counts = await months.locator('td:nth-of-type(1)').allInnerTexts();
      assert.equal(
        counts.reduce((sum, count) => sum + Number(count), 0),
        all,
      );
      for (const choice of [
        months.first().locator('a'),
        page.locator('[data-facet=scores] input').last(),
        page.locator('[data-facet=topics] input').last(),
      ]) {
        const row = choice.locator('xpath=ancestor::*[self::tr or self::label][1]');
        const count = Number((await row.innerText()).match(/(\d+)\s*$/)?.[1]);
        assert.ok(count > 0 && count <= all);
        await choice.click();
        await totalIs(count);
        await page.goBack();
        await totalIs(all);
      }
      // With something chosen too: what stands beside the others is what choosing them instead finds.
      await open('?q=learning&topic=theory&min=17&from=2026-06-23&to=2026-06-24');
      await settled();
      await months.first().waitFor();
      const here = page.url();
      for (const choice of [
        '[data-facet=scores] input:not(:checked) >> nth=0',
        '[data-facet=topics] input:not(:checked) >> nth=0',
        '[data-facet=months] a >> nth=0',
      ]) {
        const row = page.locator(choice).locator('xpath=ancestor::*[self::tr or self::label][1]');
        await page.waitForFunction(() => document.querySelectorAll('#chips button').length === 4);
        const count = Number((await row.innerText()).match(/(\d+)\s*$/)?.[1]);
        await page.locator(choice).click();
        await page.waitForURL(url => url.href !== here);
        await page.waitForFunction(
          wanted =>
            document.querySelector('main [role=status]')?.getAttribute('data-total') === wanted,
          String(count),
        );
        await page.goBack();
        await page.waitForURL(here);
      }
      const category = page.locator('select[name=category]');
      if ((await category.count()) === 0) return;
      await open('?q=learning');
      await settled();
      await page.waitForFunction(
        () => document.querySelectorAll('select[name=category] option').length > 1,
      );
      const values = await category.locator('option').allInnerTexts();
      assert.ok(values.includes('cs') && values.includes('cs.LG'), values.join(' '));
      await category.selectOption('cs.LG');
      await page.waitForURL(/category=cs\.LG/);
      const found = await settled();
      assert.ok(found > 0 && found <= all);
      assert.equal(await ask('learning category:cs.lg'), found);
    });

    test('what is set can be unset one by one from the keyboard', async () => {
      await open('?q=learning&from=2026-06-23&min=15');
      await settled();
      const chips = page.locator('#chips button');
      await chips.nth(1).waitFor();
      assert.deepEqual(await chips.allInnerTexts(), ['From: 23 Jun 2026 ×', 'Minimum score: 15 ×']);
      await chips.first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(url => !url.searchParams.has('from'));
      await page.waitForFunction(() => document.querySelectorAll('#chips button').length === 1);
      await page.keyboard.press('Enter');
      await page.waitForURL(url => !url.searchParams.has('min'));
      await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'sort');
      await open('?q=learning&from=2026-06&to=2026-06');
      await settled();
      await chips.first().waitFor();
      assert.deepEqual(await chips.allInnerTexts(), ['Date: Jun 2026 ×']);
      await open('?q=learning&topic=efficiency&all=1&to=2026');
      await settled();
      await chips.first().waitFor();
      assert.deepEqual(await chips.allInnerTexts(), [
        'Words: All words must be there ×',
        'To: 2026 ×',
        'Topic: Efficiency and Compression ×',
      ]);
    });

    test('limits that leave nothing are among what to try', async () => {
      await open('?q=attention+from%3A2030+topic%3Atoaster');
      await settled('empty');
      await page.locator('#said li').first().waitFor();
      const tries = await page.locator('#said li').allInnerTexts();
      assert.match(tries[0] ?? '', /^attention [1-9]\d* papers?$/);
      assert.ok(
        tries.some(line => /^topic:efficiency [1-9]\d* papers?$/.test(line)),
        tries.join('; '),
      );
      assert.ok(
        tries.some(line => /^.?from:2030.? 0 papers$/.test(line)),
        tries.join('; '),
      );
    });

    test('every example of the search tips is understood', async () => {
      await open();
      const examples = (await page.locator('.tips th code').allInnerTexts()).filter(
        text => !text.includes('…'),
      );
      const ids = await page.locator('.tips td code').allInnerTexts();
      assert.ok(examples.length > 7 && ids.length > 1, `${examples.length} ${ids.length}`);
      for (const query of [...examples, ...ids.map(id => `topic:${id}`)]) {
        await open(`?q=${encodeURIComponent(query)}`);
        await page.waitForSelector('#status:is([data-state=done], [data-state=empty])');
        assert.doesNotMatch(await page.locator('#said').innerText(), /not understood/, query);
      }
    });

    test('a saved search has a page and a feed with what the search finds', async () => {
      await open();
      const links = await page.$$eval('a[href*="/searches/"]', list =>
        list.map(one => one.getAttribute('href')),
      );
      if (links.length === 0) return;
      await page.goto(`${server.origin}${links[0]}`);
      const query = await page.locator('a[href*="/search/?q="]').first().getAttribute('href');
      const papers = await page.locator('main a[href*="/papers/"]').count();
      const shown = await page
        .locator('main a[href$=".xml"], header a[href$=".xml"]')
        .first()
        .getAttribute('href');
      const feed = await page.evaluate(async () => {
        const link = document.querySelector(
          'link[rel=alternate][type="application/atom+xml"][href*="/searches/"]',
        );
        const text = await (await fetch(/** @type {HTMLLinkElement} */ (link).href)).text();
        return new DOMParser()
          .parseFromString(text, 'application/xml')
          .querySelectorAll('feed > entry').length;
      });
      assert.equal(shown, `${links[0]}feed.xml`);
      await page.goto(`${server.origin}${query}`);
      const total = await settled();
      assert.ok(
        total > 0 && papers > 0 && feed > 0 && feed <= total,
        `${total} found, ${papers} links, ${feed} entries`,
      );
    });

    test('names are found with and without their accents', async () => {
      await open();
      for (const query of ['angstrom', 'Ångström', 'author:zoe']) {
        await ask(query);
        assert.ok((await ids()).includes('2607.00002'), query);
      }
    });

    test('hostile queries and hostile stored text execute nothing', async () => {
      await open();
      await ask('zyzzyva owned');
      assert.equal((await ids())[0], '2607.00001');
      assert.match(
        await page.locator('[data-paper-id] h3').first().innerText(),
        /<script>document\.title="owned"<\/script>/,
      );
      const queries = [
        '<img src=x onerror=alert(1)>',
        '"><script>alert(1)</script>',
        '{{constructor}}',
        'javascript:alert(1)',
        '"',
        '((((',
        '-',
        '+',
        'title:',
        'date:9999..',
        '\u0000\uffff',
        '\ud800',
        '__proto__',
        'constructor',
        'a'.repeat(5000),
        '%00%ff',
        '🦓'.repeat(40),
        'score:>=abc',
        '-attention',
        '"attention',
        "'; drop table",
      ];
      for (const query of queries) {
        await field().fill(query);
        await page.waitForTimeout(150);
        await page.waitForFunction(
          () => {
            const state = document.querySelector('main [role=status]')?.getAttribute('data-state');
            return state === 'done' || state === 'empty' || state === 'idle';
          },
          undefined,
          {timeout: 5000},
        );
      }
      assert.equal(await page.locator('main img, main script:not([type]):not([src])').count(), 0);
      assert.doesNotMatch(await page.title(), /owned/);
    });

    test('a query of 100,000 characters is cut and answered', async () => {
      await open();
      await field().evaluate((/** @type {HTMLInputElement} */ input) => {
        input.value = 'attention '.repeat(10000);
        input.dispatchEvent(new Event('input', {bubbles: true}));
      });
      assert.ok((await settled()) > 0);
      assert.equal((await field().inputValue()).length, 1000);
    });

    test('a search that is slow says nothing once a newer one is done', async () => {
      await open('?q=attention&n=-5');
      const total = await settled();
      assert.equal((await ids()).length, Math.min(total, 10));
      const shown = await page.locator('main [role=status]').innerText();
      await page.route('**/search/d/**', async route => {
        await new Promise(resolve => setTimeout(resolve, 1500));
        await route.continue();
      });
      await field().fill('zyzzyva owned');
      await page.waitForURL(/zyzzyva/);
      await field().fill('attention');
      await page.waitForURL(/q=attention$/);
      await settled();
      await page.waitForTimeout(1800);
      assert.equal(await page.locator('main [role=status]').innerText(), shown);
      await page.unrouteAll({behavior: 'ignoreErrors'});
    });

    test('what fails is said, with a way to try again that finds what it should', async () => {
      await open();
      const right = [await ask('attention'), await ids()];
      const garbage = Buffer.from('<!doctype html><title>Not found</title>');
      const isIndex = (/** @type {string} */ path) => /^\/search\/(manifest|[sd]\/)/.test(path);
      /** @type {[string, import('./support/server.js').Trouble][]} */
      const troubles = [
        ['buckets fail', {answer: path => (path.startsWith('/search/s/') ? 500 : undefined)}],
        [
          'buckets are missing',
          {answer: path => (path.startsWith('/search/s/') ? 404 : undefined)},
        ],
        ['papers are missing', {answer: path => (path.startsWith('/search/d/') ? 404 : undefined)}],
        [
          'the manifest is missing',
          {answer: path => (path === '/search/manifest' ? 404 : undefined)},
        ],
        [
          'all is cut short',
          {spoil: (path, body) => (isIndex(path) ? body.subarray(0, body.length >> 1) : undefined)},
        ],
        ['all is empty', {spoil: path => (isIndex(path) ? Buffer.alloc(0) : undefined)}],
        ['all is garbage', {spoil: path => (isIndex(path) ? garbage : undefined)}],
        [
          'the manifest is of a newer program',
          {
            spoil: (path, body) =>
              path === '/search/manifest'
                ? Buffer.concat([Buffer.from('broadsheet search 99\n'), body])
                : undefined,
          },
        ],
      ];
      for (const [name, trouble] of troubles) {
        await opened.context.close();
        opened = await openPage(browser, server.origin);
        ({page} = opened);
        Object.assign(server.trouble, {answer: undefined, spoil: undefined}, trouble);
        await open();
        await ask('attention', 'failed');
        assert.deepEqual(await ids(), [], name);
        assert.ok((await page.locator('[role=status]').innerText()).length > 30, name);
        Object.assign(server.trouble, {answer: undefined, spoil: undefined});
        await page.locator('[role=status] button').click();
        assert.deepEqual([await settled(), await ids()], right, name);
        // Chromium itself logs what the server answered.
        opened.complaints.splice(
          0,
          Infinity,
          ...opened.complaints.filter(line => !/Failed to load resource/.test(line)),
        );
      }
    });

    test('a script that does not come, and a dead line, are said too', async () => {
      server.trouble.answer = path => (/(refine|panel)\.js$/.test(path) ? 503 : undefined);
      await open();
      await ask('attention from:2026', 'failed');
      server.trouble.answer = undefined;
      await page.locator('[role=status] button').click();
      assert.ok((await settled()) > 0);
      await opened.context.setOffline(true);
      await ask('learning', 'failed');
      assert.ok((await page.locator('[role=status]').innerText()).length > 30);
      await opened.context.setOffline(false);
      await page.locator('[role=status] button').click();
      assert.ok((await settled()) > 0);
      opened.complaints.splice(
        0,
        Infinity,
        ...opened.complaints.filter(line => !/Failed to load resource/.test(line)),
      );
    });

    test('the slash leads to the search from any page', async () => {
      await page.goto(`${server.url}2026/07/06/`);
      if ((await page.locator('[data-theme-toggle]').count()) === 0) return; // a theme without scripts
      await page.keyboard.press('/');
      await page.keyboard.type('attention');
      await page.keyboard.press('Enter');
      await page.waitForURL(/search\/\?q=attention/);
      assert.ok((await settled()) > 0);
    });
  });
}

describe('search while the site changes or hangs', () => {
  /** @type {import('playwright-core').Browser} */
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  const state = (
    /** @type {import('playwright-core').Page} */ page,
    /** @type {string} */ name,
    timeout = 30_000,
  ) => page.waitForSelector(`main [role=status][data-state=${name}]`, {timeout});

  test('a deploy in the middle of a visit is survived', async () => {
    const site = buildSite({hostile: false});
    const server = await serve(site.folder, basePath);
    const {context, page} = await openPage(browser, server.origin);
    await page.goto(`${server.url}search/?q=attention`);
    await state(page, 'done');
    site.deploy();
    await page.fill('main input[type=search]', 'zyzzyva owned');
    await page.waitForURL(/zyzzyva/);
    await state(page, 'done');
    assert.equal(
      await page.locator('[data-paper-id]').first().getAttribute('data-paper-id'),
      '2607.00001',
    );
    await context.close();
    await server.close();
    site.remove();
  });

  test('scripts of two builds are never used together: a late one is requested again, then the page', async () => {
    const site = buildSite({hostile: false});
    const server = await serve(site.folder, basePath);
    const {BUILD} = await import(pathToFileURL(join(site.folder, 'search/main.js')).href);
    assert.match(BUILD, /^[0-9a-f]{7}$/);
    const other = (/** @type {Buffer} */ body) =>
      Buffer.from(body.toString().replaceAll(BUILD, 'another'));
    const bundles = ['lookup.js', 'refine.js', 'panel.js'];
    const query = 'search/?q=%22attention%22+atention+from:2026&min=1'; // needs all of them
    /** @type {string[]} */
    let once = [];
    server.trouble.spoil = (path, body) => {
      const at = once.findIndex(name => path === `/search/${name}`);
      return at < 0 ? undefined : other((once.splice(at, 1), body));
    };
    const {context, page} = await openPage(browser, server.origin);
    once = [...bundles];
    await page.goto(server.url + query);
    await state(page, 'done');
    assert.deepEqual(once, []);
    assert.ok((await page.locator('#chips button').count()) > 0);
    await context.close();
    for (const name of ['main.js', ...bundles]) {
      const isOld = (/** @type {string} */ path) => path === `/search/${name}`;
      server.trouble.spoil = (path, body) => (isOld(path) ? other(body) : undefined);
      const {context: second, page: stale} = await openPage(browser, server.origin);
      await stale.goto(server.url + query);
      await state(stale, 'failed');
      assert.match(await stale.locator('main [role=status]').innerText(), /another version/, name);
      assert.equal(await stale.locator('[data-paper-id]').count(), 0);
      server.trouble.spoil = undefined;
      await stale.locator('[role=status] button').click();
      await state(stale, 'done');
      await second.close();
    }
    await server.close();
    site.remove();
  });

  test('the client of a built site is a library for Node', async () => {
    const site = buildSite();
    const server = await serve(site.folder, basePath);
    const {open} = await import(pathToFileURL(join(site.folder, 'search/client.js')).href);
    assert.equal(
      JSON.parse(readFileSync(join(site.folder, 'search/package.json'), 'utf8')).type,
      'module',
    );
    const index = await open(`${server.url}search/`);
    const {total, results, facets, said} = await index.search('atention score:>=1 category:cs', {
      facets: true,
      limit: 3,
    });
    assert.ok(
      total > 0 &&
        results.length === Math.min(3, total) &&
        results.every(({id, rank}) => id && rank > 0),
    );
    assert.equal(
      facets.years.reduce(
        (/** @type {number} */ sum, /** @type {any} */ {count}) => sum + count,
        0,
      ),
      total,
    );
    assert.deepEqual([said[0].kind, said[0].shown], ['corrected', 'attention']);
    await assert.rejects(open(`${server.url}nowhere/`), {kind: 'missing'});
    await server.close();
    site.remove();
  });

  test('a server that never answers is given up after a while', {timeout: 60_000}, async () => {
    const site = buildSite({hostile: false});
    const server = await serve(site.folder, basePath);
    const {context, page} = await openPage(browser, server.origin);
    await page.goto(`${server.url}search/`);
    await state(page, 'idle');
    server.trouble.answer = path => (path.startsWith('/search/s/') ? 0 : undefined);
    await page.fill('main input[type=search]', 'attention');
    await state(page, 'loading');
    assert.ok((await page.locator('[role=status]').innerText()).length >= 0);
    await state(page, 'failed', 40_000);
    server.trouble.answer = undefined;
    await page.locator('[role=status] button').click();
    await state(page, 'done');
    await context.close();
    await server.close();
    site.remove();
  });
});
