// Every sentence of a site is a word of its language: a site whose content is Cyrillic letters, in a language of Cyrillic
// letters, has no Latin word but names; and in German and Chinese no English sentence is left.

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');
const scratch = mkdtempSync(join(tmpdir(), 'broadsheet-languages-'));
after(() => rmSync(scratch, {recursive: true, force: true}));

const cyrillic = (/** @type {string} */ text) => text.replace(/[A-Za-z]/g, 'ж');

/** Values of a words file in Cyrillic letters; keys, comments and {placeholders} stay. */
const cyrillicWords = (/** @type {string} */ yaml) =>
  yaml.replace(
    /"(?:[^"\\]|\\.)*"|^#.*$|\{\w+\}|(?:^ *|[{,] *)[a-z_0-9]+:(?=\s|$)|[A-Za-z]+/gm,
    part => {
      if (part.startsWith('"'))
        return part.replace(/\{\w+\}|[A-Za-z]/g, one => (one.startsWith('{') ? one : 'ж'));
      return part.startsWith('#') || part.startsWith('{') || part.endsWith(':')
        ? part
        : cyrillic(part);
    },
  );

/** A digest with its texts in Cyrillic letters. @returns {any} */
function cyrillicContent(/** @type {any} */ value, /** @type {string} */ key = '') {
  if (typeof value === 'string')
    return [
      'title',
      'abstract',
      'comment',
      'authors',
      'status_reason',
      'model',
      'journal',
      'label',
    ].includes(key)
      ? cyrillic(value.replace(/\$[^$]*\$|\\[a-z]+|https?:\S+/g, ''))
      : value;
  if (Array.isArray(value)) return value.map(item => cyrillicContent(item, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, cyrillicContent(inner, name)]),
  );
}

/** Builds the site in a language. @returns {string} its folder */
function build(/** @type {string} */ language) {
  const folder = join(scratch, language);
  const content = join(folder, 'content');
  cpSync(join(root, 'content'), content, {recursive: true});
  rmSync(join(content, 'prompts'), {recursive: true});
  for (const path of readdirSync(content, {recursive: true, encoding: 'utf8'})) {
    const file = join(content, path);
    if (path.endsWith('.json')) {
      const digest = cyrillicContent(JSON.parse(readFileSync(file, 'utf8')));
      delete digest.prompt;
      writeFileSync(file, JSON.stringify(digest));
    }
    if (path.endsWith('.md'))
      writeFileSync(
        file,
        '---\ntitle: жж\ndescription: ж\nmenu: true\n---\nж[^1] $x$\n\n[^1]: ж\n',
      );
  }
  mkdirSync(join(folder, 'themes/test/words'), {recursive: true});
  writeFileSync(join(folder, 'themes/test/theme.yaml'), 'name: test\nextends: broadsheet\n');
  writeFileSync(
    join(folder, 'themes/test/words/uk.yaml'),
    cyrillicWords(readFileSync(join(root, 'themes/broadsheet/words/en.yaml'), 'utf8')),
  );
  writeFileSync(
    join(folder, 'config.yaml'),
    `sample: true
site: {title: ж, tagline: ж, description: ж, base_url: "https://ж.example", theme: test, language: ${language},
  old_urls: true}
topics:
  - {id: a1, label: жж, aliases: [${ids().join(', ')}]}
authors: [{name: ж жж}]
searches: [{name: ж, query: ж, slug: s1}]
`,
  );
  const result = spawnSync(program, ['-C', folder, 'build'], {encoding: 'utf8'});
  assert.equal(result.status, 0, result.stderr);
  return join(folder, 'site');
}

/** Topics of the sample, which are all the one topic of these sites. */
function ids() {
  return [
    ...readFileSync(join(root, 'config.yaml'), 'utf8').matchAll(/^ {2}- id: ([\w-]+)$/gm),
  ].map(found => found[1]);
}

