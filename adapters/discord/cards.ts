import { z } from 'zod';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Log } from '../../src/log.ts';
import type { Channel } from '../../src/model.ts';
import type { Posted, Recipient } from '../adapter.ts';
import { fingerprint } from '../fingerprint.ts';
import { illustrated, nonceOf, type Sent, toCard } from './card.ts';
import type { Directory } from './directory.ts';
import { isForum } from './guilds.ts';
import { limits } from './limits.ts';
import { drawPictures, type Pictures } from './pictures.ts';
import { refusal } from './refusals.ts';
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

const active = z.object({
  threads: z.array(
    z.object({
      id: z.string(),
      name: z.string().default(''),
      parent_id: z.string().nullish(),
      owner_id: z.string().optional(),
    }),
  ),
});

/** What is known about a post beyond the view. */
export interface Circumstances {
  /** The thread in which it belongs, instead of the channel itself. */
  readonly thread?: string;
  /** What we may do in the channel, as a bit field. */
  readonly granted?: string;
  /** A forum's tags that a new post gets. */
  readonly tags?: readonly string[];
}

/** What came of it: where it stands, and whether it was posted now. */
export type Put = Posted & { readonly at?: Standing; readonly isNew?: true };

/** A message and the channel in which it is. */
export interface Standing {
  readonly channel: string;
  readonly message: string;
}

