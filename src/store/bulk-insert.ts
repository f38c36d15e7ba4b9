import type { Insertable } from 'kysely';
import { insertPieces } from './bulk-pieces.ts';
import type { Db, Schema } from './schema.ts';

/** The two ways of writing many rows of one table. */
export function bulkInsert(db: Db) {
  /** What another row already says (a unique key that is not the ref) is left as it is. */
  async function add<T extends keyof Schema>(
    table: T,
    rows: readonly Insertable<Schema[T]>[],
  ): Promise<number> {
    let added = 0n;
    for (const piece of insertPieces(rows)) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto(table)
        // Kysely cannot see that a row of any table T fits T.
        .values(piece as never)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      added += numInsertedOrUpdatedRows ?? 0n;
    }
    return Number(added);
  }

  /** Writes rows that are known to be new, and gives their ids by ref. */
  async function addNamed<T extends 'member' | 'question' | 'answer' | 'snippet'>(
    table: T,
    rows: readonly Insertable<Schema[T]>[],
  ): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const piece of insertPieces(rows)) {
      const added = await db
        .insertInto(table as 'member')
        // Each of these tables has a ref and an id; Kysely cannot see it of a union.
        .values(piece as never)
        .returning(['id', 'ref'])
        .execute();
      for (const row of added) ids.set(row.ref, row.id);
    }
    return ids;
  }

  return { add, addNamed };
}
