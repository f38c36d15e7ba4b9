import type { Selectable } from 'kysely';
import type { Quote, QuoteState, QuoteWish } from '../model-quotes.ts';
import type { Db } from './schema.ts';
import type { QuoteSchema } from './schema-quotes.ts';

/** Whose words snippets hold, besides those of who saved them, and what these people want. */
export function quoteStore(db: Db) {
  return {
    async add(quote: Omit<Quote, 'saidAt'>): Promise<void> {
      await db
        .insertInto('quote')
        .values({
          snippet_id: quote.snippetId,
          member_id: quote.memberId,
          words: quote.words,
          messages: JSON.stringify(quote.messages),
          state: quote.state,
          due_at: quote.dueAt,
          created_at: quote.createdAt,
        })
        .execute();
    },

    async find(snippetId: number, memberId: number): Promise<Quote | undefined> {
      const row = await db
        .selectFrom('quote')
        .selectAll()
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .executeTakeFirst();
      return row && toQuote(row);
    },

    /** All of a member, the newest first. */
    async ofMember(memberId: number): Promise<Quote[]> {
      const rows = await db
        .selectFrom('quote')
        .selectAll()
        .where('member_id', '=', memberId)
        .orderBy('created_at', 'desc')
        .orderBy('snippet_id', 'desc')
        .execute();
      return rows.map(toQuote);
    },

    async ofSnippet(snippetId: number): Promise<Quote[]> {
      const rows = await db
        .selectFrom('quote')
        .selectAll()
        .where('snippet_id', '=', snippetId)
        .execute();
      return rows.map(toQuote);
    },

    /** More of the same person's words are in it. */
    async addWords(
      { snippetId, memberId, words, messages }: Quote,
      more: Pick<Quote, 'words' | 'messages'>,
    ): Promise<void> {
      const all = JSON.stringify([...new Set([...messages, ...more.messages])]);
      await db
        .updateTable('quote')
        .set({ words: `${words}\n${more.words}`, messages: all })
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .execute();
    },

    /** `saidAt`: when the member said so; null when it was decided for them. */
    async become(
      { snippetId, memberId }: Pick<Quote, 'snippetId' | 'memberId'>,
      state: QuoteState,
      saidAt: number | null,
    ): Promise<void> {
      await db
        .updateTable('quote')
        .set({ state, said_at: saidAt })
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .execute();
    },

    async remove({ snippetId, memberId }: Pick<Quote, 'snippetId' | 'memberId'>): Promise<void> {
      await db
        .deleteFrom('quote')
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .execute();
    },

    /** In which community and channel it was born. */
    async placeOf(id: number): Promise<{ communityId: number; channelId: number }> {
      return db
        .selectFrom('snippet')
        .select(['community_id as communityId', 'channel_id as channelId'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    },

    /** Its text as it is, to take words out of it. */
    async textOf(
      id: number,
    ): Promise<{ title: string; question: string; answer: string } | undefined> {
      return db
        .selectFrom('snippet')
        .select(['title', 'question', 'answer'])
        .where('id', '=', id)
        .executeTakeFirst();
    },

    /** The same without words that are to be kept nowhere: nobody vouches anew by that. */
    async retell(
      id: number,
      text: { title: string; question: string; answer: string },
      now: number,
    ): Promise<void> {
      await db
        .updateTable('snippet')
        .set({ ...text, edited_at: now })
        .where('id', '=', id)
        .execute();
    },

    /** Some of those who have not said anything until `now`. */
    async due(now: number, limit: number): Promise<Quote[]> {
      const rows = await db
        .selectFrom('quote')
        .selectAll()
        .where('state', '=', 'asked')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map(toQuote);
    },

    /** What each of the members always answers; who is asked each time has no entry. */
    async wishes(memberIds: readonly number[]): Promise<ReadonlyMap<number, QuoteWish>> {
      if (memberIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('quote_wish')
        .select(['member_id', 'wish'])
        .where('member_id', 'in', memberIds)
        .execute();
      return new Map(rows.map(({ member_id, wish }) => [member_id, wish]));
    },

    /** Which of the members asked something in that channel without their name. */
    async hiddenAskers(
      memberIds: readonly number[],
      channelId: number,
    ): Promise<ReadonlySet<number>> {
      if (memberIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('question')
        .select('author_id')
        .distinct()
        .where('channel_id', '=', channelId)
        .where('anonymous', '=', 1)
        .where('author_id', 'in', memberIds)
        .execute();
      return new Set(rows.map(({ author_id }) => author_id));
    },

    /** Undefined: they are asked each time from now on. */
    async setWish(memberId: number, wish: QuoteWish | undefined, now: number): Promise<void> {
      await db.deleteFrom('quote_wish').where('member_id', '=', memberId).execute();
      if (wish === undefined) return;
      await db
        .insertInto('quote_wish')
        .values({ member_id: memberId, wish, said_at: now })
        .execute();
    },
  };
}

function toQuote(row: Selectable<QuoteSchema['quote']>): Quote {
  return {
    snippetId: row.snippet_id,
    memberId: row.member_id,
    words: row.words,
    messages: JSON.parse(row.messages) as string[],
    state: row.state,
    dueAt: row.due_at,
    createdAt: row.created_at,
    saidAt: row.said_at,
  };
}
