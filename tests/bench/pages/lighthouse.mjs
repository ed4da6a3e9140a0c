// Lighthouse on the pages of a built site, served as GitHub Pages would: gzip, ten minutes of caching, a base path.
// node lighthouse.mjs SITE BASE_PATH PATH...   prints a line for each page, and what costs it points; exit code 1
// when a page has less than 100 in a category. Lighthouse is looked for in the folder named by LIGHTHOUSE.

import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {serve} from '../../browser/support/server.js';

const [site = '', basePath = '', ...paths] = process.argv.slice(2);
const require = createRequire(join(resolve(process.env.LIGHTHOUSE ?? '.'), 'package.json'));
const load = (/** @type {string} */ name) => import(pathToFileURL(require.resolve(name)).href);
const {default: lighthouse} = await load('lighthouse');
const {launch} = await load('chrome-launcher');

const server = await serve(site, basePath === '/' ? '' : basePath);
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--no-first-run',
  ],
});
let complete = true;
try {
  for (const path of paths) {
    const {lhr} = await lighthouse(server.url + path, {
      port: chrome.port,
      logLevel: 'error',
      onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
    });
    const scores = Object.values(lhr.categories).map(
      ({id, score}) => `${id} ${Math.round(100 * (score ?? 0))}`,
    );
    console.log(`${path || 'home'}: ${scores.join(', ')}`);
    for (const category of Object.values(lhr.categories)) {
      if (category.score !== 1) complete = false;
      for (const {id, weight} of category.auditRefs) {
        const audit = lhr.audits[id];
        if (weight === 0 || audit.score === null || audit.score === 1) continue;
        console.log(`  ${category.id}: ${id} ${audit.score} ${audit.displayValue ?? ''}`);
        for (const item of audit.details?.items?.slice(0, 5) ?? []) {
          console.log(
            `    ${item.node?.snippet ?? item.description ?? item.source ?? JSON.stringify(item).slice(0, 200)}`,
          );
        }
      }
    }
  }
} finally {
  chrome.kill();
  await server.close();
}
process.exitCode = complete ? 0 : 1;
