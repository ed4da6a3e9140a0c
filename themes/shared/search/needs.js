// The bundle of what only long queries need, which state a need in everyday words.

export {BUILD} from './build.js';
export {lowerEverydayWords} from './everyday.js';
export {PAPERS, reordered, vectorsOf} from './subject.js';
