import type { BulkEvent } from '../store/bulk-care.ts';
import type { EntryOf } from './entry.ts';
import { findMembers, type Target } from './target.ts';
import { toMillis } from './times.ts';

/** What stands in the place of what, and what was done about it; where something was done here, that stays. */
export async function importCare(
  target: Target,
  entries: readonly EntryOf<'care'>[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const refs = entries.flatMap(({ snippet, successor, events }) => [
    snippet,
    ...(successor ? [successor] : []),
    ...events.flatMap((event) => event.successor ?? []),
  ]);
  const snippets = new Map(
    (await bulk.snippetsByRef(communityId, refs)).map((row) => [row.ref, row.id]),
  );
  const caredFor = await bulk.caredForAmong([...snippets.values()]);
  const members = await findMembers(
    target,
    entries.flatMap(({ events }) =>
      events.flatMap(({ by, owner }) => [by ?? [], owner ?? []].flat()),
    ),
  );
  for (const { snippet, successor, events } of entries) {
    const id = snippets.get(snippet);
    if (id === undefined) {
      tally.skip({ reason: 'care for a snippet that is not here', where: snippet });
      continue;
    }
    if (caredFor.has(id)) {
      tally.known('care', 1);
      continue;
    }
    // A file may name the same one twice, or lead round in a circle: the first time counts.
    caredFor.add(id);
    const successorId = successor ? snippets.get(successor) : undefined;
    if (successorId !== undefined && !(await bulk.leadsTo(successorId, id))) {
      await bulk.supersede(id, successorId);
    }
    const rows = events.map(({ what, by, owner, successor: next, at }): BulkEvent => {
      const other = owner ? members.get(owner) : next ? snippets.get(next) : undefined;
      const memberId = by === null ? null : (members.get(by) ?? null);
      return { snippetId: id, what, memberId, otherId: other ?? null, at: toMillis(at) };
    });
    await bulk.addEvents(rows);
    tally.added('care', 1);
  }
}
