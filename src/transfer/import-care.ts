import type { EntryOf } from './entry.ts';
import { findMembers, type Target } from './target.ts';
import { toMillis } from './times.ts';

type CareEntry = EntryOf<'care'>;

/** What became of snippets. One of which something is known here already is left as it is. */
export async function importCare(target: Target, entries: readonly CareEntry[]): Promise<void> {
  const { bulk, communityId, tally } = target;
  const refs = entries.flatMap(({ snippet, successor, events }) => [
    snippet,
    ...(successor === null ? [] : [successor]),
    ...events.flatMap(({ instead }) => instead ?? []),
  ]);
  const snippets = await bulk.snippetsByRef(communityId, refs);
  const ids = new Map(snippets.map(({ ref, id }) => [ref, id]));
  const caredFor = await bulk.caredForAmong(snippets.map(({ id }) => id));
  const people = entries.flatMap(({ events }) => events.flatMap(({ by, who }) => [by, who]));
  const members = await findMembers(
    target,
    people.flatMap((ref) => ref ?? []),
  );

  /** Undefined where somebody or something that it names is not here. */
  function toEvent(snippetId: number, { what, by, at, who, instead }: CareEntry['events'][number]) {
    const memberId = by === null ? null : members.get(by);
    const named = who === undefined ? undefined : members.get(who);
    const other = instead === undefined ? named : ids.get(instead);
    const isNamed = who !== undefined || instead !== undefined;
    if (memberId === undefined || (isNamed && other === undefined)) return undefined;
    return { snippetId, what, memberId, otherId: other ?? null, at: toMillis(at) };
  }

  for (const { snippet, successor, events } of entries) {
    const id = ids.get(snippet);
    const successorId = successor === null ? null : ids.get(successor);
    if (id === undefined || successorId === undefined) {
      tally.skip({ reason: 'what became of a snippet that is not here', where: snippet });
      continue;
    }
    if (caredFor.has(id)) {
      tally.known('care', 1);
      continue;
    }
    // A file of another's may name the same one twice: the first time counts.
    caredFor.add(id);
    const known = events.map((event) => toEvent(id, event));
    const kept = known.filter((event) => event !== undefined);
    if (kept.length < known.length) {
      tally.skip({ reason: 'an event that names somebody or something not here', where: snippet });
    }
    await bulk.addSnippetEvents(kept);
    if (successorId !== null && !(await target.bulk.leadsTo(successorId, id))) {
      await target.bulk.supersede(id, successorId);
    }
    tally.added('care', 1);
  }
}
