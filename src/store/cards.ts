import type { Db } from './schema.ts';

/** A card that was posted, or that someone set out to post. */
export interface CardPlace {
  /** The platform's name of the message; null while it is not known to stand. */
  readonly message: string | null;
  readonly claimedAt: number;
  /** A fingerprint of what it says, and when it came to say that; null while that is not known. */
  readonly shown: string | null;
  readonly shownAt: number | null;
}

/** Where cards stand, so that they are edited in place and never posted twice. */
export function cardStore(db: Db) {
  return {
    find: (channelId: number, key: string): Promise<CardPlace | undefined> =>
      db
        .selectFrom('card')
        .select(['message', 'claimed_at as claimedAt', 'shown', 'shown_at as shownAt'])
        .where('channel_id', '=', channelId)
        .where('key', '=', key)
        .executeTakeFirst(),

    /** What the card is about that stands as this message; undefined when none does. */
    async at(channelId: number, message: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('card')
        .select('key')
        .where('channel_id', '=', channelId)
        .where('message', '=', message)
        .executeTakeFirst();
      return row?.key;
    },

    /** Says, before it is posted, that the card is about to be; false when it was said before. */
    async claim(channelId: number, key: string, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('card')
        .values({ channel_id: channelId, key, message: null, claimed_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** Notes the message that shows the card. */
    async settle(channelId: number, key: string, message: string): Promise<void> {
      await db
        .updateTable('card')
        .set({ message })
        .where('channel_id', '=', channelId)
        .where('key', '=', key)
        .execute();
    },

    /** Notes what the card says from `now` on, as a fingerprint. */
    async noteShown(channelId: number, key: string, shown: string, now: number): Promise<void> {
      await db
        .updateTable('card')
        .set({ shown, shown_at: now })
        .where('channel_id', '=', channelId)
        .where('key', '=', key)
        .execute();
    },

    /** Forgets a card that surely does not stand. */
    async release(channelId: number, key: string): Promise<void> {
      await db
        .deleteFrom('card')
        .where('channel_id', '=', channelId)
        .where('key', '=', key)
        .execute();
    },
  };
}
