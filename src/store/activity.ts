import type { Db } from './schema.ts';

/** A question that was not asked anonymously. */
export interface AskingRow {
  readonly id: number;
  readonly memberId: number;
  readonly channelId: number;
  readonly at: number;
}

export interface AnsweringRow extends AskingRow {
  readonly questionId: number;
  readonly askerId: number;
}

/** Who did what when, in the order in which it was stored: what feeds `src/experts/activity.ts`. */
export function activityStore(db: Db) {
  return {
    asking: (after: number, limit: number): Promise<AskingRow[]> =>
      db
        .selectFrom('question')
        .select(['id', 'author_id as memberId', 'channel_id as channelId', 'created_at as at'])
        .where('id', '>', after)
        .where('anonymous', '=', 0)
        .orderBy('id')
        .limit(limit)
        .execute(),

    answering: (after: number, limit: number): Promise<AnsweringRow[]> =>
      db
        .selectFrom('answer as a')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .select((row) => [
          'a.id',
          'a.author_id as memberId',
          'q.channel_id as channelId',
          'a.created_at as at',
          'a.question_id as questionId',
          // Whom somebody helped is not told where the asker is anonymous: 0 is nobody.
          row
            .case()
            .when('q.anonymous', '=', 1)
            .then(0)
            .else(row.ref('q.author_id'))
            .end()
            .as('askerId'),
        ])
        .where('a.id', '>', after)
        .where((where) =>
          where.or([
            where('q.anonymous', '=', 0),
            where('a.author_id', '<>', where.ref('q.author_id')),
          ]),
        )
        .orderBy('a.id')
        .limit(limit)
        .execute(),

    /** The private channels among all communities' channels. */
    async privateChannels(): Promise<ReadonlySet<number>> {
      const rows = await db.selectFrom('channel').select('id').where('private', '=', 1).execute();
      return new Set(rows.map(({ id }) => id));
    },
  };
}
