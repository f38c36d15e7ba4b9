import { z } from 'zod';
import type { Conversation, Message } from '../../src/model.ts';
import type { Origin, Said } from './heard.ts';
import { id } from './id.ts';
import { user } from './interactions.ts';
import type { People } from './people.ts';
import type { Web } from './web.ts';

const some = z.array(z.unknown()).default([]);
const message = z.object({
  id,
  content: z.string().default(''),
  author: user,
  webhook_id: z.string().nullish(),
  message_reference: z.object({ message_id: z.string().optional() }).nullish(),
  attachments: some,
});

/** https://docs.discord.com/developers/resources/message#message-object-message-types */
const spoken = new Set([0, 19]);
const starter = 21;
/** As many as one call gives: https://docs.discord.com/developers/resources/message#get-channel-messages */
const mostRead = 100;

const raw = message.extend({
  type: z.number().default(0),
  channel_id: z.string().optional(),
  embeds: some,
  sticker_items: some,
  poll: z.unknown().optional(),
});
const listed = raw.extend({ referenced_message: raw.nullish() });

/** Nobody can send a message with nothing in it: it was kept from us. */
const isBlank = ({ content, attachments, embeds, sticker_items, poll }: z.infer<typeof raw>) =>
  content === '' &&
  attachments.length + embeds.length + sticker_items.length === 0 &&
  poll === undefined;

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
      ...(said.files && { files: said.files }),
    };
  }

  /** A message that Discord gave us; its own author, whoever asks. */
  function describeRaw(origin: Origin, channel: string, data: z.infer<typeof message>) {
    const { author } = data;
    return describe(origin, {
      id: data.id,
      channel,
      author: {
        id: author.id,
        name: author.global_name || author.username || author.id,
        isBot: author.bot === true || Boolean(data.webhook_id),
      },
      text: data.content,
      files: data.attachments.length,
    });
  }

  return {
    describe,

    /**
     * What was said in the thread, the oldest first; undefined when it may not be read: we lack the
     * permission, or the intent, without which all that people wrote comes empty.
     * https://docs.discord.com/developers/events/gateway#message-content-intent
     */
    async thread(origin: Origin, title: string | undefined): Promise<Conversation | undefined> {
      const thread = origin.channel.id;
      const answer = await web.call('GET', `/channels/${thread}/messages?limit=${mostRead}`);
      const { data } = z.array(listed).safeParse(answer.ok ? answer.body : undefined);
      if (!data) return undefined;
      const said = data
        .toReversed()
        .flatMap((one) => (one.type === starter ? (one.referenced_message ?? []) : one))
        .filter(({ type }) => spoken.has(type));
      const people = said.filter(({ author }) => author.bot !== true);
      if (people.some(isBlank)) return undefined;
      const messages = said.map((one) => describeRaw(origin, one.channel_id ?? thread, one));
      return { messages: await Promise.all(messages), ...(title && { title }) };
    },

    /** Undefined when it is gone, or cannot be read. */
    async read(origin: Origin, id: string): Promise<Found | undefined> {
      if (!/^\d{1,20}$/.test(id)) return undefined;
      const answer = await web.call('GET', `/channels/${origin.channel.id}/messages/${id}`);
      const { data } = message.safeParse(answer.ok ? answer.body : undefined);
      if (!data) return undefined;
      const found = await describeRaw(origin, origin.channel.id, data);
      const replyTo = data.message_reference?.message_id;
      return { message: found, ...(replyTo !== undefined && { replyTo }) };
    },
  };
}

export type Messages = ReturnType<typeof createMessages>;
