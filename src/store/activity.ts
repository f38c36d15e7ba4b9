import { sql } from 'kysely';
import type { Db } from './schema.ts';

export interface Volume {
  readonly late: number;
  readonly answerers: number;
}

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
    /** How often acts changed hands: what was read before is to be read anew after that. */
    async hands(): Promise<number> {
      const { changed } = await db.selectFrom('hands').select('changed').executeTakeFirstOrThrow();
      return changed;
    },

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

    /** How long the channel's newest questions waited for the first answer by somebody else, in ms. */
    async firstWaits(channelId: number, limit: number): Promise<number[]> {
      const rows = await db
        .selectFrom('question as q')
        .innerJoin('answer as a', 'a.question_id', 'q.id')
        .whereRef('a.author_id', '<>', 'q.author_id')
        .where('q.channel_id', '=', channelId)
        .groupBy('q.id')
        .orderBy('q.id', 'desc')
        .limit(limit)
        .select((row) => ['q.created_at as askedAt', row.fn.min('a.created_at').as('answeredAt')])
        .execute();
      return rows.map(({ askedAt, answeredAt }) => Math.max(0, answeredAt - askedAt));
    },

    /**
     * What public channels of the community asked since then that nobody answered within `wait`, and
     * how many people answered others there.
     */
    async volume(communityId: number, from: number, wait: number): Promise<Volume> {
      const answered = db
        .selectFrom('question as q')
        .innerJoin('channel as c', 'c.id', 'q.channel_id')
        .leftJoin('answer as a', (on) =>
          on.onRef('a.question_id', '=', 'q.id').onRef('a.author_id', '<>', 'q.author_id'),
        )
        .where('q.community_id', '=', communityId)
        .where('c.private', '=', 0)
        .where('q.created_at', '>', from);
      const late = await answered
        .groupBy('q.id')
        .having((of) =>
          of.or([
            of(of.fn.min('a.created_at'), 'is', null),
            of(of.fn.min('a.created_at'), '>', sql<number>`q.created_at + ${wait}`),
          ]),
        )
        .select('q.id')
        .execute();
      const { answerers } = await answered
        .select((of) => of.fn.count<number>('a.author_id').distinct().as('answerers'))
        .executeTakeFirstOrThrow();
      return { late: late.length, answerers };
    },

    /** The private channels among all communities' channels. */
    async privateChannels(): Promise<ReadonlySet<number>> {
      const rows = await db.selectFrom('channel').select('id').where('private', '=', 1).execute();
      return new Set(rows.map(({ id }) => id));
    },
  };
}
