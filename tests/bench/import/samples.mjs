// The table of docs/import.md: each folder of samples imported into an empty project of its own.
//   node tests/bench/import/samples.mjs BROADSHEET FOLDER...
// A folder whose entries are all folders is a set of samples. CPU is user and system time.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';

const [binary, ...folders] = process.argv.slice(2);
if (folders.length === 0) {
  console.error('usage: samples.mjs BROADSHEET FOLDER...');
  process.exit(2);
}

const entriesOf = folder =>
  readdirSync(folder, {withFileTypes: true}).filter(one => !one.name.startsWith('.'));
const isSet = folder =>
  entriesOf(folder)
    .filter(one => one.isFile())
    .every(one => /^README/.test(one.name)) &&
  entriesOf(folder).some(one => one.isDirectory() && /^\d\d-/.test(one.name));
const samples = folders.flatMap(folder =>
  isSet(folder)
    ? entriesOf(folder)
        .filter(one => one.isDirectory())
        .map(one => join(folder, one.name))
        .sort()
    : [folder],
);

/** Digests of a project's content. */
function digestsOf(content) {
  const digests = [];
  for (const month of readdirSync(content)) {
    if (!/^\d{4}-\d\d$/.test(month)) continue;
    for (const day of readdirSync(join(content, month)).filter(one => one.endsWith('.json'))) {
      digests.push(JSON.parse(readFileSync(join(content, month, day), 'utf8')));
    }
  }
  return digests;
}

function measure(sample) {
  const project = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    writeFileSync(join(project, 'config.yaml'), 'site:\n  title: Samples\n');
    const run = spawnSync(
      '/bin/sh',
      [
        '-c',
        `"$0" -C "$1" import . >"$1/out" 2>&1; echo "exit $?" >>"$1/out"; times >"$1/times"`,
        resolve(binary),
        project,
      ],
      {cwd: sample},
    );
    if (run.error) throw run.error;
    const out = readFileSync(join(project, 'out'), 'utf8');
    const [user, system] = readFileSync(join(project, 'times'), 'utf8')
      .split('\n')[1]
      .split(' ')
      .map(time => Number(time.split('m')[0]) * 60 + parseFloat(time.split('m')[1]));
    const papers = new Map();
    let days = 0;
    if (existsSync(join(project, 'content'))) {
      for (const digest of digestsOf(join(project, 'content'))) {
        ++days;
        for (const paper of digest.papers) {
          const known = papers.get(paper.id) ?? {authors: false, abstract: false};
          known.authors ||= paper.authors.length > 0;
          known.abstract ||= (paper.abstract ?? '') !== '';
          papers.set(paper.id, known);
        }
      }
    }
    const files = [...out.matchAll(/^([\d,]+) files?: (.*)$/gm)].map(([, count, what]) => ({
      count: Number(count.replaceAll(',', '')),
      used: !/^(ignored|unreadable|not a digest)/.test(what),
    }));
    const sum = some => some.reduce((all, one) => all + one.count, 0);
    const leftOut = [...out.matchAll(/^left out: ([\d,]+) papers?, ([^;\n]*)/gm)]
      .map(([, count, reason]) => `${count} ${reason}`)
      .join(', ');
    const all = [...papers.values()];
    return [
      basename(resolve(sample)),
      `${sum(files.filter(one => one.used))} of ${sum(files)}`,
      days,
      all.length,
      all.filter(one => one.authors).length,
      all.filter(one => one.abstract).length,
      leftOut || '-',
      (user + system).toFixed(2),
    ];
  } finally {
    rmSync(project, {recursive: true});
  }
}

console.log(
  '| sample | files used | days | papers | with authors | with abstract | left out | CPU, s |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const sample of samples) console.log(`| ${measure(sample).join(' | ')} |`);
