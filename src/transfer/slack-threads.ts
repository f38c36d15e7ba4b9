import type { Archive } from './archive.ts';
import { type Skipped, skipped } from './entry.ts';
import { compareTs, type SlackMessage, slackMessage } from './slack-schema.ts';

/** A first message with the replies to it, in the order of time. */
export interface SlackThread {
  readonly first: SlackMessage;
  readonly replies: readonly SlackMessage[];
}

const plain = new Set([undefined, 'thread_broadcast', 'me_message', 'file_share', 'file_comment']);

/** Why the message is no one's own words; undefined when it is. */
function noWords(message: SlackMessage): string | undefined {
  const { subtype } = message;
  if (subtype === 'tombstone' || subtype === 'message_deleted') return 'a deleted message';
  if (subtype === 'message_changed') return 'the record of an edit';
  if (subtype === 'bot_message' || message.bot_id || message.user === 'USLACKBOT') {
    return 'a message of a bot';
  }
  if (!plain.has(subtype)) return 'a notice of Slack itself (a join, a topic, a pin, …)';
  if (message.user === undefined || !message.text?.trim())
    return 'a message without words or author';
  return undefined;
}

/**
 * The wanted threads of one channel. Replies may stand in later days' files than what they reply to,
 * so the files are read twice: once to see which threads are wanted and how many messages each has,
 * once to put them together. Only threads that are not whole yet are in memory.
 *
 * @param wants whether a thread with these messages is wanted: asked of each message alone
 */
export async function* readThreads(
  archive: Archive,
  files: readonly string[],
  wants: (message: SlackMessage, isFirst: boolean) => boolean,
): AsyncGenerator<SlackThread | Skipped> {
  const sizes = new Map<string, { messages: number; isWanted: boolean; hasFirst: boolean }>();
  for await (const message of readMessages(archive, files)) {
    if ('kind' in message) {
      yield message;
      continue;
    }
    const reason = noWords(message);
    if (reason) {
      yield skipped(reason);
      continue;
    }
    const key = message.thread_ts ?? message.ts;
    const isFirst = key === message.ts;
    const size = sizes.get(key) ?? { messages: 0, isWanted: false, hasFirst: false };
    sizes.set(key, {
      messages: size.messages + 1,
      isWanted: size.isWanted || wants(message, isFirst),
      hasFirst: size.hasFirst || isFirst,
    });
  }
  for (const [key, { messages, isWanted, hasFirst }] of sizes) {
    if (isWanted && hasFirst && messages > 1) continue;
    for (let n = 0; n < messages; n += 1) yield skipped(whyUnwanted(messages, hasFirst));
    sizes.delete(key);
  }
  yield* assemble(archive, files, sizes);
}

function whyUnwanted(messages: number, hasFirst: boolean): string {
  if (!hasFirst) return 'a reply to a message that is not in the export';
  if (messages === 1) return 'a message without replies';
  return 'a message of a thread that is no answered question';
}

async function* assemble(
  archive: Archive,
  files: readonly string[],
  sizes: ReadonlyMap<string, { readonly messages: number }>,
): AsyncGenerator<SlackThread> {
  const open = new Map<string, SlackMessage[]>();
  for await (const message of readMessages(archive, files)) {
    if ('kind' in message || noWords(message)) continue;
    const key = message.thread_ts ?? message.ts;
    const size = sizes.get(key);
    if (!size) continue;
    const messages = open.get(key) ?? [];
    messages.push(message);
    open.set(key, messages);
    if (messages.length < size.messages) continue;
    open.delete(key);
    const ordered = messages.toSorted((a, b) => compareTs(a.ts, b.ts));
    const first = ordered.find((candidate) => candidate.ts === key);
    if (first) yield { first, replies: withoutRepeats(ordered, key) };
  }
}

/** A reply that was also sent to the channel may stand in the export twice. */
function withoutRepeats(messages: readonly SlackMessage[], first: string): SlackMessage[] {
  const byTs = new Map(messages.map((message) => [message.ts, message]));
  byTs.delete(first);
  return [...byTs.values()];
}

async function* readMessages(
  archive: Archive,
  files: readonly string[],
): AsyncGenerator<SlackMessage | Skipped> {
  for (const file of files) {
    const messages = parseList(await archive.readText(file));
    if (!messages) yield skipped('a file of messages that is not a JSON list', file);
    for (const value of messages ?? []) {
      const message = slackMessage.safeParse(value);
      yield message.success
        ? message.data
        : skipped('a message that is not as Slack writes it', file);
    }
  }
}

export function parseList(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
