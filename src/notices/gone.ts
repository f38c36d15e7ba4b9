import type { Tables } from '../store/store.ts';
import { cardKey } from './cards.ts';

/** The card of a question that is about to be deleted will say that it is gone; nothing where none stands. */
export async function oweGone(
  tables: Tables,
  question: {
    readonly communityId: number;
    readonly number: number;
    readonly channelId: number;
  },
  now: number,
): Promise<void> {
  const { communityId, number, channelId } = question;
  const card = await tables.cards.find(channelId, cardKey(number));
  const place = await tables.recipients.channel(channelId);
  if (!card?.message || !place?.connected) return;
  const { workspaceId } = place.channel;
  const key = `gone:${communityId}:${number}`;
  const notice = { communityId, workspaceId, channelId, key, kind: 'gone', dueAt: now } as const;
  await tables.notices.add({ ...notice, details: { number } }, now);
}
