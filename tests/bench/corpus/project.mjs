// Digests of the papers that make_corpus made up, a file a day.
// usage: node tests/bench/corpus/project.mjs PAPERS.jsonl CONTENT

import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const [papers, content] = process.argv.slice(2);
if (!papers || !content)
  throw new Error('usage: node tests/bench/corpus/project.mjs PAPERS.jsonl CONTENT');

/** @type {Map<string, object[]>} */
const days = new Map();
for (const line of readFileSync(papers, 'utf8').trimEnd().split('\n')) {
  const paper = JSON.parse(line);
  const list = days.get(paper.day) ?? [];
  days.set(paper.day, list);
  list.push({
    id: paper.id,
    title: paper.title,
    authors: paper.authors,
    abstract: paper.abstract,
    comment: paper.comment,
    categories: paper.categories,
    relevance: Math.ceil(paper.score / 2),
    novelty: Math.floor(paper.score / 2),
    score: paper.score,
    topics: paper.topics ?? [],
  });
}
for (const [date, list] of days) {
  const folder = join(content, date.slice(0, 7));
  mkdirSync(folder, {recursive: true});
  const counts = {announced: list.length * 10, scanned: list.length * 10, selected: list.length};
  writeFileSync(
    join(folder, `${date}.json`),
    `${JSON.stringify({format: 1, date, status: 'complete', model: 'sample', usage: {}, counts, papers: list})}\n`,
  );
}
