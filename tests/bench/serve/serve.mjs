// Saves a theme file again and again while a page is open, and prints how long the page took to show it.
// usage: node tests/bench/serve/serve.mjs PROJECT   (with a theme of its own in themes/broadsheet)

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { launch } from '../../browser/support/chromium.js';
import { preview } from '../../browser/support/preview.js';

const ROUNDS = 12;
const project = process.argv[2] ?? '.';
const days = readdirSync(join(project, 'content'), { recursive: true, encoding: 'utf8' })
  .map((path) => /(\d{4})-(\d{2})-(\d{2})\.json$/.exec(path)).filter((found) => found !== null).sort();
const last = days.at(-1);
const pages = [['front page', ''], ['day', `${last?.[1]}/${last?.[2]}/${last?.[3]}/`], ['search page', 'search/']];

const server = await preview(project);
const browser = await launch();
const page = await browser.newPage();
/** @type {(mark: string) => void} */
let seen = () => {};
await page.exposeFunction('onScreen', (/** @type {string} */ mark) => seen(mark));
// Two frames after the page is there, it has been painted.
await page.addInitScript(() => {
  addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const mark = getComputedStyle(document.documentElement).getPropertyValue('--mark') || document.documentElement.dataset.mark;
    // @ts-ignore: exposed above
    onScreen(String(mark).trim());
  })));
});
// The preview reads the sources into memory beside all else; the first save may find it at work.
await page.goto(server.url);
await new Promise((resolve) => { setTimeout(resolve, 20000); });

const file = join(project, 'themes/broadsheet/static/theme.css');
const original = readFileSync(file, 'utf8');
let number = 0;
for (const [name, path] of pages) {
  await page.goto(server.url + path);
  /** @type {number[]} */
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    number += 1;
    const mark = `m${number}`;
    const shown = new Promise((resolve) => { seen = (text) => { if (text === mark) resolve(performance.now()); }; });
    const start = performance.now();
    writeFileSync(file, `${original}\n:root { --mark: ${mark} }\n`);
    times.push(/** @type {number} */ (await shown) - start);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
  }
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => `${Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0)} ms`;
  console.log(`${name}: median ${at(0.5)}, fastest ${at(0)}, slowest ${at(1)} of ${ROUNDS} saves`);
}
writeFileSync(file, original);
await browser.close();
await server.end();
