// Reading without a script, with the keyboard, on paper.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from './support/chromium.js';
import { serve } from './support/server.js';
import { basePath, buildSite, pageKinds, themes } from './support/site.js';

const day = '2026/07/06/';

for (const theme of themes) {
  describe(`reading theme ${theme}`, () => {
    const site = buildSite({ theme });
    /** @type {{title: string, authors: string[], abstract: string, comment: string}[]} */
    const papers = JSON.parse(readFileSync(join(site.project, 'content/2026-07/2026-07-06.json'), 'utf8')).papers;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    /** @type {import('playwright-core').Browser} */
    let browser;
    before(async () => {
      server = await serve(site.folder, basePath);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      site.remove();
    });
    const open = async (/** @type {string} */ path, options = {}) => {
      const opened = await openPage(browser, server.origin, options);
      await opened.page.goto(server.url + path);
      return opened;
    };

    test('without JavaScript the text is all there, and no control that needs it is shown', async () => {
      const { context, page, complaints } = await open(day, { javaScriptEnabled: false });
      const text = (await page.locator('main').textContent() ?? '').replace(/\s+/g, ' ');
      const plain = (/** @type {string} */ one) => one.split(/[$\\{}`~]/)[0]?.trim().slice(0, 60) ?? '';
      for (const paper of papers) {
        for (const part of [paper.title, paper.authors[0] ?? '', paper.abstract, paper.comment.split(': ').pop() ?? '']) {
          assert.ok(text.includes(plain(part).replace(/\s+/g, ' ')), part);
        }
      }
      for (const { kind, path } of pageKinds(site.folder)) {
        await page.goto(server.url + path);
        assert.ok((await page.locator('main').innerText()).length > 20, kind);
        assert.equal(await page.locator('.js:visible').count(), 0, kind);
      }
      await page.goto(`${server.url}search/`);
      assert.match(await page.locator('main').innerText(), /JavaScript/);
      assert.ok(await page.locator('main a[href*="/2026/"]').count() > 0);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('all pages can be reached by links', async () => {
      const { context, page } = await open('', { javaScriptEnabled: false });
      const next = await page.$$eval('a[href]', (links) => links.map((one) => one.getAttribute('href') ?? ''));
      assert.ok(next.some((url) => url.startsWith(`${basePath}/2026/`)));
      assert.ok(next.every((url) => url.startsWith(`${basePath}/`) || url.startsWith('#') || url.startsWith('https://')), next.join(' '));
      await context.close();
    });

    test('the first stop of the Tab key skips to the content', async () => {
      const { context, page, complaints } = await open(day);
      await page.keyboard.press('Tab');
      const skip = page.locator(':focus');
      assert.equal(await skip.getAttribute('href'), '#main');
      await page.keyboard.press('Enter');
      assert.match(page.url(), /#main$/);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('on paper there are papers and no controls', async () => {
      const { context, page, complaints } = await open(day);
      await page.emulateMedia({ media: 'print' });
      for (const control of ['header nav', '.bar', 'footer', '.marks']) {
        assert.equal(await page.locator(`${control}:visible`).count(), 0, control);
      }
      assert.equal(await page.locator('article h3:visible').count(), papers.length);
      const shown = await page.$$eval('article .abs', (list) => list.filter((one) => one.getBoundingClientRect().height > 0).length);
      assert.equal(shown, papers.length);
      assert.ok((await page.pdf({ format: 'A4' })).length > 10000);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('keys move through the papers, open, star and explain', async (t) => {
      const { context, page, complaints } = await open(day);
      if (await page.locator('#keys').count() === 0) {
        await context.close();
        t.skip('the theme has no script');
        return;
      }
      const here = () => page.evaluate(() => document.querySelector('.paper.here')?.id);
      await page.keyboard.press('j');
      const first = await here();
      await page.keyboard.press('j');
      assert.notEqual(await here(), first);
      await page.keyboard.press('k');
      assert.equal(await here(), first);
      const more = page.locator('.paper.here details.more');
      if (await more.count() > 0) {
        const before = await more.getAttribute('open');
        await page.keyboard.press('o');
        assert.notEqual(await more.getAttribute('open'), before);
      }
      await page.keyboard.press('s');
      assert.equal(await page.locator('.paper.here [data-mark=star]').getAttribute('aria-pressed'), 'true');
      await page.keyboard.press('?');
      assert.ok(await page.locator('#keys').isVisible());
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#keys').isVisible(), false);

      await page.goto(`${server.url}starred/`);
      assert.equal(await page.locator('.starred li').count(), 1);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('a filter of an issue leaves what fits', async (t) => {
      const { context, page, complaints } = await open(day);
      if (await page.locator('form.bar').count() === 0) {
        await context.close();
        t.skip('the theme has no script');
        return;
      }
      const visible = () => page.locator('#papers article:visible').count();
      assert.equal(await visible(), papers.length);
      await page.fill('.bar [name=find]', papers[0]?.title.split(' ')[0]?.toLowerCase() ?? '');
      const some = await visible();
      assert.ok(some > 0 && some < papers.length);
      await page.fill('.bar [name=find]', 'zzzzzz');
      assert.equal(await visible(), 0);
      await page.locator('.none button').click();
      assert.equal(await visible(), papers.length);
      await page.selectOption('.bar [name=sort]', 'title');
      const titles = await page.$$eval('#papers article h3', (list) => list.map((one) => one.textContent ?? ''));
      assert.deepEqual(titles, [...titles].sort((a, b) => a.localeCompare(b, 'en')));
      await context.close();
      assert.deepEqual(complaints, []);
    });
  });
}
