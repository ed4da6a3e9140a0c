// Serves a folder on loopback as GitHub Pages would: below a base path, index.html for folders, a
// redirect to the slash, 404.html for what is not there, gzip, ten minutes of caching.

import {createServer} from 'node:http';
import {readFile, stat} from 'node:fs/promises';
import {extname, join, normalize} from 'node:path';
import {gzipSync} from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
};
const COMPRESSED = /^(text\/|application\/(javascript|json|xml)|image\/svg)/;

/**
 * What goes wrong; paths are below the base path.
 * @typedef {Object} Trouble
 * @property {(path: string) => number | undefined} [answer]  a status to give instead of the file; 0: never an answer
 * @property {(path: string, body: Buffer) => Buffer | undefined} [spoil]  other bytes than the file's
 * @property {number} [delay]  milliseconds before each answer
 */

/**
 * @param {string} folder
 * @param {string} basePath  '/digest' or ''
 * @param {Trouble} [trouble]  changed at any time
 * @returns {Promise<{origin: string, url: string, requests: {path: string, status: number, bytes: number}[],
 *   trouble: Trouble, close: () => Promise<void>}>}
 */
export async function serve(folder, basePath = '', trouble = {}) {
  /** @type {{path: string, status: number, bytes: number}[]} */
  const requests = [];

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const send = (
      /** @type {number} */ status,
      /** @type {Buffer} */ body,
      /** @type {string} */ type,
    ) => {
      const gzip =
        COMPRESSED.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      const bytes = gzip ? gzipSync(body, {level: 6}) : body;
      requests.push({path: path.slice(basePath.length), status, bytes: bytes.length});
      response.writeHead(status, {
        'content-type': type,
        'content-length': bytes.length,
        'cache-control': status < 500 ? 'max-age=600' : 'no-store',
        ...(gzip ? {'content-encoding': 'gzip'} : {}),
      });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    };
    if (trouble.delay) await new Promise(resolve => setTimeout(resolve, trouble.delay));
    const forced = trouble.answer?.(path.slice(basePath.length));
    if (forced === 0) return;
    if (forced) {
      send(forced, Buffer.from('trouble'), 'text/plain');
      return;
    }
    const inside = path === basePath || path.startsWith(`${basePath}/`);
    const file = join(folder, normalize(path.slice(basePath.length)));
    try {
      if (!inside) throw new Error('outside');
      if ((await stat(file)).isDirectory()) {
        if (!path.endsWith('/')) {
          response.writeHead(301, {location: `${path}/`}).end();
          return;
        }
        send(200, await readFile(join(file, 'index.html')), TYPES['.html']);
        return;
      }
      const type =
        TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? 'application/octet-stream';
      const body = await readFile(file);
      send(200, trouble.spoil?.(path.slice(basePath.length), body) ?? body, type);
    } catch {
      const page = await readFile(join(folder, '404.html')).catch(() => Buffer.from('not found'));
      send(404, page, TYPES['.html']);
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    url: `${origin}${basePath}/`,
    requests,
    trouble,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
