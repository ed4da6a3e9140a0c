// A site's index as a library: open(baseUrl).

import {Files} from './files.js';
import {IndexError} from './errors.js';
import {readManifest} from './manifest.js';
import {refine} from './on-demand.js';
import {rank} from './rank.js';
import {Store} from './store.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('./types.js').SearchOptions & {signal?: AbortSignal}} Options */

/**
 * Whether a search is certain to need the bundle of refine.js.
 * @type {(query: string, options: Options) => unknown}
 */
const isRefined = (query, {sort, from, facets}) =>
  /["\u201c\u201d\u201e:]/.test(query) || sort || from || facets;

/** An open index. A search that finds a newer deployment goes on with that one. */
class OpenIndex {
  /** @param {Files} files @param {Uint8Array} manifest */
  constructor(files, manifest) {
    this.files = files;
    this.manifest = manifest;
    /** The current state of the index, for ranking. */
    this.store = new Store(files, readManifest(manifest));
  }

  /** Papers in the index. */
  get size() {
    return this.store.size;
  }

  /**
   * @param {string} query
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   */
  search = async (query, options = {}) => {
    try {
      return await run(this.store, query, options);
    } catch (error) {
      // After a deployment the files that the old manifest names do not exist.
      const isMissing = error instanceof IndexError && error.kind === 'missing';
      if (!isMissing || !(await this.renew())) throw error;
      return run(this.store, query, options);
    }
  };

  /** Reads the manifest again. @returns {Promise<boolean>} whether it has changed */
  async renew() {
    const manifest = await loadManifest(this.files);
    if (String(manifest) === String(this.manifest)) return false;
    this.store = new Store(this.files, readManifest(manifest));
    this.manifest = manifest;
    return true;
  }
}

/** @param {Files} files */
const loadManifest = files => files.bytes('manifest', {cache: 'no-cache'});

/**
 * @param {Store} store
 * @param {string} query
 * @param {Options} options
 * @returns {Promise<Answer>}
 */
async function run(store, query, options) {
  if (isRefined(query, options)) refine().catch(() => {}); // needed soon
  const found = await rank(store, query, options);
  options.signal?.throwIfAborted();
  const {words} = found;
  const papers = await Promise.all(found.hits.map(hit => store.paper(hit.doc)));
  return {
    ...found,
    results: papers.map((paper, i) => ({...paper, rank: found.hits[i]?.rank ?? 0, words})),
  };
}

/**
 * Opens the index of a site.
 * @param {string | URL} baseUrl  of the folder search/
 * @param {{fetch?: typeof fetch}} [options]
 */
export async function open(baseUrl, options = {}) {
  const files = new Files(
    String(baseUrl).replace(/\/*$/, '/'),
    options.fetch ?? ((...args) => fetch(...args)),
  );
  return new OpenIndex(files, await loadManifest(files));
}
