/** Opens the store at the path it is given, saying when it begins; meant to be killed meanwhile. */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/store.ts';

const [file = ''] = process.argv.slice(2);
writeSync(1, 'opening\n');
openStore(file);
writeSync(1, 'opened\n');
process.stdin.resume();
