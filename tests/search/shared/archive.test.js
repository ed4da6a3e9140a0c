import {existsSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

import {archiveDocuments} from '../archive-documents.mjs';
import {parityTest} from '../parity-test.mjs';

const archive = fileURLToPath(new URL('../../../../shared/archive/json', import.meta.url));
const name = 'the archive of ../shared is found alike natively and in the browser';

if (existsSync(archive)) parityTest(name, archiveDocuments(archive), 1200, [true]);
else test(name, {skip: '../shared is absent'}, () => {});
