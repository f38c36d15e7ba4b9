import type { Db } from './schema.ts';

export function deliveryStore(db: Db) {
  return {
    async isKnown(key: string): Promise<boolean> {
      const row = await db
        .selectFrom('delivery')
        .select('key')
        .where('key', '=', key)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Remembers the delivery; false when it was remembered before. */
    async remember(key: string, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('delivery')
        .values({ key, seen_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** When the last one came; undefined when none is remembered. */
    async newest(): Promise<number | undefined> {
      const row = await db
        .selectFrom('delivery')
        .select((of) => of.fn.max('seen_at').as('at'))
        .executeTakeFirst();
      return row?.at ?? undefined;
    },

    async forgetBefore(time: number): Promise<void> {
      await db.deleteFrom('delivery').where('seen_at', '<', time).execute();
    },
  };
}
