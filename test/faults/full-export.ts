/** Exports where the disk takes no more: `full-export.ts <database> <file>`. Prints what was said. */
import { KnownError } from '../../src/errors.ts';
import { openStore } from '../../src/store/store.ts';
import { exportEntries } from '../../src/transfer/export.ts';
import { writeJsonLines } from '../../src/transfer/jsonl.ts';

const [database = '', file = ''] = process.argv.slice(2);
const store = openStore(database);
const [community] = await store.communities.all();
try {
  await store.read((tables) => writeJsonLines(file, exportEntries(tables, community?.id ?? 0)));
  process.stdout.write('written');
} catch (error) {
  process.stdout.write(error instanceof KnownError ? error.message : `a bug: ${error}`);
}
