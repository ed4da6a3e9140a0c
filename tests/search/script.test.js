// The client's modules as a site serves them do what the sources say: both are parsed by TypeScript, and
// their syntax trees are the same but for the names of variables, each of which stands for the same variable.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

const root = new URL('../../', import.meta.url).pathname;
const native = join(
  process.env.BROADSHEET_BUILD ?? join(root, 'build/release'),
  'tests/search/native_search',
);
const folder = join(root, 'themes/shared/search');
const ts = (await import('typescript').catch(() => undefined))?.default;
const modules = readdirSync(folder).filter(name => name.endsWith('.js') && name !== 'types.js');
const skip = !ts
  ? 'typescript is not installed'
  : !existsSync(native) && 'native_search is not built';

/** The tree of a module as a list: variables by the order in which they first come, all else by name. */
function tree(/** @type {string} */ source) {
  const file = ts.createSourceFile('/x.js', source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const host = {
    getSourceFile: (/** @type {string} */ name) => (name === '/x.js' ? file : undefined),
    getDefaultLibFileName: () => '',
    writeFile() {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (/** @type {string} */ name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (/** @type {string} */ name) => name === '/x.js',
    readFile: () => undefined,
  };
  const checker = ts
    .createProgram(
      ['/x.js'],
      {allowJs: true, noLib: true, noResolve: true, target: ts.ScriptTarget.ES2022},
      host,
    )
    .getTypeChecker();
  assert.deepEqual(file.parseDiagnostics, []);
  const known = new Map();
  /** @type {string[]} */
  const found = [];
  const variable = (name, symbol) => {
    const declared = symbol?.declarations?.length > 0;
    if (declared && !known.has(symbol)) known.set(symbol, known.size);
    found.push(declared ? `variable ${known.get(symbol)}` : `global ${name.text}`);
  };
  const pair = (property, name) => {
    found.push(`property ${property.text ?? 'computed'}`);
    if (property.expression) visit(property.expression);
    visit(name);
  };
  function visit(node) {
    if (ts.isParenthesizedExpression(node)) return visit(node.expression);
    if (ts.isVariableStatement(node) && !node.modifiers) {
      // "const a = 1, b = 2" is as good as two of them
      for (const declaration of node.declarationList.declarations) {
        found.push(`variables ${node.declarationList.flags & 3}`);
        visit(declaration);
      }
      return;
    }
    if (ts.isIdentifier(node)) {
      const {parent} = node;
      if (
        (parent.name === node &&
          !ts.isBindingElement(parent) &&
          !ts.isVariableDeclaration(parent) &&
          !ts.isParameter(parent) &&
          !ts.isFunctionDeclaration(parent) &&
          !ts.isFunctionExpression(parent) &&
          !ts.isClassDeclaration(parent) &&
          !ts.isImportSpecifier(parent)) ||
        node.text === 'undefined'
      ) {
        return found.push(`property ${node.text}`);
      }
      return variable(node, checker.getSymbolAtLocation(node));
    }
    found.push(
      `${ts.SyntaxKind[node.kind]} ${node.operator ?? ''} ${ts.isVariableDeclarationList(node) ? node.flags & 3 : ''}`,
    );
    if (
      node.kind >= ts.SyntaxKind.FirstLiteralToken &&
      node.kind <= ts.SyntaxKind.LastTemplateToken
    )
      found.push(node.text);
    if (ts.isShorthandPropertyAssignment(node)) {
      found.pop();
      found.push('PropertyAssignment  ', `property ${node.name.text}`);
      variable(node.name, checker.getShorthandAssignmentValueSymbol(node));
      if (node.objectAssignmentInitializer) visit(node.objectAssignmentInitializer);
    } else if (ts.isPropertyAssignment(node)) {
      pair(node.name, node.initializer);
    } else if (
      ts.isBindingElement(node) &&
      ts.isObjectBindingPattern(node.parent) &&
      !node.dotDotDotToken
    ) {
      pair(node.propertyName ?? node.name, node.name);
      if (node.initializer) visit(node.initializer);
    } else if (ts.isImportSpecifier(node)) {
      pair(node.propertyName ?? node.name, node.name);
    } else {
      ts.forEachChild(node, visit);
    }
  }
  visit(file);
  return found;
}

for (const name of modules) {
  test(`${name} as served is the module as written`, {skip}, () => {
    const written = readFileSync(join(folder, name), 'utf8');
    const served = execFileSync(native, ['shorten', join(folder, name)], {encoding: 'utf8'});
    assert.deepEqual(tree(served), tree(written));
    assert.ok(served.length < 0.6 * written.length, `${served.length} of ${written.length} bytes`);
  });
}

test('a name that stands for another variable is noticed', {skip}, () => {
  assert.notDeepEqual(
    tree('let a = 1; { let b = 2; f(a); }'),
    tree('let a = 1; { let a = 2; f(a); }'),
  );
  assert.notDeepEqual(tree('const f = (x) => open(x);'), tree('const f = (open) => open(open);'));
  assert.deepEqual(tree('const a = 1; const b = 2;'), tree('const a = 1, b = 2;'));
  assert.notDeepEqual(tree('const a = 1; let b = 2;'), tree('const a = 1, b = 2;'));
  assert.deepEqual(tree('const f = ({a}) => ({a});'), tree('const f = ({a: b}) => ({a: (b)});'));
});
