import type { Actor, Schedule } from '../model.ts';
import type { Notice } from '../model-owed.ts';
import type { Paged } from '../store/page.ts';
import type { Unreachable } from '../store/recipients.ts';
import { mayCurate, type World } from '../world.ts';

const mostShown = 10;
/** A courier that works is never this late. */
const late = 5 * 60_000;

/** How deliveries stand in a community. */
export interface Report {
  readonly schedules: readonly {
    readonly schedule: Schedule;
    readonly channel: string;
    readonly lastAt: number | null;
  }[];
  readonly unreachable: readonly Unreachable[];
  readonly dead: Paged<Notice>;
  readonly overdue: { readonly count: number; readonly since: number | null };
}

/**
 * What is sent when, and what is wrong. Who may not curate sees the schedules of public channels, and
 * nothing of what failed: it names who cannot be reached.
 */
export async function report({ store, clock }: World, actor: Actor): Promise<Report> {
  const { communityId } = actor;
  const schedules = [];
  for (const schedule of await store.schedules.inChannels(communityId)) {
    const place = schedule.channelId && (await store.recipients.channel(schedule.channelId));
    const isSeen = place && (!place.channel.private || place.channel.id === actor.channelId);
    if (!isSeen) continue;
    const [last] = await store.notices.sentBy(schedule.id, 1);
    schedules.push({ schedule, channel: place.channel.name, lastAt: last?.settledAt ?? null });
  }
  if (!mayCurate(actor)) {
    const nothing = { items: [], total: 0 };
    return { schedules, unreachable: [], dead: nothing, overdue: { count: 0, since: null } };
  }
  const unreachable = await store.recipients.unreachable(communityId);
  const backlog = await store.notices.backlog(communityId, clock() - late);
  return {
    schedules,
    unreachable: unreachable.filter(
      ({ channel }) => !channel?.private || channel.id === actor.channelId,
    ),
    dead: await store.notices.dead(communityId, { limit: mostShown, offset: 0 }),
    overdue: { count: backlog.due, since: backlog.since },
  };
}
