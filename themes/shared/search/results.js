// What the search page shows of an answer: papers, and notes on the words of the query.

import {button, make, one} from './dom.js';
import {excerpt, hitsIn, marked, replaceWord, withQuotes} from './excerpt.js';
import {addressesOf, partsOf} from './paper-id.js';
import {countOf, dateOf, topics, word} from './wording.js';

/** @typedef {import('./types.js').QueryNote} QueryNote */
/** @typedef {import('./types.js').Result} Result */
/** @typedef {import('./excerpt.js').Part} Part */

const SHOWN_AUTHORS = 5; // and those that were searched for
const SHOWN_FORMS = 5;
const root = new URL('..', import.meta.url).href;

/** @param {string | number} text @returns {Part[]} */
const plain = text => [{text: String(text)}];

/**
 * The texts of a result, by the name of their place in the theme's template.
 * @param {Result} result
 * @param {string} iso  its day
 * @param {number} [length]  of the excerpt
 * @returns {Record<string, Part[]>}
 */
function textsOf({id, score, title, authors, comment, abstract, words}, iso, length) {
  const forms = new Set(words);
  const shown = authors.filter((name, i) => i < SHOWN_AUTHORS || hitsIn(name, forms).length > 0);
  const left = authors.length - shown.length;
  return {
    title: marked(title, forms),
    authors: [
      ...marked(shown.join(', '), forms),
      ...plain(left > 0 ? ` ${word('more_authors', left)}` : ''),
    ],
    comment: marked(comment, forms),
    abstract: excerpt(abstract, forms, length),
    day: plain(dateOf(iso, 'numeric')),
    score: plain(score || ''),
    service: plain(partsOf(id).service),
    id: plain(partsOf(id).local),
  };
}

/**
 * A result as an item of the list.
 * @param {Result} result
 * @param {number} [length]  of the excerpt
 */
export function resultItem(result, length) {
  const {id, day, score, url} = result;
  const copy = one('#hit').content.cloneNode(true);
  const iso = String(day).replace(/(....)(..)/, '$1-$2-');
  const texts = textsOf(result, iso, length);
  /** @type {Record<string, string>} */
  const links = {
    ...addressesOf(id),
    page: url.replace(/^(?!\/(?!\/)).*/s, root),
    day: `${root}${iso.replaceAll('-', '/')}/`,
  };
  for (const place of copy.querySelectorAll('[data-text]')) {
    const parts = texts[place.dataset.text] ?? [];
    place.replaceChildren(...parts.map(({text, mark}) => (mark ? make('mark', text) : text)));
  }
  for (const link of copy.querySelectorAll('[data-link]')) {
    const href = links[link.dataset.link];
    if (href) link.href = href;
    else link.remove();
  }
  if (!score) copy.querySelector('.total')?.remove();
  const topic = topics.find(known => known.id === result.topics[0]);
  if (topic) one('.why', copy)?.classList.add('t', topic.class);
  const article = one('article', copy);
  article.id = `p${id.replace(/\W/g, '-')}`;
  Object.assign(article.dataset, {paperId: id, score});
  return copy;
}

/**
 * How many papers have all words, and how many any of them. What is not listed is a button.
 * @param {import('./types.js').Answer} answer
 * @param {(all: '0' | '1') => void} choose
 * @returns {(Node | string)[]}
 */
export function totalsLine(answer, choose) {
  const {total, withAll, withAny} = answer;
  const listed = make('b', total ? countOf(answer) : word(withAny ? 'none_all' : 'none'));
  if (withAll === withAny) return [listed];
  const listsAll = total === withAll;
  if (!listsAll && !withAll) return [listed, ' ', word('with_none')];
  const [key, count] = listsAll ? ['with_any', withAny] : ['with_all', withAll];
  const other = button(word(key, count), () => choose(listsAll ? '0' : '1'));
  return [listed, ' ', ...(listsAll && total ? [word('all_words'), ' '] : []), other];
}

/**
 * A note as a line with buttons that search for other forms.
 * @param {QueryNote} note
 * @param {string} query
 * @param {string} used  the query with all forms that were used instead
 * @param {(query: string) => void} search
 */
export function noteLine({typed, kind, shown, others}, query, used, search) {
  if (kind === 'expanded') {
    const exact = button(word('exact', typed), () => search(withQuotes(query, typed)));
    return make('p', word('expanded', typed), ' ', make('b', shown), ' ', exact);
  }
  if (kind === 'absent') return make('p', word(`absent_${typed}`));
  if (kind === 'date') {
    const topic = typed.split(' ').reduce((rest, one) => replaceWord(rest, one, ''), query);
    const limited = `${topic.replace(/\s+/g, ' ').trim()} ${shown}`;
    return make(
      'p',
      word('date', typed),
      ' ',
      button(word('only'), () => search(limited)),
    );
  }
  const choice = (/** @type {string} */ text, form = text) => [
    ' ',
    button(text, () => search(replaceWord(query, typed, form))),
  ];
  return make(
    'p',
    word(kind, typed),
    ' ',
    ...(shown ? [make('b', used)] : []),
    ...(kind === 'corrected' ? choice(word('exact', typed), `"${typed}"`) : []),
    ...(others.length ? [` ${word('others')}`] : []),
    ...others.slice(0, SHOWN_FORMS).flatMap(form => choice(form)),
  );
}
