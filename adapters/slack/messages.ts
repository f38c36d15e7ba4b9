import { z } from 'zod';
import type { Conversation, Message } from '../../src/model.ts';
import type { Directory } from './directory.ts';
import { readEmoji } from './emoji.ts';
import type { Self, Words } from './heard.ts';
import { readWords, timeOf } from './message-events.ts';
import type { Web } from './web.ts';

const replies = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** A longer thread is read as far as this. */
const onPage = 200;
const mostPages = 3;
const permalink = z.object({ permalink: z.url().startsWith('https://') });

/** Of whom, too, when there are not very many: https://docs.slack.dev/reference/methods/reactions.get */
const reacted = z.object({
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })),
});

/** A message as it stands now, the thread in which it stands, and the reactions to it. */
export interface Found {
  readonly message: Message;
  readonly reactions: readonly { readonly emoji: string | undefined; readonly user: string }[];
  readonly thread?: string;
}

export type Messages = ReturnType<typeof createMessages>;

/** Messages as Slack has them, in our words. */
export function createMessages(options: {
  readonly web: Web;
  readonly directory: Directory;
  readonly self: Self;
  readonly readText: (text: string) => Promise<string>;
}) {
  const { web, directory, self, readText } = options;

  /** Where it can be read; undefined when Slack does not say. https://docs.slack.dev/reference/methods/chat.getPermalink */
  async function linkTo(channel: string, ts: string): Promise<string | undefined> {
    const answer = await web.call('chat.getPermalink', { channel, message_ts: ts });
    return permalink.safeParse(answer.ok ? answer.body : undefined).data?.permalink;
  }

  async function describe({ ts, author, text: marked, files }: Words): Promise<Message> {
    const isPerson = author !== undefined && author !== self.bot;
    const [text, person] = await Promise.all([
      readText(marked),
      isPerson ? directory.person({ id: author }) : undefined,
    ]);
    return { id: ts, text, author: person, at: timeOf(ts), ...(files && { files }) };
  }

  async function toMessage(channel: string, words: Words): Promise<Message> {
    const [read, link] = await Promise.all([describe(words), linkTo(channel, words.ts)]);
    return { ...read, ...(link && { link }) };
  }

  return {
    /** The message that a delivery brought. */
    toMessage,

    /**
     * What was said in a thread, the oldest first; undefined when it is not ours to read: we are not in
     * the channel, or were not given its history.
     */
    async thread(channel: string, ts: string): Promise<Conversation | undefined> {
      const found: Words[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const more = cursor === undefined ? {} : { cursor };
        const span = { channel, ts, limit: onPage, ...more };
        const answer = await web.call('conversations.replies', span);
        const { data } = replies.safeParse(answer.ok ? answer.body : undefined);
        if (!data) return undefined;
        found.push(...data.messages.flatMap((one) => readWords(one) ?? []));
        cursor = data.response_metadata?.next_cursor || undefined;
        if (cursor === undefined) break;
      }
      const link = await linkTo(channel, ts);
      const messages = found.map(async (words): Promise<Message> => {
        const read = await describe(words);
        return words.ts === ts && link ? { ...read, link } : read;
      });
      return { messages: await Promise.all(messages) };
    },

    /**
     * A message by its name, as Slack has it now; undefined when it is gone, or not ours to read.
     * https://docs.slack.dev/reference/methods/conversations.replies takes the name of a reply, too.
     */
    async read(channel: string, ts: string): Promise<Found | undefined> {
      const span = { oldest: ts, latest: ts, inclusive: true, limit: 10 };
      const answer = await web.call('conversations.replies', { channel, ts, ...span });
      const { data } = replies.safeParse(answer.ok ? answer.body : undefined);
      const found = data?.messages.find((one) => readWords(one)?.ts === ts);
      const words = readWords(found);
      if (!words) return undefined;
      const message = await toMessage(channel, words);
      const reactions = readReactions(found);
      return { message, reactions, ...(words.thread && { thread: words.thread }) };
    },
  };
}

function readReactions(message: unknown): Found['reactions'] {
  const { reactions = [] } = reacted.safeParse(message).data ?? {};
  return reactions.flatMap(({ name, users }) =>
    users.map((user) => ({ emoji: readEmoji(name), user })),
  );
}
