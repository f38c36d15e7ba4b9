import { numberedHandle } from '../handles.ts';
import type { EntryOf } from './entry.ts';
import { findMembers, findWorkspaces, placeKey, type Target, withoutKnown } from './target.ts';
import { toMillis } from './times.ts';

type MemberEntry = EntryOf<'member'>;

/** A member is who has the ref, else who has one of the accounts, else someone new. */
export async function importMembers(
  target: Target,
  entries: readonly MemberEntry[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const members = await findMembers(
    target,
    entries.map((entry) => entry.ref),
  );
  const unknown = withoutKnown(entries, members, tally);
  const fresh = await withoutAccountHolders(target, unknown);
  const handles = await freeHandles(
    target,
    fresh.map((entry) => entry.handle.toLowerCase()),
  );
  const ids = await bulk.addMembers(
    communityId,
    fresh.map((entry, at) => ({
      ref: entry.ref,
      handle: handles[at] ?? entry.handle.toLowerCase(),
      name: entry.name,
      role: entry.role,
      joinedAt: toMillis(entry.joinedAt),
    })),
  );
  tally.added('member', fresh.length);
  await addAccounts(target, fresh, ids);
}

/** Leaves out those who are here under another ref, and remembers under which id. */
async function withoutAccountHolders(
  target: Target,
  entries: readonly MemberEntry[],
): Promise<MemberEntry[]> {
  const ids = entries.flatMap((entry) => entry.accounts.map((account) => account.id));
  const rows = await target.bulk.accounts(target.communityId, ids);
  const holders = new Map(
    rows.map((row) => [
      placeKey(`${row.platform}:${row.workspaceId}`, row.externalId),
      row.memberId,
    ]),
  );
  return entries.filter((entry) => {
    const keys = entry.accounts.map((account) => placeKey(account.workspace, account.id));
    const holder = keys.map((key) => holders.get(key)).find((id) => id !== undefined);
    if (holder === undefined) return true;
    target.sameMembers.set(entry.ref, holder);
    target.tally.known('member', 1);
    return false;
  });
}

async function addAccounts(
  target: Target,
  entries: readonly MemberEntry[],
  members: ReadonlyMap<string, number>,
): Promise<void> {
  const workspaces = await findWorkspaces(
    target,
    entries.flatMap((entry) => entry.accounts.map((account) => account.workspace)),
  );
  const accounts = entries.flatMap((entry) =>
    entry.accounts.flatMap((account) => {
      const workspaceId = workspaces.get(account.workspace);
      const memberId = members.get(entry.ref);
      if (workspaceId === undefined || memberId === undefined) {
        target.tally.skip({ reason: "a member's account in a workspace that is not here" });
        return [];
      }
      return {
        workspaceId,
        memberId,
        externalId: account.id,
        createdAt: toMillis(account.createdAt),
      };
    }),
  );
  await target.bulk.addAccounts(accounts);
}

/** How many numbered handles are tried at once: more each time, for the thousandth of a name. */
const firstTries = 8;

/** For each wanted handle one that nobody has, the wanted one if possible. */
async function freeHandles(target: Target, wanted: readonly string[]): Promise<string[]> {
  const { bulk, communityId, nextHandleNumber } = target;
  const taken = await bulk.takenHandles(communityId, wanted);
  const given: string[] = [];
  for (const handle of wanted) {
    const free = taken.has(handle) ? await numbered(handle) : handle;
    taken.add(free);
    given.push(free);
  }
  return given;

  async function numbered(handle: string): Promise<string> {
    for (let tries = firstTries; ; tries *= 2) {
      const next = nextHandleNumber.get(handle) ?? 2;
      const numbers = Array.from({ length: tries }, (_, at) => next + at);
      const candidates = numbers.map((number) => numberedHandle(handle, number));
      const inUse = await bulk.takenHandles(communityId, candidates);
      const at = candidates.findIndex((name) => !inUse.has(name) && !taken.has(name));
      nextHandleNumber.set(handle, next + (at === -1 ? tries : at + 1));
      const found = candidates[at];
      if (found !== undefined) return found;
    }
  }
}
