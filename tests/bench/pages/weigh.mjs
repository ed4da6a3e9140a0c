// What pages weigh, gzipped as a server would, with everything that they need: style, scripts, icon.
// node weigh.mjs SITE   prints the median and the heaviest for each kind; exit code 1 when the median of the days that
// have papers is above 40 KB.

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';

const MOST = 40 * 1024;
const site = process.argv[2] ?? 'site';
/** @type {[string, RegExp][]} */
const kinds = [
  ['home', /^index\.html$/],
  ['day', /^\d{4}\/\d\d\/\d\d\/index\.html$/],
  ['month', /^\d{4}\/\d\d\/index\.html$/],
  ['year', /^\d{4}\/index\.html$/],
  ['paper', /^papers\/.+\/index\.html$/],
  ['topic', /^topics\/.+\/index\.html$/],
  ['search', /^search\/index\.html$/],
];

/** @type {Map<string, number>} */
const sizes = new Map();
function gzipped(/** @type {string} */ path) {
  const size = sizes.get(path) ?? gzipSync(readFileSync(join(site, path)), {level: 6}).length;
  sizes.set(path, size);
  return size;
}

/** The page, and what it names itself; modules that the search page loads later are measured by ./dev bench search. */
function weight(/** @type {string} */ page) {
  const html = readFileSync(join(site, page), 'utf8');
  const parts = [
    ...html.matchAll(/(?:href|src)="[^"]*?\/((?:assets|search)\/[^"]+\.(?:css|js|svg))"/g),
  ].map(([, part]) => part ?? '');
  return gzipped(page) + parts.reduce((sum, part) => sum + gzipped(part), 0);
}

const files = readdirSync(site, {recursive: true})
  .map(String)
  .filter(path => path.endsWith('.html'));
for (const [kind, pattern] of kinds) {
  // Days without papers are light, and would make the others look so.
  const full = (/** @type {string} */ path) =>
    kind !== 'day' || readFileSync(join(site, path), 'utf8').includes('<article');
  const weights = files
    .filter(path => pattern.test(path) && full(path))
    .map(path => ({path, bytes: weight(path)}))
    .sort((a, b) => a.bytes - b.bytes);
  const median = weights[Math.floor((weights.length - 1) / 2)];
  const last = weights.at(-1);
  if (!median || !last) continue;
  const kb = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  console.log(
    `${kind}: ${weights.length} pages, median ${kb(median.bytes)}, heaviest ${kb(last.bytes)} (${last.path.replace('index.html', '')})`,
  );
  if (kind === 'day' && median.bytes > MOST) {
    console.log(`the median day is above ${kb(MOST)}`);
    process.exitCode = 1;
  }
}
