// arXiv and a model that announce and judge made-up papers. Prints settings for a config.yaml, then serves.
// usage: node tests/bench/growth/services.mjs PAPERS

import {playServices} from '../../browser/support/services.js';

const papers = Number(process.argv[2]);
if (!papers) throw new Error('usage: node tests/bench/growth/services.mjs PAPERS');
const words = ['sparse', 'attention', 'router', 'expert', 'kernel', 'lattice', 'memory'];
const texts = Array.from(
  {length: papers},
  (_, i) => `${words[i % 7]} ${words[(i >> 3) % 7]} with ${words[(i >> 6) % 7]} number ${i}`,
);
const {settings} = await playServices(texts, '2605');
console.log(
  JSON.stringify({
    site: {base_url: 'https://reader.github.io/digest'},
    topics: [{id: 'experts', label: 'Experts', keywords: ['expert']}],
    searches: [{name: 'Kernels', query: 'kernel'}],
    ...settings,
  }),
);
