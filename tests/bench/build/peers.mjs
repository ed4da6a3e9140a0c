// The digests of a project as a site for Hugo: a page for each paper, day and month, with what a reader sees of them. Its pages are fixed,
// whatever ours become, so that the times of different versions can be compared.
// usage: node tests/bench/build/peers.mjs CONTENT FOLDER

import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

const [content, folder] = process.argv.slice(2);
if (!content || !folder) throw new Error('usage: node peers.mjs CONTENT FOLDER');

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{{ .Params.about }}"></head>
<body><nav><a href="/">Latest</a> <a href="/months/">Months</a> <a href="/papers/">Papers</a></nav>
<main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main>
<footer>Metadata from arXiv</footer></body></html>
`;
const LIST = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><ul>{{ range first 50 .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>
`;

/** @param {string} path @param {string} text */
function write(path, text) {
  const file = join(folder, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}
/** @param {string} path @param {string} title @param {string} date @param {string} about @param {string} body */
function page(path, title, date, about, body) {
  const front = {title, date: `${date}T00:00:00Z`, about, url: `/${path}/`};
  write(`content/${path}.md`, `${JSON.stringify(front, null, 1)}\n\n${body}\n`);
}
/** Hugo reads Markdown: nothing of a text may be markup. @param {unknown} text */
const plain = text => String(text ?? '').replace(/[\\`*_{}[\]<>#|&]/g, '\\$&');
/** @param {any} paper */
const nameOf = paper => paper.id.replaceAll('/', '_').replaceAll(':', '_');
/** @param {any} paper */
const text = paper =>
  [
    plain(paper.authors?.join(', ')),
    plain(paper.comment),
    `Score ${paper.score ?? ''}: relevance ${paper.relevance ?? ''}, novelty ${paper.novelty ?? ''}`,
    plain(paper.abstract),
    `[arXiv](https://arxiv.org/abs/${paper.id}) [PDF](https://arxiv.org/pdf/${paper.id})`,
  ].join('\n\n');

write(
  'hugo.json',
  JSON.stringify({
    baseURL: 'https://example.org/',
    title: 'Digest',
    disableKinds: ['taxonomy', 'term'],
  }),
);
write('layouts/_default/single.html', PAGE);
write('layouts/_default/list.html', LIST);
write('layouts/index.html', LIST);

/** @type {Map<string, string[]>} */
const months = new Map();
const seen = new Set();
for (const path of readdirSync(content, {recursive: true, encoding: 'utf8'}).sort()) {
  const date = /(\d{4}-\d\d-\d\d)\.json$/.exec(path)?.[1];
  if (!date) continue;
  const papers = JSON.parse(readFileSync(join(content, path), 'utf8')).papers ?? [];
  const month = months.get(date.slice(0, 7)) ?? [];
  months.set(date.slice(0, 7), month);
  /** @param {any} paper */
  const link = paper => `[${plain(paper.title)}](/papers/${nameOf(paper)}/)`;
  month.push(
    `## ${date}\n\n${papers.map((/** @type {any} */ paper) => `- ${link(paper)}`).join('\n')}`,
  );
  page(
    `days/${date}`,
    date,
    date,
    `${papers.length} papers`,
    papers.map((/** @type {any} */ paper) => `## ${link(paper)}\n\n${text(paper)}`).join('\n\n'),
  );
  for (const paper of papers) {
    if (seen.has(paper.id)) continue;
    seen.add(paper.id);
    page(
      `papers/${nameOf(paper)}`,
      paper.title,
      date,
      paper.abstract?.slice(0, 300) ?? '',
      text(paper),
    );
  }
}
for (const [month, days] of months)
  page(`months/${month}`, month, `${month}-01`, month, days.join('\n\n'));
