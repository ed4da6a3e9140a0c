// Pagefind in node: builds its bundle from the papers and loads its browser script over a fetch that
// reads the disk.

import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** @param {any[]} documents @param {string} work  holds node_modules */
export async function pagefindSearch(documents, work) {
  const bundle = join(work, `pagefind-${documents.length}`);
  if (!existsSync(join(bundle, 'pagefind.js'))) {
    const require = createRequire(join(work, 'x.js'));
    const entry = join(work, 'node_modules/pagefind/lib/index.js');
    const pagefind = await import(
      pathToFileURL(existsSync(entry) ? entry : require.resolve('pagefind')).href
    );
    const {index} = await pagefind.createIndex({});
    for (const d of documents) {
      await index.addHTMLFile({
        url: `/${d.id}/`,
        content:
          `<!doctype html><html lang="en"><head><title>${escape(d.title)}</title></head><body data-pagefind-body>` +
          `<h1>${escape(d.title)}</h1><p>${escape(d.authors.join(', '))}</p><p>${escape(d.comment)}</p>` +
          `<p>${escape(d.abstract)}</p></body></html>`,
      });
    }
    await index.writeFiles({outputPath: bundle});
    await pagefind.close();
  }
  const before = globalThis.fetch;
  // @ts-ignore: only what Pagefind uses
  globalThis.fetch = async url => {
    const href = String(url);
    if (!href.startsWith('file:')) return before(url);
    return new Response(await readFile(fileURLToPath(href.replace(/\?.*$/, ''))));
  };
  globalThis.window ??= /** @type {any} */ ({location: {origin: 'http://site'}});
  globalThis.document ??= /** @type {any} */ ({
    querySelector: () => ({getAttribute: () => 'en'}),
    currentScript: null,
  });
  globalThis.location ??= /** @type {any} */ ({href: 'http://site/', origin: 'http://site'});
  const engine = await import(pathToFileURL(join(bundle, 'pagefind.js')).href);
  await engine.options({basePath: pathToFileURL(bundle).href + '/', baseUrl: '/'});
  await engine.init();
  return async query => {
    const found = await engine.search(query);
    const top = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
    return top.map(page => page.url.replace(/\//g, ''));
  };
}
