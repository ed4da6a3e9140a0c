// A second set of known-item queries, made by other rules than known-items.mjs and with words cut by a rule of its own: a guard
// against a search that is fitted to one maker of queries. Same shape: KINDS.

/** @typedef {{id: string, title: string, authors: string[], comment: string, abstract: string}} Paper */
/** @typedef {ReturnType<typeof import('../../search/queries.mjs').randomSource>} Random */
/** @typedef {(paper: Paper, random: Random, corpus: Map<string, number>) => string | null} Maker */

const SMALL = new Set(
  (
    'the a an of for and or in on to with by via from is are be as at its it this that we our their can not no do does how what ' +
    'when why which into using toward towards than than under over between among beyond but if you all need i ii'
  ).split(' '),
);

/** Words as a person sees them: what stands between spaces, without marks around it. @param {string} text */
const seen = text =>
  text
    .split(/\s+/)
    .map(word => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu, ''))
    .filter(Boolean);

/** Plain words of letters alone, in lower case. @param {string} text */
const plain = text =>
  seen(text)
    .map(word => word.toLowerCase())
    .filter(word => /^[a-z]{3,}$/.test(word) && !SMALL.has(word));

/** @template T @param {T[]} list */
const unique = list => [...new Set(list)];

/** @template T @param {T[]} list @param {number} count @param {Random} random @returns {T[]} */
function some(list, count, random) {
  const left = [...list];
  return Array.from(
    {length: Math.min(count, left.length)},
    () => left.splice(random.below(left.length), 1)[0],
  );
}

/** How many papers hold each word. @param {Paper[]} papers */
export function corpusOf(papers) {
  const corpus = new Map();
  for (const {title, abstract, comment} of papers) {
    for (const word of new Set(plain(`${title} ${abstract} ${comment}`)))
      corpus.set(word, (corpus.get(word) ?? 0) + 1);
  }
  return corpus;
}

/** @param {number} count @returns {Maker} */
const randomWords = count => (p, r) => {
  const words = some(unique(plain(p.title)), count, r);
  return words.length === count ? words.join(' ') : null;
};

/** The rarest (way 1) or commonest (-1) words of the title, as they stand. @param {number} count @param {number} way @returns {Maker} */
const byRarity = (count, way) => (p, _, corpus) => {
  const words = unique(plain(p.title));
  const taken = new Set(
    [...words].sort((a, b) => way * ((corpus.get(a) ?? 0) - (corpus.get(b) ?? 0))).slice(0, count),
  );
  return taken.size === count ? words.filter(word => taken.has(word)).join(' ') : null;
};

/** Words of the title in one piece, small ones and capitals included. @param {number} count @returns {Maker} */
const piece = count => (p, r) => {
  const words = seen(p.title);
  const at = r.below(words.length - count + 1);
  const taken = words.slice(at, at + count);
  return words.length > count && taken.some(word => plain(word).length) ? taken.join(' ') : null;
};

/** Words of the title, the last of them cut. @param {number} before @param {(length: number) => number} keep @returns {Maker} */
const halfTyped = (before, keep) => (p, r) => {
  const words = some(unique(plain(p.title)), before + 1, r);
  const last = words.pop() ?? '';
  return words.length === before && last.length > 4
    ? [...words, last.slice(0, keep(last.length))].join(' ')
    : null;
};

/** @type {Record<string, (letters: string[], at: number, r: Random) => void>} */
const SLIPS = {
  swapped: (w, at) => {
    [w[at], w[at + 1]] = [w[at + 1], w[at]];
  },
  lost: (w, at) => {
    w.splice(at, 1);
  },
  gained: (w, at, r) => {
    w.splice(at, 0, r.pick([...'etaoinsrhlducm']));
  },
  changed: (w, at, r) => {
    w[at] = r.pick([...'etaoinsrhlducm']);
  },
  doubled: (w, at) => {
    w.splice(at, 0, w[at]);
  },
};

