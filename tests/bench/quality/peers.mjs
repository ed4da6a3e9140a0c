// The engines that the bench compares with, each with a search by text: ids, best first.

import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

/** @typedef {{best: (query: string) => Promise<string[]> | string[], all?: (query: string) => Promise<string[]> | string[]}} Engine */

const load = async (work, name) =>
  import(pathToFileURL(createRequire(join(resolve(work), 'x.js')).resolve(name)).href);
const unquoted = query => query.replace(/"/g, '');
const fieldsOf = d => ({...d, names: d.authors.join(' ')});

/** MiniSearch with prefixes and corrections, titles twofold. @returns {Promise<Engine>} */
export async function miniSearch(documents, work) {
  const {default: MiniSearch} = await load(work, 'minisearch');
  const mini = new MiniSearch({
    fields: ['title', 'names', 'comment', 'abstract'],
    searchOptions: {boost: {title: 2}, prefix: true, fuzzy: 0.2},
  });
  mini.addAll(documents.map(fieldsOf));
  const all = query => mini.search(unquoted(query)).map(r => r.id);
  return {best: query => all(query).slice(0, 10), all};
}

/** Orama as it comes, with one slip allowed and titles twofold. @returns {Promise<Engine>} */
export async function orama(documents, work) {
  const {create, insertMultiple, search} = await load(work, '@orama/orama');
  const schema = {title: 'string', names: 'string', comment: 'string', abstract: 'string'};
  const db = create({schema, language: 'english'});
  const rows = documents.map(d => ({
    id: d.id,
    title: d.title,
    names: d.authors.join(' '),
    comment: d.comment,
    abstract: d.abstract,
  }));
  await insertMultiple(db, rows, 1000);
  const ask = async (term, limit) =>
    (await search(db, {term: unquoted(term), limit, tolerance: 1, boost: {title: 2}})).hits.map(
      hit => hit.id,
    );
  return {best: query => ask(query, 10), all: query => ask(query, documents.length)};
}

/** Pagefind as it comes. @returns {Promise<Engine>} */
export async function pagefind(documents, work) {
  const {pagefindSearch} = await import('./pagefind.mjs');
  return {best: await pagefindSearch(documents, resolve(work))};
}
