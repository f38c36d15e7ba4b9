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
    /** Members whom the snippet, or the answer that it came from, helped since `from`: they said so. */
    async helpedBy(snippetId: number, from: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT DISTINCT v.member_id AS id FROM snippet AS s
        JOIN vote AS v ON v.snippet_id = s.id OR v.answer_id = s.answer_id
        WHERE s.id = ${snippetId} AND v.member_id IS NOT NULL AND v.created_at >= ${from}
        UNION SELECT q.author_id FROM snippet AS s JOIN question AS q
          ON q.accepted_answer_id = s.answer_id
        WHERE s.id = ${snippetId} AND q.accepted_at >= ${from}
        ORDER BY 1`.execute(db);
      return rows.map(({ id }) => id);
    },

    /**
     * Ids of what was said to be right no longer, or got something in its place, since `from`, and helped
     * the member in the time `lately` before that; nothing that they were told of in that time.
     */
    async outdatedFor(memberId: number, from: number, lately: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT DISTINCT s.id FROM snippet_event AS e JOIN snippet AS s ON s.id = e.snippet_id
        WHERE e.what IN ('outdated', 'superseded') AND e.at >= ${from}
          AND (s.outdated_at IS NOT NULL OR s.successor_id IS NOT NULL)
          AND e.member_id IS NOT ${memberId}
          AND NOT EXISTS (SELECT 1 FROM notice AS told, json_each(told.details, '$.shown') AS shown
            WHERE told.member_id = ${memberId} AND told.kind = 'outdated' AND told.state = 'sent'
              AND shown.key = CAST(s.id AS TEXT) AND told.settled_at >= e.at - ${lately})
          AND (EXISTS (SELECT 1 FROM vote AS v
              WHERE (v.snippet_id = s.id OR v.answer_id = s.answer_id)
                AND v.member_id = ${memberId} AND v.created_at >= e.at - ${lately})
            OR EXISTS (SELECT 1 FROM question AS q WHERE q.accepted_answer_id = s.answer_id
              AND q.author_id = ${memberId} AND q.accepted_at >= e.at - ${lately}))
        ORDER BY s.id`.execute(db);
      return rows.map(({ id }) => id);
    },

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
