import { type Finding, span } from '../findings.ts';
import type { Actor, Schedule } from '../model.ts';
import type { Notice } from '../model-owed.ts';
import type { Paged } from '../store/page.ts';
import { mayCurate, type World } from '../world.ts';

const mostShown = 10;
const minute = 60_000;
/** A courier that works is never this late. */
const late = 5 * minute;

/** How deliveries stand in a community. */
export interface Report {
  readonly schedules: readonly {
    readonly schedule: Schedule;
    readonly channel: string;
    readonly lastAt: number | null;
  }[];
  readonly dead: Paged<Notice>;
}

/**
 * What is sent when, and what was given up. Who may not curate sees the schedules of public channels,
 * and nothing of what failed.
 */
export async function report({ store }: World, actor: Actor): Promise<Report> {
  const { communityId } = actor;
  const schedules = [];
  for (const schedule of await store.schedules.inChannels(communityId)) {
    const place = schedule.channelId && (await store.recipients.channel(schedule.channelId));
    const isSeen = place && (!place.channel.private || place.channel.id === actor.channelId);
    if (!isSeen) continue;
    const [last] = await store.notices.sentBy(schedule.id, 1);
    schedules.push({ schedule, channel: place.channel.name, lastAt: last?.settledAt ?? null });
  }
  const dead = mayCurate(actor)
    ? await store.notices.dead(communityId, { limit: mostShown, offset: 0 })
    : { items: [], total: 0 };
  return { schedules, dead };
}

/** Who and what cannot be reached, and what should be out by now: it names members, so it is for curators. */
export async function unreached(
  { store, clock }: World,
  { communityId, channelId }: Actor,
): Promise<readonly Finding[]> {
  const now = clock();
  const all = await store.recipients.unreachable(communityId);
  const places = all
    .filter(({ channel }) => !channel?.private || channel.id === channelId)
    .map(({ channel, member, sentence, since }): Finding => {
      const where = channel ? `#${channel.name}` : `@${member?.handle}`;
      return {
        state: 'broken',
        where,
        sentence: `Nothing has arrived there for ${span(now - since)}.`,
        remedy: sentence,
      };
    });
  const { due, since } = await store.notices.backlog(communityId, now - late);
  const overdue: Finding = {
    state: 'broken',
    where: 'deliveries',
    sentence: `${due} ${due === 1 ? 'message' : 'messages'} should be out and ${due === 1 ? 'is' : 'are'} not, the oldest for ${span(now - (since ?? now))}.`,
    remedy: 'Whoever runs Praxis can see in its log whether it is connected to that workspace.',
  };
  if (due > 0) return [...places, overdue];
  return places.length > 0
    ? places
    : [{ state: 'well', where: 'deliveries', sentence: 'Everything that was due is delivered.' }];
}
