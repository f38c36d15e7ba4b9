import type { BulkStore } from '../store/bulk.ts';
import type { Tables } from '../store/store.ts';
import type { Tally } from './tally.ts';

/** Where a batch of entries goes, inside its transaction, and what the import remembers meanwhile. */
export interface Target {
  readonly bulk: BulkStore;
  readonly settings: Tables['settings'];
  readonly searchSettings: Tables['searchSettings'];
  readonly communityId: number;
  readonly tally: Tally;
  /** Accepted answers become snippets. */
  readonly keepAccepted: boolean;
  /** Members who are here under another ref, found by one of their accounts: source ref → id. */
  readonly sameMembers: Map<string, number>;
  /** The number to try next behind a handle that was taken. */
  readonly nextHandleNumber: Map<string, number>;
}

/** The entries whose ref is not there yet, the first of each ref; the others are counted known. */
export function withoutKnown<
  T extends {
    readonly ref: string;
    readonly kind: 'question' | 'answer' | 'snippet' | 'vote' | 'member';
  },
>(entries: readonly T[], isThere: { has(ref: string): boolean }, tally: Tally): T[] {
  const fresh = new Map<string, T>();
  for (const entry of entries) {
    if (isThere.has(entry.ref) || fresh.has(entry.ref)) tally.known(entry.kind, 1);
    else fresh.set(entry.ref, entry);
  }
  return [...fresh.values()];
}

/** `slack:T1` → its two halves. */
export function parseWorkspaceKey(key: string): { platform: string; externalId: string } {
  const colon = key.indexOf(':');
  return { platform: key.slice(0, colon), externalId: key.slice(colon + 1) };
}

/** One key of a thing in a workspace; no two pairs share it. */
export function placeKey(workspace: string, externalId: string): string {
  return JSON.stringify([workspace, externalId]);
}

/** The ids of those members of the source who are here. */
export async function findMembers(
  target: Target,
  refs: Iterable<string>,
): Promise<{ get(ref: string): number | undefined; has(ref: string): boolean }> {
  const rows = await target.bulk.membersByRef(target.communityId, refs);
  const byRef = new Map(rows.map((row) => [row.ref, row.id]));
  const get = (ref: string) => byRef.get(ref) ?? target.sameMembers.get(ref);
  return { get, has: (ref) => get(ref) !== undefined };
}

/** The ids of those places of the source that are here, by `placeKey`. */
export async function findChannels(
  target: Target,
  ids: Iterable<string>,
): Promise<Map<string, number>> {
  const rows = await target.bulk.channels(target.communityId, ids);
  return new Map(
    rows.map((row) => [placeKey(`${row.platform}:${row.workspaceId}`, row.externalId), row.id]),
  );
}

/** The ids of those workspaces of the source that are here, by their keys. */
export async function findWorkspaces(
  target: Target,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const externalIds = keys.map((key) => parseWorkspaceKey(key).externalId);
  const rows = await target.bulk.workspaces(target.communityId, externalIds);
  return new Map(rows.map((row) => [`${row.platform}:${row.externalId}`, row.id]));
}

/** Ids by refs. */
export const idsBy = (rows: readonly { readonly ref: string; readonly id: number }[]) =>
  new Map(rows.map(({ ref, id }) => [ref, id]));
