import type { Core } from '../../src/core.ts';
import type { Workspace } from '../../src/model.ts';

/** The guilds that are served, as our own workspaces. */
export function createWorkspaces(options: {
  readonly connect: (guild: { externalId: string; name: string }) => Promise<Workspace>;
  readonly accounts: Core['accounts'];
}) {
  const known = new Map<string, Promise<Workspace>>();

  async function of(guild: string, name?: string): Promise<Workspace> {
    const found =
      known.get(guild) ?? options.connect({ externalId: guild, name: name ?? 'Discord' });
    known.set(guild, found);
    try {
      return await found;
    } catch (error) {
      known.delete(guild);
      throw error;
    }
  }

  return {
    of,
    forget: (guild: string) => void known.delete(guild),
    isKnown: (guild: string) => known.has(guild),

    /** The workspace of a card's channel; undefined when that is none of ours. */
    async byId(id: number): Promise<Workspace | undefined> {
      const all = await Promise.all(known.values());
      return all.find((one) => one.id === id);
    },

    /** Where a direct message belongs: to the first guild in which its author has been with us. */
    async ofAccount(account: string): Promise<Workspace | undefined> {
      const all = await Promise.all(known.values());
      for (const one of all) if (await options.accounts.find(one.id, account)) return one;
      return all.length === 1 ? all[0] : undefined;
    },
  };
}

export type Workspaces = ReturnType<typeof createWorkspaces>;
