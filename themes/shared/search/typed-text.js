// What people paste or bring from other search engines, in our own grammar. Pure. Twin:
// query/typed_text.cc, which explains the rules.

const MOST_CAPITALS = 5; // words of a query without a small letter
const SYMBOLS = new Set(
  (
    'ast approx bar bf bigl bigr cdot circ dots em frac ge geq hat in infty it ldots le left leq ' +
    'll mapsto nabla otimes oplus pm propto right rightarrow rm sc sim sqrt star tilde times to ' +
    'tt vec widehat widetilde'
  ).split(' '),
);
const LETTERS = new Map([
  ['ell', 'l'],
  ['aa', 'a'],
  ['AA', 'a'],
]);

/** What a command with a name of letters stands for. @param {string} name */
const meaningOf = name =>
  LETTERS.get(name) ??
  (/^(?:[cvuHkrdbt]$|math|text|operatorname|emph)/.test(name) || SYMBOLS.has(name)
    ? ''
    : name.replace(/^var(?=...)/, ''));

/** @param {string} typed */
const withoutTex = typed =>
  /[\\{}$]/.test(typed)
    ? typed.replace(/\\([a-zA-Z]+)|\\([^]?)|[{}$]/gu, (_, name, sign = '') =>
        name ? meaningOf(name) : sign.replace(/["'`^~=.]/, '').replace(/[,;:!\\ ]/, ' '),
      )
    : typed;

/**
 * Operators in capitals as signs.
 * @param {string} text
 */
function withSigns(text) {
  const parts = text.match(/(?:[^ "]|"[^"]*"?)+/g) ?? [];
  const isOperator = (/** @type {string} */ part) => /^(?:AND|OR|NOT|ANDNOT)$/.test(part);
  if (!parts.some(isOperator)) return text;
  if (!/[a-z]/.test(text) && parts.length > MOST_CAPITALS) return text;
  /** @type {string[]} */
  const out = [];
  let before = '';
  let isExcluding = false; // in parentheses after NOT
  for (const part of parts) {
    if (isOperator(part)) {
      if (part === 'AND') out.push((out.pop() ?? '').replace(/^(?![+-]|$)(?=.*[^)]$)/s, '+'));
      if (!before.endsWith('NOT')) before = part;
      continue;
    }
    const opens = part[0] === '(';
    isExcluding ||= before.endsWith('NOT') && opens;
    const isLeftOut = isExcluding || before.endsWith('NOT');
    const sign = isLeftOut ? '-' : before === 'AND' && !opens ? '+' : '';
    out.push((/^[+-]/.test(part) ? '' : sign) + part);
    if (part.endsWith(')')) isExcluding = false;
    before = '';
  }
  return out.filter(Boolean).join(' ') + (text.endsWith(' ') || before ? ' ' : '');
}

/** One kind of quotes and of spaces. @param {string} text */
const withPlainSigns = text => text.replace(/[\u201c-\u201f]/g, '"').replace(/[\0-\x20]/g, ' ');

/**
 * The query with TeX as plain text and operators as signs. One of which nothing would be left stays
 * as it is.
 * @param {string} typed
 */
export function plainQuery(typed) {
  const query = withSigns(withPlainSigns(withoutTex(typed)));
  return /[^ ]/.test(query) ? query : withPlainSigns(typed);
}
