// A segment of the index: its buckets, and its lexicon where that is cheaper.

import {readBucket} from './bucket.js';
import {findKey} from './manifest.js';
import {lookup} from './on-demand.js';

/** @typedef {import('./types.js').Bucket} Bucket */
/** @typedef {import('./types.js').Entry} Entry */
/** @typedef {import('./types.js').Manifest} Manifest */
/** @typedef {import('./files.js').Files} Files */

const WIDEST = 3; // buckets read for a prefix before the lexicon is cheaper

/** The index of the papers `begin` up to `end`. */
export class Segment {
  /** @param {Files} files @param {Manifest['segments'][0]} row */
  constructor(files, {begin, end, path, keys, forward, backward}) {
    this.files = files;
    this.begin = begin;
    this.end = end;
    this.path = path;
    this.keys = keys;
    this.forward = forward;
    this.backward = backward;
  }

  /** @param {number} number @returns {Promise<Bucket>} */
  bucket(number) {
    return this.files.get(this.path + number, (name, bytes) => readBucket(name, bytes, this.begin));
  }

  /** The entry of a form. @param {string} form @returns {Promise<Entry | undefined>} */
  async find(form) {
    const bucket = await this.bucket(findKey(this.keys, form));
    const alias = bucket.aliases.get(form);
    return (alias ? await this.bucket(alias.bucket) : bucket).forms.get(form);
  }

  /** The entries of all forms of a stem. @param {string} stem @returns {Promise<Entry[]>} */
  async group(stem) {
    return (await this.bucket(findKey(this.keys, stem))).groups.get(stem) ?? [];
  }

  /**
   * All forms that begin with `prefix`, filter values too.
   * @param {string} prefix
   * @param {boolean} [all]  even if the lexicon is cheaper
   * @returns {Promise<Map<string, number>>} with their frequencies
   */
  async beginning(prefix, all) {
    const first = findKey(this.keys, prefix);
    const last = findKey(this.keys, prefix + '\uffff');
    if (!all && this.forward.length && last - first >= WIDEST) {
      return (await lookup()).lexicon(this, prefix);
    }
    const buckets = [];
    for (let b = first; b <= last; b++) buckets.push(this.bucket(b));
    const found = new Map();
    for (const {aliases, forms} of await Promise.all(buckets)) {
      for (const [form, {df}] of [...aliases, ...forms]) {
        if (form.startsWith(prefix)) found.set(form, df);
      }
    }
    return found;
  }
}
