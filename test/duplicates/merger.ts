/**
 * A process to be killed: merges the second question of the database into the first and takes it back,
 * over and over, and says each time that it has begun.
 */
import { createCore } from '../../src/core.ts';
import { openStore } from '../../src/store/store.ts';
import { accountOf, placeOf } from '../core/community.ts';

const [file = '', run = ''] = process.argv.slice(2);
const store = openStore(file);
let refs = 0;
const core = createCore({
  store,
  clock: () => 1_800_000_000_000,
  newRef: () => `${run}-${++refs}`,
});
const curator = () => core.members.arrive(accountOf('Cur'), placeOf('general'), `${run}-${++refs}`);
const isMerged = async () => {
  const { communityId } = await curator();
  return (await store.merging.ofNumber(communityId, 2)) !== undefined;
};
for (;;) {
  process.stdout.write('.\n');
  if (await isMerged()) await core.duplicates.partQuestion(await curator(), 2);
  else await core.duplicates.mergeQuestions(await curator(), 2, 1);
}
