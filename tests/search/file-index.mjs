// The browser's client over a site on disk: what node's tests and benches read instead of a server.

import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

import {open} from '../../themes/shared/search/client.js';

/**
 * A fetch over the files below `folder`; counts what it is asked for.
 * @param {string} folder
 */
export function fileFetch(folder) {
  const log = {requests: 0, bytes: 0};
  const fetch = async (/** @type {string | URL} */ url) => {
    const path = fileURLToPath(
      new URL(String(url).replace(/^http:\/\/site/, `file://${folder}`)).href.replace(/\?.*$/, ''),
    );
    try {
      const bytes = await readFile(path);
      ++log.requests;
      log.bytes += bytes.length;
      return new Response(new Uint8Array(bytes));
    } catch {
      return new Response('', {status: 404});
    }
  };
  return {fetch, log};
}

/** @param {string} site  the folder that holds search/ */
export async function openClient(site) {
  const {fetch, log} = fileFetch(resolve(site));
  // @ts-ignore: only what the client uses of fetch
  return {client: await open('http://site/search/', {fetch}), log};
}

/** @param {string} site */
export async function openIndex(site) {
  return (await openClient(site)).client.store;
}
