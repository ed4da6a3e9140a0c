// Reading without a script, with the keyboard, on paper.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {launch, openPage} from './support/chromium.js';
import {serve} from './support/server.js';
import {basePath, buildSite, pageKinds, themes} from './support/site.js';

const day = '2026/07/06/';

for (const theme of themes) {
  describe(`reading theme ${theme}`, () => {
    const site = buildSite({theme});
    const scripted = {skip: theme === 'plain' && 'the theme has no script'};
    /** @type {{id: string, title: string, authors: string[], abstract: string, comment: string}[]} */
    const papers = JSON.parse(
      readFileSync(join(site.project, 'content/2026-07/2026-07-06.json'), 'utf8'),
    ).papers;
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
      const {context, page, complaints} = await open(day, {javaScriptEnabled: false});
      const text = ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ');
      const plain = (/** @type {string} */ one) =>
        one
          .split(/[$\\{}`~]/)[0]
          ?.trim()
          .slice(0, 60) ?? '';
      for (const paper of papers) {
        for (const part of [
          paper.title,
          paper.authors[0] ?? '',
          paper.abstract,
          paper.comment.split(': ').pop() ?? '',
        ]) {
          assert.ok(text.includes(plain(part).replace(/\s+/g, ' ')), part);
        }
      }
      for (const {kind, path} of pageKinds(site.folder)) {
        await page.goto(server.url + path);
        assert.ok((await page.locator('main').innerText()).length > 20, kind);
        assert.equal(await page.locator('.js:visible').count(), 0, kind);
      }
      await page.goto(`${server.url}search/`);
      assert.match(await page.locator('main').innerText(), /JavaScript/);
      assert.ok((await page.locator('main a[href*="/2026/"]').count()) > 0);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test(
      'days of the month calendar stand at the top of their cells, above the dots',
      {skip: theme === 'plain' && 'it has no dots'},
      async () => {
        for (const width of [360, 1280]) {
          const {context, page} = await open('2026/06/', {viewport: {width, height: 800}});
          // The sample has too few issues for this calendar: two days as big-calendar.mustache writes them.
          await page.evaluate(() => {
            const table = document.createElement('table');
            table.className = 'cal big';
            table.innerHTML =
              '<tbody><tr><td><a class="dot d4" href="#">6<b>17</b></a></td><td><span>7</span></td></tr></tbody>';
            document.querySelector('main')?.append(table);
          });
          const tops = await page.locator('.big td > *').evaluateAll(days =>
            days.flatMap(day => {
              if (!day.firstChild?.textContent) return [];
              const number = document.createRange();
              number.selectNode(day.firstChild);
              const cell = /** @type {Element} */ (day.parentElement).getBoundingClientRect();
              return Math.round(number.getBoundingClientRect().top - cell.top);
            }),
          );
          assert.ok(
            tops.length === 2 && tops.every(top => Math.abs(top - (tops[0] ?? 0)) <= 1 && top < 12),
            `${width}: ${tops}`,
          );
          await context.close();
        }
      },
    );

    test('all pages can be reached by links', async () => {
      const {context, page} = await open('', {javaScriptEnabled: false});
      const next = await page.$$eval('a[href]', links =>
        links.map(one => one.getAttribute('href') ?? ''),
      );
      assert.ok(next.some(url => url.startsWith(`${basePath}/2026/`)));
      assert.ok(
        next.every(
          url =>
            url.startsWith(`${basePath}/`) || url.startsWith('#') || url.startsWith('https://'),
        ),
        next.join(' '),
      );
      await context.close();
    });

    test('the first stop of the Tab key skips to the content', async () => {
      const {context, page, complaints} = await open(day);
      await page.keyboard.press('Tab');
      const skip = page.locator(':focus');
      assert.equal(await skip.getAttribute('href'), '#main');
      await page.keyboard.press('Enter');
      assert.match(page.url(), /#main$/);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('on paper there are papers and no controls', async () => {
      const {context, page, complaints} = await open(day);
      await page.emulateMedia({media: 'print'});
      for (const control of ['header nav', '.bar', 'footer', '.marks']) {
        assert.equal(await page.locator(`${control}:visible`).count(), 0, control);
      }
      assert.equal(await page.locator('article h3:visible').count(), papers.length);
      const shown = await page.$$eval(
        'article .abs',
        list => list.filter(one => one.getBoundingClientRect().height > 0).length,
      );
      assert.equal(shown, papers.length);
      assert.ok((await page.pdf({format: 'A4'})).length > 10000);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('keys move through the papers, open, star and explain', scripted, async () => {
      const {context, page, complaints} = await open(day);
      const here = () => page.evaluate(() => document.querySelector('.paper.here')?.id);
      await page.keyboard.press('j');
      const first = await here();
      await page.keyboard.press('j');
      assert.notEqual(await here(), first);
      await page.keyboard.press('k');
      assert.equal(await here(), first);
      const more = page.locator('.paper.here details.more');
      if ((await more.count()) > 0) {
        const before = await more.getAttribute('open');
        await page.keyboard.press('o');
        assert.notEqual(await more.getAttribute('open'), before);
      }
      await page.keyboard.press('s');
      assert.equal(
        await page.locator('.paper.here [data-mark=star]').getAttribute('aria-pressed'),
        'true',
      );
      await page.keyboard.press('?');
      assert.ok(await page.locator('#keys').isVisible());
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#keys').isVisible(), false);

      await page.goto(`${server.url}starred/`);
      assert.equal(await page.locator('.starred li').count(), 1);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('each author of an issue leads to a search for the name', async () => {
      const {context, page, complaints} = await open(day);
      const names = papers[0]?.authors ?? [];
      const first = page.locator(`#papers article`, {hasText: papers[0]?.title ?? ''}).first();
      await first.locator('h3').scrollIntoViewIfNeeded();
      await first.locator('.by a').first().waitFor();
      const links = await first
        .locator('.by a')
        .evaluateAll(list => list.map(one => one.textContent));
      assert.deepEqual(links, names);
      await first.locator('.by a').last().click();
      await page.waitForURL(url => url.searchParams.get('q') === `author:"${names.at(-1)}"`);
      await page.waitForSelector('main [role=status][data-state=done]');
      assert.ok((await page.locator('[data-paper-id]').count()) > 0);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('a paper is cited in BibTeX on its page, and in RIS from the file of its day', async () => {
      const id = papers[0]?.id ?? '';
      const {context, page, complaints} = await open(`papers/${id.replace('/', '_')}/`);
      assert.match((await page.locator('#bib').textContent()) ?? '', /^@misc\{/);
      assert.ok(await page.locator('[data-copy=bib]').isVisible());
      await page.locator('a[data-id]').click();
      const record = (await page.locator('#ris').textContent()) ?? '';
      assert.ok(record.includes(`\r\nM1  - arXiv:${id}\r\n`));
      assert.equal(record.match(/^TY {2}- /gm)?.length, 1);
      assert.ok(await page.locator('[data-copy=ris]').isVisible());
      assert.ok((await page.locator('article .by a[href*="author"]').count()) > 0);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('Zotero finds all of an abstract whose description is cut', async () => {
      const {context, page, complaints} = await open('');
      const path = `papers/${papers[0]?.id.replace('/', '_')}/`;
      const abstract = `${'Words of an abstract, '.repeat(20)}to its end.`;
      await page.route(`**/${path}`, async route => {
        const html = await (await route.fetch()).text();
        const body = html
          .replace(/(name="description"[^>]*content=")[^"]*/, `$1${abstract.slice(0, 60)}…`)
          .replace(/(<p class="abs">(?:<b>[^<]*<\/b>)?).*?<\/p>/s, `$1${abstract}</p>`);
        await route.fulfill({body, contentType: 'text/html'});
      });
      await page.goto(server.url + path);
      const found = page.locator('meta[name=citation_abstract]');
      assert.equal(await found.getAttribute('content'), abstract);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('marks go out as one file, and come back in another browser', async () => {
      const {context, page, complaints} = await open(day);
      const paper = page.locator('#papers article').first();
      const id = (await paper.getAttribute('id')) ?? '';
      for (const name of ['star', 'read', 'hide'])
        await paper.locator(`[data-mark=${name}]`).click();
      if ((await page.locator('form.bar').count()) > 0)
        assert.equal(await paper.isVisible(), false);
      await page.goto(`${server.url}starred/`);
      const saved = async (/** @type {string} */ name) => {
        const [file] = await Promise.all([
          page.waitForEvent('download'),
          page.locator(`[name=${name}]`).click(),
        ]);
        return readFileSync(await file.path(), 'utf8');
      };
      const marks = await saved('export');
      assert.deepEqual(Object.keys(JSON.parse(marks)), ['star', 'read', 'hide']);
      assert.ok(id in JSON.parse(marks).star && id in JSON.parse(marks).hide);
      const bibtex = await saved('bibtex');
      assert.match(bibtex, /^@misc\{/);
      await context.close();

      const other = await open('starred/');
      assert.equal(await other.page.locator('.starred li').count(), 0);
      assert.equal(await other.page.locator('[name=bibtex]').isVisible(), false);
      const take = (/** @type {string} */ text) =>
        other.page.setInputFiles('.starred input[type=file]', {
          name: 'marks.json',
          mimeType: 'application/json',
          buffer: Buffer.from(text),
        });
      for (const bad of ['', 'not JSON', '{"star": "x', '[']) {
        await take(bad);
        await other.page.waitForFunction(
          () => document.querySelector('.starred [role=status]')?.textContent !== '',
        );
        assert.equal(await other.page.locator('.starred li').count(), 0);
      }
      await take(
        '{"star": {"<b>": {}, "p1": {"title": "<img src=x onerror=alert(1)>", "url": "javascript:alert(2)"}}}',
      );
      await other.page.waitForSelector('.starred li');
      assert.equal(await other.page.locator('.starred li a').getAttribute('href'), '#');
      await take(marks);
      await other.page.waitForFunction(() => document.querySelectorAll('.starred li').length === 2);
      await other.page.goto(server.url + day);
      assert.equal(
        await other.page.locator(`#${id} [data-mark=read]`).getAttribute('aria-pressed'),
        'true',
      );
      await other.context.close();
      assert.deepEqual([...complaints, ...other.complaints], []);
    });

    test(
      'papers that were not chosen: sliders cut the day again, by keyboard',
      scripted,
      async () => {
        const {context, page, complaints} = await open('2026/07/09/below/');
        const titles = () =>
          page.$$eval('.verdicts tbody a', list => list.map(one => one.textContent ?? ''));
        const said = () => page.locator('#recut').textContent();
        assert.equal((await titles()).length, 5);
        assert.equal((await titles()).at(-1), 'arXiv:2607.00005'); // no title was kept
        assert.match((await said()) ?? '', /^2 papers would be in the issue: 0 more .*, 0 fewer/);
        await page.locator('.cut [name=r]').focus();
        for (let press = 0; press < 4; ++press) await page.keyboard.press('ArrowLeft'); // 7 to 5
        assert.match((await said()) ?? '', /^4 papers .*: 2 more .*, 0 fewer/);
        assert.equal(await page.locator('.verdicts .sign:text("+")').count(), 2);
        await page.locator('.cut [name=n]').focus();
        await page.keyboard.press('End'); // 10
        assert.match((await said()) ?? '', /^0 papers .*: 0 more .*, 2 fewer/);
        await page.keyboard.press('Home');
        await page.locator('.cut [name=wr]').focus();
        await page.keyboard.press('Home'); // novelty alone
        assert.match((await titles())[0] ?? '', /Quoted/); // of novelty 9
        await page.locator('.cut [type=reset]').press('Enter');
        await page.waitForFunction(() =>
          document.querySelector('#recut')?.textContent?.startsWith('2 papers'),
        );
        await page.locator('.pager a').first().click();
        assert.ok(page.url().endsWith('/2026/07/09/'));
        await context.close();
        assert.deepEqual(complaints, []);
      },
    );

    test('own words and authors are marked and come first, on every issue', async () => {
      const {context, page, complaints} = await open(day);
      const last = papers.at(-1);
      assert.ok(last);
      const word = (last.title.match(/[A-Za-z]{5,}/g) ?? []).at(-1) ?? '';
      await page.locator('.yours summary').click();
      await page.fill('[name=own]', `  ${word.toUpperCase()} , zzzzzz, (a+b[*`);
      await page.keyboard.press('Enter');
      const own = () =>
        page.$$eval('#papers article', list =>
          list.map(one => [one.id, one.querySelector('.own')?.textContent ?? '']),
        );
      const marked = (await own()).filter(([, text]) => text);
      const anchor = `p${last.id.replace(/[./]/g, '-')}`;
      assert.ok(marked.some(([id]) => id === anchor));
      assert.ok(marked.every(([, text]) => text?.endsWith(word.toUpperCase())));
      assert.ok((await page.evaluate(() => CSS.highlights.get('own')?.size)) ?? 0 > 0);
      if (theme !== 'plain') {
        assert.equal(await page.locator('.bar [name=sort]').inputValue(), 'own');
        assert.ok((await own())[0]?.[1], 'papers with a word come first');
      }
      await page.reload();
      assert.ok((await own()).some(([id, text]) => id === anchor && text));
      await page.locator('.yours summary').click();
      await page.fill('[name=own]', '');
      await page.keyboard.press('Enter');
      assert.ok((await own()).every(([, text]) => !text));
      assert.equal(await page.evaluate(() => CSS.highlights.has('own')), false);
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('each paper of an issue has a record for reference managers', async () => {
      const {context, page, complaints} = await open(day);
      const records = await page.$$eval('#papers article > .Z3988', list =>
        list.map(one => [one.parentElement?.id ?? '', one.getAttribute('title') ?? '']),
      );
      const anchor = (/** @type {string} */ id) => `p${id.replace(/[./]/g, '-')}`;
      assert.deepEqual(records.map(([id]) => id).sort(), papers.map(({id}) => anchor(id)).sort());
      for (const [id, title] of records) {
        const paper = papers.find(one => anchor(one.id) === id);
        const record = new URLSearchParams(title);
        assert.equal(record.get('ctx_ver'), 'Z39.88-2004');
        assert.equal(record.get('rft_val_fmt'), 'info:ofi/fmt:kev:mtx:journal');
        const stated = paper?.title ?? '';
        if (!/[$\\]/.test(stated)) assert.equal(record.get('rft.atitle'), stated);
        assert.equal(record.get('rft.au'), paper?.authors[0]);
        assert.equal(record.get('rft.date'), day.slice(0, -1).replaceAll('/', '-'));
        assert.ok(record.getAll('rft.au').length > 0);
        assert.ok(record.getAll('rft.au').every(name => !/more|Authors|:|^$/.test(name)));
        assert.match(record.getAll('rft_id')[0] ?? '', /^info:doi\/10\.48550\/arXiv\.\d{4}\.\d+$/);
        assert.match(record.getAll('rft_id')[1] ?? '', /^https:\/\/arxiv\.org\/abs\//);
      }
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('issues since the last visit are marked', async () => {
      const {context, page, complaints} = await open('2026/07/01/');
      await page.goto(`${server.url}2026/06/`);
      assert.equal(await page.locator('.new').count(), 0, 'a first visit knows no other');
      await page.evaluate(() => {
        const key = Object.keys(localStorage).find(name => name.endsWith(':visit')) ?? '';
        const visit = JSON.parse(localStorage.getItem(key) ?? '');
        localStorage.setItem(
          key,
          JSON.stringify({...visit, newest: '2026-07-02', at: visit.at - 3600_000}),
        );
      });
      await page.goto(server.url);
      const fresh = await page.$$eval('a.new', list =>
        list.map(one => one.getAttribute('href') ?? ''),
      );
      assert.ok(fresh.length > 0);
      assert.ok(fresh.every(url => (/(2026\/\d\d\/\d\d)/.exec(url)?.[1] ?? '') > '2026/07/02'));
      assert.match(
        (await page.locator('main > p.note').first().textContent()) ?? '',
        /last visit: \d/,
      );
      await page.reload();
      assert.equal(await page.locator('a.new').count(), fresh.length, 'the visit goes on');
      await context.close();
      assert.deepEqual(complaints, []);
    });

    test('a filter of an issue leaves what fits', scripted, async () => {
      const {context, page, complaints} = await open(day);
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
      const titles = await page.$$eval('#papers article h3', list =>
        list.map(one => one.textContent ?? ''),
      );
      assert.deepEqual(
        titles,
        [...titles].sort((a, b) => a.localeCompare(b, 'en')),
      );
      await page.selectOption('.bar [name=sort]', {label: 'Printed order'});
      const places = await page.$$eval('#papers article', list =>
        list.map(one => Number(one instanceof HTMLElement ? one.dataset.place : 0)),
      );
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
      await context.close();
      assert.deepEqual(complaints, []);
    });
  });
}
