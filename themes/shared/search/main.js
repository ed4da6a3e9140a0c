// Runs on the search page: opens the index beside it and hands it to the page's parts.

import { open } from './client.js';
import { start } from './ui.js';

const here = new URL('.', import.meta.url).href;
start(document, () => open(here));
