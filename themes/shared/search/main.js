// The bundle of the search page. `cmake` makes one file of it and all that it imports; bundles that
// are loaded on demand import what they share with it from that file.

import {start} from './page.js';

export {BUILD} from './build.js';
export * from './shared.js';

start();
