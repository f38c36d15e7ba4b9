import type { Question, Reader } from '../model.ts';
import type { Tables } from '../store/store.ts';
import { oweAnswered, oweCard, oweMember, oweNothing, oweRoute, stopLadder } from './owed.ts';

/** Nothing is owed of what was merged any more; of the other what its new answers and followers bring. */
export async function oweMerged(
  tables: Tables,
  merge: { readonly gone: Question; readonly kept: Question; readonly byId: number },
  now: number,
): Promise<void> {
  const { gone, kept, byId } = merge;
  await oweNothing(tables, gone, now);
  const askers = {
    gone: await tables.concerned.authorOf(gone.id),
    kept: await tables.concerned.authorOf(kept.id),
  };
  const wasOpen = gone.state === 'open';
  if (kept.state === 'answered') {
    await oweCard(tables, kept, now);
    if (!wasOpen) return;
    const told = [...(await tables.concerned.watchersOf(gone.id)), askers.gone];
    return oweResolved(tables, kept, told, byId, now);
  }
  if (gone.state === 'answered') {
    await oweCard(tables, kept, now);
    await stopLadder(tables, kept.id, 'answered by a merge', now);
    await tables.notices.cancel(kept.id, { kinds: ['accept', 'taken'] }, 'accepted', now);
    // Who follows the one that was answered was told then.
    const before = new Set([...(await tables.concerned.watchersOf(gone.id)), askers.gone]);
    const all = [...(await tables.concerned.watchersOf(kept.id)), askers.kept];
    const told = all.filter((memberId) => !before.has(memberId));
    return oweResolved(tables, kept, told, byId, now);
  }
  const helper = await tables.concerned.lastHelper(kept.id);
  if (helper !== undefined) await oweAnswered(tables, kept, helper, now);
  else await oweCard(tables, kept, now);
  if (askers.gone === byId || askers.gone === askers.kept) return;
  const notice = { key: `merged:${gone.id}:${now}`, kind: 'merged', dueAt: now } as const;
  await oweMember(tables, gone, askers.gone, notice, now);
}

/** What is open again needs somebody, and the cards say how it is. */
export async function owePartedAgain(
  tables: Tables,
  reader: Reader,
  parted: { readonly goneId: number; readonly touched: readonly number[] },
  now: number,
): Promise<void> {
  await tables.notices.cancel(parted.goneId, { kinds: ['merged'] }, 'undone', now);
  const all = await tables.questions.byIds(reader, parted.touched);
  for (const question of all) {
    await oweCard(tables, question, now);
    const isWaiting = question.state === 'open' && !(await tables.concerned.hasHelp(question.id));
    if (isWaiting) await oweRoute(tables, question, now, now, now);
  }
}

async function oweResolved(
  tables: Tables,
  question: Question,
  memberIds: readonly number[],
  byId: number,
  now: number,
): Promise<void> {
  for (const memberId of new Set(memberIds)) {
    if (memberId === byId) continue;
    const key = `resolved:${question.id}:${memberId}`;
    await oweMember(tables, question, memberId, { key, kind: 'resolved', dueAt: now }, now);
  }
}
