import { z } from 'zod';
import type { Message } from '../../src/model.ts';
import type { Origin, Said } from './heard.ts';
import { id } from './id.ts';
import { user } from './interactions.ts';
import type { People } from './people.ts';
import type { Web } from './web.ts';

const message = z.object({
  id,
  content: z.string().default(''),
  author: user,
  webhook_id: z.string().nullish(),
  message_reference: z.object({ message_id: z.string().optional() }).nullish(),
});

/** A message, and the one that it replies to. */
export interface Found {
  readonly message: Message;
  readonly replyTo?: string;
}

/** https://docs.discord.com/developers/reference#snowflakes-snowflake-id-format-structure-left-to-right */
const epoch = 1_420_070_400_000n;

/** When the thing with that id was made, in UTC milliseconds. */
function timeOf(id: string): number {
  return /^\d{1,20}$/.test(id) ? Number((BigInt(id) >> 22n) + epoch) : 0;
}

/** Messages that someone points at, as Discord has them now. */
export function createMessages(options: { readonly web: Web; readonly people: People }) {
  const { web, people } = options;

  async function describe(origin: Origin, said: Said): Promise<Message> {
    const { workspace } = await people.standpoint(origin);
    const { guild = '@me' } = origin;
    return {
      id: said.id,
      text: await people.readText(said.text, workspace, origin.names),
      author: said.author.isBot
        ? undefined
        : { externalId: said.author.id, name: said.author.name },
      at: timeOf(said.id),
      link: `https://discord.com/channels/${guild}/${said.channel}/${said.id}`,
    };
  }

  return {
    describe,

    /** Undefined when it is gone, or cannot be read. */
    async read(origin: Origin, id: string): Promise<Found | undefined> {
      if (!/^\d{1,20}$/.test(id)) return undefined;
      const answer = await web.call('GET', `/channels/${origin.channel.id}/messages/${id}`);
      const { data } = message.safeParse(answer.ok ? answer.body : undefined);
      if (!data) return undefined;
      const { author } = data;
      const found = await describe(origin, {
        id: data.id,
        channel: origin.channel.id,
        author: {
          id: author.id,
          name: author.global_name || author.username || author.id,
          isBot: author.bot === true || Boolean(data.webhook_id),
        },
        text: data.content,
      });
      const replyTo = data.message_reference?.message_id;
      return { message: found, ...(replyTo !== undefined && { replyTo }) };
    },
  };
}

export type Messages = ReturnType<typeof createMessages>;
