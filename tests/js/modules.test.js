// The client's modules: no import cycles, and bundles that share nothing but what they must.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {test} from 'node:test';

const folder = new URL('../../themes/shared/search/', import.meta.url);
const ON_DEMAND = ['lookup.js', 'needs.js', 'refine.js', 'panel.js'];
/** What each bundle has a copy of: constants. */
const COPIED = ['build.js', 'tables.js'];

/** Names of the modules that a module imports, on demand or at once; types do not count. */
function importsOf(/** @type {string} */ name) {
  const code = readFileSync(new URL(name, folder), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*/g, '');
  const find = (/** @type {RegExp} */ pattern) => [...code.matchAll(pattern)].map(([, to]) => to);
  return {atOnce: find(/\bfrom '\.\/([^']+)'/g), later: find(/\bimport\('\.\/([^']+)'\)/g)};
}

const modules = new Map(
  readdirSync(folder)
    .filter(name => name.endsWith('.js'))
    .map(name => [name, importsOf(name)]),
);

/** The modules that `name` needs at once, with itself. */
function bundleOf(/** @type {string} */ name, found = new Set()) {
  if (found.has(name) || name === 'shared.js') return found;
  found.add(name);
  for (const next of modules.get(name)?.atOnce ?? []) bundleOf(next, found);
  return found;
}

test('every import names a module, and no module imports itself through others', () => {
  const done = new Set();
  const visit = (/** @type {string} */ name, /** @type {string[]} */ path) => {
    assert.ok(!path.includes(name), `cycle: ${[...path, name].join(' > ')}`);
    if (done.has(name)) return;
    const imports = modules.get(name);
    assert.ok(imports, `${path.at(-1)} imports ${name}`);
    for (const next of [...imports.atOnce, ...imports.later]) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of modules.keys()) visit(name, []);
  assert.ok(done.size > 30);
});

test('bundles that are loaded on demand hold nothing of the first one, nor of one another', () => {
  const owner = new Map();
  const first = [...bundleOf('main.js'), ...(modules.get('shared.js')?.atOnce ?? [])];
  for (const name of first.flatMap(module => [...bundleOf(module)])) owner.set(name, 'main.js');
  for (const entry of ON_DEMAND) {
    assert.ok([...modules.values()].some(({later}) => later.includes(entry)));
    for (const name of bundleOf(entry)) {
      if (COPIED.includes(name)) continue;
      assert.equal(owner.get(name), undefined, `${name} is in ${entry}`);
      owner.set(name, entry);
    }
  }
});

test('modules are short', () => {
  for (const name of modules.keys()) {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
    assert.ok(lines.length <= 400, `${name} has ${lines.length} lines`);
  }
});
