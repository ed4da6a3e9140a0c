// BibTeX and RIS of built sites in the parsers of Citation.js.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {plugins} from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';

const source = fileURLToPath(new URL('../..', import.meta.url));
const folders = [];
after(() => folders.forEach(folder => rmSync(folder, {recursive: true})));

/** Builds a project with these digests and returns the folder of its site. */
function build(digests) {
  const folder = mkdtempSync(join(tmpdir(), 'citations-'));
  folders.push(folder);
  cpSync(join(source, 'themes'), join(folder, 'themes'), {recursive: true});
  writeFileSync(join(folder, 'config.yaml'), '');
  for (const digest of digests) {
    const month = join(folder, 'content', digest.date.slice(0, 7));
    mkdirSync(month, {recursive: true});
    writeFileSync(join(month, `${digest.date}.json`), JSON.stringify(digest));
  }
  execFileSync(process.env.BROADSHEET, ['-C', folder, 'build'], {stdio: 'pipe'});
  return join(folder, 'site');
}

/** Paths of all files of a folder with this suffix. */
function filesOf(folder, suffix) {
  return readdirSync(folder, {recursive: true})
    .filter(path => path.endsWith(suffix))
    .map(path => join(folder, path));
}

const parseBibtex = text =>
  plugins.input.chain(text, {forceType: '@biblatex/text', generateGraph: false});
const parseRis = text => plugins.input.chain(text, {forceType: '@ris/file', generateGraph: false});

/** Every entry of every file is parsed, and no entry is lost or added. */
function checkAll(site) {
  for (const path of filesOf(site, '.bib')) {
    const text = readFileSync(path, 'utf8');
    const keys = [...text.matchAll(/^@misc\{(.*),$/gm)].map(match => match[1]);
    const entries = parseBibtex(text);
    assert.deepEqual(
      entries.map(entry => entry['citation-key'] ?? entry.id),
      keys,
      path,
    );
    for (const entry of entries) assert.ok(entry.title, path);
  }
  for (const path of filesOf(site, '.ris')) {
    const text = readFileSync(path, 'utf8');
    const entries = parseRis(text);
    assert.equal(entries.length, text.match(/^TY {2}- /gm)?.length, path);
    for (const entry of entries) assert.ok(entry.title, path);
  }
  checkPages(site);
}

/** The text of an element of a page that has no elements in it. */
function textOf(html, id) {
  const text = html.match(new RegExp(`<pre id="${id}">([^<]*)</pre>`))?.[1] ?? '';
  const signs = {lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'"};
  return text.replace(/&(lt|gt|quot|amp|#39);/g, (_, name) => signs[name]);
}

/** The page of each paper has the entry of its month's file, and leads to a file with its record. */
function checkPages(site) {
  const bibtex = filesOf(site, 'papers.bib').map(path => readFileSync(path, 'utf8'));
  const pages = filesOf(join(site, 'papers'), 'index.html');
  assert.ok(pages.length > 0);
  for (const path of pages) {
    const html = readFileSync(path, 'utf8');
    const entry = textOf(html, 'bib');
    assert.equal(parseBibtex(entry).length, 1, path);
    assert.ok(
      bibtex.some(file => file.includes(entry)),
      path,
    );
    const [, id, file] = html.match(/<a data-id="([^"]+)" href="([^"]+\.ris)">/) ?? [];
    const records = readFileSync(join(site, file), 'utf8').split('\r\n\r\n');
    const own = records.filter(record => record.includes(`\r\nM1  - arXiv:${id}\r\n`));
    assert.equal(own.length, 1, path);
    assert.equal(parseRis(own[0]).length, 1, path);
  }
}

const paper = (id, title, authors, more = {}) => ({id, title, authors, abstract: 'x', ...more});
const digest = (date, papers) => ({format: 1, date, status: 'complete', model: 'm', papers});

test('names, signs and hostile fields are parsed as they are meant', () => {
  const hostile = 'x}, evil = {y \\input{z} # @string{a="b"}';
  const site = build([
    digest('2026-02-03', [
      paper('2602.00001', 'Accuracy ~90% at ~10x less cost', [
        'Frank E. Harrell Jr.',
        "Pierluca D'Oro",
      ]),
      paper('2602.00002', '$\\alpha$Former: k-NN', ['Quentin Le Lidec', 'Laurens van der Maaten']),
      paper('2602.00003', 'α-divergence: ≤ ∞', ['Ngô Bảo Châu', '张伟', 'Gemini Team']),
      paper('2602.00004', hostile, [hostile], {
        categories: [hostile],
        doi: hostile,
        journal_reference: hostile,
      }),
    ]),
  ]);
  checkAll(site);
  const entries = parseBibtex(readFileSync(join(site, '2026/02/03/papers.bib'), 'utf8'));
  assert.equal(entries[0].title, 'Accuracy ~90% at ~10x less cost');
  assert.deepEqual(entries[0].author[0], {family: 'Harrell', given: 'Frank E.', suffix: 'Jr.'});
  assert.deepEqual(entries[0].author[1], {family: "D'Oro", given: 'Pierluca'});
  assert.equal(entries[1].author[0].family, 'Le Lidec');
  assert.equal(entries[3].evil, undefined);
  const ris = parseRis(readFileSync(join(site, '2026/02/03/papers.ris'), 'utf8'));
  assert.equal(ris.length, 4);
  assert.equal(ris[0].author[0].family, 'Harrell');
  assert.match(ris[0].author[0].given, /^Frank E\./);
});

test('all citations of the sample site are parsed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'citations-'));
  folders.push(folder);
  for (const name of ['themes', 'content', 'config.yaml']) {
    cpSync(join(source, name), join(folder, name), {recursive: true});
  }
  execFileSync(process.env.BROADSHEET, ['-C', folder, 'build'], {stdio: 'pipe'});
  checkAll(join(folder, 'site'));
});
