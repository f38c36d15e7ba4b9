import type { Db } from './schema.ts';
import type { MessageName } from './sources.ts';

/** The latest that was done about messages: deliveries overtake each other. */
export function latestStore(db: Db) {
  return {
    /** Notes that `what` was done about the message at that time; false when something later was. */
    async advance({ channelId, message }: MessageName, what: string, at: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('latest')
        .values({ channel_id: channelId, message, what, at: Math.round(at) })
        .onConflict((conflict) =>
          conflict
            .columns(['channel_id', 'message', 'what'])
            .doUpdateSet({ at: Math.round(at) })
            .where('latest.at', '<=', Math.round(at)),
        )
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** Notes it the first time; false when it was done before. */
    async addOnce({ channelId, message }: MessageName, what: string, at: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('latest')
        .values({ channel_id: channelId, message, what, at: Math.round(at) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    async forgetBefore(time: number): Promise<void> {
      await db.deleteFrom('latest').where('at', '<', time).execute();
    },
  };
}
