import { z } from 'zod';
import { readEmoji } from './emoji.ts';
import type { Heard, Words } from './heard.ts';

const id = z.string().min(1);
/** Seconds since the epoch with a fraction that makes it unique in its channel. */
const ts = z.string().regex(/^\d{1,12}(\.\d{1,9})?$/);

/** What people say; everything else that Slack writes as a message has no author of ours. */
const spoken = new Set([undefined, 'thread_broadcast', 'file_share', 'me_message']);

/** Slack tells in a message that a channel was made private, or public: https://docs.slack.dev/reference/events/message/channel_convert_to_private */
const conversions: ReadonlyMap<string | undefined, boolean> = new Map([
  ['channel_convert_to_private', true],
  ['channel_convert_to_public', false],
]);

/** https://docs.slack.dev/reference/events/message */
const message = z.object({
  ts,
  text: z.string().default(''),
  user: id.nullish(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  thread_ts: ts.optional(),
  files: z.array(z.unknown()).optional().catch(undefined),
});

const envelope = z.object({ event_id: id, event: z.object({ type: z.string() }).loose() });

/** https://docs.slack.dev/reference/events/reaction_added */
const reaction = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: id,
  reaction: id,
  item: z.object({ type: z.literal('message'), channel: id, ts }),
  event_ts: ts,
});

/** https://docs.slack.dev/reference/events/message: in channels; direct messages are said to the bot */
const said = z.object({
  type: z.literal('message'),
  channel: id,
  channel_type: z.enum(['channel', 'group', 'mpim']).optional(),
  subtype: z.string().optional(),
  event_ts: ts,
  deleted_ts: ts.optional(),
  message: message.optional(),
});

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload, of a message */
const menu = z.object({
  type: z.literal('message_action'),
  callback_id: id,
  trigger_id: id,
  response_url: id.optional(),
  action_ts: ts.optional(),
  user: z.object({ id, name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id, name: z.string().optional() }),
  message,
});

/** UTC milliseconds. */
export const timeOf = (slackTime: string): number => Number(slackTime) * 1000;

/** A message as Slack describes it, and as we know it: what no person wrote has no author. */
export function readWords(given: unknown): Words | undefined {
  const { data } = message.safeParse(given);
  if (!data) return undefined;
  const { user, bot_id: bot, subtype, thread_ts: thread, files = [] } = data;
  const isSpoken = user && !bot && spoken.has(subtype);
  return {
    ts: data.ts,
    text: data.text,
    ...(isSpoken && { author: user }),
    ...(thread && { thread }),
    ...(files.length > 0 && { files: files.length }),
  };
}

/** What was done to a message, or said in a channel; undefined when it is neither. */
export function readMessageEvent(body: unknown): Heard | undefined {
  const { data } = envelope.safeParse(body);
  if (!data) return readMenu(body);
  return readReaction(data.event_id, data.event) ?? readSaid(data.event);
}

function readMenu(body: unknown): Heard | undefined {
  const { data } = menu.safeParse(body);
  const words = readWords(data?.message);
  if (!data || !words) return undefined;
  const { name = data.user.username } = data.user;
  return {
    kind: 'menu',
    delivery: `menu:${data.trigger_id}`,
    command: data.callback_id,
    at: timeOf(data.action_ts ?? words.ts),
    words,
    user: { id: data.user.id, ...(name && { name }) },
    channel: { id: data.channel.id, ...(data.channel.name && { name: data.channel.name }) },
    trigger: data.trigger_id,
    ...(words.thread && { thread: words.thread }),
    ...(data.response_url && { responseUrl: data.response_url }),
  };
}

function readReaction(delivery: string, event: unknown): Heard | undefined {
  const { data } = reaction.safeParse(event);
  if (!data) return undefined;
  return {
    kind: 'reaction',
    delivery: `event:${delivery}`,
    emoji: readEmoji(data.reaction),
    isUndone: data.type === 'reaction_removed',
    at: timeOf(data.event_ts),
    user: { id: data.user },
    channel: { id: data.item.channel },
    message: data.item.ts,
  };
}

function readSaid(event: unknown): Heard | undefined {
  const { data } = said.safeParse(event);
  if (!data) return undefined;
  const where = { kind: 'said', channel: data.channel, at: timeOf(data.event_ts) } as const;
  const gone = (ts: string | undefined) =>
    ts === undefined ? undefined : ({ ...where, what: 'deleted', words: { ts } } as const);
  if (data.subtype === 'message_deleted') return gone(data.deleted_ts);
  if (data.subtype === 'message_changed') {
    // A message that others answered stays as a stone when it is deleted.
    if (data.message?.subtype === 'tombstone') return gone(data.message.ts);
    const words = readWords(data.message);
    return words && { ...where, what: 'changed', words };
  }
  const isPrivate = conversions.get(data.subtype);
  if (isPrivate !== undefined)
    return { kind: 'channel changed', channel: data.channel, change: { private: isPrivate } };
  const words = readWords(event);
  return words && { ...where, what: 'said', words };
}
