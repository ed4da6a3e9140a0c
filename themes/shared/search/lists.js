// Lists of forms and of papers. Pure.

/** @typedef {import('./types.js').FormCount} FormCount */
/** @typedef {import('./types.js').Part} Part */

/**
 * Sums of frequencies, the greatest first, equal ones by the bytes of the form.
 * @param {Map<string, number>[]} counts
 * @param {(form: string) => boolean} wanted
 * @param {number} most
 * @returns {FormCount[]}
 */
export function mostFrequent(counts, wanted, most) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const part of counts) {
    for (const [form, df] of part) if (wanted(form)) sums.set(form, (sums.get(form) ?? 0) + df);
  }
  return [...sums]
    .map(([form, df]) => ({form, df}))
    .sort((a, b) => b.df - a.df || compareBytes(a.form, b.form))
    .slice(0, most);
}

/** The order of UTF-8 bytes. @param {string} a @param {string} b */
function compareBytes(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (i > 0 && /[\udc00-\udfff]/.test(`${a[i]}${b[i]}`)) i--; // both within one character
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
}

/**
 * Joins lists of papers.
 * @param {Part[]} parts  read
 */
export function joined(parts) {
  const size = parts.reduce((sum, {df}) => sum + df, 0);
  const docs = new Uint32Array(size);
  const wdf = new Uint8Array(size);
  const fields = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    docs.set(part.docs ?? [], at);
    part.weights?.forEach(weight => {
      wdf[at] = weight >> 2;
      fields[at++] = weight & 3;
    });
  }
  return {docs, wdf, fields, known: size, unread: 0};
}
