import type { Db } from './schema.ts';

export type Upkeep = 'backup';

/** When the database was last looked after, and how it went. */
export interface Kept {
  readonly at: number;
  /** Why it failed; null when it did not. */
  readonly problem: string | null;
}

export function upkeepStore(db: Db) {
  return {
    async note(what: Upkeep, kept: Kept): Promise<void> {
      await db
        .insertInto('upkeep')
        .values({ what, ...kept })
        .onConflict((conflict) => conflict.column('what').doUpdateSet(kept))
        .execute();
    },

    last: (what: Upkeep): Promise<Kept | undefined> =>
      db.selectFrom('upkeep').select(['at', 'problem']).where('what', '=', what).executeTakeFirst(),
  };
}
