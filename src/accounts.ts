import { preferencesOf } from './experts/preferences.ts';
import { limits } from './limits.ts';
import type { Member } from './model.ts';
import { cleanLine, cut } from './text.ts';
import { readZone } from './times.ts';
import type { World } from './world.ts';

/** Accounts as their platform describes them. */
export function createAccounts({ store }: World) {
  return {
    /** The member behind an account; undefined for one who was never here. Adds nobody. */
    find: (workspaceId: number, externalId: string): Promise<Member | undefined> =>
      store.members.byAccount(workspaceId, externalId),

    /** What the platform says about an account from now on; of who was never here, nothing is kept. */
    async note(
      workspaceId: number,
      externalId: string,
      change: { name?: string; isActive?: boolean; zone?: string },
    ): Promise<void> {
      const known = await store.members.byAccount(workspaceId, externalId);
      if (!known) return;
      const name = cut(cleanLine(change.name ?? ''), limits.name);
      if (name !== '' && name !== known.name) await store.members.rename(known.id, name);
      if (change.isActive !== undefined) {
        await store.members.noteAccount(workspaceId, externalId, change.isActive);
      }
      // What a member said themselves counts more than what their platform guesses.
      const { zone } = await preferencesOf(store, known.id);
      if (zone === null && change.zone !== undefined && readZone(change.zone) !== undefined) {
        await store.preferences.save(known.id, { zone: change.zone });
      }
    },
  };
}
