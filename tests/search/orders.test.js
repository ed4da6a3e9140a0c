// A project that lives: imports, edits, deletions, changed cut-offs with a rescore, and builds in random order.
// After each build the site is that of a clean build, to the byte, and the browser's client finds what the native
// search finds. ORDERS=20 tries more orders.

import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {openClient} from './file-index.mjs';

const program = process.env.BROADSHEET ?? 'build/release/broadsheet';
const work = mkdtempSync(join(tmpdir(), 'broadsheet-orders-'));
after(() => rmSync(work, {recursive: true, force: true}));

const STEPS = 14;
const WORDS = [
  ...['sparse', 'attention', 'pruning', 'quantum', 'router', 'expert', 'kernel', 'lattice'],
  ...['scaling', 'memory', 'gradient', 'token', 'retrieval', 'diffusion', 'policy', 'reward'],
];
const QUERIES = [
  'sparse',
  'attention memory',
  '"expert kernel"',
  '-token reward',
  'title:quantum',
  'quantm',
  'lat',
];

/** Mulberry32. @param {number} seed */
function randomOf(seed) {
  return (/** @type {number} */ below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** @param {string} root @returns {Map<string, string>} */
function treeOf(root) {
  const tree = new Map();
  const walk = (/** @type {string} */ at) => {
    for (const name of readdirSync(join(root, at)).sort()) {
      const path = join(at, name);
      if (statSync(join(root, path)).isDirectory()) walk(path);
      else tree.set(path, readFileSync(join(root, path), 'latin1'));
    }
  };
  walk('');
  return tree;
}

class Project {
  /** @param {number} seed */
  constructor(seed) {
    this.random = randomOf(seed);
    this.root = join(work, String(seed));
    this.number = 0;
    this.cutoff = 5;
    mkdirSync(join(this.root, 'content'), {recursive: true});
    this.configure();
  }

  /** @template T @param {T[]} list */
  one(list) {
    return list[this.random(list.length)];
  }

  configure() {
    const settings = {
      site: {title: 'Orders', base_url: 'https://user.github.io/digest'},
      topics: [{id: 'small', label: 'Small Models', keywords: ['pruning', 'sparse']}],
      searches: [{name: 'Sparse', query: 'sparse'}],
      score: {relevance_cutoff: this.cutoff, novelty_cutoff: 1},
    };
    writeFileSync(join(this.root, 'config.yaml'), JSON.stringify(settings));
  }

  paper() {
    const n = ++this.number;
    const words = Array.from({length: 9}, () => this.one(WORDS));
    const relevance = 1 + this.random(10);
    return {
      id: `2603.${10000 + n}`,
      title: `The ${words.slice(0, 3).join(' ')}`,
      authors: ['Ada Lovelace', this.one(['Grace Hopper', 'José Núñez'])],
      abstract: `We study ${words.join(' ')} in $O(n^${this.random(3)})$.`,
      comment: `About ${words[8]}.`,
      relevance,
      novelty: 5,
      score: relevance + 5,
      chosen_by: 'model',
    };
  }

  /** @param {string} day */
  digest(day) {
    const papers = Array.from({length: 1 + this.random(4)}, () => this.paper());
    return {
      format: 1,
      date: day,
      status: 'complete',
      model: 'm',
      papers,
      verdicts: papers.map(({id, relevance, novelty}) => [id, relevance, novelty]),
    };
  }

  days() {
    return readdirSync(join(this.root, 'content'), {recursive: true, encoding: 'utf8'})
      .filter(path => path.endsWith('.json'))
      .sort();
  }

  /** @param {string[]} words */
  run(...words) {
    const {status, stderr} = spawnSync(program, ['-C', this.root, ...words], {encoding: 'utf8'});
    assert.ok(
      status === 0 || (words[0] === 'rescore' && status === 4),
      `${words.join(' ')}: ${stderr}`,
    );
  }

  import() {
    const day = `2026-03-${String(2 + this.random(27)).padStart(2, '0')}`;
    const file = join(work, `${day}.json`);
    writeFileSync(file, JSON.stringify(this.digest(day)));
    this.run('import', file);
    return `import ${day}`;
  }

  edit() {
    if (this.days().length === 0) return this.import();
    const path = join(this.root, 'content', this.one(this.days()));
    const digest = JSON.parse(readFileSync(path, 'utf8'));
    const paper = this.one(digest.papers);
    const change = this.random(3);
    if (!paper || change === 0) digest.papers.push(this.paper());
    else if (change === 1) paper.title = `Another ${this.one(WORDS)} ${this.one(WORDS)}`;
    else digest.papers.splice(digest.papers.indexOf(paper), 1);
    writeFileSync(path, JSON.stringify(digest));
    return `edit ${path}`;
  }

  remove() {
    if (this.days().length < 2) return this.import();
    const path = this.one(this.days());
    rmSync(join(this.root, 'content', path));
    return `remove ${path}`;
  }

  rescore() {
    this.cutoff = 1 + this.random(9);
    this.configure();
    this.run('rescore');
    return `rescore from ${this.cutoff}`;
  }

  lose() {
    const path = this.one([
      '.broadsheet/index',
      '.broadsheet/maths',
      '.broadsheet/words',
      '.broadsheet/build.state',
      'site/index.html',
      'site/search',
    ]);
    rmSync(join(this.root, path), {recursive: true, force: true});
    return `lose ${path}`;
  }

  step() {
    const actions = [
      this.import,
      this.import,
      this.edit,
      this.edit,
      this.remove,
      this.rescore,
      this.lose,
    ];
    return this.one(actions).call(this);
  }
}

/** @param {Project} project */
function cleanBuild(project) {
  const other = `${project.root}-clean`;
  rmSync(other, {recursive: true, force: true});
  mkdirSync(other);
  for (const part of ['config.yaml', 'content'])
    cpSync(join(project.root, part), join(other, part), {recursive: true});
  execFileSync(program, ['-C', other, 'build'], {stdio: 'pipe'});
  return treeOf(join(other, 'site'));
}

/** @param {Project} project */
async function checkAgreement(project) {
  const {client} = await openClient(join(project.root, 'site'));
  for (const query of QUERIES) {
    const printed = execFileSync(program, ['-C', project.root, 'search', '--json', '--', query], {
      stdio: 'pipe',
      encoding: 'utf8',
    });
    const native = JSON.parse(printed);
    const answer = await client.search(query, {complete: false});
    assert.deepEqual(
      [answer.total, answer.results.map((/** @type {{id: string}} */ {id}) => id)],
      [native.total, native.results.map((/** @type {{id: string}} */ {id}) => id)],
      query,
    );
  }
}

for (let seed = 1; seed <= Number(process.env.ORDERS ?? 3); ++seed) {
  test(`order ${seed}: the site is that of a clean build, and both searches agree`, async () => {
    const project = new Project(seed);
    /** @type {string[]} */
    const log = [project.import()];
    for (let step = 0; step < STEPS; ++step) {
      log.push(project.step());
      if (project.random(3) === 0) continue; // two changes before a build
      log.push('build');
      project.run('build');
      const [now, clean] = [treeOf(join(project.root, 'site')), cleanBuild(project)];
      assert.deepEqual([...now.keys()], [...clean.keys()], log.join('; '));
      for (const [path, bytes] of clean)
        assert.ok(now.get(path) === bytes, `${path} after ${log.join('; ')}`);
      if (existsSync(join(project.root, 'site/search/manifest'))) await checkAgreement(project);
    }
    assert.ok(log.filter(one => one === 'build').length > 5);
  });
}
