// Results of a search: how many are seen, what can be done with one, what is remembered, and the way
// from the field to a result and back by keys.

import assert from 'node:assert/strict';
import {after, afterEach, before, beforeEach, describe, test} from 'node:test';
import {launch, openPage} from './support/chromium.js';
import {serve} from './support/server.js';
import {basePath, buildSite, themes} from './support/site.js';

for (const theme of themes) {
  describe(`results in theme ${theme}`, () => {
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
    beforeEach(() => start({reducedMotion: 'reduce'}));
    afterEach(async () => {
      await opened.context.close();
      assert.deepEqual(opened.complaints, []);
    });

    /** @param {import('playwright-core').BrowserContextOptions} options */
    async function start(options) {
      await opened?.context.close();
      opened = await openPage(browser, server.origin, options);
      ({page} = opened);
      page.setDefaultTimeout(10_000);
    }
    const search = async (/** @type {string} */ address) => {
      await page.goto(`${server.url}search/${address}`);
      await page.waitForSelector('main [role=status][data-state=done]');
    };
    const results = () => page.locator('[data-paper-id]');
    const button = (/** @type {string} */ act, at = 0) => page.locator(`[data-act=${act}]`).nth(at);
    /** The number of the result with the focus; -1: none. */
    const focused = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-paper-id]')].findIndex(row =>
          row.contains(document.activeElement),
        ),
      );

    test('four results are above the fold of a desktop and one above that of a phone', async () => {
      for (const [width, height, least] of [
        [1280, 900, 4],
        [360, 740, 1],
      ]) {
        await start({viewport: {width, height}});
        for (const query of ['learning', 'attention', 'low-rank', 'transformr']) {
          await search(`?q=${query}`);
          const bottoms = await results().evaluateAll(rows =>
            rows.map(row => row.getBoundingClientRect().bottom),
          );
          const seen = bottoms.filter(bottom => bottom <= height).length;
          assert.ok(seen >= Math.min(least, bottoms.length), `${query} ${width}: ${bottoms}`);
        }
      }
    });

    test('results below the fold and counts of filters are read when they are wanted', async () => {
      const before = server.requests.length;
      await search('?q=learning');
      const read = () => server.requests.slice(before).map(({path}) => path);
      const papers = () => read().filter(path => path.startsWith('/search/d/')).length;
      assert.ok(papers() <= 4, read().join(' '));
      assert.ok(!read().some(path => /(panel|refine)\.js$/.test(path)), read().join(' '));
      assert.equal(await results().count(), 4);
      await page.waitForFunction(() => document.querySelectorAll('[data-paper-id]').length === 10);
      assert.equal(await page.locator('#narrow').getAttribute('open'), '');
      await page.locator('[data-facet=topics] label').first().waitFor();
      assert.equal(await results().count(), 10);
    });

    test('Enter moves from the field to the results, j and k between them, the slash back', async () => {
      await search('?q=learning');
      await page.locator('main input[type=search]').focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.activeElement?.closest('[data-paper-id]'));
      assert.equal(await focused(), 0);
      await page.keyboard.press('j');
      assert.equal(await focused(), 1);
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      assert.equal(await focused(), 1);
      await page.keyboard.press('/');
      assert.equal(await focused(), -1);
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'q');
    });

    test('back from a paper returns to its place among the results', async () => {
      await search('?q=learning');
      await page.waitForFunction(() => document.querySelectorAll('[data-paper-id]').length === 10);
      const link = results().nth(7).locator('h3 a');
      await link.focus();
      const before = await page.evaluate(() => scrollY);
      assert.ok(before > 100, `${before}`);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/papers\//);
      await page.goBack();
      await page.waitForFunction(() => document.querySelectorAll('[data-paper-id]').length === 10);
      await page.waitForFunction(top => Math.abs(scrollY - top) < 3, before);
      assert.equal(await focused(), 7);
    });

    test('the view and the filters are as the reader left them', async () => {
      await search('?q=learning');
      const heightOf = async () => (await results().first().boundingBox())?.height ?? 0;
      const compact = page.locator('[name=compact]');
      const slim = await heightOf();
      assert.equal(await compact.getAttribute('aria-pressed'), 'true');
      await results().first().locator('h3 a').focus();
      await page.keyboard.press('c');
      await page.waitForFunction(() => !document.querySelector('#found ol')?.matches('.slim'));
      await page.locator('#narrow summary').click();
      await page.reload();
      await page.waitForSelector('main [role=status][data-state=done]');
      assert.equal(await compact.getAttribute('aria-pressed'), 'false');
      assert.ok((await heightOf()) > slim);
      assert.equal(await page.locator('#narrow').getAttribute('open'), null);
      await page.locator('#narrow summary').click();
      await page.locator('[data-facet=topics] label').first().waitFor();
    });

    test('the BibTeX of a result is copied', async () => {
      await opened.context.grantPermissions(['clipboard-read', 'clipboard-write'], {
        origin: server.origin,
      });
      await search('?q=attention+is+all+you+need');
      const label = await button('cite').innerText();
      await button('cite').click();
      await page.waitForFunction(
        text => document.querySelector('[data-act=cite]')?.textContent !== text,
        label,
      );
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /^@\w+\{vaswani-1706\.03762,\n/);
      assert.match(copied, /Attention/);
      await page.waitForFunction(
        text => document.querySelector('[data-act=cite]')?.textContent === text,
        label,
      );
    });

    test('similar papers are listed below a result, and go again', async () => {
      await search('?q=attention+is+all+you+need');
      const similar = page.locator('.similar');
      await button('similar').click();
      await similar.locator('a').first().waitFor();
      assert.equal(await button('similar').getAttribute('aria-expanded'), 'true');
      const links = await similar.locator('a').evaluateAll(list => list.map(a => a.href));
      assert.ok(links.length > 0 && links.every(url => url.includes('/papers/')), `${links}`);
      await button('similar').click();
      assert.equal(await similar.count(), 0);
    });

    test('on a phone the less used buttons wait for one press', async () => {
      await start({viewport: {width: 360, height: 740}});
      await search('?q=learning');
      assert.equal(await button('cite').isVisible(), false);
      await button('more').click();
      await button('cite').waitFor();
      assert.equal(await button('cite', 1).isVisible(), false);
    });

    test('a search that is saved leads to its feed, another to the settings that save it', async () => {
      await search('?q=sparse+attention&min=17');
      const subscribe = page.locator('#subscribe');
      await subscribe.locator('summary').click();
      await subscribe.locator('pre').waitFor();
      assert.match(
        await subscribe.locator('pre').innerText(),
        /^searches:\n {2}- name: "sparse attention score:>=17"\n {4}query: "sparse attention score:>=17"$/,
      );
      await search(`?q=${encodeURIComponent('attention +transformer')}`);
      await subscribe.locator('summary').click();
      const link = subscribe.locator('a');
      await link.waitFor();
      const status = await page.evaluate(
        async url => (await fetch(url)).status,
        String(await link.getAttribute('href')),
      );
      assert.equal(status, 200);
    });

    test('a word of a question beside other words is not marked', async () => {
      await search(`?q=${encodeURIComponent('networks–which learning')}`);
      const marks = await page.locator('main mark').allInnerTexts();
      assert.ok(marks.length > 0);
      assert.ok(!marks.some(text => text.toLowerCase() === 'which'), marks.join(' '));
    });
  });
}
