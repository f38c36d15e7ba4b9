import { sql } from 'kysely';
import type { Db } from './schema.ts';

const noted = { question: 'merged_tag', snippet: 'merged_snippet_tag' } as const;

/** Tags of what is merged: they come along, and go when that is undone. */
export function mergedTags(db: Db, kind: 'question' | 'snippet') {
  const [tagged, carried] = [sql.table(`${kind}_tag`), sql.table(noted[kind])];
  const [merged, itsId] = [sql.table(`merged_${kind}`), sql.ref(`${kind}_id`)];

  return {
    /** The other gets those that it lacks, until it has `most`. */
    async carry(from: number, into: number, most: number): Promise<void> {
      const { rows } = await sql<{ id: number }>`
        SELECT tag_id AS id FROM ${tagged} WHERE ${itsId} = ${from}
          AND tag_id NOT IN (SELECT tag_id FROM ${tagged} WHERE ${itsId} = ${into})
        ORDER BY tag_id
        LIMIT max(0, ${most} - (SELECT count(*) FROM ${tagged} WHERE ${itsId} = ${into}))`.execute(
        db,
      );
      for (const { id } of rows) {
        await sql`INSERT INTO ${tagged} (${itsId}, tag_id) VALUES (${into}, ${id})`.execute(db);
        await sql`INSERT INTO ${carried} (${itsId}, tag_id) VALUES (${from}, ${id})
          ON CONFLICT DO NOTHING`.execute(db);
      }
    },

    /** What another merge that stands would have brought, it has brought from now on; the rest goes. */
    async bringBack(from: number, into: number): Promise<void> {
      await sql`INSERT INTO ${carried} (${itsId}, tag_id)
        SELECT min(led.${itsId}), own.tag_id FROM ${carried} AS own
        JOIN ${merged} AS led ON led.into_id = ${into} AND led.${itsId} <> ${from}
        JOIN ${tagged} AS its ON its.${itsId} = led.${itsId} AND its.tag_id = own.tag_id
        WHERE own.${itsId} = ${from} GROUP BY own.tag_id
        ON CONFLICT DO NOTHING`.execute(db);
      await sql`DELETE FROM ${tagged} WHERE ${itsId} = ${into}
        AND tag_id IN (SELECT tag_id FROM ${carried} WHERE ${itsId} = ${from})
        AND tag_id NOT IN (SELECT tag_id FROM ${carried} WHERE ${itsId} IN
          (SELECT ${itsId} FROM ${merged} WHERE into_id = ${into} AND ${itsId} <> ${from}))`.execute(
        db,
      );
      await sql`DELETE FROM ${carried} WHERE ${itsId} = ${from}`.execute(db);
    },
  };
}
