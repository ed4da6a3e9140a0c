// Builds a site with the program, from the sample content and a day of hostile text.

import {execFileSync} from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');

export const basePath = '/digest';
export const themes = ['broadsheet', 'plain'];

/** Text that must stay text. Each payload would change the page's title or open a dialog. */
const hostile = {
  title:
    '<script>document.title="owned"</script><img src=x onerror=alert(1)> "Quoted" & {{title}} {{{title}}} $x<script>alert(2)</script>$',
  author: '<b onmouseover="alert(3)">Eve</b> \u202eflipped',
  comment:
    'Efficiency: </script><svg onload=alert(4)> [link](javascript:alert(5)) \\href{javascript:alert(6)}{here} *not* _markup_',
  abstract:
    '</article></main></body><iframe src="javascript:alert(7)"></iframe> zyzzyva <!-- $\\href{javascript:alert(8)}{x}$ ]]> ' +
    'A long word: ' +
    'x'.repeat(300) +
    ' and https://example.org/"onclick="alert(9) end.',
};

function hostileDay() {
  const paper = (/** @type {string} */ id, /** @type {Record<string, unknown>} */ change) => ({
    id,
    title: hostile.title,
    authors: [hostile.author, ...Array.from({length: 40}, (_, i) => `Given Family${i}`)],
    abstract: hostile.abstract,
    categories: ['cs.LG'],
    comment: hostile.comment,
    relevance: 9,
    novelty: 8,
    score: 17,
    chosen_by: 'model',
    topics: ['efficiency'],
    ...change,
  });
  return {
    format: 1,
    date: '2026-07-09',
    status: 'complete',
    model: '<i>model</i>',
    usage: {
      prompt_tokens: 1,
      completion_tokens: 1,
      cached_tokens: null,
      prompt_cost_usd: 0.01,
      completion_cost_usd: 0.01,
      cached_cost_usd: null,
    },
    counts: {announced: 5, scanned: 5, selected: 2},
    editorial: [
      {text: hostile.comment, papers: ['2607.00001', '2607.00002']},
      {text: hostile.title, papers: ['2607.00001']},
    ],
    papers: [
      paper('2607.00001', {
        spotlight: {kind: 'other', comment: hostile.comment},
        parts: [
          {label: 'tldr', text: hostile.title},
          {label: hostile.author, text: hostile.comment, language: 'de'},
        ],
      }),
      paper('2607.00002', {title: 'Plain title', authors: ['Zoë Ångström']}),
    ],
    verdicts: [
      ['2607.00001', 9, 8, 'efficiency', hostile.comment],
      ['2607.00002', 9, 8, '', 'plain'],
      ['2607.00003', 6, 9, hostile.author, hostile.comment, hostile.title],
      ['2607.00004', 5, 8, '', 'Not asked for.', 'A title of its own'],
      ['2607.00005', 3.5, 2, '', ''],
    ],
  };
}

/**
 * @param {{theme?: string, hostile?: boolean, language?: string}} [options]
 * @returns {{project: string, folder: string, deploy: () => void, remove: () => void}}  deploy: a day more, built in place
 */
export function buildSite({
  theme = 'broadsheet',
  hostile: withHostile = true,
  language = 'en',
} = {}) {
  const project = mkdtempSync(join(tmpdir(), 'broadsheet-browser-'));
  const settings = readFileSync(join(root, 'config.yaml'), 'utf8')
    .replace(/^(\s*base_url:).*$/m, `$1 "https://papers.example${basePath}"`)
    .replace(/^(\s*below:).*$/m, '$1 true')
    .replace(/^(\s*theme:).*$/m, `$1 ${theme}`)
    .replace(/^(\s*language:).*$/m, `$1 ${language}`);
  writeFileSync(join(project, 'config.yaml'), settings);
  cpSync(join(root, 'content'), join(project, 'content'), {recursive: true});
  const build = () =>
    execFileSync(program, ['-C', project, 'build'], {stdio: ['ignore', 'ignore', 'pipe']});
  const addHostileDay = () => {
    mkdirSync(join(project, 'content', '2026-07'), {recursive: true});
    writeFileSync(
      join(project, 'content', '2026-07', '2026-07-09.json'),
      JSON.stringify(hostileDay(), null, 2),
    );
  };
  if (withHostile) addHostileDay();
  build();
  return {
    project,
    folder: join(project, 'site'),
    deploy: () => {
      addHostileDay();
      build();
    },
    remove: () => rmSync(project, {recursive: true, force: true}),
  };
}

/**
 * All HTML files, as paths below the site ("2026/07/", "404.html").
 * @param {string} folder
 * @returns {string[]}
 */
export function allPages(folder) {
  /** @type {string[]} */
  const found = [];
  const walk = (/** @type {string} */ at) => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (name.endsWith('.html'))
        found.push(relative(folder, path).replace(/(^|\/)index\.html$/, '$1'));
    }
  };
  walk(folder);
  return found;
}

/** One page of every kind, by name. @type {[string, RegExp][]} */
const kinds = [
  ['home', /^$/],
  ['day', /^2026\/07\/06\/$/],
  ['day-hostile', /^2026\/07\/09\/$/],
  ['day-failed', /^2026\/06\/25\/$/],
  ['day-empty', /^2026\/06\/29\/$/],
  ['day-partial', /^2026\/07\/01\/$/],
  ['below', /^2026\/07\/09\/below\/$/],
  ['week', /^2026\/w27\/$/],
  ['month', /^2026\/06\/$/],
  ['year', /^2026\/$/],
  ['months', /^months\/$/],
  ['paper', /^papers\/1706\.03762\/$/],
  ['paper-hostile', /^papers\/2607\.00001\/$/],
  ['search', /^search\/$/],
  ['saved-search', /^searches\/[^/]+\/$/],
  ['topics', /^topics\/$/],
  ['topic', /^topics\/[^/]+\/$/],
  ['trends', /^trends\/$/],
  ['authors', /^authors\/$/],
  ['author', /^authors\/[^/]+\/$/],
  ['starred', /^starred\/$/],
  ['prompt', /^prompts\/[^/]+\/$/],
  ['page', /^about\/$/],
  ['404', /^404\.html$/],
];

/** Kinds that a small library may lack. */
const optional = new Set(['trends', 'day-hostile', 'paper-hostile', 'below']);

/**
 * @param {string} folder
 * @returns {{kind: string, path: string}[]}
 */
export function pageKinds(folder) {
  const pages = allPages(folder);
  return kinds.flatMap(([kind, pattern]) => {
    const path = pages.find(one => pattern.test(one));
    if (path === undefined && !optional.has(kind)) throw new Error(`the site has no ${kind} page`);
    return path === undefined ? [] : [{kind, path}];
  });
}
