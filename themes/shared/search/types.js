// The typedefs that the client's modules share. Never loaded by a page: types only.
//
// Documents are numbered from 0 in document order (day rising, score falling, id rising), so a
// larger number is never older. Forms are words as written, folded (rank.js).

/**
 * A form and how many papers hold it.
 * @typedef {Object} FormCount
 * @property {string} form
 * @property {number} df  1 or more, over all segments
 */

/**
 * A word of a text.
 * @typedef {Object} Word
 * @property {string} text
 * @property {number} begin  UTF-16 units into the folded text
 * @property {number} end
 * @property {boolean} tied  a hyphen alone stands between it and the word before it
 */

/**
 * What the lexicon knows of one word.
 * @typedef {Object} WordInfo
 * @property {string} word      as asked for
 * @property {number} df        papers that hold exactly this form; 0: unknown
 * @property {FormCount[]} kin  all other forms with the stem of the word (unknown word: empty), any order
 */

/**
 * Answer of `lookup`.
 * @typedef {Object} Lookup
 * @property {WordInfo[]} words          in the order asked for
 * @property {FormCount[]} completions   of `prefix`: the 16 most frequent longer forms with a letter (hasLetter) that begin
 *   with it (df falling, then bytes of UTF-8 rising); empty when `prefix` is null
 */

/**
 * All papers that hold a form. Parallel arrays, in any one order without doubles.
 * @typedef {Object} Postings
 * @property {Uint32Array} docs
 * @property {Uint8Array} wdf      1 to 255
 * @property {Uint8Array} fields   bits: 1 title, 2 authors, 4 comment, 8 abstract (4 and 8 may be left out)
 * @property {number} known        of the first so many wdf is told, of the others it is a bound; these are neither in title nor authors
 * @property {number} unread       papers that hold the form and are not among these, as not all was read
 */

/**
 * Neighbouring papers with one day and one score. Sorted by `begin`, without gaps.
 * @typedef {Object} Run
 * @property {number} day     20260227
 * @property {number} score
 * @property {number} begin   first document
 * @property {number} end     behind the last document
 */

/**
 * An index as the search sees it: the files of a site (client.js) or, in tests, memory.
 * @typedef {Object} Index
 * @property {number} size  papers
 * @property {(words: readonly string[], prefix: string | null) => Promise<Lookup>} lookup
 *   several words at once, so that their files come in one wave
 * @property {(word: string) => Promise<FormCount[]>} near
 *   for a word of 4 characters (code points) or more, one of them a letter, that is unknown: forms f with a letter and OSA distance 1, or, when there is none
 *   and it has 6 letters or more, 2, that share its first h or its last h letters, h = max(2, floor((letters - 1) / 2)), and all
 *   digits; the 8 most frequent (df falling, then bytes rising)
 * @property {(forms: readonly string[], how?: {weights?: boolean, whole?: readonly string[]}) => Promise<Postings[]>} postings
 *   in the order asked for; an unknown form has empty arrays; weights: every wdf is wanted;
 *   whole: forms of which every paper is wanted
 * @property {(doc: number) => Promise<Paper>} [paper]  where `postings` may give bounds, or not all
 * @property {(words: readonly string[], docs: Uint32Array, texts?: boolean) => Promise<Uint8Array>} phrase
 *   for each of `docs` (rising; each holds all the words): 0 when the words do not follow one another
 *   in it, else the sum of 4 (they do, somewhere), 1 (in the title), 2 (in one author's name);
 *   texts: `docs` are few, in any order, and looked through as text
 * @property {(kind: 'topic' | 'category', key: string) => Promise<Uint32Array>} filter
 *   papers (rising) with a value v where filterKey(v) is `key`; of a category also those where
 *   filterKey(v) begins with `key` and a full stop ("cs" gives all of cs.LG, cs.CL ...)
 * @property {(kind: 'topic' | 'category') => Promise<{value: string, docs: Uint32Array}[]>} values
 *   all filter values with their papers (rising), for facets; may cost more than `filter`
 * @property {() => Promise<Run[]>} runs
 */

/**
 * One clause of a query.
 * @typedef {Object} Clause
 * @property {'' | '+' | '-'} sign
 * @property {'' | 'title' | 'author'} field
 * @property {string[]} words   one word; exact: one or more, which must follow one another
 * @property {boolean} exact    typed in quotes: no other forms, and required
 * @property {boolean} complete the word is still being typed: complete it
 * @property {string} [joined]  one with the word that a single hyphen ties to it: "lowrank"
 */

/** @typedef {{name: string, value: string, typed: string}} Limit  name: from, to, date, score; '': not understood */

/**
 * What was typed, understood. Made by parseQuery (rank.js); twin of search/query.h.
 * @typedef {Object} Query
 * @property {Clause[]} clauses
 * @property {{kind: 'topic' | 'category', key: string, not: boolean}[]} filters
 * @property {Limit[]} limits     days and scores as typed, and what could not be read, for narrow.js
 */

/**
 * A word of the query as everything that may stand for it.
 * @typedef {Object} Group
 * @property {number} bit        field bits that count; 0: all
 * @property {boolean} required
 * @property {boolean} soft      weighs, but need not be there for a paper to hold all words
 * @property {Map<string, number>} weights  form to u
 */

