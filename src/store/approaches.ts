import type { Approach, ApproachState } from '../model-owed.ts';
import type { Db } from './schema.ts';

/** Who asked whom by name, and what they said. */
export function approachStore(db: Db) {
  const select = db
    .selectFrom('approach')
    .select(['id', 'community_id as communityId', 'kind', 'topic', 'words', 'state'])
    .select(['asker_id as askerId', 'member_id as memberId', 'created_at as createdAt']);

  return {
    async add(approach: Omit<Approach, 'id' | 'state' | 'createdAt'>, now: number) {
      const { communityId, kind, askerId, memberId, topic, words } = approach;
      const { id } = await db
        .insertInto('approach')
        .values({
          community_id: communityId,
          kind,
          asker_id: askerId,
          member_id: memberId,
          topic,
          words,
          state: 'open',
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    find: (id: number): Promise<Approach | undefined> =>
      select.where('id', '=', id).executeTakeFirst(),

    /** Whom the member asked since `from`. */
    bySince: (askerId: number, from: number): Promise<Approach[]> =>
      select.where('asker_id', '=', askerId).where('created_at', '>', from).execute(),

    /** Notes what became of an open one; false when something did before. */
    async become(id: number, state: Exclude<ApproachState, 'open'>): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('approach')
        .set({ state })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };
}
