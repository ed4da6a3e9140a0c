// One state of the index: what one manifest names.

import {inflatedJson} from './files.js';
import {joined, mostFrequent} from './lists.js';
import {lookup, needs, refine} from './on-demand.js';
import {Segment} from './segment.js';
import {hasLetter} from './text.js';

/** @typedef {import('./types.js').DayRange} DayRange */
/** @typedef {import('./types.js').Manifest} Manifest */
/** @typedef {import('./types.js').Paper} Paper */
/** @typedef {import('./files.js').Files} Files */

const COMPLETIONS = 16;
/** Of a day, in one file of result data. Twin: kPapersPerFile in index/browser/client_index.cc. */
const PAPERS_PER_FILE = 2;

/** Implements Index of types.js over files. */
export class Store {
  /** @param {Files} files @param {Manifest} manifest */
  constructor(files, {size, url, days, segments, pairs, acronyms, vectors}) {
    this.files = files;
    this.size = size;
    this.url = url;
    this.dayRanges = days;
    this.days = [days[0]?.day ?? 0, days[days.length - 1]?.day ?? 0];
    this.segments = segments.map(row => new Segment(files, row));
    this.pairs = pairs;
    this.acronyms = acronyms;
    this.vectorRanges = vectors;
  }

  /**
   * @template T
   * @param {(segment: Segment) => Promise<T>} read
   */
  all(read) {
    return Promise.all(this.segments.map(read));
  }

  /** @param {readonly string[]} words @param {string | null} prefix */
  async lookup(words, prefix) {
    const [found, completions] = await Promise.all([
      Promise.all(words.map(word => this.word(word))),
      prefix === null ? [] : this.completions(prefix, COMPLETIONS),
    ]);
    return {words: found, completions};
  }

  /** @param {string} prefix @param {number} limit */
  async completions(prefix, limit) {
    const isLonger = (/** @type {string} */ form) => form.length > prefix.length && hasLetter(form);
    return mostFrequent(await this.all(s => s.beginning(prefix)), isLonger, limit);
  }

  /** @param {string} word */
  async word(word) {
    const stem = (await this.all(s => s.find(word))).find(entry => entry)?.stem;
    const groups = stem === undefined ? [] : await this.all(s => s.group(stem));
    const counts = groups.map(group => new Map(group.map(({form, df}) => [form, df])));
    const forms = mostFrequent(counts, () => true, Infinity);
    return {
      word,
      df: forms.find(({form}) => form === word)?.df ?? 0,
      sameStem: forms.filter(({form}) => form !== word),
    };
  }

  /** @param {string} word */
  async near(word) {
    return (await lookup()).near(this, word);
  }

  /**
   * @param {readonly string[]} forms
   * @param {{most?: number, weights?: boolean, whole?: readonly string[]}} [how]
   *   most: about how many bytes to read in all
   */
  async postings(forms, how) {
    const found = await Promise.all(
      forms.map(form => this.all(async s => ({s, entry: await s.find(form)}))),
    );
    const rows = found.map(row => row.flatMap(({s, entry}) => (entry ? [{s, entry}] : [])));
    if (rows.flat().some(({entry}) => entry.file)) return (await lookup()).longLists(rows, how);
    return rows.map(row => joined(row.flatMap(({entry}) => entry.parts)));
  }

  /** @param {readonly string[]} words @param {Uint32Array} docs @param {boolean} [texts] */
  async phrase(words, docs, texts) {
    return (await refine()).phrase(this, words, docs, texts);
  }

  /** @param {'topic' | 'category'} kind */
  async values(kind) {
    return (await refine()).filterValues(this, kind, () => true);
  }

  /** @param {'topic' | 'category'} kind @param {string} key */
  async filter(kind, key) {
    return (await refine()).filter(this, kind, key);
  }

  /** @param {readonly number[]} docs */
  async vectors(docs) {
    return (await needs()).vectorsOf(this.files, this.vectorRanges, docs);
  }

  async runs() {
    return (await refine()).runs(this);
  }

  /** @param {number} doc @returns {Promise<Paper>} */
  async paper(doc) {
    const {day, begin, path} = /** @type {DayRange} */ (this.dayRanges.find(({end}) => end > doc));
    const place = doc - begin;
    const rows = await this.files.get(path + Math.floor(place / PAPERS_PER_FILE), inflatedJson);
    const [id, score, title, authors, topics, comment, abstract, url] =
      rows[place % PAPERS_PER_FILE];
    return {
      id,
      day,
      score,
      title,
      authors,
      topics,
      comment,
      abstract,
      url: url ?? this.url.join(id.replace('/', '_')),
    };
  }
}
