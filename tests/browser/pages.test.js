// Every kind of page in both themes: valid HTML; in Chromium an empty console, no foreign request, nothing
// for axe, no sideways scrolling.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {HtmlValidate} from 'html-validate';
import {launch, openPage} from './support/chromium.js';
import {serve} from './support/server.js';
import {allPages, basePath, buildSite, pageKinds, themes} from './support/site.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: {
    // Taste, not validity.
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'void-style': 'off',
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'require-sri': 'off',
    'tel-non-breaking': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-implicit-button-type': 'error',
  },
});

const looks = [
  {name: 'light', options: {colorScheme: /** @type {const} */ ('light')}},
  {name: 'dark', options: {colorScheme: /** @type {const} */ ('dark')}},
  {name: '360', options: {viewport: {width: 360, height: 740}}},
];

for (const theme of themes) {
  describe(`theme ${theme}`, () => {
    const site = buildSite({theme});
    const kinds = pageKinds(site.folder);
    /** @type {import('playwright-core').Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let server;
    before(async () => {
      server = await serve(site.folder, basePath);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      site.remove();
    });

    test('every page is valid HTML', async () => {
      const chosen = new Set(kinds.map(({path}) => path));
      for (const path of allPages(site.folder).filter(
        one => chosen.has(one) || /^2026\//.test(one),
      )) {
        const file = join(
          site.folder,
          path === '' || path.endsWith('/') ? `${path}index.html` : path,
        );
        const report = await validator.validateString(readFileSync(file, 'utf8'), path || 'home');
        const messages = report.results.flatMap(({messages: list}) =>
          list
            .filter(({severity}) => severity === 2)
            .map(
              ({line, column, ruleId, message}) =>
                `${path}:${line}:${column} ${ruleId}: ${message}`,
            ),
        );
        assert.deepEqual(messages.slice(0, 10), []);
      }
    });

    for (const look of looks) {
      test(`${look.name}: console empty, no foreign request, axe clean, no sideways scrolling`, async () => {
        const {context, page, complaints} = await openPage(browser, server.origin, look.options);
        /** @type {string[]} */
        const found = [];
        const searches = [
          {kind: 'search-results', path: 'search/?q=atention'},
          {kind: 'search-filters', path: 'search/?q=learning&min=15&topic=theory&from=2026-06'},
          {kind: 'search-completions', path: 'search/?q='},
          {kind: 'search-empty', path: 'search/?q=toaster+attention+from:2030&min=15'},
        ];
        for (const {kind, path} of [...kinds, ...searches]) {
          await page.goto(server.url + path, {waitUntil: 'load'});
          if (kind === 'search-completions')
            await page.locator('main input[type=search]').pressSequentially('transf');
          const sign = {
            'search-results': '[data-state=done]',
            'search-filters': '#chips button',
            'search-completions': '[role=option]',
            'search-empty': '#said li',
          }[kind];
          if (sign) await page.waitForSelector(`main ${sign}`);
          if (kind === 'search-filters' && (await page.locator('#narrow:not([open])').count()) > 0)
            await page.click('#narrow summary');
          if (kind === 'search-filters') await page.waitForSelector('[data-facet=months] a');
          const {wide, title} = await page.evaluate(() => ({
            wide: document.documentElement.scrollWidth - innerWidth,
            title: document.title,
          }));
          assert.notEqual(title, 'owned', `${kind}: stored text ran`);
          if (wide > 0) found.push(`${kind}: ${wide} px too wide`);
          await page.evaluate(axe);
          // What is laid out only when it comes into sight has no true sizes until then.
          await page.evaluate(() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { content-visibility: visible !important }');
            document.adoptedStyleSheets = [sheet];
          });
          const result = await page.evaluate(() =>
            /** @type {any} */ (window).axe.run(document, {
              resultTypes: ['violations'],
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            }),
          );
          for (const {id, nodes} of result.violations)
            found.push(`${kind}: ${id}: ${nodes[0].html.slice(0, 160)}`);
        }
        await context.close();
        assert.deepEqual([...found, ...complaints], []);
      });
    }
  });
}