interface Spot {
  readonly channel: Channel;
  /** The key in the card table. */
  readonly slot: string;
  /** The channel or thread in which it is posted. */
  readonly into: string;
  /** Whether it opens a post in a forum. */
  readonly isPost: boolean;
  /** What the card table says, as where it stands. */
  readonly read: (text: string) => Standing;
}

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

  async function put(
    channel: Channel,
    view: View,
    key: string,
    how: Circumstances,
    pictures: Pictures,
  ): Promise<Put> {
    const spot = await spotOf(channel, key, how);
    const message = toCard(view, key, pictures);
    const known = await cards.find(channel.id, spot.slot);
    if (known?.message) return edit(spot, spot.read(known.message), message);
    if (known) {
      const found = await look(spot, message, view);
      if (found) {
        await settle(spot, found);
        return edit(spot, found, message);
      }
    }
    await cards.claim(channel.id, spot.slot);
    const answer = await send(spot, view, message, key, how);
    if (answer.ok) {
      const { id } = created.parse(answer.body);
      return settle(spot, { channel: spot.isPost ? id : spot.into, message: id });
    }
    if (answer.isKnown) {
      await cards.release(channel.id, spot.slot);
      return refusal(answer, channel.name, how.granted);
    }
    // It may stand: it is looked for now, and again before the next edit.
    const found = await look(spot, message, view);
    return found ? settle(spot, found) : refusal(answer, channel.name);
  }

  /** Where a card belongs, and under which key it is kept where it stands. */
  async function spotOf(channel: Channel, key: string, { thread }: Circumstances): Promise<Spot> {
    const home = channel.externalId;
    const inPost = `${key}/card`;
    if (thread !== undefined) {
      // The post opens the thread: by it the question is found there. The card is a message below.
      if (await cards.claim(channel.id, key)) await cards.settle(channel.id, key, thread);
      const read = (text: string) => ({ channel: thread, message: text });
      return { channel, slot: inPost, into: thread, isPost: false, read };
    }
    const isPost = isForum((await directory.facts(home))?.type);
    if (isPost && (await cards.find(channel.id, inPost))) {
      const post = (await cards.find(channel.id, key))?.message ?? home;
      const read = (text: string) => ({ channel: post, message: text });
      return { channel, slot: inPost, into: post, isPost: false, read };
    }
    // A forum's post and its first message have the same id.
    const read = (text: string) => ({ channel: isPost ? text : home, message: text });
    return { channel, slot: key, into: home, isPost, read };
  }

  async function send(
    spot: Spot,
    view: View,
    message: Sent,
    key: string,
    how: Circumstances,
  ): Promise<Answer> {
    if (spot.isPost) {
      return web.call('POST', `/channels/${spot.into}/threads`, {
        body: { name: postName(view, key), applied_tags: how.tags ?? [], message: message.body },
        files: message.files,
      });
    }
    return web.call('POST', `/channels/${spot.into}/messages`, {
      body: { ...message.body, nonce: nonceOf(`${spot.into} ${key}`), enforce_nonce: true },
      files: message.files,
      isRepeatable: true,
    });
  }

  async function settle(spot: Spot, at: Standing): Promise<Put> {
    await cards.settle(spot.channel.id, spot.slot, at.message);
    return { kind: 'stands', message: at.message, at, isNew: true };
  }

  async function edit(spot: Spot, at: Standing, message: Sent): Promise<Put> {
    const path = `/channels/${at.channel}/messages/${at.message}`;
    const answer = await web.call('PATCH', path, { body: message.body, files: message.files });
    // Someone took the message away on purpose: it is not posted again. An archived thread stays so.
    const isSettled = answer.ok || isGone(answer) || answer.code === 50083;
    return isSettled
      ? { kind: 'stands', message: at.message, at }
      : refusal(answer, spot.channel.name);
  }

  /** Our newest message there that carries the mark; in a forum, our post of that name. */
  async function look(spot: Spot, message: Sent, view: View): Promise<Standing | undefined> {
    if (spot.isPost) return lookForPost(spot.into, postName(view, spot.slot));
    const [{ id: mark } = {}] = message.body.components as readonly { readonly id?: number }[];
    const answer = await web.call('GET', `/channels/${spot.into}/messages?limit=100`);
    if (!answer.ok) log.warn({ event: 'card not looked for', code: answer.code });
    const { data } = history.safeParse(answer.ok ? answer.body : undefined);
    const found = data?.find(
      ({ author, components }) => author.id === options.self() && components[0]?.id === mark,
    );
    return found && { channel: spot.into, message: found.id };
  }

  async function lookForPost(forum: string, name: string): Promise<Standing | undefined> {
    const guild = (await directory.facts(forum))?.guild;
    const answer = await web.call('GET', `/guilds/${guild}/threads/active`);
    const { data } = active.safeParse(answer.ok ? answer.body : undefined);
    const found = data?.threads.find(
      (one) => one.parent_id === forum && one.name === name && one.owner_id === options.self(),
    );
    return found && { channel: found.id, message: found.id };
  }

  async function direct(
    account: string,
    view: View,
    key: string,
    pictures: Pictures,
  ): Promise<Posted> {
    const body = { recipient_id: account };
    const opened = await web.call('POST', '/users/@me/channels', { body, isRepeatable: true });
    const { data } = created.safeParse(opened.ok ? opened.body : undefined);
    if (!data) return refusal(opened as Failure, 'a direct message');
    const message = toCard(view, key, pictures);
    const nonce = nonceOf(`${account} ${key}`);
    const answer = await web.call('POST', `/channels/${data.id}/messages`, {
      body: { ...message.body, nonce, enforce_nonce: true },
      files: message.files,
      isRepeatable: true,
    });
    return answer.ok
      ? { kind: 'stands', message: `${data.id}/${created.parse(answer.body).id}` }
      : refusal(answer, 'a direct message');
  }

  return {
    async post(to: Recipient, view: View, key: string, how: Circumstances = {}): Promise<Put> {
      const pictures = await drawPictures(view, log);
      if (to.kind === 'account') {
        return illustrated((drawn) => direct(to.externalId, view, key, drawn), pictures);
      }
      const queue = `${to.channel.id} ${key}`;
      const before = queues.get(queue) ?? Promise.resolve();
      const act = async () => {
        const now = await illustrated((drawn) => put(to.channel, view, key, how, drawn), pictures);
        if (now.kind === 'stands') await cards.noteShown(to.channel.id, key, fingerprint(view));
        return now;
      };
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

const postName = (view: View, key: string) => plain(words(view.title) || key, limits.threadName);
