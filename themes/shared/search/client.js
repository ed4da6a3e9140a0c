// The index of a site as a library, for Node and for other pages. `cmake` bundles it into one file.

export {BUILD} from './build.js';
export {IndexError} from './errors.js';
export {open} from './open.js';
export {Segment} from './segment.js';
export {Store} from './store.js';
export {Decoder, fnv, sizeClass} from './decoder.js';
export {LOW, readBucket} from './bucket.js';
export {findKey, readManifest} from './manifest.js';
export {joined, mostFrequent} from './lists.js';
