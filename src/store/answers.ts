import { sql } from 'kysely';
import type { Answer, Reader } from '../model.ts';
import { visibleOrigin } from './merged.ts';
import type { Db } from './schema.ts';
import { visibleQuestion } from './visibility.ts';
import { voters } from './votes.ts';

export function answerStore(db: Db) {
  const joined = db
    .selectFrom('answer as a')
    .innerJoin('question as q', 'q.id', 'a.question_id')
    .innerJoin('channel as c', 'c.id', 'q.channel_id')
    .innerJoin('member as m', 'm.id', 'a.author_id');

  const select = joined
    .selectAll('a')
    .select(['m.handle', 'm.name', 'q.accepted_answer_id'])
    .select((of) =>
      of
        .selectFrom('vote')
        .whereRef('vote.answer_id', '=', 'a.id')
        .select(voters)
        .as('helpful_count'),
    )
    .select((of) =>
      // From a private channel it is only told there.
      of
        .selectFrom('source')
        .innerJoin('channel as said', 'said.id', 'source.channel_id')
        .whereRef('source.answer_id', '=', 'a.id')
        .where((where) =>
          where.or([
            where('said.private', '=', 0),
            where('said.id', '=', where.ref('q.channel_id')),
          ]),
        )
        .select('link')
        .as('link'),
    );

  type Row = Awaited<ReturnType<typeof select.executeTakeFirstOrThrow>>;

  const toAnswer = (row: Row): Answer => ({
    id: row.id,
    questionId: row.question_id,
    number: row.number,
    author: { id: row.author_id, handle: row.handle, name: row.name },
    body: row.body,
    accepted: row.accepted_answer_id === row.id,
    helpfulCount: row.helpful_count ?? 0,
    createdAt: row.created_at,
    editedAt: row.edited_at,
    ...(row.link && { link: row.link }),
  });

  return {
    /** The question's answers: the accepted one first, then the most helpful, then the oldest. */
    async of(reader: Reader, questionId: number): Promise<Answer[]> {
      const rows = await select
        .where(visibleQuestion(reader))
        .where(visibleOrigin(reader, 'a'))
        .where('a.question_id', '=', questionId)
        .execute();
      const rank = (answer: Answer) => (answer.accepted ? Number.MAX_VALUE : answer.helpfulCount);
      return rows.map(toAnswer).sort((a, b) => rank(b) - rank(a) || a.number - b.number);
    },

    async byIds(reader: Reader, ids: readonly number[]): Promise<Answer[]> {
      if (ids.length === 0) return [];
      const rows = await select
        .where(visibleQuestion(reader))
        .where(visibleOrigin(reader, 'a'))
        .where('a.id', 'in', ids)
        .execute();
      return rows.map(toAnswer);
    },

    /** The answer that once had this name, under a question that was merged, or parted again. */
    async formerly(
      questionNumber: { communityId: number; number: number },
      number: number,
    ): Promise<number | undefined> {
      const row = await db
        .selectFrom('former_name as f')
        .innerJoin('question as q', 'q.id', 'f.question_id')
        .select('f.answer_id as id')
        .where('q.community_id', '=', questionNumber.communityId)
        .where('q.number', '=', questionNumber.number)
        .where('f.number', '=', number)
        .executeTakeFirst();
      return row?.id;
    },

    /** Writes the answer under its question's next number, which it returns: one that no answer had before. */
    async add(answer: {
      readonly ref: string;
      readonly communityId: number;
      readonly questionId: number;
      readonly authorId: number;
      readonly body: string;
      readonly createdAt: number;
    }): Promise<{ id: number; number: number }> {
      const last = await lastNumber(db, answer.questionId);
      return db
        .insertInto('answer')
        .values({
          ref: answer.ref,
          community_id: answer.communityId,
          question_id: answer.questionId,
          author_id: answer.authorId,
          number: last + 1,
          body: answer.body,
          created_at: answer.createdAt,
        })
        .returning(['id', 'number'])
        .executeTakeFirstOrThrow();
    },

    async remove(id: number): Promise<void> {
      await db.deleteFrom('answer').where('id', '=', id).execute();
    },

    async edit(id: number, body: string, now: number): Promise<void> {
      await db.updateTable('answer').set({ body, edited_at: now }).where('id', '=', id).execute();
    },
  };
}

/** The highest number that an answer to the question has, or had: before a merge was undone, or it was deleted. */
export async function lastNumber(db: Db, questionId: number): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    SELECT max(number) AS last FROM (
      SELECT number FROM answer WHERE question_id = ${questionId}
      UNION ALL SELECT number FROM former_name WHERE question_id = ${questionId}
      UNION ALL SELECT last_gone_answer FROM question WHERE id = ${questionId})`.execute(db);
  return rows[0]?.last ?? 0;
}
