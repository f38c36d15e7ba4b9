import { sql } from 'kysely';
import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';

export interface BulkAcceptance {
  readonly questionId: number;
  readonly answerId: number;
  readonly acceptedById: number;
  readonly acceptedAt: number;
}

/** What happens to answers once they are there: accepting them, keeping them as snippets. */
export function bulkKeep(db: Db) {
  return {
    /** Marks the questions answered; a question that has an accepted answer is left as it is. */
    async accept(acceptances: readonly BulkAcceptance[]): Promise<void> {
      for (const acceptance of acceptances) {
        await db
          .updateTable('question')
          .set({
            state: 'answered',
            accepted_answer_id: acceptance.answerId,
            accepted_by_id: acceptance.acceptedById,
            accepted_at: acceptance.acceptedAt,
          })
          .where('id', '=', acceptance.questionId)
          .where('accepted_answer_id', 'is', null)
          .execute();
      }
    },

    /**
     * Copies the accepted answers, with their questions' words and tags, into snippets of ref
     * `snippet:<answer's ref>`, numbered in the order of acceptance. Gives how many it made.
     */
    async keepAnswers(communityId: number, answerIds: readonly number[]): Promise<number> {
      const kept = await lookUp(answerIds, (some) =>
        db
          .insertInto('snippet')
          .columns([
            'ref',
            'community_id',
            'channel_id',
            'author_id',
            'owner_id',
            'answer_id',
            'number',
            'title',
            'question',
            'answer',
            'verified_by_id',
            'verified_at',
            'created_at',
          ])
          .expression((of) =>
            of
              .selectFrom('answer as a')
              .innerJoin('question as q', 'q.accepted_answer_id', 'a.id')
              .leftJoin('snippet as kept', 'kept.answer_id', 'a.id')
              .where('kept.id', 'is', null)
              .where('a.id', 'in', some)
              .where('a.community_id', '=', communityId)
              .select([
                sql<string>`'snippet:' || a.ref`.as('ref'),
                'q.community_id',
                'q.channel_id',
                'a.author_id',
                'a.author_id as owner_id',
                'a.id',
                sql<number>`(SELECT coalesce(max(number), 0) FROM
                    (SELECT number FROM snippet WHERE community_id = ${communityId}
                     UNION ALL SELECT last_gone_snippet FROM community WHERE id = ${communityId})
                      AS given)
                  + row_number() OVER (ORDER BY q.accepted_at, a.ref)`.as('number'),
                'q.title',
                'q.body as question',
                'a.body as answer',
                sql<number | null>`CASE
                  WHEN coalesce(q.accepted_by_id, q.author_id) <> q.author_id THEN q.accepted_by_id
                  WHEN q.anonymous = 0 THEN q.author_id END`.as('verified_by_id'),
                'q.accepted_at',
                'q.accepted_at as created_at',
              ]),
          )
          .onConflict((conflict) => conflict.columns(['community_id', 'ref']).doNothing())
          .returning('id')
          .execute(),
      );
      const snippetIds = kept.map((row) => row.id);
      await lookUp(snippetIds, async (some) => {
        await db
          .insertInto('snippet_tag')
          .columns(['snippet_id', 'tag_id'])
          .expression((of) =>
            of
              .selectFrom('snippet as s')
              .innerJoin('answer as a', 'a.id', 's.answer_id')
              .innerJoin('question_tag as t', 't.question_id', 'a.question_id')
              .where('s.id', 'in', some)
              .select(['s.id', 't.tag_id']),
          )
          .execute();
        return [];
      });
      return snippetIds.length;
    },
  };
}
