import type { Merge } from '../store/merges.ts';

/** Who merges, and when. */
export interface By {
  readonly id: number | null;
  readonly now: number;
}

/** Merging and parting in rows: no rights, no notices. */
export interface Carrying {
  find(id: number): Promise<Merge | undefined>;
  into(id: number): Promise<readonly Merge[]>;
  across(communityId: number, sideId: number): Promise<readonly Merge[]>;
  merge(from: number, into: number, by: By): Promise<void>;
  part(merge: Merge): Promise<void>;
  /** Something may have left it for good. */
  settle(id: number): Promise<void>;
  /** It is found as it is now. */
  index(id: number): Promise<void>;
}

/**
 * Takes a merge back. Where the other was merged on, what was merged later is taken back first, and done
 * again. Gives everything that is to be looked at anew.
 */
export async function partThrough(carrying: Carrying, merge: Merge): Promise<number[]> {
  const later: Merge[] = [];
  for (let at = await carrying.find(merge.intoId); at; at = await carrying.find(at.intoId)) {
    later.push(at);
  }
  for (const one of later.toReversed()) await carrying.part(one);
  await carrying.part(merge);
  await carrying.settle(merge.intoId);
  for (const { id, intoId, byId, at } of later) {
    await carrying.merge(id, intoId, { id: byId, now: at });
    await carrying.settle(intoId);
  }
  const touched = [merge.id, merge.intoId, ...later.map(({ intoId }) => intoId)];
  for (const id of touched) await carrying.index(id);
  return touched;
}
