import type { Tables } from '../store/store.ts';
import { refit } from './bias.ts';

/** What someone said solved it: an answer, or a snippet that is from none. */
export type Solution = { readonly answerId: number } | { readonly snippetId: number };

/**
 * Keeps whether the first suggestion for a draft was the one that solved it, and after every so many
 * judgements looks anew how sure to be in this community. The draft is the member's own: who asks can
 * judge once, and nobody else.
 */
export async function judge(tables: Tables, draftId: number, solvedBy?: Solution): Promise<void> {
  const suggestion = await tables.suggestions.find(draftId);
  if (!suggestion) return;
  const { communityId, answerId, snippetId } = suggestion;
  const isFirst =
    solvedBy !== undefined &&
    ('answerId' in solvedBy ? solvedBy.answerId === answerId : solvedBy.snippetId === snippetId);
  await tables.suggestions.settle(draftId, isFirst);
  const { bias } = await tables.searchSettings.of(communityId);
  const judgements = await tables.suggestions.judged(communityId);
  const refitted = refit(judgements, bias);
  if (refitted !== bias) await tables.searchSettings.save(communityId, { bias: refitted });
}
