import { type Insertable, sql } from 'kysely';
import { bulkInsert } from './bulk-insert.ts';
import type { Db, Schema } from './schema.ts';

/** A pair on which members said something, by refs. */
export interface PairByRef {
  readonly of: 'question' | 'snippet';
  readonly one: string;
  readonly other: string;
  readonly likeness: number | null;
  readonly saidBy: string | null;
  readonly dismissedBy: string | null;
  readonly dismissedAt: number | null;
  readonly at: number;
}

/** What may be the same, as far as members reported or dismissed it: the rest is found anew. */
export function bulkPairs(db: Db) {
  const { add } = bulkInsert(db);
  const of = (kind: PairByRef['of'], communityId: number) => sql`
    SELECT ${sql.lit(kind)} AS "of", min(a.ref, b.ref) AS one, max(a.ref, b.ref) AS other,
      p.likeness, said.ref AS "saidBy", dismisser.ref AS "dismissedBy",
      p.dismissed_at AS "dismissedAt", p.created_at AS at
    FROM pair AS p
    JOIN ${sql.table(kind)} AS a ON a.id = ${sql.ref(`p.${kind}_id`)}
    JOIN ${sql.table(kind)} AS b ON b.id = ${sql.ref(`p.like_${kind}_id`)}
    LEFT JOIN member AS said ON said.id = p.said_by_id
    LEFT JOIN member AS dismisser ON dismisser.id = p.dismissed_by_id
    WHERE p.community_id = ${communityId}
      AND (p.said_by_id IS NOT NULL OR p.dismissed_at IS NOT NULL)`;

  return {
    addPairs: (rows: readonly Insertable<Schema['pair']>[]) => add('pair', rows),

    async pairsIn(communityId: number): Promise<PairByRef[]> {
      const both = sql`${of('question', communityId)} UNION ALL ${of('snippet', communityId)}`;
      const { rows } = await sql<PairByRef>`${both} ORDER BY "of", one, other`.execute(db);
      return rows;
    },
  };
}
