import type { Db } from './schema.ts';

/** Whom a question concerns: for deciding whom to tell, never for showing. */
export function concernedStore(db: Db) {
  return {
    /** Who asked it, even if nobody is to know: for deciding whom to tell, never for showing. */
    async authorOf(id: number): Promise<number> {
      const { author_id } = await db
        .selectFrom('question')
        .select('author_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return author_id;
    },

    /** Who said that they have this question too. */
    async watchersOf(id: number): Promise<number[]> {
      const rows = await db
        .selectFrom('watcher')
        .select('member_id')
        .where('question_id', '=', id)
        .orderBy('created_at')
        .execute();
      return rows.map(({ member_id }) => member_id);
    },

    /** Whether somebody else than its asker has answered it. */
    async hasHelp(id: number): Promise<boolean> {
      const row = await db
        .selectFrom('answer as a')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .where('q.id', '=', id)
        .whereRef('a.author_id', '<>', 'q.author_id')
        .select('a.id')
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Who of all but its asker answered it last. */
    async lastHelper(id: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('answer as a')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .where('q.id', '=', id)
        .whereRef('a.author_id', '<>', 'q.author_id')
        .select('a.author_id as authorId')
        .orderBy('a.number', 'desc')
        .executeTakeFirst();
      return row?.authorId;
    },

    /** The community and channel of a question, whoever looks: what a notice about it starts from. */
    async whereabouts(
      id: number,
    ): Promise<{ communityId: number; channelId: number; number: number } | undefined> {
      return db
        .selectFrom('question')
        .select(['community_id as communityId', 'channel_id as channelId', 'number'])
        .where('id', '=', id)
        .executeTakeFirst();
    },
  };
}