const decoded = (/** @type {string} */ text) =>
  text
    .replace(/&nbsp;/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** What a reader of a page sees or hears: texts between tags, and attributes that are shown. */
function textsOfHtml(/** @type {string} */ html) {
  const shown = html
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<(script|style|math|code|pre)\b[^]*?<\/\1>/g, '');
  const attributes = [
    ...shown.matchAll(/\s(?:alt|title|aria-label|placeholder|label|summary)="([^"]*)"/g),
    ...shown.matchAll(
      /<meta (?:name|property)="(?:description|og:title|og:description|og:image:alt)" content="([^"]*)"/g,
    ),
  ].map(found => found[1] ?? '');
  for (const dialog of shown.match(/<dialog [^>]*>/g) ?? [])
    attributes.push(...[...dialog.matchAll(/ data-\w+="([^"]*)"/g)].map(found => found[1] ?? ''));
  return [...shown.replace(/<[^>]*>/g, '\n').split('\n'), ...attributes].map(decoded);
}

/** @returns {string[]} */
function textsOfJson(/** @type {any} */ value, /** @type {string} */ key = '') {
  if (typeof value === 'string') {
    if (key === 'content_html') return textsOfHtml(value);
    return ['title', 'description', 'summary', 'name'].includes(key) ? [value] : [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => textsOfJson(inner, name));
}

/** Texts of all pages, feeds and llms.txt, with a file that has each. @returns {Map<string, string>} */
function textsOf(/** @type {string} */ site) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const path of readdirSync(site, {recursive: true, encoding: 'utf8'})) {
    const read = () => readFileSync(join(site, path), 'utf8');
    /** @type {string[]} */
    let found = [];
    if (path.endsWith('.html')) found = textsOfHtml(read());
    if (path.endsWith('.xml') && path.includes('feed'))
      found = textsOfHtml(decoded(read().replace(/<(id|uri|generator|link)\b[^]*?<\/\1>/g, '')));
    if (path.endsWith('.json') && path.includes('feed')) found = textsOfJson(JSON.parse(read()));
    if (path === 'llms.txt')
      found = read()
        .replace(/\(https?:[^)]*\)/g, '')
        .split('\n');
    for (const text of found) {
      const trimmed = text.replace(/https?:\S+/g, '').trim();
      if (trimmed !== '' && !texts.has(trimmed)) texts.set(trimmed, path);
    }
  }
  return texts;
}

/** Names, not words: the same in every language. */
const NAMES =
  /\{\w+\}|\b(arXiv|BibTeX|RIS|PDF|JSON|HTML|TeX|DOI|MathML|GitHub|Hugging Face|Semantic Scholar|Feed|Atom|RSS|CC0|CC BY[\w. -]*|Node|JavaScript|index\.json|cite\.bib|cite\.ris|papers\/ID\/|search\/client\.js|[a-z]+(?:-[a-z]+)?\.[A-Za-z-]{2,7}|quant-ph(?:\/\d+)?|(?:[a-z]+:)?[\w-]*\d[\w./-]*|US)\b/g;

test('a site in a language of its own has no word of another', () => {
  const texts = textsOf(build('uk'));
  assert.ok(texts.size > 500, `only ${texts.size} texts`);
  const left = [...texts]
    .filter(([text]) => /[A-Za-z]{2}/.test(text.replace(NAMES, '')))
    .map(([text, path]) => `${path}: ${text}`);
  assert.deepEqual(left, []);
});

for (const language of ['de', 'zh']) {
  test(`no English sentence is left in ${language}`, () => {
    const english = textsOf(build('en'));
    const left = [...textsOf(build(language))]
      .filter(
        ([text]) =>
          english.has(text) && (text.replace(NAMES, '').match(/[A-Za-z]{2,}/g) ?? []).length >= 2,
      )
      .map(([text, path]) => `${path}: ${text}`);
    assert.deepEqual(left, []);
  });
}
