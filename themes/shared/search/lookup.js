// The bundle of what only some words need: corrections, prefixes of many words, and lists that are
// too long for a bucket.

export {BUILD} from './build.js';
export {near, split} from './corrections.js';
export {lexicon} from './lexicon.js';
export {longLists} from './long-lists.js';
