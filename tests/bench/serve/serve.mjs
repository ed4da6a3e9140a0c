// Saves files of a theme again and again while a page of each kind is open, and prints how long the page took to show it.
// usage: node tests/bench/serve/serve.mjs PROJECT   (with a theme of its own in themes/broadsheet)

import {readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {launch} from '../../browser/support/chromium.js';
import {preview} from '../../browser/support/preview.js';
import {allPages} from '../../browser/support/site.js';

const ROUNDS = Number(process.env.ROUNDS ?? 12);
const project = process.argv[2] ?? '.';

/** @type {[string, RegExp][]} */
const KINDS = [
  ['front page', /^$/],
  ['day', /^\d{4}\/\d\d\/\d\d\/$/],
  ['month', /^\d{4}\/\d\d\/$/],
  ['year', /^\d{4}\/$/],
  ['months', /^months\/$/],
  ['paper', /^papers\/.+\/$/],
  ['topics', /^topics\/$/],
  ['topic', /^topics\/.+\/$/],
  ['trends', /^trends\/$/],
  ['authors', /^authors\/$/],
  ['author', /^authors\/.+\/$/],
  ['search', /^search\/$/],
  ['saved search', /^searches\/.+\/$/],
  ['starred', /^starred\/$/],
  ['prompt', /^prompts\/.+\/$/],
  ['page', /^about\/$/],
];

/** What is saved, by turns; each makes the mark a part of the page. @type {[string, (text: string, mark: string) => string][]} */
const saves = [
  ['static/theme.css', (text, mark) => `${text}\n:root { --mark: ${mark} }\n`],
  ['partials/head.mustache', (text, mark) => text.replace('<html ', `<html data-mark="${mark}" `)],
];

const server = await preview(project);
const browser = await launch();
const page = await browser.newPage();
/** @type {(marks: string[]) => void} */
let seen = () => {};
await page.exposeFunction('onScreen', (/** @type {string[]} */ marks) => seen(marks));
// Two frames after the page is there, it has been painted.
await page.addInitScript(() => {
  addEventListener('DOMContentLoaded', () =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const html = document.documentElement;
        // @ts-ignore: exposed above
        onScreen([
          getComputedStyle(html).getPropertyValue('--mark').trim(),
          html.dataset.mark ?? '',
        ]);
      }),
    ),
  );
});

let number = 0;
/** @param {string} name @param {(text: string, mark: string) => string} change @returns {Promise<number>} milliseconds */
async function save(name, change) {
  number += 1;
  const mark = `m${number}`;
  const file = join(project, 'themes/broadsheet', name);
  const original = readFileSync(file, 'utf8');
  const shown = new Promise(resolve => {
    seen = marks => {
      if (marks.includes(mark)) resolve(performance.now());
    };
  });
  const start = performance.now();
  writeFileSync(file, change(original, mark));
  const time = /** @type {number} */ (await shown) - start;
  await new Promise(resolve => {
    setTimeout(resolve, 150);
  });
  const restored = page.waitForNavigation();
  writeFileSync(file, original);
  await restored;
  await new Promise(resolve => {
    setTimeout(resolve, 150);
  });
  return time;
}

await page.goto(server.url);
await save(...saves[0]); // waits until the preview has the sources in memory
let worst = 0;
const built = allPages(join(project, 'site'));
for (const [kind, pattern] of KINDS) {
  // The longest page of its kind.
  const size = (/** @type {string} */ path) =>
    statSync(join(project, 'site', path, 'index.html')).size;
  const path = built.filter(one => pattern.test(one)).sort((a, b) => size(b) - size(a))[0];
  if (path === undefined) throw new Error(`the site has no ${kind} page`);
  await page.goto(server.url + path);
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1)
    times.push(await save(...saves[round % saves.length]));
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  worst = Math.max(worst, at(0.5));
  const kilobytes = Math.round(size(path) / 1000);
  console.log(
    `${kind.padEnd(12)} median ${at(0.5)} ms, fastest ${at(0)} ms, slowest ${at(1)} ms of ${ROUNDS} saves  (/${path}, ${kilobytes} kB)`,
  );
}
console.log(`the worst median of all kinds of pages: ${worst} ms`);
await browser.close();
await server.end();
