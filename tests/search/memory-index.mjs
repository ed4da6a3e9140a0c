// The Index of types.js in memory, from the dump of native_search: for tests of ranking alone, without
// the files of the browser.

import {parseAcronym} from '../../themes/shared/search/acronyms.js';
import {filterKey, hasLetter} from '../../themes/shared/search/text.js';

const best = (forms, limit) =>
  forms
    .sort((a, b) => b.df - a.df || Buffer.compare(Buffer.from(a.form), Buffer.from(b.form)))
    .slice(0, limit);

/** Optimal string alignment, plainly. @param {string[]} a @param {string[]} b */
function distance(a, b) {
  const rows = a.map(() => /** @type {number[]} */ ([]));
  const at = (/** @type {number} */ i, /** @type {number} */ j) =>
    i < 0 || j < 0 ? i + j + 2 : rows[i][j];
  for (const [i, x] of a.entries()) {
    for (const [j, y] of b.entries()) {
      const swapped =
        i > 0 && j > 0 && x === b[j - 1] && a[i - 1] === y ? at(i - 2, j - 2) + 1 : Infinity;
      rows[i][j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (x === y ? 0 : 1),
        swapped,
      );
    }
  }
  return at(a.length - 1, b.length - 1);
}

/** As Slips::count of query/resolve.h. @param {string} word @param {string} form */
export function slipsOf(word, form) {
  const a = [...word];
  const b = [...form];
  const half = Math.max(2, Math.floor((a.length - 1) / 2));
  if (
    a.length < half ||
    b.length < half ||
    !hasLetter(form) ||
    word.replace(/[^0-9]/g, '') !== form.replace(/[^0-9]/g, '')
  )
    return 0;
  if (
    a.slice(0, half).join('') !== b.slice(0, half).join('') &&
    a.slice(-half).join('') !== b.slice(-half).join('')
  )
    return 0;
  const slips = distance(a, b);
  return slips <= (a.length < 6 ? 1 : 2) ? slips : 0;
}

/** @param {any} dump @returns {import('../../themes/shared/search/types.js').Index} */
export function memoryIndex(dump) {
  const forms = new Map();
  const stems = new Map();
  for (const [form, stem, postings] of dump.forms) {
    forms.set(form, {stem, postings});
    if (!stems.has(stem)) stems.set(stem, []);
    stems.get(stem).push(form);
  }
  const count = form => ({form, df: forms.get(form).postings.length});
  const filters = {topic: dump.topic, category: dump.category};
  const completions = (prefix, limit) =>
    best(
      [...forms.keys()]
        .filter(f => f.length > prefix.length && f.startsWith(prefix) && hasLetter(f))
        .map(count),
      limit,
    );
  const days = dump.runs.map(([day]) => day);
  return {
    size: dump.size,
    acronyms: dump.acronyms.map(parseAcronym),
    days: [days[0] ?? 0, days.at(-1) ?? 0],
    async completions(prefix, limit) {
      return completions(prefix, limit);
    },
    async lookup(words, prefix) {
      return {
        words: words.map(word => {
          const found = forms.get(word);
          if (!found) return {word, df: 0, sameStem: []};
          return {
            word,
            df: found.postings.length,
            sameStem: stems
              .get(found.stem)
              .filter(f => f !== word)
              .map(count),
          };
        }),
        completions: prefix === null ? [] : completions(prefix, 16),
      };
    },
    async near(word) {
      const near = [1, 2].map(slips =>
        [...forms.keys()].filter(
          f => Math.abs(f.length - word.length) < 3 && slipsOf(word, f) === slips,
        ),
      );
      return best((near[0].length ? near[0] : near[1]).map(count), 8);
    },
    async postings(list) {
      return list.map(form => {
        const postings = forms.get(form)?.postings ?? [];
        return {
          docs: Uint32Array.from(postings, p => p[0]),
          wdf: Uint8Array.from(postings, p => p[1]),
          fields: Uint8Array.from(postings, p => p[2]),
          known: postings.length,
          unread: 0,
        };
      });
    },
    async phrase(words, docs) {
      const at = words.map(
        word => new Map(forms.get(word).postings.map(p => [p[0], new Set(p[3])])),
      );
      return Uint8Array.from(docs, doc => {
        let flags = 0;
        const [authors, comment] = dump.starts[doc];
        for (const position of at[0]?.get(doc) ?? []) {
          if (!at.every((positions, i) => positions.get(doc)?.has(position + i))) continue;
          flags |= 4 | (position < authors ? 1 : position < comment ? 2 : 0);
        }
        return flags;
      });
    },
    async filter(kind, key) {
      const docs = new Set();
      for (const [value, list] of filters[kind]) {
        const own = filterKey(value);
        if (own === key || (kind === 'category' && own.startsWith(`${key}.`)))
          for (const doc of list) docs.add(doc);
      }
      return Uint32Array.from(docs).sort();
    },
    async values(kind) {
      return filters[kind].map(([value, list]) => ({value, docs: Uint32Array.from(list)}));
    },
    async vectors(docs) {
      return dump.vectors?.length ? docs.map(doc => Int8Array.from(dump.vectors[doc])) : [];
    },
    async runs() {
      const runs = [];
      for (const [doc, [day, score]] of dump.runs.entries()) {
        const last = runs.at(-1);
        if (last && last.day === day && last.score === score) last.end = doc + 1;
        else runs.push({day, score, begin: doc, end: doc + 1});
      }
      return runs;
    },
  };
}
