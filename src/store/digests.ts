import { sql } from 'kysely';
import type { Person } from '../model.ts';
import type { Db } from './schema.ts';

/** From (inclusive) and to (exclusive), in UTC milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export function digestStore(db: Db) {
  return {
    /** Members whose first accepted answer ever was accepted in the channel and the period. */
    async newExperts(channelId: number, period: Period): Promise<Person[]> {
      const { rows } = await sql<Person>`
        SELECT DISTINCT m.id, m.handle, m.name
        FROM question AS q
        JOIN answer AS a ON a.id = q.accepted_answer_id
        JOIN member AS m ON m.id = a.author_id
        WHERE q.channel_id = ${channelId}
          AND q.accepted_at >= ${period.from} AND q.accepted_at < ${period.to}
          AND a.author_id <> q.author_id
          AND NOT EXISTS (
            SELECT 1 FROM answer AS earlier
            JOIN question AS asked ON asked.accepted_answer_id = earlier.id
            WHERE earlier.author_id = a.author_id AND asked.author_id <> earlier.author_id
              AND asked.accepted_at < ${period.from})
        ORDER BY m.handle`.execute(db);
      return rows;
    },

    /** Who was thanked in the channel and the period: votes on their answers, the most first. */
    async thanked(channelId: number, period: Period): Promise<{ member: Person; votes: number }[]> {
      const { rows } = await sql<Person & { votes: number }>`
        SELECT m.id, m.handle, m.name, count(*) AS votes
        FROM question AS q
        JOIN answer AS a ON a.question_id = q.id
        JOIN vote AS v ON v.answer_id = a.id
        JOIN member AS m ON m.id = a.author_id
        WHERE q.channel_id = ${channelId}
          AND v.created_at >= ${period.from} AND v.created_at < ${period.to}
        GROUP BY m.id, m.handle, m.name
        ORDER BY votes DESC, m.handle`.execute(db);
      return rows.map(({ votes, ...member }) => ({ member, votes }));
    },
  };
}
