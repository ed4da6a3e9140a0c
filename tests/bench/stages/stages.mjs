// Measures builds of generated projects (see run.sh).

import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {cpus, loadavg, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';

import {bytesByKind, bytesByPart, printBytes} from './bytes.mjs';

const {values} = parseArgs({
  options: {
    papers: {type: 'string', default: '1000,10000'},
    out: {type: 'string'},
    against: {type: 'string'},
  },
});
const sizes = values.papers.split(',').map(Number);
if (!sizes.every(size => Number.isInteger(size) && size >= 100))
  throw new Error('--papers takes numbers from 100, with commas between them');
const program = process.env.BROADSHEET ?? 'build/release/broadsheet';
const maker = process.env.MAKE_CORPUS ?? 'build/release/tests/bench/make_corpus';

/** A tenth more, and not only by the noise of a short build. @param {number} now @param {number} before */
const isSlower = (now, before) => now > before * 1.1 && now > before + 0.2;

/** @typedef {{name: string, wall: number, cpu: number}} Stage */
/** @typedef {{wall: number, cpu: number, peak_mb: number, files: number, bytes: number, stages: Stage[]}} Build */
/** @typedef {{kinds: Record<string, {bytes: number, files: number}>, parts: Record<string, number>}} Bytes */

/** @param {string} project @param {string[]} options @returns {Build} */
function build(project, ...options) {
  const ran = spawnSync(
    '/usr/bin/time',
    ['-f', '%e %U %S %M', program, '-C', project, 'build', '--json', ...options],
    {encoding: 'utf8', maxBuffer: 1 << 26},
  );
  if (ran.status !== 0) throw new Error(ran.stderr);
  const times = ran.stderr.trim().split('\n').at(-1) ?? '';
  const [wall, user, system, kilobytes] = times.split(' ').map(Number);
  const [result] = JSON.parse(ran.stdout).results;
  return {
    wall,
    cpu: user + system,
    peak_mb: Math.round(kilobytes / 1024),
    files: result.files,
    bytes: result.bytes,
    stages: result.stages,
  };
}

/** @param {string} folder */
function measured(folder, papers) {
  const [corpus, project] = [join(folder, 'papers.jsonl'), join(folder, 'project')];
  writeFileSync(
    corpus,
    execFileSync(maker, [String(papers)], {
      maxBuffer: 2 ** 31,
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  execFileSync(program, ['init', project, '--yes'], {stdio: 'ignore'});
  execFileSync('node', ['tests/bench/corpus/project.mjs', corpus, join(project, 'content')]);
  const clean = build(project);
  const site = join(project, 'site');
  const bytes = {kinds: bytesByKind(site), parts: bytesByPart(site)};
  const content = join(project, 'content');
  const last = readdirSync(content, {recursive: true, encoding: 'utf8'})
    .filter(path => /\d{4}-\d\d-\d\d\.json$/.test(path))
    .sort()
    .at(-1);
  const aside = join(folder, 'day.json');
  renameSync(join(content, last ?? ''), aside);
  build(project);
  renameSync(aside, join(content, last ?? ''));
  return {clean, bytes, day: build(project)};
}

/** @param {string} what @param {Build} one @param {number} papers */
function print(what, one, papers) {
  console.log(
    `${String(papers).padStart(7)} papers, ${what}: ${one.cpu.toFixed(2)} s CPU, ${one.wall.toFixed(2)} s wall, ` +
      `${one.peak_mb} MB peak, ${(one.bytes / papers / 1000).toFixed(2)} KB and ${(one.files / papers).toFixed(2)} files a paper`,
  );
  for (const {name, cpu, wall} of one.stages)
    console.log(`        ${name.padEnd(16)} ${cpu.toFixed(2)} s CPU, ${wall.toFixed(2)} s wall`);
}

console.log(`processors: ${cpus().length}, load: ${loadavg()[0]?.toFixed(2)}`);
/** @type {Record<string, {clean: Build, bytes: Bytes, day: Build}>} */
const figures = {};
for (const papers of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'stages-'));
  try {
    const both = measured(folder, papers);
    figures[papers] = both;
    print('clean', both.clean, papers);
    printBytes(both.bytes, papers);
    print('one more day', both.day, papers);
  } finally {
    rmSync(folder, {recursive: true});
  }
}
if (values.out) writeFileSync(values.out, `${JSON.stringify({format: 1, figures}, null, 1)}\n`);

if (values.against) {
  const {figures: before} = JSON.parse(readFileSync(values.against, 'utf8'));
  for (const papers of sizes) {
    for (const what of /** @type {const} */ (['clean', 'day'])) {
      const [now, then] = [figures[papers]?.[what], before[papers]?.[what]];
      if (!now || !then) continue;
      const slower = isSlower(now.cpu, then.cpu);
      if (slower) process.exitCode = 1;
      console.log(
        `${papers} papers, ${what}: ${then.cpu.toFixed(2)} to ${now.cpu.toFixed(2)} s CPU${slower ? ': slower' : ''}`,
      );
      for (const {name, cpu} of now.stages) {
        const old = then.stages.find((/** @type {Stage} */ stage) => stage.name === name);
        if (old && isSlower(cpu, old.cpu))
          console.log(`        ${name}: ${old.cpu.toFixed(2)} to ${cpu.toFixed(2)} s`);
      }
    }
  }
}