/** @param {string} word @param {string} slip @param {number} from  first place @param {Random} r */
function slipped(word, slip, from, r) {
  const letters = [...word];
  SLIPS[slip](letters, from + r.below(Math.max(1, letters.length - from - 1)), r);
  return letters.join('');
}

/**
 * Words of the title, one of them with a slip.
 * @param {{count: number, least: number, most: number, at: number, slip?: string, from?: number}} rule  at: the place of the wrong
 *   word, -1: the last; least, most: its letters; from: the first letter that may be wrong
 * @returns {Maker}
 */
const misspelt =
  ({count, least, most, at, slip, from = 1}) =>
  (p, r) => {
    const all = unique(plain(p.title));
    const right = r.pick(all.filter(word => word.length >= least && word.length <= most));
    const others = some(
      all.filter(word => word !== right),
      count - 1,
      r,
    );
    if (!right || others.length < count - 1) return null;
    const wrong =
      from === 0
        ? r.pick([...'etaoinsrhlducm']) + right.slice(1)
        : slipped(right, slip ?? r.pick(Object.keys(SLIPS)), from, r);
    if (wrong === right) return null;
    others.splice(at < 0 ? others.length : at, 0, wrong);
    return others.join(' ');
  };

/** Two neighbours in quotes. @param {(p: Paper) => string} text @param {boolean} small  small words too @returns {Maker} */
const quoted = (text, small) => (p, r) => {
  const words = text(p).split(/\s+/);
  const pairs = words
    .slice(1)
    .map((word, i) => [words[i], word])
    .filter(
      pair =>
        pair.every(word => /^[A-Za-z][A-Za-z-]+$/.test(word)) &&
        pair.filter(word => plain(word).length).length >= (small ? 1 : 2),
    );
  return pairs.length ? `"${r.pick(pairs).join(' ')}"` : null;
};

/** A compound of `text` typed another way, with a word of the title. @param {(p: Paper) => string} text @param {string} glue
 *  @param {RegExp} shape @returns {Maker} */
const compound = (text, glue, shape) => (p, r) => {
  const found = unique(seen(text(p)).filter(word => shape.test(word)));
  const word = found.length ? r.pick(found) : '';
  const others = plain(p.title).filter(other => !word.toLowerCase().includes(other));
  return word && others.length
    ? `${word.replace(/-/g, glue).toLowerCase()} ${r.pick(others)}`
    : null;
};

const TWO_PARTS = /^[A-Za-z]+-[A-Za-z]+$/;
const DIGITS = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]+-[A-Za-z0-9]+$/;

const surname = (/** @type {string} */ name) => name.split(/\s+/).at(-1) ?? '';
const asGerman = (/** @type {string} */ text) =>
  text.replace(/[äöüÄÖÜ]/g, c => `${{ä: 'a', ö: 'o', ü: 'u'}[c.toLowerCase()]}e`);
const bare = (/** @type {string} */ text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/ß/g, 'ss');

/** A name that fits, as `typed` gives it, with a word of the title. @param {RegExp} shape @param {(name: string) => string} typed
 *  @param {boolean} [word] @returns {Maker} */
const named =
  (shape, typed, word = true) =>
  (p, r) => {
    const names = p.authors.filter(name => shape.test(name));
    const words = plain(p.title);
    return names.length && words.length
      ? typed(r.pick(names)).toLowerCase() + (word ? ` ${r.pick(words)}` : '')
      : null;
  };

/** British and American. */
const SPELLINGS = [
  ['ization', 'isation'],
  ['izing', 'ising'],
  ['ized', 'ised'],
  ['ize', 'ise'],
  ['ior', 'iour'],
  ['eling', 'elling'],
  ['eled', 'elled'],
  ['enter', 'entre'],
  ['alyze', 'alyse'],
  ['atalog', 'atalogue'],
  ['olor', 'olour'],
  ['elled', 'eled'],
  ['elling', 'eling'],
];

