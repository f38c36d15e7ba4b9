import { sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleQuestion } from './visibility.ts';

/** An answer of a member's that helped others since some time. */
export interface Helped {
  readonly question: number;
  readonly answer: number;
  readonly title: string;
  /** How many people said so, the asker's acceptance among them. */
  readonly people: number;
  readonly accepted: boolean;
}

/** What members' answers did for others. */
export function effectStore(db: Db) {
  return {
    /** The reader's own answers that helped since `from`, the most helpful first. */
    async of(reader: Reader, from: number): Promise<Helped[]> {
      const { rows } = await sql<Omit<Helped, 'accepted'> & { accepted: number }>`
        SELECT q.number AS question, a.number AS answer, q.title,
               (q.accepted_answer_id = a.id AND q.accepted_at >= ${from}) IS TRUE AS accepted,
               count(DISTINCT coalesce(v.member_id, -v.id))
                 + ((q.accepted_answer_id = a.id AND q.accepted_at >= ${from}) IS TRUE
                    AND NOT EXISTS (SELECT 1 FROM vote AS own WHERE own.answer_id = a.id
                      AND own.member_id = q.accepted_by_id)) AS people
        FROM answer AS a
        JOIN question AS q ON q.id = a.question_id
        JOIN channel AS c ON c.id = q.channel_id
        LEFT JOIN vote AS v ON v.answer_id = a.id AND v.created_at >= ${from}
        WHERE a.author_id = ${reader.memberId} AND q.author_id <> a.author_id
          AND ${visibleQuestion(reader)}
        GROUP BY a.id
        HAVING people > 0
        ORDER BY people DESC, a.created_at DESC
        LIMIT 10`.execute(db);
      return rows.map((row) => ({ ...row, accepted: row.accepted === 1 }));
    },
  };
}
