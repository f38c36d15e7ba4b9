import type { EntryOf } from './entry.ts';
import {
  findChannels,
  findWorkspaces,
  parseWorkspaceKey,
  placeKey,
  type Target,
} from './target.ts';
import { toMillis } from './times.ts';

export async function importWorkspaces(
  target: Target,
  entries: readonly EntryOf<'workspace'>[],
): Promise<void> {
  const known = await findWorkspaces(
    target,
    entries.map((entry) => entry.key),
  );
  const fresh = new Map(
    entries.filter((entry) => !known.has(entry.key)).map((entry) => [entry.key, entry]),
  );
  await target.bulk.addWorkspaces(
    target.communityId,
    [...fresh.values()].map((entry) => ({
      ...parseWorkspaceKey(entry.key),
      name: entry.name,
      createdAt: toMillis(entry.createdAt),
    })),
  );
  target.tally.added('workspace', fresh.size);
  target.tally.known('workspace', entries.length - fresh.size);
}

export async function importChannels(
  target: Target,
  entries: readonly EntryOf<'channel'>[],
): Promise<void> {
  const workspaces = await findWorkspaces(
    target,
    entries.map((entry) => entry.workspace),
  );
  const known = await findChannels(
    target,
    entries.map((entry) => entry.id),
  );
  const fresh = new Map<string, Parameters<typeof target.bulk.addChannels>[0][number]>();
  for (const entry of entries) {
    const key = placeKey(entry.workspace, entry.id);
    const workspaceId = workspaces.get(entry.workspace);
    if (known.has(key) || fresh.has(key)) target.tally.known('channel', 1);
    else if (workspaceId === undefined) {
      target.tally.skip({ reason: 'a channel whose workspace is not here', where: entry.name });
    } else {
      fresh.set(key, {
        workspaceId,
        externalId: entry.id,
        name: entry.name,
        private: entry.private,
        createdAt: toMillis(entry.createdAt),
      });
    }
  }
  await target.bulk.addChannels([...fresh.values()]);
  target.tally.added('channel', fresh.size);
}
