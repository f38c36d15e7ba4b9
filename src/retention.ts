import type { World } from './world.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Deletes what may be kept no longer of workspaces that took Praxis out `days` ago: what the platform
 * told of them, and, when their community has no other workspace, all that it knows. Gives how many
 * installations and workspaces were forgotten.
 */
export async function applyRetention({ store, clock }: World, days: number): Promise<number> {
  const parked = await store.installations.parkedBefore(clock() - days * day);
  for (const { id } of parked) {
    await store.write(async (tables) => {
      for (const workspace of await tables.retention.workspacesOf(id)) {
        const { communityId } = workspace;
        if (await tables.retention.hasOthers(communityId, id)) {
          await tables.retention.clearWorkspace(workspace.id);
        } else {
          await tables.retention.removeCommunity(communityId);
        }
      }
      await tables.installations.remove(id);
    });
  }
  const left = await store.retention.leftBefore(clock() - days * day);
  for (const { id, communityId } of left) {
    await store.write(async ({ retention }) => {
      if (await retention.isElsewhere(communityId, id)) await retention.clearWorkspace(id);
      else await retention.removeCommunity(communityId);
    });
  }
  const count = parked.length + left.length;
  if (count > 0) await store.scrub();
  return count;
}
