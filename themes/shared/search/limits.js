// Limits by day and score. Pure. Twin: query/query_limits.cc.

import {shortened} from './shared.js';

/** @typedef {import('./types.js').Query} Query */
/** @typedef {import('./types.js').QueryNote} QueryNote */
/** @typedef {import('./types.js').SearchOptions} SearchOptions */
/** @typedef {(day: number, score: number) => boolean} Limit */

const MOST_UNREAD = 64;

/**
 * First and last day of "2026", "2026-02" or "2026-02-27" as numbers.
 * @param {string} text
 */
export function parseDays(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(text) ?? [];
  const isIn = (/** @type {string | undefined} */ part, /** @type {number} */ most) =>
    !part || (Number(part) > 0 && Number(part) <= most);
  return year && isIn(month, 12) && isIn(day, 31)
    ? {
        first: Number(year) * 10000 + Number(month ?? 1) * 100 + Number(day ?? 1),
        last: Number(year) * 10000 + Number(month ?? 12) * 100 + Number(day ?? 31),
      }
    : undefined;
}

/**
 * @param {string} name
 * @param {string} value
 * @returns {Limit | undefined}  undefined if it cannot be read
 */
function limitByDays(name, value) {
  const [, begin, end] = (name === 'date' && /^(.*?)\.\.(.*)$/s.exec(value)) || [
    value,
    name === 'to' ? '' : value,
    name === 'from' ? '' : value,
  ];
  const first = parseDays(begin);
  const last = parseDays(end);
  if ((begin && !first) || (end && !last) || !(first || last)) return undefined;
  return day => (!first || day >= first.first) && (!last || day <= last.last);
}

/** @param {string} value @returns {Limit | undefined}  undefined if it cannot be read */
function limitByScore(value) {
  const number = '(\\d{1,4}(?:\\.\\d{1,6})?)';
  const range = new RegExp(`^${number}?\\.\\.${number}?$`).exec(value);
  if (range && (range[1] || range[2])) {
    return (_, score) =>
      score >= Number(range[1] ?? -Infinity) && score <= Number(range[2] ?? Infinity);
  }
  const [, sign = '=', digits] = new RegExp(`^([<>]=?|=)?${number}$`).exec(value) ?? [];
  if (!digits) return undefined;
  const limit = Number(digits);
  return (_, score) =>
    score > limit ? sign[0] === '>' : score < limit ? sign[0] === '<' : sign.includes('=');
}

/**
 * Reads the limits of a query and those of the options.
 * @param {Query} query
 * @param {SearchOptions} options
 * @returns {{limits: Limit[], unread: QueryNote[], hasScore: boolean}}  hasScore: one is of scores
 */
export function readLimits({limits}, {from, to, minScore}) {
  const all = [...limits];
  if (from) all.push({name: 'from', value: from, typed: shortened(`from:${from}`)});
  if (to) all.push({name: 'to', value: to, typed: shortened(`to:${to}`)});
  /** @type {Limit[]} */
  const read = [];
  if (Number.isNaN(minScore)) all.push({name: '', value: '', typed: `score:>=${minScore}`});
  else if (minScore !== undefined) read.push((_, score) => score >= minScore);
  let hasScore = read.length > 0;
  /** @type {QueryNote[]} */
  const unread = [];
  for (const {name, value, typed} of all) {
    const limit =
      name === 'score' ? limitByScore(value) : name ? limitByDays(name, value) : undefined;
    hasScore ||= limit !== undefined && name === 'score';
    if (limit) read.push(limit);
    else unread.push({typed, kind: 'unread', shown: '', others: []});
  }
  return {limits: read, unread: unread.slice(0, MOST_UNREAD), hasScore};
}
