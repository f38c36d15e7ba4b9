import type { Db } from './schema.ts';

/** How a community searches. */
export interface SearchSetting {
  /** ISO 639-1. */
  readonly language: string;
  /** What its own judgements add to the logit of the engine's confidence. */
  readonly bias: number;
}

export function searchSettingStore(db: Db) {
  return {
    async of(communityId: number): Promise<SearchSetting> {
      const found = await db
        .selectFrom('search_setting')
        .select(['language', 'bias'])
        .where('community_id', '=', communityId)
        .executeTakeFirst();
      return found ?? { language: 'en', bias: 0 };
    },

    /** Changes what is given. In another language every document is to be made anew. */
    async save(communityId: number, change: Partial<SearchSetting>): Promise<void> {
      await db
        .insertInto('search_setting')
        .values({ community_id: communityId, ...change })
        .onConflict((conflict) => conflict.column('community_id').doUpdateSet(change))
        .execute();
      if (change.language === undefined) return;
      await db
        .updateTable('document')
        .set({ analyser: 0 })
        .where('community_id', '=', communityId)
        .execute();
    },
  };
}
