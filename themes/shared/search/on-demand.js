// Bundles that are loaded on demand, because only some searches need them.

import {BUILD} from './build.js';
import {IndexError} from './errors.js';

/**
 * A module that is loaded when it is first called for. If it cannot be loaded or belongs to another
 * build, it is requested once more under another address, because browsers cache both results; then
 * the call fails with an IndexError of the kind 'script'. The next call starts again.
 * @template {{BUILD: string}} T
 * @param {() => Promise<T>} load  imports the module
 * @param {string} path            of the module
 * @returns {() => Promise<T>}
 */
export function onDemand(load, path) {
  let tries = 0;
  /** @type {Promise<T> | undefined} */
  let loaded;
  const checked = async (/** @type {Promise<T>} */ loading) => {
    const module = await loading;
    if (module.BUILD !== BUILD) throw new Error('another build');
    return module;
  };
  const again = () => {
    const address = `${path}?${BUILD}-${++tries}`; // a variable: no bundler follows it
    return checked(import(address));
  };
  return () =>
    (loaded ??= checked(load())
      .catch(again)
      .catch(() => {
        loaded = undefined;
        throw new IndexError('script', 'A script is missing or of another build.');
      }));
}

export const needs = onDemand(() => import('./needs.js'), './needs.js');
export const lookup = onDemand(() => import('./lookup.js'), './lookup.js');
export const refine = onDemand(() => import('./refine.js'), './refine.js');