/** @type {Record<string, Maker>} */
export const KINDS = {
  'title: two words': randomWords(2),
  'title: four words': randomWords(4),
  'title: three rarest': byRarity(3, 1),
  'title: three commonest': byRarity(3, -1),
  'title: two rarest': byRarity(2, 1),
  'title: three in a row': piece(3),
  'title: five in a row': piece(5),
  'title: all but one, one wrong'(p, r, corpus) {
    const words = seen(p.title).map(word => word.toLowerCase());
    if (words.length < 4) return null;
    words[r.below(words.length)] = r.pick([...corpus.keys()]);
    return words.join(' ');
  },
  'title: no marks, lower case': p =>
    p.title
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase(),
  'half: three letters': halfTyped(2, () => 3),
  'half: 40 %': halfTyped(2, n => Math.max(2, Math.round(0.4 * n))),
  'half: all but one': halfTyped(2, n => n - 1),
  'half: one word before': halfTyped(1, n => Math.ceil(n / 2)),
  'slip: two letters swapped': misspelt({count: 2, least: 5, most: 99, at: 0, slip: 'swapped'}),
  'slip: a letter lost': misspelt({count: 2, least: 5, most: 99, at: 0, slip: 'lost'}),
  'slip: a letter gained': misspelt({count: 2, least: 5, most: 99, at: 0, slip: 'gained'}),
  'slip: a letter changed': misspelt({count: 2, least: 5, most: 99, at: 0, slip: 'changed'}),
  'slip: a letter doubled': misspelt({count: 2, least: 5, most: 99, at: 0, slip: 'doubled'}),
  'slip: first letter': misspelt({count: 2, least: 5, most: 99, at: 0, from: 0}),
  'slip: short word': misspelt({count: 2, least: 4, most: 5, at: 0}),
  'slip: long word': misspelt({count: 2, least: 9, most: 99, at: 0}),
  'slip: last of two': misspelt({count: 2, least: 5, most: 99, at: -1}),
  'slip: last of three': misspelt({count: 3, least: 4, most: 99, at: -1}),
  'slip: one of three': misspelt({count: 3, least: 4, most: 99, at: 1}),
  'slip: two of three'(p, r) {
    const words = some(
      unique(plain(p.title)).filter(word => word.length > 4),
      3,
      r,
    );
    const wrong = words.map((word, i) =>
      i < 2 ? slipped(word, r.pick(Object.keys(SLIPS)), 1, r) : word,
    );
    return words.length === 3 ? wrong.join(' ') : null;
  },
  'slip: two letters of one'(p, r) {
    const words = some(
      unique(plain(p.title)).filter(word => word.length > 6),
      2,
      r,
    );
    return words.length === 2
      ? `${slipped(slipped(words[0], 'changed', 1, r), 'lost', 1, r)} ${words[1]}`
      : null;
  },
  'quoted: title': quoted(p => p.title, false),
  'quoted: abstract': quoted(p => p.abstract, false),
  'quoted: with small words': quoted(p => p.title, true),
  'quoted: and a word'(p, r) {
    const pair = quoted(x => x.title, false)(p, r, new Map());
    const words = plain(p.title).filter(word => !pair?.toLowerCase().includes(word));
    return pair && words.length ? `${pair} ${r.pick(words)}` : null;
  },
  'hyphen: space, title': compound(p => p.title, ' ', TWO_PARTS),
  'hyphen: none, title': compound(p => p.title, '', TWO_PARTS),
  'hyphen: space, abstract': compound(p => p.abstract, ' ', TWO_PARTS),
  'hyphen: none, abstract': compound(p => p.abstract, '', TWO_PARTS),
  'hyphen: digits, none': compound(p => `${p.title} ${p.abstract}`, '', DIGITS),
  'hyphen: digits, space': compound(p => `${p.title} ${p.abstract}`, ' ', DIGITS),
  'hyphen: set in digits'(p, r) {
    const found = unique(
      seen(`${p.title} ${p.abstract}`).filter(word => /^([A-Za-z]{2,}\d+|\d[A-Za-z])$/.test(word)),
    );
    const words = plain(p.title);
    return found.length && words.length
      ? `${r
          .pick(found)
          .toLowerCase()
          .replace(/([a-z])(\d)/, '$1-$2')
          .replace(/(\d)([a-z])/, '$1-$2')} ${r.pick(words)}`
      : null;
  },
  'hyphen: set in a closed word'(p, r, corpus) {
    // "finetuning" as "fine-tuning": both halves are words of their own.
    const found = [];
    for (const word of plain(p.title)) {
      for (let i = 3; i < word.length - 3; i++) {
        if ((corpus.get(word.slice(0, i)) ?? 0) > 20 && (corpus.get(word.slice(i)) ?? 0) > 20)
          found.push([word, `${word.slice(0, i)}-${word.slice(i)}`]);
      }
    }
    if (!found.length) return null;
    const [word, typed] = r.pick(found);
    const words = plain(p.title).filter(other => other !== word);
    return words.length ? `${typed} ${r.pick(words)}` : null;
  },
  'name: surname and word': named(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u, surname),
  'name: whole name': named(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}{3,}$/u, name => name, false),
  'name: initial and surname': named(
    /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u,
    name => `${name[0]}. ${surname(name)}`,
  ),
  'name: surname, year'(p, r) {
    const words = plain(p.title);
    return words.length && p.authors.length
      ? `${surname(p.authors[0]).toLowerCase()} ${r.pick(words)} 20${p.id.slice(0, 2)}`
      : null;
  },
  'name: surname et al'(p, r) {
    const words = plain(p.title);
    return words.length && p.authors.length
      ? `${surname(p.authors[0])} et al. ${r.pick(words)}`
      : null;
  },
  'name: two surnames'(p, r) {
    const names = unique(p.authors.map(surname).filter(name => name.length > 2));
    return names.length > 1 ? some(names, 2, r).join(' ') : null;
  },
  'name: particle': named(/ (van|von|de|der|den|del|di|da|la|le|dos|ten) /i, name =>
    name.replace(/^.*? (?=(van|von|de|der|den|del|di|da|la|le|dos|ten) )/i, ''),
  ),
  'name: hyphen as space': named(/\p{Ll}-\p{Lu}\p{Ll}+$/u, name =>
    surname(name).replace(/-/g, ' '),
  ),
  'name: hyphen left out': named(/\p{Ll}-\p{Lu}\p{Ll}+$/u, name => surname(name).replace(/-/g, '')),
  'name: half of a double': named(/\p{Ll}-\p{Lu}\p{Ll}+$/u, name => surname(name).split('-')[0]),
  'name: without accents': named(/[^\0-\x7f]\S*$/, name => bare(surname(name))),
  'name: umlaut as ae, oe, ue': named(/[äöüÄÖÜ]\S*$/, name => asGerman(surname(name))),
  'name: umlaut as a, o, u': named(/[äöüÄÖÜ]\S*$/, name => bare(surname(name))),
  'name: misspelt': (p, r) => {
    const names = p.authors.map(surname).filter(name => /^[A-Z][a-z]{5,}$/.test(name));
    const words = plain(p.title);
    return names.length && words.length
      ? `${slipped(r.pick(names).toLowerCase(), r.pick(Object.keys(SLIPS)), 1, r)} ${r.pick(words)}`
      : null;
  },
  'comment: three words': (p, r) => {
    const words = some(unique(plain(p.comment)), 3, r);
    return words.length === 3 ? words.join(' ') : null;
  },
  'comment: six words': (p, r) => {
    const words = some(unique(plain(p.comment)), 6, r);
    return words.length === 6 ? words.join(' ') : null;
  },
  'comment: a piece': (p, r) => {
    const words = seen(p.comment);
    const at = r.below(Math.max(1, words.length - 6));
    return words.length > 8 ? words.slice(at, at + 6).join(' ') : null;
  },
  'abstract: a piece of 8': (p, r) => {
    const words = seen(p.abstract);
    const at = r.below(Math.max(1, words.length - 8));
    return words.length > 20 ? words.slice(at, at + 8).join(' ') : null;
  },
  'abstract: a sentence': (p, r) =>
    r.pick(p.abstract.split(/(?<=[.!?])\s+/).filter(s => s.length > 40)) ?? null,
  'abstract: three rarest of a sentence': (p, r, corpus) => {
    const words = unique(plain(r.pick(p.abstract.split(/(?<=[.!?])\s+/)))).sort(
      (a, b) => (corpus.get(a) ?? 0) - (corpus.get(b) ?? 0),
    );
    return words.length > 5 ? some(words.slice(0, 3), 3, r).join(' ') : null;
  },
  'abstract: five of a sentence': (p, r) => {
    const words = some(unique(plain(r.pick(p.abstract.split(/(?<=[.!?])\s+/)))), 5, r);
    return words.length === 5 ? words.join(' ') : null;
  },
  'id: plain': p => p.id,
  'id: with version': p => `${p.id}v2`,
  'id: arXiv:': p => `arXiv:${p.id}`,
  'id: address': p => `https://arxiv.org/abs/${p.id}`,
  'plural or singular': (p, r) => {
    const words = some(unique(plain(p.title)), 3, r);
    const at = words.findIndex(
      word => word.length > 4 && !/(ss|us|is|ics|y|ed|ing|ly)$/.test(word),
    );
    return words.length === 3 && at >= 0
      ? words
          .map((word, i) => (i !== at ? word : /s$/.test(word) ? word.slice(0, -1) : `${word}s`))
          .join(' ')
      : null;
  },
  'British or American': (p, r) => {
    const words = unique(plain(p.title));
    for (const word of words) {
      for (const pair of SPELLINGS) {
        for (const [a, b] of [pair, [pair[1], pair[0]]]) {
          const at = word.lastIndexOf(a);
          if (at < 2 || at + a.length < word.length - 1 || (b.startsWith(a) && word.includes(b)))
            continue;
          const others = words.filter(other => other !== word);
          return others.length
            ? `${word.slice(0, at)}${b}${word.slice(at + a.length)} ${r.pick(others)}`
            : null;
        }
      }
    }
    return null;
  },
  'acronym and word': (p, r) => {
    const found = [
      ...`${p.title} ${p.abstract}`.matchAll(/\(([A-Z][A-Za-z]*[A-Z][A-Za-z]*)s?\)/g),
    ].map(([, name]) => name);
    const words = plain(p.title);
    return found.length && words.length ? `${r.pick(found)} ${r.pick(words)}` : null;
  },
  'acronym written out': (p, r) => {
    // "mixture of experts" for a title that says "MoE", as its abstract explains.
    const found = [
      ...p.abstract.matchAll(/((?:[A-Za-z-]+ ){2,5})\(([A-Z][A-Za-z]*[A-Z])s?\)/g),
    ].filter(([, , name]) => p.title.includes(name));
    if (!found.length) return null;
    const [, before, name] = r.pick(found);
    const words = plain(p.title).filter(word => word !== name.toLowerCase());
    return words.length
      ? `${before.trim().split(' ').slice(-name.length).join(' ').toLowerCase()} ${r.pick(words)}`
      : null;
  },
  'a question': (p, r) => {
    const words = seen(p.title)
      .filter(word => plain(word).length)
      .slice(0, 3)
      .map(word => word.toLowerCase());
    return words.length === 3
      ? `${r.pick(['how to', 'what is', 'why does', 'how can we', 'paper about'])} ${words.join(' ')}`
      : null;
  },
  'name before a colon': p => /^([\w.-]{3,20}):/.exec(p.title)?.[1] ?? null,
};
