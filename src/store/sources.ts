import type { Db } from './schema.ts';

/** A message of a platform, by its name in its channel. */
export interface MessageName {
  readonly channelId: number;
  readonly message: string;
}

/** An answer that was kept from a message. */
export interface KeptAnswer {
  readonly answerId: number;
  readonly answer: number;
  readonly question: number;
  readonly authorId: number;
  readonly body: string;
  /** Whether it changes with its message still. */
  readonly follows: boolean;
}

/** Which messages of platforms became answers and snippets. */
export function sourceStore(db: Db) {
  return {
    /** A snippet has a message once; an answer's message is no other answer's. */
    async add(
      source: MessageName & {
        readonly of: { readonly answerId: number } | { readonly snippetId: number };
        readonly link: string | undefined;
        readonly keptById: number;
      },
    ): Promise<void> {
      await db
        .insertInto('source')
        .values({
          answer_id: 'answerId' in source.of ? source.of.answerId : null,
          snippet_id: 'snippetId' in source.of ? source.of.snippetId : null,
          channel_id: source.channelId,
          message: source.message,
          link: source.link ?? null,
          kept_by_id: source.keptById,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['snippet_id', 'message'])
            .where('snippet_id', 'is not', null)
            .doNothing(),
        )
        .execute();
    },

    /** The answer that the message became. */
    async answerOf({ channelId, message }: MessageName): Promise<KeptAnswer | undefined> {
      const row = await db
        .selectFrom('source as s')
        .innerJoin('answer as a', 'a.id', 's.answer_id')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .select(['a.id as answerId', 'a.number as answer', 'a.author_id as authorId', 'a.body'])
        .select(['q.number as question', 's.follows'])
        .where('s.channel_id', '=', channelId)
        .where('s.message', '=', message)
        .executeTakeFirst();
      return row && { ...row, follows: row.follows === 1 };
    },

    /** Whether anything was kept from the message. */
    async isKnown({ channelId, message }: MessageName): Promise<boolean> {
      const row = await db
        .selectFrom('source')
        .select('message')
        .where('channel_id', '=', channelId)
        .where('message', '=', message)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Lets the answer stand for itself: someone has worked on it. */
    async part(answerId: number): Promise<void> {
      await db
        .updateTable('source')
        .set({ follows: 0 })
        .where('answer_id', '=', answerId)
        .execute();
    },

    /** A snippet is from these messages no more. */
    async removeOf(snippetId: number, messages: readonly string[]): Promise<void> {
      if (messages.length === 0) return;
      await db
        .deleteFrom('source')
        .where('snippet_id', '=', snippetId)
        .where('message', 'in', messages)
        .execute();
    },

    /** The message is gone: what was kept of it stays, and leads there no more. */
    async unlink({ channelId, message }: MessageName): Promise<void> {
      await db
        .updateTable('source')
        .set({ link: null, follows: 0 })
        .where('channel_id', '=', channelId)
        .where('message', '=', message)
        .execute();
    },
  };
}
