import { availabilityOf } from '../experts/availability.ts';
import type { Question } from '../model.ts';
import type { Tables } from '../store/store.ts';

/**
 * Who looks after the question's channel and may be told that nobody answers; undefined where nobody
 * does. It is no ping, and counts toward no limit; but a steward who wants no questions now, or none on
 * its topic, is away, or is a guest, is left alone. Nothing is carried out of a private channel.
 */
export async function stewardOf(
  tables: Tables,
  { id, communityId, channel, tags }: Question,
  now: number,
): Promise<number | undefined> {
  const { stewardId } = await tables.channels.routing(channel.id);
  if (stewardId === null || channel.private) return undefined;
  if (stewardId === (await tables.concerned.authorOf(id))) return undefined;
  if (await isAway(tables, stewardId, channel.workspaceId)) return undefined;
  if ((await tables.members.guestOf(stewardId)) !== undefined) return undefined;
  const said = (await availabilityOf(tables, [stewardId], now)).get(stewardId);
  if (said?.weeklyLimit === 0 || now < (said?.pausedUntil ?? 0)) return undefined;
  const known = await tables.tags.named(communityId, tags);
  const declined = await tables.expertise.declinedIn(known.map((tag) => tag.id));
  return declined.has(stewardId) ? undefined : stewardId;
}

/** They left, or nothing gets through to them. */
async function isAway(tables: Tables, memberId: number, workspaceId: number): Promise<boolean> {
  const reached = await tables.recipients.workspaceOf(memberId, workspaceId);
  return reached === undefined || tables.recipients.isPaused({ channelId: null, memberId });
}
