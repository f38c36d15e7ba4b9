import type { Actor, Person } from '../model.ts';
import type { Page, Paged } from '../store/page.ts';
import type { World } from '../world.ts';
import { mustCurate } from './rights.ts';
import { type Subject, twoOf } from './subject.ts';

/** A merge that stands. */
export interface StandingMerge {
  readonly gone: Subject;
  /** What it was merged into, which may lead on. */
  readonly into: Subject;
  readonly by: Person | undefined;
  readonly at: number;
}

/** What was merged and can be undone, as far as the curator may see both, the newest first. */
export async function standingMerges(
  { store }: Pick<World, 'store'>,
  actor: Actor,
  page: Page,
): Promise<Paged<StandingMerge>> {
  mustCurate(actor, 'see all that was merged');
  const { items, total } = await store.merges.list(actor, page);
  const people = await store.members.byIds(items.flatMap(({ byId }) => byId ?? []));
  const merges: StandingMerge[] = [];
  for (const { kind, id, intoId, byId, at } of items) {
    const [gone, into] = await twoOf(store, actor, kind, [id, intoId]);
    const by = people.find((one) => one.id === byId);
    if (gone && into) merges.push({ gone, into, by, at });
  }
  return { items: merges, total };
}
