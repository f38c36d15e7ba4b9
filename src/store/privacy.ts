import { sql } from 'kysely';
import { fates } from './fates.ts';
import { createNaming, type Named } from './naming.ts';
import type { Db } from './schema.ts';

/** Rows of one kind that are about a member, in words that they can read. */
export interface HeldRows {
  readonly title: string;
  readonly rows: readonly Named[];
}

/** What is held on a member, and its end. */
export function privacyStore(db: Db) {
  return {
    /** Everything that refers to the member, by `fates`; what there is nothing of is left out. */
    async held(memberId: number): Promise<HeldRows[]> {
      const named = createNaming(db, memberId);
      const all: HeldRows[] = [];
      for (const [table, columns] of Object.entries(fates)) {
        for (const { column, shown } of columns) {
          if (typeof shown !== 'string') continue;
          const { rows } = await sql<Record<string, unknown>>`
            SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${memberId}`.execute(db);
          if (rows.length > 0) all.push({ title: shown, rows: await named(rows, column) });
        }
      }
      const older = await sql<Record<string, unknown>>`SELECT * FROM revision
        WHERE replaced_by_id <> ${memberId} AND (
          question_id IN (SELECT id FROM question WHERE author_id = ${memberId})
          OR answer_id IN (SELECT id FROM answer WHERE author_id = ${memberId})
          OR snippet_id IN (SELECT id FROM snippet WHERE author_id = ${memberId}))`.execute(db);
      if (older.rows.length > 0) {
        const title = 'Older texts of yours, which others edited';
        all.push({ title, rows: await named(older.rows, '') });
      }
      return all;
    },

    /** How many of each are there: what a member is told before they are forgotten. */
    async counts(
      memberId: number,
    ): Promise<Record<'questions' | 'unanswered' | 'answers' | 'snippets', number>> {
      const { rows } = await sql<Record<string, number>>`SELECT
        (SELECT count(*) FROM question WHERE author_id = ${memberId}) AS questions,
        (SELECT count(*) FROM question AS q WHERE ${lonely(memberId)}) AS unanswered,
        (SELECT count(*) FROM answer WHERE author_id = ${memberId}) AS answers,
        (SELECT count(*) FROM snippet WHERE author_id = ${memberId}) AS snippets`.execute(db);
      const [row = {}] = rows;
      const { questions = 0, unanswered = 0, answers = 0, snippets = 0 } = row;
      return { questions, unanswered, answers, snippets };
    },

    /** Questions of the member's own that nobody answered or has, too: they go with them. */
    async lonely(memberId: number): Promise<{ id: number; number: number; channelId: number }[]> {
      const { rows } = await sql<{ id: number; number: number; channelId: number }>`
        SELECT q.id, q.number, q.channel_id AS channelId FROM question AS q
        WHERE ${lonely(memberId)}`.execute(db);
      return rows;
    },

    /** Questions whose cards name the member, or may. */
    async onCards(memberId: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT q.id FROM question AS q
        JOIN card AS c ON c.channel_id = q.channel_id AND c.key = 'question:' || q.number
        WHERE c.message IS NOT NULL AND (q.author_id = ${memberId}
          OR EXISTS (SELECT 1 FROM answer AS a
            WHERE a.question_id = q.id AND a.author_id = ${memberId}))`.execute(db);
      return rows.map(({ id }) => id);
    },
  };
}

const lonely = (memberId: number) => sql`q.author_id = ${memberId}
  AND NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.question_id = q.id)
  AND NOT EXISTS (SELECT 1 FROM former_name AS f WHERE f.question_id = q.id AND f.is_away = 1)
  AND NOT EXISTS (SELECT 1 FROM watcher AS w WHERE w.question_id = q.id
    AND w.member_id <> ${memberId})`;
