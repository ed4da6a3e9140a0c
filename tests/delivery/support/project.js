// A project with mail, and the real program run in it.

import {spawn} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const program = process.env.BROADSHEET ?? join(root, 'build', 'release', 'broadsheet');

export const day = '2026-02-27'; // with papers
export const failedDay = '2026-02-28';
export const password = 'pass-0123456789-topsecret';

/** @typedef {{code: number | null, signal: string | null, output: string, stdout: string}} Ran */

export class Project {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-delivery-'));

  /**
   * The sample days of the golden tests.
   * @param {Record<string, unknown>} mail  keys of `mail` in config.yaml
   * @param {{site?: Record<string, unknown>, messages?: object[]}} [other]
   */
  constructor(mail, {site = {}, messages} = {}) {
    cpSync(join(root, 'tests/golden/days/content'), join(this.folder, 'content'), {
      recursive: true,
    });
    const settings = {
      site: {title: 'My Digest', base_url: 'https://papers.example.org/digest', ...site},
      mail: {from: 'My Digest <digest@example.org>', timeout_seconds: 5, ...mail},
      ...(messages ? {messages} : {}),
    };
    writeFileSync(join(this.folder, 'config.yaml'), JSON.stringify(settings, null, 1)); // is YAML
  }

  remove() {
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** A file outside the project with an address in each line; its path. */
  list(/** @type {string[]} */ ...addresses) {
    const folder = mkdtempSync(join(this.folder, '..', 'broadsheet-readers-'));
    const file = join(folder, 'readers.txt');
    writeFileSync(file, `# readers\n\n${addresses.join('\n')}\n`);
    return file;
  }

  /** Writes a digest. */
  digest(/** @type {Record<string, any>} */ digest) {
    const file = join(this.folder, 'content', digest.date.slice(0, 7), `${digest.date}.json`);
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, JSON.stringify(digest, null, 1));
  }

  read(/** @type {string} */ path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(/** @type {string} */ path, /** @type {string} */ text) {
    mkdirSync(dirname(join(this.folder, path)), {recursive: true});
    writeFileSync(join(this.folder, path), text);
  }

  /** Starts the program. `env` replaces the variables of the mail. */
  start(/** @type {string[]} */ words, /** @type {Record<string, string>} */ env = {}) {
    const variables = {...process.env};
    for (const name of Object.keys(variables)) {
      if (name.startsWith('BROADSHEET_')) delete variables[name];
    }
    const child = spawn(program, ['-C', this.folder, ...words], {
      env: {...variables, LC_ALL: 'C.UTF-8', ...env},
    });
    let output = '';
    let stdout = '';
    child.stdout.on('data', bytes => {
      output += bytes;
      stdout += bytes;
    });
    child.stderr.on('data', bytes => (output += bytes));
    /** @type {Promise<Ran>} */
    const ended = new Promise(resolve =>
      child.on('close', (code, signal) => resolve({code, signal, output, stdout})),
    );
    return {child, ended};
  }

  run(/** @type {string[]} */ words, /** @type {Record<string, string>} */ env = {}) {
    return this.start(words, env).ended;
  }
}

/** A digest with one paper. */
export function digestOf(/** @type {string} */ date, /** @type {Record<string, unknown>} */ paper) {
  return {
    format: 1,
    date,
    status: 'complete',
    model: 'made-up-1',
    usage: {},
    counts: {announced: 40, scanned: 30, selected: 1},
    papers: [
      {
        id: '2607.00001',
        title: 'A title',
        authors: ['Ada Lovelace'],
        abstract: 'We study it.',
        comment: 'Good.',
        relevance: 9,
        novelty: 9,
        score: 18,
        topics: [],
        ...paper,
      },
    ],
  };
}
