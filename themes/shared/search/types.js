// The types that the client's modules share. Never loaded: it holds types only.
//
// Documents are numbered from 0 in document order (day ascending, score descending, id ascending),
// so a greater number is never older. Forms are words as written, folded (text.js).

/**
 * A form and its document frequency.
 * @typedef {Object} FormCount
 * @property {string} form
 * @property {number} df  1 or more, over all segments
 */

/**
 * A word of a text.
 * @typedef {Object} Word
 * @property {string} text
 * @property {number} begin  UTF-16 units into the folded text
 * @property {number} end    one past the last unit
 * @property {boolean} tied  only a hyphen, "_" or "^" separates it from the word before
 * @property {boolean} tail  the last character of a longer run without spaces, alone
 */

/**
 * What the lexicon knows about one word.
 * @typedef {Object} WordInfo
 * @property {string} word           as looked up
 * @property {number} df             papers that hold exactly this form; 0: unknown
 * @property {FormCount[]} sameStem  all other forms with its stem, in any order; empty if unknown
 */

/**
 * The result of `lookup`.
 * @typedef {Object} Lookup
 * @property {WordInfo[]} words         in the order of the request
 * @property {FormCount[]} completions  the 16 most frequent longer forms with a letter (hasLetter)
 *   that begin with `prefix` (df descending, then bytes of UTF-8 ascending); empty if it is null
 */

/**
 * All papers that hold a form: parallel arrays in any order, without duplicates.
 * @typedef {Object} Postings
 * @property {Uint32Array} docs
 * @property {Uint8Array} wdf     1 to 255
 * @property {Uint8Array} fields  bits: 1 title, 2 authors, 4 comment, 8 abstract (4 and 8 may be
 *   left out)
 * @property {number} known       wdf is exact for the first `known` papers and an upper bound for
 *   the others, which have the form neither in the title nor in the authors
 * @property {number} unread      papers that hold the form and were not read
 */

/**
 * Adjacent papers with one day and one score.
 * @typedef {Object} Run
 * @property {number} day    20260227
 * @property {number} score
 * @property {number} begin  first document
 * @property {number} end    one past the last document
 */

/** @typedef {'topic' | 'category'} FilterKind */

/**
 * What to read of lists. weights: every wdf is exact; whole: forms of which every paper is read.
 * @typedef {{weights?: boolean, whole?: readonly string[]}} ListOptions
 */

/**
 * @callback Phrase
 * @param {readonly string[]} words
 * @param {Uint32Array} docs
 * @param {boolean} [texts]
 * @returns {Promise<Uint8Array>}
 */

/**
 * An index as the search sees it: the files of a site (store.js) or, in tests, memory.
 * @typedef {Object} Index
 * @property {number} size  papers
 * @property {Acronym[]} acronyms
 * @property {number[]} days  of the oldest and the newest paper: [20260102, 20260227]
 * @property {(prefix: string, limit: number) => Promise<FormCount[]>} completions
 *   the `limit` most frequent longer forms with a letter that begin with `prefix`, as in `lookup`
 * @property {(words: readonly string[], prefix: string | null) => Promise<Lookup>} lookup
 *   several words at once, so that their files are requested together
 * @property {(word: string) => Promise<FormCount[]>} near
 *   for an unknown word of n >= 4 code points with a letter: the forms with a letter and all digits
 *   of the word that have an OSA distance of 1 or, if there are none and n >= 6, of 2, and share
 *   the first h or the last h letters, h = max(2, floor((n - 1) / 2)); the 8 most frequent (df
 *   descending, then bytes ascending)
 * @property {(forms: readonly string[], how?: ListOptions) => Promise<Postings[]>} postings
 *   in the order of the request; an unknown form has empty arrays
 * @property {(doc: number) => Promise<Paper>} [paper]
 *   required if `postings` may give bounds or leave papers out
 * @property {Phrase} phrase
 *   for each of `docs` (ascending; each holds all words): 0 if the words are not adjacent in it,
 *   else the sum of 4 (they are, somewhere), 1 (in the title), 2 (in one author's name); texts:
 *   `docs` are few, in any order, and their texts are searched
 * @property {(kind: FilterKind, key: string) => Promise<Uint32Array>} filter
 *   the papers (ascending) with a value v for which filterKey(v) is `key`; of a category also those
 *   for which it begins with `key` and a full stop ("cs" gives all of cs.LG, cs.CL ...)
 * @property {(kind: FilterKind) => Promise<{value: string, docs: Uint32Array}[]>} values
 *   all values with their papers (ascending), for facets; may cost more than `filter`
 * @property {(docs: readonly number[]) => Promise<Int8Array[]>} vectors
 *   of these papers, by subject; none where papers have none
 * @property {() => Promise<Run[]>} runs
 *   of all papers, sorted by `begin`, without gaps
 */