/**
 * What became of a query's words.
 * @typedef {Object} Resolution
 * @property {Group[]} groups
 * @property {Clause[]} phrases
 * @property {Clause[]} excluded
 * @property {Said[]} said
 * @property {boolean} nothing  no paper can answer
 */

/**
 * @typedef {Object} SearchOptions
 * @property {number} [limit]      10
 * @property {number} [offset]     0
 * @property {'relevance' | 'date' | 'score'} [sort]
 * @property {boolean} [all]       every word must be there
 * @property {string} [from]       '2026-01-01' (or a month, a year)
 * @property {string} [to]
 * @property {number} [minScore]
 * @property {string} [topic]
 * @property {string} [category]
 * @property {boolean} [complete]  true: the last word is completed unless a space follows it
 * @property {boolean} [facets]    false
 */

/**
 * What was done with a word, for the reader.
 * @typedef {Object} Said
 * @property {string} typed
 * @property {'corrected' | 'completed' | 'dropped' | 'missing' | 'unread'} kind  dropped: no paper has it; missing: nor
 *   may it be left out; unread: not understood as a part of a query
 * @property {string} shown      the first form taken instead, or ''
 * @property {string[]} others   the other forms, best first
 */

/** @typedef {{value: string, count: number}} FacetCount */

/**
 * @typedef {Object} Facets
 * @property {FacetCount[]} years   newest first
 * @property {FacetCount[]} months  newest first, "2026-02"
 * @property {FacetCount[]} topics  most first
 * @property {FacetCount[]} scores  highest first
 */

/**
 * A paper found, while it is ranked.
 * @typedef {Object} Hit
 * @property {number} doc
 * @property {number} rank    (factor + extra) sum
 * @property {number} factor
 * @property {number} extra   phrases that may stand in the head
 * @property {number} heads   words that stand in the head
 * @property {number} sum
 * @property {boolean} bound  the rank may be less
 * @property {number} key     of the rank
 * @property {number} slot    what is sorted by first
 * @property {number} day     0 where it is not asked for, likewise
 * @property {number} score
 */

/**
 * The ranked documents; client.js adds what is to be shown of each.
 * @typedef {Object} Ranking
 * @property {number} total
 * @property {boolean} approximate  not all of a list was read: `total` may be too low, never too high
 * @property {{doc: number, rank: number, day: number, score: number}[]} hits
 * @property {string[]} words     all forms to mark in what is shown
 * @property {Said[]} said
 * @property {Facets | undefined} facets
 */

/**
 * One form as a segment has it (client.js).
 * @typedef {Object} Entry
 * @property {string} form
 * @property {string} stem
 * @property {number} df
 * @property {string} file   the long file that has its list, or '': the bucket has it
 * @property {Part[]} parts  of its list, the larger wdf first
 */

/**
 * A part of a list.
 * @typedef {Object} Part
 * @property {number} df
 * @property {number} most  greatest wdf; of the first part not told: 255
 * @property {boolean} low  papers with the form outside of title and authors alone; weights come later, when wanted
 * @property {Uint32Array} [docs]     rising; when it was read
 * @property {Uint16Array} [weights]  4 wdf + fields (1 title, 2 authors)
 */

/**
 * A place where two words stand one behind the other in a paper: field (0 title, 1 authors, 2 comment or abstract), which
 * of the places of the first word in this paper it is, from 0, and which of the second's.
 * @typedef {{field: number, first: number, second: number}} PairPlace
 */

/**
 * A pair in one of its papers; candidate: papers of the segment before it that hold both words.
 * @typedef {{candidate: number, places: PairPlace[]}} PairPaper
 */

/**
 * @typedef {Object} Bucket
 * @property {Map<string, Entry>} forms
 * @property {Map<string, Entry[]>} groups  by stem
 * @property {Map<string, {bucket: number, df: number}>} aliases  forms that stand in another bucket
 */

/**
 * What the manifest says of a range of papers.
 * @typedef {Object} Range
 * @property {number} begin    first document
 * @property {number} end      behind the last
 * @property {string} path     of its folder
 * @property {string[]} keys   where its files begin
 */

/** @typedef {{day: number, begin: number, end: number, path: string}} DayRange  papers of a day; path of their folder */

/**
 * @typedef {Object} Manifest
 * @property {number} size   papers
 * @property {string[]} url  the path of a paper's page before and behind its identifier
 * @property {DayRange[]} days
 * @property {(Range & {forward: string[], backward: string[]})[]} segments  with the lexicon's files; forward: empty when the
 *   buckets serve
 * @property {{begin: number, end: number, path: string, files: number}[]} pairs  segments of pairs of words; they may end before
 *   the last paper
 */

/**
 * What the index keeps of a paper to show it.
 * @typedef {Object} Paper
 * @property {string} id
 * @property {number} day     20260227
 * @property {number} score
 * @property {string} title
 * @property {string[]} authors
 * @property {string} comment
 * @property {string} abstract
 * @property {string[]} topics
 * @property {string} url     path of its page
 */

/**
 * One paper found, as open().search() gives it; rank: Xapian's weight; words: forms to mark.
 * @typedef {Paper & {rank: number, words: string[]}} Result
 */

/**
 * What open().search() gives: a Ranking with the papers.
 * @typedef {Ranking & {results: Result[]}} Answer
 */

export {};
