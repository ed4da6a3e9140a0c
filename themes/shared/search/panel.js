// The bundle of what the search page shows beside the results: filters, advice when nothing was
// found, what can be done with a result, and how to subscribe.

export {BUILD} from './build.js';
export {act} from './actions.js';
export {advise} from './advice.js';
export {showFilters} from './filters.js';
export {showSubscription} from './subscription.js';