/**
 * One clause of a query.
 * @typedef {Object} Clause
 * @property {'' | '+' | '-'} sign
 * @property {'' | 'title' | 'author'} field
 * @property {string[]} words    one word; exact: one or more, which must be adjacent
 * @property {boolean} exact     in quotes: no other forms, and required
 * @property {boolean} complete  the word is still being typed: complete it
 * @property {boolean} prefix    typed as "quantiz*": all forms that begin with it
 * @property {string[]} also     other spellings: "lowrank" of low and of rank, "1.0" of "v1.0"
 * @property {{form: string, other: string}[]} joins  with the word before and the word after:
 *   "autoencoder" of auto, typed before encoder
 * @property {string} date       the days that the word may name: "2026", "2026-03"; or empty
 */

/**
 * A limit as typed. name: from, to, date or score; '': not understood.
 * @typedef {{name: string, value: string, typed: string}} TypedLimit
 */

/**
 * A parsed query (query.js). Twin: query/query.h.
 * @typedef {Object} Query
 * @property {Clause[]} clauses
 * @property {{kind: FilterKind, key: string, not: boolean}[]} filters
 * @property {TypedLimit[]} limits  days, scores and what could not be read, for limits.js
 */

/**
 * All that may stand for a word of the query.
 * @typedef {Object} Group
 * @property {string} word       as typed, folded
 * @property {number} bit        field bits that count; 0: all
 * @property {boolean} required
 * @property {boolean} isDate    names days that the archive has
 * @property {boolean} soft      has a weight, but a paper without it still holds all words
 * @property {Map<string, number>} weights  by form
 * @property {Composite[]} composites       long forms of an acronym
 */

/**
 * What papers write as "long form (ACR)", in folded words; the acronym in the singular.
 * @typedef {{acronym: string, words: string[]}} Acronym
 */

/**
 * Words that only count together, each with the forms that match it.
 * @typedef {{words: string[][], weight: number}} Composite
 */

/**
 * The words of a query, resolved.
 * @typedef {Object} Resolution
 * @property {Group[]} groups
 * @property {Clause[]} phrases
 * @property {Clause[]} excluded
 * @property {QueryNote[]} said
 * @property {boolean} nothing  no paper can match
 */

/**
 * @typedef {Object} SearchOptions
 * @property {number} [limit]      10
 * @property {number} [offset]     0
 * @property {'relevance' | 'date' | 'score'} [sort]
 * @property {boolean} [all]       true: papers with all words only (words of questions apart);
 *   false: with any of them; if not set: all, unless sorted by relevance
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
 * @typedef {Object} QueryNote
 * @property {string} typed
 * @property {'corrected' | 'completed' | 'dropped' | 'missing' | 'unread' | 'date' | 'absent' | 'expanded'} kind
 *   dropped: no paper has it; missing: no paper has it and it is required; unread: not understood as
 *   part of a query; date: it also names days, `shown` limits the query to them; absent: no paper has
 *   data of this kind; expanded: an acronym or its long form, `shown` is the other
 * @property {string} shown      the first form used instead, or ''
 * @property {string[]} others   the other forms, best first
 */

/** @typedef {{value: string, count: number}} FacetCount */

/**
 * @typedef {Object} Facets
 * @property {FacetCount[]} years   newest first
 * @property {FacetCount[]} months  newest first, "2026-02"
 * @property {FacetCount[]} topics  greatest count first
 * @property {FacetCount[]} scores  highest first
 */

