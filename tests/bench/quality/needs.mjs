// Needs in a reader's own words, with papers that were judged by their titles and comments among the
// first ten of several engines and settings: good (2) or related (1); all others count as 0. Of the
// archive that the bench reads by default; only ids are kept here.

import {readFileSync} from 'node:fs';

/** @typedef {{need: string, good: string[], related: string[]}} Need */

const needs = JSON.parse(readFileSync(new URL('needs.json', import.meta.url), 'utf8'));

/** Every other need, as the halves are used. @param {'tune' | 'report'} half @returns {Need[]} */
export const needsOf = half => needs.filter((_, i) => i % 2 === (half === 'tune' ? 0 : 1));

const gain = grades =>
  grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);

/** nDCG@10. @param {Need} need @param {string[]} ids  that an engine gave, best first */
export function worthOf({good, related}, ids) {
  const grades = ids.slice(0, 10).map(id => (good.includes(id) ? 2 : related.includes(id) ? 1 : 0));
  const best = [...good.map(() => 2), ...related.map(() => 1)].slice(0, 10);
  return gain(grades) / (gain(best) || 1);
}
