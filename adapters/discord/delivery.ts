import { problemView } from '../../commands/kit/problem.ts';
import type { Card, Reply } from '../../commands/kit/reply.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import { filesOf, type View } from '../../commands/kit/view.ts';
import type { Log } from '../../src/log.ts';
import { cardProblem } from '../card-problem.ts';
import type { Answering } from './answering.ts';
import type { Cards } from './cards.ts';
import { textDisplay } from './components.ts';
import type { Origin } from './heard.ts';
import { limits } from './limits.ts';
import { type Message, toFileMessage, toMessage, toMessages } from './outbound.ts';
import { holdsAny, managing } from './permissions.ts';
import type { Picture } from './pictures.ts';
import { limited } from './refusals.ts';
import type { Threads } from './threads.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

type Audience = Outcome['audience'];

/** Where a reply belongs, and what answers it there. */
export interface Target extends Origin {
  readonly answering?: Answering;
  /** The forum post that the cards of the reply belong in. */
  readonly post?: string;
  /** The words of the message that it is about, for the form that may come of it. */
  readonly words?: string | undefined;
}

/** Brings replies and cards to who should see them; ways that fail are followed by the next one. */
export function createDelivery(options: {
  readonly web: Web;
  readonly cards: Cards;
  readonly threads: Threads;
  readonly workspaces: Workspaces;
  readonly log: Log;
}) {
  const { web, cards, threads, workspaces, log } = options;

  /** In the channel where it was said, for everyone. */
  async function say(
    channel: string,
    message: Message,
    files: readonly Picture[] = [],
  ): Promise<boolean> {
    const path = `/channels/${channel}/messages`;
    return (await web.call('POST', path, { body: message, files })).ok;
  }

  /** To the member alone; false when they take no direct messages. */
  async function tell(
    user: string,
    message: Message,
    files: readonly Picture[] = [],
  ): Promise<boolean> {
    const body = { recipient_id: user };
    const opened = await web.call('POST', '/users/@me/channels', { body, isRepeatable: true });
    const { id } = (opened.ok ? opened.body : {}) as { readonly id?: unknown };
    return typeof id === 'string' && say(id, message, files);
  }

  /** What cannot be shown as the answer any more is said in the channel, or to the member alone. */
  async function otherwise(message: Message, target: Target, audience: Audience): Promise<void> {
    const isDirect = target.guild === undefined;
    if (audience === 'public' || isDirect) {
      if (await say(target.channel.id, message)) return;
    }
    if (!isDirect && (await tell(target.user.id, message))) return;
    if (!isDirect && (await say(target.channel.id, closedTo(target.user.id)))) return;
    log.warn({ event: 'discord reply lost', audience });
  }

  async function show(
    view: View,
    target: Target,
    audience: Audience,
    kind: Exclude<Reply['kind'], 'form'> = 'show',
  ): Promise<void> {
    // A message that all see is never replaced by what one member should see.
    const isRevision =
      kind === 'revise' &&
      (target.interaction?.message?.isEphemeral === true || target.guild === undefined);
    for (const [i, message] of toMessages(view, limits.messagesInReply).entries()) {
      const isShown = await target.answering?.show(message, audience, isRevision && i === 0);
      if (!isShown) await otherwise(message, target, audience);
    }
    if (audience === 'private') await attach(view, target);
  }

  /** Files of a reply, for the member alone: beside the answer, else in their direct messages. */
  async function attach(view: View, target: Target): Promise<void> {
    for (const { name, content } of filesOf(view)) {
      const files = [{ name, data: Buffer.from(content) }];
      const message = toFileMessage(name);
      if (await target.answering?.show(message, 'private', false, files)) continue;
      if (await tell(target.user.id, message, files)) continue;
      const sentence = `${name} could not be sent: Discord did not take it. Please try again.`;
      await show(problemView(sentence), target, 'private');
    }
  }

  /** Posts or edits the card, opens its thread, and tells who caused it what is in the way. */
  async function put(card: Card, target: Target): Promise<void> {
    const { channel, key } = card;
    const workspace = await workspaces.byId(channel.workspaceId);
    // It belongs to a platform or a guild that is not ours to post in.
    if (!workspace) return;
    const isHere = target.channel.id === channel.externalId;
    const granted = isHere ? target.interaction?.permissions : undefined;
    const posted = await cards.post({ kind: 'channel', channel }, card.view, key, {
      ...(granted !== undefined && { granted }),
      ...(target.post !== undefined && { thread: target.post }),
      tags: await threads.tagsOf(key, channel, workspace),
    });
    const problem = cardProblem(posted, { platform: 'Discord', limited });
    if (problem !== undefined) return show(problemView(problem), target, 'private');
    const { at } = posted;
    if (!at) return;
    const trouble = posted.isNew ? await threads.open(key, channel, workspace, at) : undefined;
    if (trouble !== undefined) await show(problemView(trouble), target, 'private');
    const unshown = await threads.update(key, channel, workspace, at);
    // Nobody else needs to know: what was done is done.
    if (unshown !== undefined && canFix(target))
      await show(problemView(unshown), target, 'private');
  }

  return {
    show,
    say,
    tell,

    /** Shows a reply and puts its cards. */
    async deliver(reply: Exclude<Reply, { kind: 'form' }>, audience: Audience, target: Target) {
      await show(reply.view, target, audience, reply.kind);
      for (const card of reply.cards ?? []) await put(card, target);
    },

    async putAll(all: readonly Card[], target: Target): Promise<void> {
      for (const card of all) await put(card, target);
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;

/** Said where others read it, so nothing of the answer is in it; named, but not notified. */
const closedTo = (user: string) =>
  toMessage([
    textDisplay(
      `<@${user}>, I have an answer for you alone, but your direct messages are closed. Type the command with \`/\` to see it here.`,
    ),
  ]);

/** Whether the member may change what we may do. */
const canFix = ({ user }: Target): boolean => holdsAny(user.permissions, managing);
