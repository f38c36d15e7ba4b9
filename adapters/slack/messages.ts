import { z } from 'zod';
import type { Message } from '../../src/model.ts';
import type { Directory } from './directory.ts';
import type { Self, Words } from './heard.ts';
import { readWords, timeOf } from './message-events.ts';
import type { Web } from './web.ts';

const replies = z.object({ messages: z.array(z.unknown()) });
const permalink = z.object({ permalink: z.url().startsWith('https://') });

/** A message as it stands now, and the thread in which it stands. */
export interface Found {
  readonly message: Message;
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

  async function toMessage(channel: string, words: Words): Promise<Message> {
    const { ts, author } = words;
    const isPerson = author !== undefined && author !== self.bot;
    const [text, person, link] = await Promise.all([
      readText(words.text),
      isPerson ? directory.person({ id: author }) : undefined,
      linkTo(channel, ts),
    ]);
    return { id: ts, text, author: person, at: timeOf(ts), ...(link && { link }) };
  }

  return {
    /** The message that a delivery brought. */
    toMessage,

    /**
     * A message by its name, as Slack has it now; undefined when it is gone, or not ours to read.
     * https://docs.slack.dev/reference/methods/conversations.replies takes the name of a reply, too.
     */
    async read(channel: string, ts: string): Promise<Found | undefined> {
      const span = { oldest: ts, latest: ts, inclusive: true, limit: 10 };
      const answer = await web.call('conversations.replies', { channel, ts, ...span });
      const { data } = replies.safeParse(answer.ok ? answer.body : undefined);
      const words = data?.messages.map(readWords).find((one) => one?.ts === ts);
      if (!words) return undefined;
      const message = await toMessage(channel, words);
      return { message, ...(words.thread && { thread: words.thread }) };
    },
  };
}
