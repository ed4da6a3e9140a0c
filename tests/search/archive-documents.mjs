// Prints the papers of an archive of daily JSON files as one JSON array in document order: what both
// indexes of the search tests are made from. Usage: node archive-documents.mjs FOLDER > documents.json
//
// A small reader for tests: the program itself imports archives with `broadsheet import`.

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const MARKS = {
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '"': '\u0308',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  c: '\u0327',
  v: '\u030c',
  u: '\u0306',
  H: '\u030b',
  k: '\u0328',
  r: '\u030a',
  d: '\u0323',
  b: '\u0331',
};
const LETTERS = {
  ss: 'ß',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'j',
  dh: 'ð',
  th: 'þ',
};

/** @param {string} text */
export function plain(text) {
  return text
    .replace(/\\(["'`^~=.])\s*\{?\\?([a-zA-Z])\}?/g, (_, mark, letter) =>
      (letter + MARKS[mark]).normalize('NFC'),
    )
    .replace(/\\([cvuHkrdb])(?:\s+|\{)\\?([a-zA-Z])\}?/g, (_, mark, letter) =>
      (letter + MARKS[mark]).normalize('NFC'),
    )
    .replace(
      /\\(ss|ae|AE|oe|OE|aa|AA|dh|th|o|O|l|L|i|j)(?:\{\}|\s+|(?![a-zA-Z]))/g,
      (_, name) => LETTERS[name],
    )
    .replace(/\\(?:emph|textbf|textit|texttt|textsc|text|mathbf|mathrm|mathcal|mathbb)\b/g, ' ')
    .replace(/[{}$\\]/g, c => (c === '\\' ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();
}

const topicKey = label =>
  label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * @param {string} folder  holds YYYY-MM/YYYY-MM-DD-*.json
 */
export function archiveDocuments(folder) {
  /** @type {Map<string, any>} */
  const papers = new Map();
  const files = [];
  for (const month of readdirSync(folder).sort()) {
    for (const file of readdirSync(join(folder, month)).sort()) {
      const day = /^(\d{4}-\d{2}-\d{2})-(output|daily-papers|hotspot-papers)\.json$/.exec(file);
      if (day) files.push({day: day[1], path: join(folder, month, file)});
    }
  }
  files.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.path < b.path ? 1 : -1));
  for (const {day, path} of files) {
    const json = JSON.parse(readFileSync(path, 'utf8'));
    for (const [id, paper] of Object.entries(json.papers ?? json)) {
      if (papers.has(id)) continue;
      const comment = plain(paper.COMMENT ?? '');
      const label =
        paper.PRIMARY_TOPIC_LABEL ?? /^([A-Z][^:.()]{3,40})(?::| -| \()/.exec(comment)?.[1] ?? '';
      papers.set(id, {
        id,
        day,
        score: paper.SCORE ?? (paper.RELEVANCE ?? 0) + (paper.NOVELTY ?? 0),
        title: plain(paper.title),
        authors: paper.authors.map(plain),
        comment,
        abstract: plain(paper.abstract.replace(/^arXiv:\S+ Announce Type: \S+\s+Abstract: /, '')),
        topics: label ? [topicKey(label)] : [],
        categories: [['cs.LG', 'cs.CL', 'cs.AI', 'stat.ML'][Number(id.slice(-1)) % 4]],
      });
    }
  }
  return [...papers.values()].sort((a, b) =>
    a.day !== b.day
      ? a.day < b.day
        ? -1
        : 1
      : a.score !== b.score
        ? b.score - a.score
        : a.id < b.id
          ? -1
          : 1,
  );
}

if (process.argv[1]?.endsWith('archive-documents.mjs')) {
  process.stdout.write(JSON.stringify(archiveDocuments(process.argv[2])));
}
