import type { Db } from './schema.ts';

/** What was shown first before a question was posted, and how sure the engine was of it. */
export interface Suggestion {
  readonly draftId: number;
  readonly communityId: number;
  readonly answerId: number | null;
  readonly snippetId: number | null;
  readonly logit: number;
}

/** How sure the engine was, and whether it was right. */
export interface Judgement {
  readonly logit: number;
  readonly solved: boolean;
}

/** What was judged longer ago says little of how people ask now. */
const mostJudged = 2_000;

export function suggestionStore(db: Db) {
  return {
    async add(suggestion: Suggestion, now: number): Promise<void> {
      await db
        .insertInto('suggestion')
        .values({
          draft_id: suggestion.draftId,
          community_id: suggestion.communityId,
          answer_id: suggestion.answerId,
          snippet_id: suggestion.snippetId,
          logit: suggestion.logit,
          solved: null,
          shown_at: now,
        })
        .execute();
    },

    /** Undefined for a draft that nothing was suggested for. */
    find: (draftId: number): Promise<Suggestion | undefined> =>
      db
        .selectFrom('suggestion')
        .select([
          'draft_id as draftId',
          'community_id as communityId',
          'answer_id as answerId',
          'snippet_id as snippetId',
          'logit',
        ])
        .where('draft_id', '=', draftId)
        .executeTakeFirst(),

    /** The first judgement stays. */
    async settle(draftId: number, solved: boolean): Promise<void> {
      await db
        .updateTable('suggestion')
        .set({ solved: Number(solved) })
        .where('draft_id', '=', draftId)
        .where('solved', 'is', null)
        .execute();
    },

    /** The community's judgements, newest first: the last two thousand. */
    async judged(communityId: number): Promise<Judgement[]> {
      const rows = await db
        .selectFrom('suggestion')
        .select(['logit', 'solved'])
        .where('community_id', '=', communityId)
        .where('solved', 'is not', null)
        .orderBy('shown_at', 'desc')
        .orderBy('draft_id', 'desc')
        .limit(mostJudged)
        .execute();
      return rows.map(({ logit, solved }) => ({ logit, solved: solved === 1 }));
    },
  };
}
