import type { Question } from '../model.ts';
import type { Merged } from '../store/merging.ts';
import type { Tables } from '../store/store.ts';
import { mostTags } from '../tags.ts';

/** Who merges, and when. */
export interface By {
  readonly id: number | null;
  readonly now: number;
}

/**
 * Merges rows: no rights, no notices. A question that is open takes over an accepted answer. The
 * documents of both are to be made anew.
 */
export async function carry(
  tables: Tables,
  fromId: number,
  into: Pick<Question, 'id' | 'state'>,
  by: By,
): Promise<void> {
  const merged = await tables.merging.merge(fromId, into.id, { ...by, mostTags });
  const { accepted_answer_id: answerId, accepted_by_id: acceptedBy } = merged;
  const who = acceptedBy ?? by.id;
  if (into.state === 'open' && merged.state === 'answered' && answerId !== null && who !== null) {
    await tables.questions.accept(into.id, answerId, who, by.now);
  }
}

/** Takes a merge back in rows. A question whose accepted answer leaves it is open again. */
export async function bringBack(tables: Tables, merged: Merged): Promise<void> {
  await tables.merging.part(merged);
  const accepted = await tables.merging.accepted(merged.into_id);
  if (accepted.id !== null && !accepted.isHere) await tables.questions.unaccept(merged.into_id);
}

/**
 * The same where the other question was merged on: what was merged later is taken back first, and done
 * again. Gives every question that is to be looked at anew.
 */
export async function bringBackThrough(tables: Tables, merged: Merged): Promise<number[]> {
  const later: Merged[] = [];
  for (let at = await tables.merging.find(merged.into_id); at; ) {
    later.push(at);
    at = await tables.merging.find(at.into_id);
  }
  for (const one of later.toReversed()) await bringBack(tables, one);
  await bringBack(tables, merged);
  for (const { question_id, into_id, by_id, at } of later) {
    const state = await tables.merging.stateOf(into_id);
    await carry(tables, question_id, { id: into_id, state }, { id: by_id, now: at });
  }
  return [merged.question_id, merged.into_id, ...later.map(({ into_id }) => into_id)];
}
