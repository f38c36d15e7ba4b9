import { mergedTags } from './merged-tags.ts';
import { type Merge, merges, onSide } from './merges.ts';
import type { Db } from './schema.ts';

/** What a merge of snippets takes along, and what undoing it brings back: rows alone. */
export function mergingSnippetStore(db: Db) {
  const tags = mergedTags(db, 'snippet');

  /** What is found is shown as what stands in its place. */
  const succeed = (id: number, successorId: number | null) =>
    db.updateTable('snippet').set({ successor_id: successorId }).where('id', '=', id).execute();

  return {
    ...merges(db, 'snippet'),

    /** Lets `from` lead to `into`, which stands in its place and gets at most `mostTags` tags. */
    async merge(
      from: number,
      into: number,
      by: { readonly id: number | null; readonly now: number; readonly mostTags: number },
    ): Promise<void> {
      const { successor_id } = await db
        .selectFrom('snippet')
        .select('successor_id')
        .where('id', '=', from)
        .executeTakeFirstOrThrow();
      const merged = { snippet_id: from, into_id: into, successor_id, by_id: by.id, at: by.now };
      await db.insertInto('merged_snippet').values(merged).execute();
      await succeed(from, into);
      await tags.carry(from, into, by.mostTags);
    },

    /**
     * Of what was kept from an answer of the other side the answer is not its own any more: gives the
     * snippets, and the questions that the answers are of.
     */
    async detach(
      communityId: number,
      sideId: number,
    ): Promise<{ readonly id: number; readonly questionId: number }[]> {
      const torn = await db
        .selectFrom('snippet as s')
        .innerJoin('answer as a', 'a.id', 's.answer_id')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .select(['s.id', 'q.id as questionId'])
        .where('s.community_id', '=', communityId)
        .where(onSide('s.channel_id', sideId), '<>', onSide('q.channel_id', sideId))
        .execute();
      const ids = torn.map(({ id }) => id);
      await db.updateTable('snippet').set({ answer_id: null }).where('id', 'in', ids).execute();
      return torn;
    },

    /** Lets it stand for itself again, or lead to what stood in its place before. */
    async part({ id, intoId }: Merge): Promise<void> {
      await tags.bringBack(id, intoId);
      const { successor_id } = await db
        .deleteFrom('merged_snippet')
        .where('snippet_id', '=', id)
        .returning('successor_id')
        .executeTakeFirstOrThrow();
      await succeed(id, successor_id);
    },
  };
}
