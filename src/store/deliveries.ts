import { createHash } from 'node:crypto';
import type { Db } from './schema.ts';

/**
 * What is kept of a platform's key: enough to know it again, and nothing of whom or what it names, as
 * keys are made of accounts and messages. Its first word, the platform, stays.
 */
export function fingerprintOf(key: string): string {
  const [platform = ''] = /^[a-z]{1,16}:/.exec(key) ?? [];
  return platform + createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

export function deliveryStore(db: Db) {
  return {
    async isKnown(key: string): Promise<boolean> {
      const row = await db
        .selectFrom('delivery')
        .select('key')
        .where('key', '=', fingerprintOf(key))
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Remembers the delivery; false when it was remembered before. */
    async remember(key: string, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('delivery')
        .values({ key: fingerprintOf(key), seen_at: now })
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
