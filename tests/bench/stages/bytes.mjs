// Where the bytes of a site go, by kind of file, and within the pages of papers by part.
// usage: node bytes.mjs SITE

import {readFileSync, readdirSync, statSync} from 'node:fs';
import {join, relative} from 'node:path';
import {pathToFileURL} from 'node:url';

/** The first pattern that fits a path names its kind. @type {[RegExp, string][]} */
const KINDS = [
  [/^papers\/[^/]+\/index\.html$/, 'pages of papers'],
  [/^\d{4}\/\d\d\/\d\d\/index\.html$/, 'pages of days'],
  [/^\d{4}\/\d\d\/\d\d\/index\.json$/, 'JSON of days'],
  [/^\d{4}\/\d\d\/\d\d\/papers\.(bib|ris)$/, 'citations of days'],
  [/^\d{4}\/\d\d\/papers\.(bib|ris)$/, 'citations of months'],
  [/^search\/d\//, 'search: result data'],
  [/^search\/.*\.(js|html)$/, 'search: page and scripts'],
  [/^search\//, 'search: index'],
  [/(^|\/)(feed|papers)\.(xml|json)$/, 'feeds'],
  [/^sitemap/, 'sitemap'],
  [/^\d{4}\//, 'months and years'],
  [/^(topics|trends|authors|searches)\//, 'topics, trends, authors, searches'],
];
/** What a part of a paper's page is. @type {[string, RegExp][]} */
const PARTS = [
  ['description', /<meta[^>]*name="description"[^>]*>\n?/g],
  ['Open Graph', /<meta[^>]*property="[^>]*>\n?/g],
  ['citation_*', /<meta name="citation[^>]*>\n?/g],
  ['rest of head', /<head>[\s\S]*<\/head>/g],
  ['header', /<body>[\s\S]*?<main[^>]*>/g],
  ['footer', /<footer>[\s\S]*/g],
  ['formulas', /<math[\s\S]*?<\/math>/g],
  ['abstract', /<p class="abs"[\s\S]*?<\/p>/g],
  ['BibTeX', /<details class="prompt"[\s\S]*?<\/details>/g],
  ['related papers', /<section class="cols" aria-labelledby="rel">[\s\S]*?<\/section>/g],
  ['scores and days', /<aside[\s\S]*?<\/aside>/g],
  ['rest of article', /<article[\s\S]*?<\/article>/g],
];

/** Bytes and files by kind. @param {string} site @returns {Record<string, {bytes: number, files: number}>} */
export function bytesByKind(site) {
  /** @type {Record<string, {bytes: number, files: number}>} */
  const kinds = {};
  for (const entry of readdirSync(site, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const path = relative(site, file).replaceAll('\\', '/');
    const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'others';
    const sum = (kinds[kind] ??= {bytes: 0, files: 0});
    sum.bytes += statSync(file).size;
    sum.files += 1;
  }
  return kinds;
}

/** Mean bytes of the parts of papers' pages, of at most 1,000 pages. @param {string} site */
export function bytesByPart(site) {
  const folders = readdirSync(join(site, 'papers'));
  const step = Math.max(1, Math.floor(folders.length / 1000));
  const sample = folders.filter((_, index) => index % step === 0);
  /** @type {Record<string, number>} */
  const parts = {};
  for (const folder of sample) {
    let page = readFileSync(join(site, 'papers', folder, 'index.html'), 'utf8');
    for (const [name, pattern] of PARTS) {
      const before = Buffer.byteLength(page);
      page = page.replace(pattern, '');
      parts[name] = (parts[name] ?? 0) + before - Buffer.byteLength(page);
    }
    parts.others = (parts.others ?? 0) + Buffer.byteLength(page);
  }
  return Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [name, Math.round(bytes / sample.length)]),
  );
}

/**
 * @param {{kinds: ReturnType<typeof bytesByKind>, parts: Record<string, number>}} site
 * @param {number} papers
 */
export function printBytes({kinds, parts}, papers) {
  const largest = Object.entries(kinds).sort((a, b) => b[1].bytes - a[1].bytes);
  const sums = largest.reduce(
    (sum, [, {bytes, files}]) => ({bytes: sum.bytes + bytes, files: sum.files + files}),
    {bytes: 0, files: 0},
  );
  for (const [name, {bytes, files}] of [...largest, /** @type {const} */ (['in all', sums])])
    console.log(
      `        ${name.padEnd(34)} ${(bytes / papers).toFixed(0).padStart(6)} bytes and ${(files / papers).toFixed(3)} files a paper`,
    );
  console.log('        a page of a paper:');
  for (const [name, bytes] of Object.entries(parts))
    console.log(`            ${name.padEnd(30)} ${String(bytes).padStart(6)} bytes`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const site = process.argv[2] ?? 'site';
  const papers = readdirSync(join(site, 'papers')).length;
  printBytes({kinds: bytesByKind(site), parts: bytesByPart(site)}, papers);
}
