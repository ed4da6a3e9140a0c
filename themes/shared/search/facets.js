// Counts of papers by year, month, topic and score.

/** @typedef {import('./types.js').Facets} Facets */
/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').Index} Index */

/**
 * @param {Index} index
 * @param {Pick<Hit, 'doc' | 'day' | 'score'>[]} hits
 * @returns {Promise<Facets>}
 */
export async function facetsOf(index, hits) {
  const count = (/** @type {(hit: {day: number, score: number}) => number} */ of) => {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const hit of hits) counts.set(of(hit), (counts.get(of(hit)) ?? 0) + 1);
    return [...counts]
      .sort(([a], [b]) => b - a)
      .map(([value, number]) => ({value: String(value), count: number}));
  };
  const found = new Uint8Array(index.size);
  for (const {doc} of hits) found[doc] = 1;
  return {
    years: count(({day}) => Math.floor(day / 10000)),
    months: count(({day}) => Math.floor(day / 100)).map(row => ({
      ...row,
      value: row.value.replace(/(..)$/, '-$1'),
    })),
    topics: (await index.values('topic'))
      .map(({value, docs}) => ({value, count: docs.reduce((sum, doc) => sum + found[doc], 0)}))
      .filter(row => row.count)
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
    scores: count(({score}) => Math.floor(score)),
  };
}