/**
 * A paper found, while it is ranked.
 * @typedef {Object} Hit
 * @property {number} doc
 * @property {number} rank    (factor + extra) sum
 * @property {number} factor
 * @property {number} extra   phrases that may be in the head
 * @property {number} heads   words in the head
 * @property {number} sum
 * @property {boolean} bound  the rank is an upper bound
 * @property {number} key     of the rank (rankKey)
 * @property {number} slot    the first key of the order
 * @property {number} day     0 unless requested
 * @property {number} score   0 unless requested
 */

/**
 * Limits, filters and options of a query, applied to an index.
 * @typedef {Object} Narrowing
 * @property {Uint8Array | null} mask  1 for each paper that may be found; null: all
 * @property {QueryNote[]} notes  what could not be read, and what no paper has
 * @property {(doc: number) => Pick<Hit, 'day' | 'score' | 'slot'>} placeOf
 * @property {(hits: Pick<Hit, 'doc' | 'day' | 'score'>[]) => Promise<Facets>} facetsOf
 */

/**
 * The ranked documents; open.js adds the papers.
 * @typedef {Object} Ranking
 * @property {number} total    papers listed: one of the next two
 * @property {number} withAll  papers with all words
 * @property {number} withAny  papers with any of the words
 * @property {boolean} approximate  a list was not read completely: `total` is a lower bound
 * @property {{doc: number, rank: number, day: number, score: number}[]} hits
 * @property {string[]} words       all forms to mark in results
 * @property {QueryNote[]} said
 * @property {Facets | undefined} facets
 */

/**
 * A form as one segment has it.
 * @typedef {Object} Entry
 * @property {string} form
 * @property {string} stem
 * @property {number} df
 * @property {string} file   the file of its list; '': the list is in the bucket
 * @property {Part[]} parts  of its list, in descending order of wdf
 */

/**
 * A part of a list.
 * @typedef {Object} Part
 * @property {number} df
 * @property {number} most  greatest wdf; of the first part unknown: 255
 * @property {boolean} low  papers with the form only outside of title and authors; their weights
 *   are in a file of their own
 * @property {Uint32Array} [docs]     ascending; once they are read
 * @property {Uint16Array} [weights]  4 wdf + fields (1 title, 2 authors)
 */

/**
 * A place where two words are adjacent in a paper. field: 0 title, 1 authors, 2 comment or
 * abstract; first, second: which occurrence of the first and the second word in the paper it is,
 * from 0.
 * @typedef {{field: number, first: number, second: number}} PairPlace
 */

/**
 * A pair in one of its papers. candidate: how many papers of the segment before it hold both words.
 * @typedef {{candidate: number, places: PairPlace[]}} PairPaper
 */

/**
 * @typedef {Object} Bucket
 * @property {Map<string, Entry>} forms
 * @property {Map<string, Entry[]>} groups  by stem
 * @property {Map<string, {bucket: number, df: number}>} aliases  forms that are in another bucket
 */

/** @typedef {{begin: number, end: number, path: string}} PaperRange  documents, and their folder */

/** @typedef {PaperRange & {day: number}} DayRange */

/**
 * The files of a segment by their first keys. forward: empty if the buckets serve as lexicon.
 * @typedef {PaperRange & {keys: string[], forward: string[], backward: string[]}} SegmentRange
 */

/**
 * @typedef {Object} Manifest
 * @property {number} size   papers
 * @property {string[]} url  the path of a paper's page, before and after its identifier
 * @property {DayRange[]} days
 * @property {SegmentRange[]} segments
 * @property {Acronym[]} acronyms
 * @property {(PaperRange & {files: number})[]} pairs  segments of pairs of words; the last papers
 *   may be in none
 * @property {PaperRange[]} vectors  of all papers, or of none
 */

/**
 * A paper as results show it.
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

/** @typedef {Paper & {rank: number, words: string[]}} Result  rank: Xapian's weight */

/** @typedef {Ranking & {results: Result[]}} Answer */

/**
 * A topic of config.yaml. class: of its colour.
 * @typedef {{id: string, label: string, class: string}} Topic
 * @typedef {{name: string, query: string, feed: string}} SavedSearch  feed: its address
 */

/** @typedef {(query: string, options?: SearchOptions) => Promise<Answer>} Search */

/** @typedef {{search: Search, store: Index}} Searcher  an open index, as the search page uses it */

export {};
