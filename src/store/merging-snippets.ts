import { sql } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** A merge of snippets that stands. */
export type MergedSnippet = Schema['merged_snippet'];

export function mergingSnippetStore(db: Db) {
  /** What is found is shown as what stands in its place. */
  const succeed = (id: number, successorId: number | null) =>
    db.updateTable('snippet').set({ successor_id: successorId }).where('id', '=', id).execute();

  return {
    /** The merge that took the snippet of that number away; undefined when it stands for itself. */
    ofNumber: (communityId: number, number: number): Promise<MergedSnippet | undefined> =>
      db
        .selectFrom('merged_snippet as m')
        .innerJoin('snippet as s', 's.id', 'm.snippet_id')
        .selectAll('m')
        .where('s.community_id', '=', communityId)
        .where('s.number', '=', number)
        .executeTakeFirst(),

    /** Merges of the community over which a side of it would part. */
    async across(communityId: number, sideId: number): Promise<MergedSnippet[]> {
      const isIn = (snippet: string) => sql`(SELECT w.side_id IS ${sideId}
        FROM snippet AS s JOIN channel AS c ON c.id = s.channel_id
        JOIN workspace AS w ON w.id = c.workspace_id
        WHERE s.id = ${sql.ref(snippet)} AND s.community_id = ${communityId})`;
      return db
        .selectFrom('merged_snippet as m')
        .selectAll()
        .where(sql<boolean>`${isIn('m.snippet_id')} <> ${isIn('m.into_id')}`)
        .execute();
    },

    /** The merge that took the snippet away. */
    find: (snippetId: number): Promise<MergedSnippet | undefined> =>
      db
        .selectFrom('merged_snippet')
        .selectAll()
        .where('snippet_id', '=', snippetId)
        .executeTakeFirst(),

    /** Lets `from` lead to `into`, which stands in its place and gets at most `most` tags. */
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
      const of = (id: number) =>
        db.selectFrom('snippet_tag').select('tag_id').where('snippet_id', '=', id).execute();
      const there = await of(into);
      const missing = (await of(from)).filter((tag) => !there.some((t) => t.tag_id === tag.tag_id));
      for (const { tag_id } of missing.slice(0, Math.max(0, by.mostTags - there.length))) {
        await db.insertInto('snippet_tag').values({ snippet_id: into, tag_id }).execute();
        await db
          .insertInto('merged_snippet_tag')
          .values({ snippet_id: from, tag_id })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async part({ snippet_id, into_id, successor_id }: MergedSnippet): Promise<void> {
      await db
        .deleteFrom('snippet_tag')
        .where('snippet_id', '=', into_id)
        .where('tag_id', 'in', (of) =>
          of.selectFrom('merged_snippet_tag').select('tag_id').where('snippet_id', '=', snippet_id),
        )
        .execute();
      await succeed(snippet_id, successor_id);
      await db.deleteFrom('merged_snippet_tag').where('snippet_id', '=', snippet_id).execute();
      await db.deleteFrom('merged_snippet').where('snippet_id', '=', snippet_id).execute();
    },
  };
}
