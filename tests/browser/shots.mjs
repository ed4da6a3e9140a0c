// Screenshots of every kind of page: both themes, light, dark and 360 px wide, into shots/, so that a
// person can look. ./dev shots

import {mkdirSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch, openPage} from './support/chromium.js';
import {serve} from './support/server.js';
import {basePath, buildSite, pageKinds, themes} from './support/site.js';

const folder =
  process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'shots');
/** @type {[string, import('playwright-core').BrowserContextOptions][]} */
const looks = [
  ['light', {colorScheme: 'light'}],
  ['dark', {colorScheme: 'dark'}],
  ['360', {viewport: {width: 360, height: 740}}],
];
const searches = {
  'search-results': '?q=atention',
  'search-filters': '?q=learning&min=18',
  'search-nothing': '?q=holographic+toaster',
};

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const browser = await launch();
let taken = 0;
for (const theme of themes) {
  const site = buildSite({theme});
  const server = await serve(site.folder, basePath);
  for (const [look, options] of looks) {
    const {context, page} = await openPage(browser, server.origin, options);
    const shoot = async (/** @type {string} */ kind, full = true) => {
      await page.screenshot({path: join(folder, `${theme}-${kind}-${look}.png`), fullPage: full});
      taken += 1;
    };
    for (const {kind, path} of pageKinds(site.folder)) {
      await page.goto(server.url + path);
      await shoot(kind);
    }
    for (const [name, address] of Object.entries(searches)) {
      await page.goto(`${server.url}search/${address}`);
      await page.waitForSelector('[role=status]:is([data-state=done], [data-state=empty])');
      if (name === 'search-filters') {
        if ((await page.locator('#narrow:not([open])').count()) > 0)
          await page.click('#narrow summary');
        await page.locator('[data-facet=months] a').first().waitFor();
      }
      await shoot(name);
    }
    await page.goto(`${server.url}search/`);
    await page.locator('main input[type=search]').focus();
    await page.keyboard.type('transf');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
    await shoot('search-completions', false);
    if (look === 'light') {
      await page.goto(`${server.url}2026/07/06/`);
      await page.emulateMedia({media: 'print'});
      await shoot('day-print');
    }
    await context.close();
  }
  await server.close();
  site.remove();
}
await browser.close();
process.stdout.write(`${taken} screenshots in ${folder}\n`);
