import { z } from 'zod';
import type { Card } from '../../commands/kit/reply.ts';
import type { Core } from '../../src/core.ts';
import type { Log } from '../../src/log.ts';
import { toMessages } from './outbound.ts';
import type { Answer, Web } from './web.ts';

/** https://docs.slack.dev/messaging/message-metadata */
const eventType = 'praxis_card';

const posted = z.object({ ts: z.string().min(1) });
const history = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string().optional() }) })
        .optional(),
    }),
  ),
});

/** What came of posting or editing a card. */
export type CardOutcome =
  | 'stands'
  /** It belongs to a workspace that is not ours to post in. */
  | 'elsewhere'
  | { readonly error: string; readonly needed?: string };

/** Posts each card once, and edits it where it stands. */
export function createCards(options: {
  readonly web: Web;
  readonly cards: Core['cards'];
  readonly workspaceId: () => number;
  readonly log: Log;
}) {
  const { web, cards, log } = options;
  /** The last act on each card: two edits must not overtake each other. */
  const queues = new Map<string, Promise<CardOutcome>>();

  async function put(card: Card): Promise<CardOutcome> {
    const { id, externalId } = card.channel;
    const known = await cards.find(id, card.key);
    if (known?.message) return edit(card, known.message);
    if (known) {
      const found = await look(externalId, card.key, known.claimedAt);
      if (found) {
        await cards.settle(id, card.key, found);
        return edit(card, found);
      }
    }
    await cards.claim(id, card.key);
    const answer = await web.call('chat.postMessage', message(card));
    if (answer.ok) return settle(card, posted.parse(answer.body).ts);
    if (answer.isKnown) {
      await cards.release(id, card.key);
      return problem(answer);
    }
    // It may stand: it is looked for now, and again before the next edit.
    const found = await look(externalId, card.key, 0);
    return found ? settle(card, found) : problem(answer);
  }

  async function settle(card: Card, ts: string): Promise<CardOutcome> {
    await cards.settle(card.channel.id, card.key, ts);
    return 'stands';
  }

  async function edit(card: Card, ts: string): Promise<CardOutcome> {
    const answer = await web.call('chat.update', { ...message(card), ts });
    if (answer.ok) return 'stands';
    // Someone took the message away on purpose: it is not posted again.
    if (answer.error === 'message_not_found') return 'stands';
    return problem(answer);
  }

  /** The message that carries the card's key, among the newest since `since`, in UTC milliseconds. */
  async function look(channel: string, key: string, since: number): Promise<string | undefined> {
    const answer = await web.call('conversations.history', {
      channel,
      oldest: String(Math.max(0, Math.floor(since / 1000) - 60)),
      limit: 200,
      include_all_metadata: true,
    });
    if (!answer.ok) log.warn({ event: 'card not looked for', error: answer.error });
    const { data } = history.safeParse(answer.ok ? answer.body : undefined);
    return data?.messages.find(
      ({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key,
    )?.ts;
  }

  return {
    async post(card: Card): Promise<CardOutcome> {
      if (card.channel.workspaceId !== options.workspaceId()) return 'elsewhere';
      const queue = `${card.channel.id} ${card.key}`;
      const before = queues.get(queue) ?? Promise.resolve('stands');
      const now = before.then(
        () => put(card),
        () => put(card),
      );
      queues.set(queue, now);
      try {
        return await now;
      } finally {
        if (queues.get(queue) === now) queues.delete(queue);
      }
    },
  };
}

function message({ key, channel, view }: Card): Record<string, unknown> {
  const [first] = toMessages(view, 1);
  return {
    channel: channel.externalId,
    ...first,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: eventType, event_payload: { key } },
  };
}

function problem(answer: Extract<Answer, { ok: false }>): CardOutcome {
  return { error: answer.error, ...(answer.needed !== undefined && { needed: answer.needed }) };
}
