import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { asking } from '../core/community.ts';
import { findDamage } from '../faults/state.ts';
import { inspect, temporaryFolder } from '../store/temporary.ts';
import { openLinkable } from './communities.ts';
import { pictureOf } from './picture.ts';

const folder = temporaryFolder();

/** Does it in a process of its own, which is killed before the end. */
function dies(file: string, ...args: readonly (string | number)[]): void {
  const script = join(import.meta.dirname, 'dying.ts');
  const { signal, stderr } = spawnSync(process.execPath, [script, file, ...args.map(String)]);
  expect({ signal, stderr: String(stderr) }).toMatchObject({ signal: 'SIGKILL' });
}

test('a process that is killed while it links or unlinks leaves all as it was', async () => {
  const at = await openLinkable(folder);
  const { slack, discord } = at.homes;
  for (const home of [slack, discord]) {
    const actor = await at.as('Ana', home);
    await at.core.questions.ask(actor, asking(`How in ${home.platform}?`, { tags: ['git'] }));
  }
  const pictures = async () => {
    const ids = [await at.communityOf(slack), await at.communityOf(discord)];
    return inspect(at.file, (database) => ids.map((id) => pictureOf(database, id)));
  };
  const apart = await pictures();
  dies(at.file, 'join', await at.communityOf(slack), await at.communityOf(discord));
  expect(await pictures()).toEqual(apart);
  await at.link(slack, discord);
  const linked = await pictures();
  const side = await at.store.linking.sideOf(discord.workspaceId);
  dies(at.file, 'part', await at.communityOf(slack), side ?? 0);
  expect(await pictures()).toEqual(linked);
  await at.part(discord);
  expect(await pictures()).toEqual(apart);
  await at.store.close();
  expect(findDamage(at.file)).toEqual([]);
});
