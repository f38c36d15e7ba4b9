import { indexQuestion, indexSnippet } from '../search/documents.ts';
import type { Tables } from '../store/store.ts';
import { partThrough } from './carrying.ts';
import { carryingQuestions } from './carrying-questions.ts';
import { carryingSnippets } from './carrying-snippets.ts';

/** Undoes every merge over which a side of the community parts: each side goes with what is its own. */
export async function partAcross(
  tables: Tables,
  communityId: number,
  sideId: number,
): Promise<void> {
  for (const carrying of [carryingQuestions(tables), carryingSnippets(tables)]) {
    for (let [first] = await carrying.across(communityId, sideId); first; ) {
      await partThrough(carrying, first);
      [first] = await carrying.across(communityId, sideId);
    }
  }
  for (const { id, questionId } of await tables.mergingSnippets.detach(communityId, sideId)) {
    await indexQuestion(tables, questionId);
    await indexSnippet(tables, id);
  }
}
