// What the bundle of main.js shares with those that are loaded on demand. Their modules import it
// from here and only from here; otherwise a bundle would hold a second copy.

export {LOW} from './bucket.js';
export {Decoder, fnv, sizeClass} from './decoder.js';
export {button, make, one} from './dom.js';
export {damaged} from './errors.js';
export {wordsOf} from './excerpt.js';
export {inflated} from './files.js';
export {joined, mostFrequent} from './lists.js';
export {findKey} from './manifest.js';
export {parseQuery, shortened} from './query.js';
export {FILTERS, writeState} from './state.js';
export {filterKey, fold, hasLetter, idWord, nameForms, tokenize} from './text.js';
export {HEAD, bitOf, hasAllWords, inOrder, rankKey, totalsOf} from './weights.js';
export {countOf, dateOf, language, searches, topics, word} from './wording.js';
