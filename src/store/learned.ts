import { type RawBuilder, sql } from 'kysely';
import { counts } from './evidence.ts';
import type { Db } from './schema.ts';

/** When a question was asked, or an answer given. */
export interface Happened {
  readonly kind: 'question' | 'answer';
  readonly id: number;
  readonly at: number;
}

export interface ToldQuestion {
  readonly id: number;
  readonly askerId: number;
  readonly channelId: number;
  readonly title: string;
  readonly body: string;
  readonly at: number;
}

export interface ToldAnswer {
  readonly id: number;
  readonly questionId: number;
  readonly memberId: number;
  readonly text: string;
  readonly at: number;
}

/** What a community learned about who answers, and what it learns from: nothing private or anonymous. */
export function learnedStore(db: Db) {
  return {
    /** Undefined when nothing was learned yet; `weights` are JSON, or null for the usual ones. */
    of: (communityId: number) =>
      db
        .selectFrom('learned_weights')
        .where('community_id', '=', communityId)
        .select(['weights', 'learned_at as learnedAt'])
        .executeTakeFirst(),

    async save(communityId: number, weights: string | null, now: number): Promise<void> {
      const row = { weights, learned_at: now };
      await db
        .insertInto('learned_weights')
        .values({ community_id: communityId, ...row })
        .onConflict((known) => known.column('community_id').doUpdateSet(row))
        .execute();
    },

    /** How many questions in public channels somebody else answered, counted up to `most`. */
    async countAnswered(communityId: number, most: number): Promise<number> {
      const { rows } = await sql`
        SELECT q.id ${open} WHERE q.community_id = ${communityId} AND ${isOpen} AND EXISTS
          (SELECT 1 FROM answer AS a WHERE a.question_id = q.id AND a.author_id <> q.author_id)
        LIMIT ${most}`.execute(db);
      return rows.length;
    },

    /**
     * What happened in public channels, in the order of time, without what is withheld: the newest
     * `most` of it.
     */
    async happened(communityId: number, most: number): Promise<Happened[]> {
      const { rows } = await sql<Happened>`
        SELECT 'question' AS kind, q.id, q.created_at AS at ${open}
        WHERE q.community_id = ${communityId} AND ${isOpen}
        UNION ALL
        SELECT 'answer', a.id, a.created_at ${open} JOIN answer AS a ON a.question_id = q.id
        WHERE q.community_id = ${communityId} AND ${isOpen} AND ${counts}
        ORDER BY 3 DESC, 1, 2 DESC LIMIT ${most}`.execute(db);
      return rows.reverse();
    },

    questions: (ids: readonly number[]): Promise<ToldQuestion[]> =>
      db
        .selectFrom('question')
        .where('id', 'in', ids)
        .select([
          'id',
          'author_id as askerId',
          'channel_id as channelId',
          'title',
          'body',
          'created_at as at',
        ])
        .execute(),

    answers: (ids: readonly number[]): Promise<ToldAnswer[]> =>
      db
        .selectFrom('answer')
        .where('id', 'in', ids)
        .select([
          'id',
          'question_id as questionId',
          'author_id as memberId',
          'body as text',
          'created_at as at',
        ])
        .execute(),
  };
}

const open: RawBuilder<unknown> = sql`FROM question AS q JOIN channel AS c ON c.id = q.channel_id`;
const isOpen: RawBuilder<boolean> = sql`(c.private = 0 AND q.anonymous = 0)`;
