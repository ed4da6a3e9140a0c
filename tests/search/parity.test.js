import {fileURLToPath} from 'node:url';

import {archiveDocuments} from './archive-documents.mjs';
import {parityTest} from './parity-test.mjs';
import {madeUpDocuments} from './queries.mjs';

parityTest(
  'a few made-up papers are found alike natively and in the browser',
  madeUpDocuments(40),
  300,
);
parityTest(
  'made-up papers enough for pairs of words are found alike natively and in the browser',
  madeUpDocuments(900),
  300,
  [true],
);
parityTest('one paper is found alike natively and in the browser', madeUpDocuments(1), 50);
parityTest(
  'the papers of the fixtures are found alike natively and in the browser',
  archiveDocuments(fileURLToPath(new URL('../fixtures/old-digests/json', import.meta.url))),
  300,
);
