import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Log } from '../../src/log.ts';
import type { Channel } from '../../src/model.ts';
import type { Posted, Recipient } from '../adapter.ts';
import { type Directory, isForum } from './directory.ts';
import { limits } from './limits.ts';
import { type Message, toMessages } from './outbound.ts';
import { refusal } from './refusals.ts';
import { readStanding, type Standing, writeStanding } from './standing.ts';
import { plain, words } from './text.ts';
import type { Answer, Failure, Web } from './web.ts';

const created = z.object({ id: z.string().min(1) });
const history = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    components: z.array(z.object({ id: z.number().optional() })).default([]),
  }),
);

/** What is known about a post beyond the view. */
export interface Circumstances {
  /** The thread in which it belongs, instead of the channel itself. */
  readonly thread?: string;
  /** What we may do in the channel, as a bit field. */
  readonly granted?: string;
  /** A forum's tags that a new post gets. */
  readonly tags?: readonly string[];
}

/** What came of it; `isNew` when it was posted now. */
export type Put = Posted & { readonly isNew?: true };

/** Posts each thing once by its key, and edits it where it stands. */
export function createCards(options: {
  readonly web: Web;
  readonly directory: Directory;
  readonly cards: Core['cards'];
  readonly self: () => string;
  readonly log: Log;
}) {
  const { web, directory, cards, log } = options;
  /** The last act on each card: two edits must not overtake each other. */
  const queues = new Map<string, Promise<Put>>();

  async function put(channel: Channel, view: View, key: string, how: Circumstances): Promise<Put> {
    const home = channel.externalId;
    const message = toCard(view, key);
    const known = await cards.find(channel.id, key);
    if (known?.message) return edit(known.message, message, channel);
    if (known) {
      const found = await look(how.thread ?? home, message);
      if (found) {
        await settle(channel, key, found);
        return edit(writeStanding(found, home), message, channel);
      }
    }
    await cards.claim(channel.id, key);
    const answer = await send(channel, view, message, key, how);
    if (answer.ok) {
      const { id } = created.parse(answer.body);
      const isPost = how.thread === undefined && (await isForumChannel(home));
      // A forum's post and its first message have the same id.
      return settle(channel, key, { channel: isPost ? id : (how.thread ?? home), message: id });
    }
    if (answer.isKnown) {
      await cards.release(channel.id, key);
      return refusal(answer, channel.name, how.granted);
    }
    // It may stand: it is looked for now, and again before the next edit.
    const found = await look(how.thread ?? home, message);
    return found ? settle(channel, key, found) : refusal(answer, channel.name);
  }

  async function send(
    channel: Channel,
    view: View,
    message: Message,
    key: string,
    how: Circumstances,
  ): Promise<Answer> {
    const home = channel.externalId;
    if (how.thread === undefined && (await isForumChannel(home))) {
      return web.call('POST', `/channels/${home}/threads`, {
        body: {
          name: plain(words(view.title) || key, limits.threadName),
          applied_tags: how.tags ?? [],
          message,
        },
      });
    }
    return web.call('POST', `/channels/${how.thread ?? home}/messages`, {
      body: { ...message, nonce: nonceOf(`${home} ${key}`), enforce_nonce: true },
      isRepeatable: true,
    });
  }

  const isForumChannel = async (id: string) => isForum((await directory.facts(id))?.type);

  async function settle(channel: Channel, key: string, at: Standing): Promise<Put> {
    const message = writeStanding(at, channel.externalId);
    await cards.settle(channel.id, key, message);
    return { kind: 'stands', message, isNew: true };
  }

  async function edit(where: string, message: Message, channel: Channel): Promise<Put> {
    const at = readStanding(where, channel.externalId);
    const path = `/channels/${at.channel}/messages/${at.message}`;
    const answer = await web.call('PATCH', path, { body: message });
    // Someone took the message away on purpose: it is not posted again. An archived thread stays so.
    const isSettled = answer.ok || isGone(answer) || answer.code === 50083;
    return isSettled ? { kind: 'stands', message: where } : refusal(answer, channel.name);
  }

  /** Our newest message in the channel that carries the mark. */
  async function look(channel: string, message: Message): Promise<Standing | undefined> {
    const [{ id: mark } = {}] = message.components as readonly { readonly id?: number }[];
    const answer = await web.call('GET', `/channels/${channel}/messages?limit=100`);
    if (!answer.ok) log.warn({ event: 'card not looked for', code: answer.code });
    const { data } = history.safeParse(answer.ok ? answer.body : undefined);
    const found = data?.find(
      ({ author, components }) => author.id === options.self() && components[0]?.id === mark,
    );
    return found && { channel, message: found.id };
  }

  async function direct(account: string, view: View, key: string): Promise<Posted> {
    const body = { recipient_id: account };
    const opened = await web.call('POST', '/users/@me/channels', { body, isRepeatable: true });
    const { data } = created.safeParse(opened.ok ? opened.body : undefined);
    if (!data) return refusal(opened as Failure, 'a direct message');
    const message = toCard(view, key);
    const nonce = nonceOf(`${account} ${key}`);
    const answer = await web.call('POST', `/channels/${data.id}/messages`, {
      body: { ...message, nonce, enforce_nonce: true },
      isRepeatable: true,
    });
    return answer.ok
      ? { kind: 'stands', message: `${data.id}/${created.parse(answer.body).id}` }
      : refusal(answer, 'a direct message');
  }

  return {
    async post(to: Recipient, view: View, key: string, how: Circumstances = {}): Promise<Put> {
      if (to.kind === 'account') return direct(to.externalId, view, key);
      const queue = `${to.channel.id} ${key}`;
      const before = queues.get(queue) ?? Promise.resolve();
      const act = () => put(to.channel, view, key, how);
      const now = before.then(act, act);
      queues.set(queue, now);
      try {
        return await now;
      } finally {
        if (queues.get(queue) === now) queues.delete(queue);
      }
    },
  };
}

export type Cards = ReturnType<typeof createCards>;

const isGone = (failure: Failure) => failure.code === 10008 || failure.code === 10003;

/** One message; its first component carries a mark by which it is found again after a crash. */
function toCard(view: View, key: string): Message {
  const [message] = toMessages(view, 1);
  const [first, ...more] = message?.components ?? [];
  const mark = hash(key).readUInt32BE() >>> 1;
  return {
    ...(message ?? { flags: 0, allowed_mentions: { parse: [] } }),
    components: first ? [first.type === 1 ? first : { ...first, id: mark }, ...more] : [],
  };
}

/** What makes Discord take a message once: https://docs.discord.com/developers/resources/message#create-message */
const nonceOf = (text: string) => hash(text).toString('base64url').slice(0, limits.nonce);

const hash = (text: string) => createHash('sha256').update(text).digest();
