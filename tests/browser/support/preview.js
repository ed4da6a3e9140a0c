// `broadsheet serve` of a project, from its start to its Ctrl-C.

import {spawn} from 'node:child_process';

const PROGRAM = process.env.BROADSHEET ?? 'build/release/broadsheet';

/**
 * @param {string} project
 * @returns {Promise<{url: string, said: () => string, end: (signal?: NodeJS.Signals) => Promise<{code: number | null, signal: string | null}>}>}
 */
export async function preview(project) {
  const child = spawn(PROGRAM, ['-C', project, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  /** @type {Promise<{code: number | null, signal: string | null}>} */
  const ended = new Promise(resolve => {
    child.on('close', (code, signal) => resolve({code, signal}));
  });
  child.stderr.on('data', bytes => {
    err += bytes;
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', bytes => {
      out += bytes;
      const found = /serving (\S+) /.exec(out);
      if (found) resolve(found[1]);
    });
    void ended.then(() => reject(new Error(`serve ended: ${err}`)));
  });
  return {
    url,
    said: () => err,
    end: (signal = 'SIGINT') => {
      child.kill(signal);
      return ended;
    },
  };
}
