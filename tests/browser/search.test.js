// The search page as a reader uses it: typing, keyboard, address, filters, trouble on the line.

import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import { launch, openPage } from './support/chromium.js';
import { serve } from './support/server.js';
import { basePath, buildSite, themes } from './support/site.js';

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
      site = buildSite({ theme });
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
      ({ page } = opened);
    });
    afterEach(async () => {
      server.trouble.answer = undefined;
      await opened.context.close();
      assert.deepEqual(opened.complaints, []);
    });

    const open = (address = '') => page.goto(`${server.url}search/${address}`);
    const field = () => page.locator('main input[type=search]');
    /** The status line once it says `state` about the query at hand. */
    const settled = async (state = 'done') => {
      await page.waitForSelector(`main [role=status][data-state=${state}]`);
      return Number(await page.getAttribute('main [role=status]', 'data-total'));
    };
    const ids = () => page.$$eval('[data-paper-id]', (list) => list.map((one) => /** @type {HTMLElement} */ (one).dataset.paperId));
    /** Types and waits for the answer to it. */
    const ask = async (/** @type {string} */ query, state = 'done') => {
      await field().fill(query);
      await page.waitForURL((url) => (url.searchParams.get('q') ?? '') === query);
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
      assert.ok(await first.locator('h3 mark').count() > 0);
      assert.equal(await first.locator('h3 a').getAttribute('href'), `${basePath}/papers/1706.03762/`);
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
      await page.waitForURL((url) => url.searchParams.get('q')?.trim() === chosen);
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
      await page.locator('#narrow summary').click();
      const row = page.locator('[data-facet=topics] label').first();
      await row.locator('.soft').waitFor();
      const count = Number(await row.locator('.soft').innerText());
      assert.ok(count > 0 && count < all);
      await row.locator('input').check();
      await page.waitForURL(/topic=/);
      await page.waitForFunction((n) => document.querySelector('main [role=status]')?.getAttribute('data-total') === n, String(count));
      await page.locator('#chips button').first().click();
      await page.waitForFunction((n) => document.querySelector('main [role=status]')?.getAttribute('data-total') === n, String(all));
      await page.goBack();
      await page.waitForURL(/topic=/);
      await page.waitForFunction((n) => document.querySelector('main [role=status]')?.getAttribute('data-total') === n, String(count));
    });

    test('an address is a whole search', async () => {
      await open('?q=learning&min=18&sort=date&from=2026-06-23&to=2026-07-06');
      await settled();
      const papers = await page.$$eval('[data-paper-id]', (list) => list.map((one) => (
        [Number(/** @type {HTMLElement} */ (one).dataset.score), one.querySelector('[data-link=day]')?.getAttribute('href') ?? ''])));
      assert.ok(papers.length > 0);
      assert.ok(papers.every(([score]) => Number(score) >= 18));
      const days = papers.map(([, day]) => String(day).slice(-11, -1));
      assert.ok(days.every((day) => day >= '2026/06/23' && day <= '2026/07/06'), days.join(' '));
      assert.deepEqual(days, [...days].sort().reverse());
      assert.equal(await page.locator('[name=sort]').inputValue(), 'date');
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

    test('nothing found says what to try', async () => {
      await open('?q=%22attention+toaster%22&min=20');
      await settled('empty');
      const said = page.locator('#said');
      await said.locator('li').first().waitFor();
      assert.match(await said.innerText(), /attention/);
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
      assert.match(await page.locator('[data-paper-id] h3').first().innerText(), /<script>document\.title="owned"<\/script>/);
      const queries = [
        '<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '{{constructor}}', 'javascript:alert(1)', '"', '((((',
        '-', '+', 'title:', 'date:9999..', '\u0000\uffff', '\ud800', '__proto__', 'constructor', 'a'.repeat(5000), '%00%ff',
        '🦓'.repeat(40), 'score:>=abc', '-attention', '"attention', "'; drop table",
      ];
      for (const query of queries) {
        await field().fill(query);
        await page.waitForTimeout(150);
        await page.waitForFunction(() => {
          const state = document.querySelector('main [role=status]')?.getAttribute('data-state');
          return state === 'done' || state === 'empty' || state === 'idle';
        }, undefined, { timeout: 5000 });
      }
      assert.equal(await page.locator('main img, main script:not([type]):not([src])').count(), 0);
      assert.doesNotMatch(await page.title(), /owned/);
    });

    test('what fails is said, with a way to try again', async () => {
      server.trouble.answer = (path) => (path.startsWith('/search/s/') ? 500 : undefined);
      await open();
      await ask('attention', 'failed');
      assert.deepEqual(await ids(), []);
      opened.complaints.length = 0;  // Chromium itself logs the server's answer
      server.trouble.answer = undefined;
      await page.locator('[role=status] button').click();
      assert.ok(await settled() > 0);
    });

    test('the slash leads to the search from any page', async () => {
      await page.goto(`${server.url}2026/07/06/`);
      if (await page.locator('[data-theme-toggle]').count() === 0) return;  // a theme without scripts
      await page.keyboard.press('/');
      await page.keyboard.type('attention');
      await page.keyboard.press('Enter');
      await page.waitForURL(/search\/\?q=attention/);
      assert.ok(await settled() > 0);
    });
  });
}
