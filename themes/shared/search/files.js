// The files of an index, loaded once each.

import {string, verify} from './decoder.js';
import {IndexError, damaged} from './errors.js';

const WAIT = 15000; // milliseconds for one file

/**
 * The content of a deflated file.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function inflated(name, bytes) {
  let plain;
  try {
    const stream = new Blob([/** @type {BlobPart} */ (bytes)])
      .stream()
      .pipeThrough(new DecompressionStream('deflate'));
    plain = new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw damaged(name);
  }
  const body = plain.subarray(0, -4);
  verify(name, body, plain.subarray(-4));
  return body;
}

/**
 * The value of a deflated JSON file.
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function inflatedJson(name, bytes) {
  const body = await inflated(name, bytes);
  try {
    return JSON.parse(string(body));
  } catch {
    throw damaged(name);
  }
}

/** The files of an index, below one address. */
export class Files {
  /** @param {string} base @param {typeof fetch} fetcher */
  constructor(base, fetcher) {
    this.base = base;
    this.fetcher = fetcher;
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /** @param {string} path @param {RequestInit} [init] */
  async bytes(path, init) {
    let response;
    let body;
    try {
      response = await this.fetcher(this.base + path, {...init, signal: AbortSignal.timeout(WAIT)});
      body = await response.arrayBuffer();
    } catch (error) {
      throw new IndexError('network', 'The index was not reached.');
    }
    if (response.status === 404) throw new IndexError('missing', 'A file is missing.');
    if (!response.ok) throw new IndexError('network', `The server answered ${response.status}.`);
    return new Uint8Array(body);
  }

  /**
   * A file that never changes under its name.
   * @template T
   * @param {string} path
   * @param {(name: string, bytes: Uint8Array) => T | Promise<T>} read
   * @returns {Promise<T>}
   */
  get(path, read) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    /** @param {RequestCache} cache */
    const ask = async cache => read(name, await this.bytes(path, {cache}));
    let file = this.kept.get(path);
    if (!file) {
      file = ask('force-cache').catch(error => {
        // A cache may hold a damaged copy or an old "not found".
        if (error.kind === 'missing' || error.kind === 'damaged') return ask('reload');
        throw error;
      });
      this.kept.set(path, file);
      file.catch(() => this.kept.delete(path));
    }
    return file;
  }
}
