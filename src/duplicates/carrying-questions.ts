import { owePartedAgain } from '../notices/owed-merges.ts';
import { indexQuestion } from '../search/documents.ts';
import type { Tables } from '../store/store.ts';
import { mostTags } from '../tags.ts';
import { type Carrying, partThrough } from './carrying.ts';
import { discardSnippet } from './carrying-snippets.ts';

export const carryingQuestions = (tables: Tables): Carrying => ({
  ...tables.merging,

  /** A question that is open takes over an accepted answer. */
  async merge(from, into, by) {
    const state = await tables.merging.stateOf(into);
    const was = await tables.merging.merge(from, into, { ...by, mostTags });
    const who = was.acceptedById ?? by.id;
    if (state === 'open' && was.acceptedAnswerId !== null && who !== null) {
      await tables.questions.accept(into, was.acceptedAnswerId, who, by.now);
    }
  },

  /** One whose accepted answer has left is open again, and what that became here is not kept. */
  async settle(id) {
    const lost = await tables.merging.lostAccepted(id);
    if (!lost) return;
    await tables.questions.unaccept(id);
    if (!lost.isAccepted) await discardSnippet(tables, lost.id);
  },

  index: (id) => indexQuestion(tables, id),
});

/** Removes a question. What was merged into it stands for itself again, with its own answers. */
export async function removeQuestion(tables: Tables, id: number, now: number): Promise<void> {
  const about = await tables.concerned.whereabouts(id);
  for (const merge of await tables.merging.into(id)) {
    const touched = await partThrough(carryingQuestions(tables), merge);
    const left = touched.filter((one) => one !== id);
    if (!about) continue;
    const reader = { ...about, memberId: 0, isGuest: false };
    await owePartedAgain(tables, reader, { goneId: merge.id, touched: left }, now);
  }
  const led = await tables.merging.find(id);
  await tables.forgetting.removeQuestions([id]);
  if (led) await indexQuestion(tables, led.intoId);
}

/** Removes a question whose time is over, and what was merged into it. */
export async function removeFamily(tables: Tables, id: number): Promise<void> {
  for (const merge of await tables.merging.into(id)) await removeFamily(tables, merge.id);
  await tables.forgetting.removeQuestions([id]);
}
