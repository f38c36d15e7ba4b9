import { z } from 'zod';
import type { Card } from '../../commands/kit/reply.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Log } from '../../src/log.ts';
import type { Channel } from '../../src/model.ts';
import type { Posted, Recipient } from '../adapter.ts';
import { fingerprint } from '../fingerprint.ts';
import { createCache } from './cache.ts';
import { toMessages } from './outbound.ts';
import { type Files, noFiles, uploadPictures } from './pictures.ts';
import { toPosted, type Where } from './refusals.ts';
import { backOff, type Web } from './web.ts';

/** https://docs.slack.dev/messaging/message-metadata */
const eventType = 'praxis_card';

const posted = z.object({ ts: z.string().min(1) });
const conversation = z.object({ channel: z.object({ id: z.string().min(1) }) });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) })
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** How often a post whose outcome is unknown is looked for and, when it is not there, made again. */
const mostTries = 3;
/** Pages of 200 messages that are looked through. */
const mostPages = 5;
const conversationsKept = 24 * 60 * 60_000;

/** One message to stand in one channel. */
interface Post {
  /** The channel in our own store, and as Slack calls it. */
  readonly channel: Pick<Channel, 'id' | 'externalId' | 'archived'>;
  readonly where: Where;
  readonly key: string;
  /** As commands made it: what the card says is known by it. */
  readonly view: View;
  /** Drawings that were uploaded for it. */
  readonly files?: Files;
}

/** Puts each message in its channel once, and edits it where it stands. */
export function createPosts(options: {
  readonly web: Web;
  readonly core: Pick<Core, 'cards' | 'channels'>;
  readonly workspaceId: () => number;
  /** The view as its words are typed here. */
  readonly worded: (view: View) => View;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
  readonly log: Log;
}) {
  const { web, core, clock, wait, random, log } = options;
  const { cards } = core;
  const conversations = createCache<string>(clock, conversationsKept);
  /** The last act on each message: two edits must not overtake each other. */
  const queues = new Map<string, Promise<Posted>>();

  async function put(post: Post): Promise<Posted> {
    const { channel, key } = post;
    const known = await cards.find(channel.id, key);
    if (known?.message) return edit(post, known.message);
    if (known) return resume(post, known.claimedAt, mostTries);
    const claimedAt = clock();
    await cards.claim(channel.id, key);
    return send(post, claimedAt, mostTries);
  }

  async function send(post: Post, claimedAt: number, tries: number): Promise<Posted> {
    const { channel, key, where } = post;
    const answer = await web.call('chat.postMessage', toMessage(post, options.worded));
    if (answer.ok) {
      const { ts } = posted.parse(answer.body);
      await cards.settle(channel.id, key, ts);
      await cards.noteShown(channel.id, key, fingerprint(post.view));
      return { kind: 'stands', message: ts };
    }
    if (answer.error === 'invalid_blocks' && post.files?.size) {
      // Slack may not have looked at the drawing yet: then its words are posted.
      return send({ ...post, files: noFiles }, claimedAt, tries);
    }
    if (answer.isKnown) {
      await cards.release(channel.id, key);
      return toPosted(answer, where);
    }
    if (tries <= 1) return toPosted(answer, where);
    await wait(backOff(mostTries - tries + 1, random));
    return resume(post, claimedAt, tries - 1);
  }

  /** It may stand already: it is looked for, and only made again when it is surely not there. */
  async function resume(post: Post, claimedAt: number, tries: number): Promise<Posted> {
    const { channel, key } = post;
    const found = await look(channel.externalId, key, claimedAt);
    if (found === 'hidden')
      return { kind: 'unknown', why: 'its channel could not be looked through' };
    if (found === undefined) return send(post, claimedAt, tries);
    await cards.settle(channel.id, key, found);
    return edit(post, found);
  }

  async function edit(post: Post, ts: string): Promise<Posted> {
    const answer = await web.call('chat.update', { ...toMessage(post, options.worded), ts });
    // Someone took the message away on purpose: it is not posted again.
    const isGone = !answer.ok && answer.error === 'message_not_found';
    if (!answer.ok && !isGone) return toPosted(answer, post.where);
    await cards.noteShown(post.channel.id, post.key, fingerprint(post.view));
    return { kind: 'stands', message: ts };
  }

  /** The message that carries the key, among those since `since`, in UTC milliseconds. */
  async function look(
    channel: string,
    key: string,
    since: number,
  ): Promise<string | undefined | 'hidden'> {
    const oldest = String(Math.max(0, Math.floor(since / 1000) - 60));
    let cursor: string | undefined;
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = await web.call('conversations.history', {
        channel,
        oldest,
        limit: 200,
        include_all_metadata: true,
        ...(cursor && { cursor }),
      });
      const { data } = history.safeParse(answer.ok ? answer.body : undefined);
      if (!data) return 'hidden';
      const found = data.messages.find(
        ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key,
      );
      if (found) return found.ts;
      cursor = data.response_metadata?.next_cursor;
      if (!cursor) return undefined;
    }
    return 'hidden';
  }

  /** Acts on one message come one after the other. */
  async function inTurn(post: Post): Promise<Posted> {
    const { channel, where } = post;
    if (channel.archived)
      return toPosted({ ok: false, error: 'is_archived', isKnown: true }, where);
    const queue = `${channel.id} ${post.key}`;
    const before = queues.get(queue) ?? Promise.resolve();
    const illustrated = async () =>
      put({ ...post, files: await uploadPictures(web, post.view, log) });
    const now = before.then(illustrated, illustrated);
    queues.set(queue, now);
    try {
      return await now;
    } finally {
      if (queues.get(queue) === now) queues.delete(queue);
    }
  }

  /** Where a member reads what is said to them alone. */
  async function conversationWith(account: string) {
    let failure: Posted | undefined;
    const id = await conversations.get(account, async () => {
      const answer = await web.call('conversations.open', { users: account });
      if (answer.ok) return conversation.parse(answer.body).channel.id;
      failure = toPosted(answer, { kind: 'member' });
      return undefined;
    });
    return id ?? failure ?? ({ kind: 'unknown', why: 'unreachable' } as const);
  }

  return {
    /** Undefined when the card belongs to a workspace that is not ours to post in. */
    async card({ channel, key, view }: Card): Promise<Posted | undefined> {
      if (channel.workspaceId !== options.workspaceId()) return undefined;
      const where = { kind: 'channel', name: channel.name } as const;
      return inTurn({ channel, where, key, view });
    },

    /**
     * Makes the message of that key stand there: posted, found, or edited in place, never twice. A
     * message that could not be looked for is not posted again.
     */
    async post(to: Recipient, view: View, key: string): Promise<Posted> {
      if (to.kind === 'channel') {
        const { channel } = to;
        return inTurn({ channel, where: { kind: 'channel', name: channel.name }, key, view });
      }
      const externalId = await conversationWith(to.externalId);
      if (typeof externalId !== 'string') return externalId;
      const direct = { externalId, name: 'direct message', private: true };
      const channel = await core.channels.save({ ...direct, workspaceId: to.workspaceId });
      return inTurn({ channel, where: { kind: 'member' }, key, view });
    },
  };
}

export type Posts = ReturnType<typeof createPosts>;

function toMessage(
  { key, channel, view, files }: Post,
  worded: (view: View) => View,
): Record<string, unknown> {
  const [first] = toMessages(worded(view), 1, files);
  return {
    channel: channel.externalId,
    ...first,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: eventType, event_payload: { key } },
  };
}
