/**
 * A process to be killed: imports the file into the database and says after each batch how much it
 * has read.
 */
import { openStore } from '../../src/store/store.ts';
import { importEntries } from '../../src/transfer/import.ts';
import { readJsonLines } from '../../src/transfer/jsonl.ts';

const [database = '', file = ''] = process.argv.slice(2);
const store = openStore(database);
await importEntries({
  store,
  into: 'Weavers',
  entries: readJsonLines(file),
  newRef: () => 'community',
  now: 0,
  keepAccepted: true,
  onProgress: ({ read }) => process.stdout.write(`${read}\n`),
});
await store.close();
