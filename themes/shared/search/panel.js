// The bundle of what the search page shows beside the results: filters, and advice when nothing was
// found.

export {BUILD} from './build.js';
export {advise} from './advice.js';
export {showFilters} from './filters.js';
