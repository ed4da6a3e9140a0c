// The bundle of what only some queries need: limits, filters, phrases, excluded words, facets.

export {BUILD} from './build.js';
export {filter, filterValues} from './filter-values.js';
export {narrowing} from './narrowing.js';
export {phrase} from './phrase.js';
export {refined} from './refined.js';
export {runs} from './runs.js';
