/** Writes a handbook where the disk takes no more: `full-handbook.ts <database> <folder> <kind>`. Prints what was said. */
import { KnownError } from '../../src/errors.ts';
import { readHandbook } from '../../src/handbook/gather.ts';
import { exportMarkdown } from '../../src/handbook/markdown/export-markdown.ts';
import { exportSite } from '../../src/handbook/site/export-site.ts';
import { openStore } from '../../src/store/store.ts';

const [database = '', folder = '', kind = ''] = process.argv.slice(2);
const write = kind === 'site' ? exportSite : exportMarkdown;
const store = openStore(database);
const [community] = await store.communities.all();
try {
  if (!community) throw new Error('there is no community');
  await store.read(async (tables) => {
    await write(await readHandbook(tables, community, 'members'), folder);
  });
  process.stdout.write('written');
} catch (error) {
  process.stdout.write(error instanceof KnownError ? error.message : `a bug: ${error}`);
}
