import type { Schedule } from '../model.ts';
import type { Tables } from '../store/store.ts';
import type { World } from '../world.ts';
import { nextSlot, owedSlot, spanOf } from './periods.ts';

/** A next slot that lies further away was computed by a clock that was wrong. */
const furthest = 8 * 24 * 60 * 60 * 1000;
const unreadAfter = 4;

/** Owes each schedule's digest once a period. */
export function createSchedules({ store }: Pick<World, 'store'>) {
  async function owe(schedule: Schedule, now: number): Promise<void> {
    const slot = owedSlot(schedule, now);
    const nextAt = nextSlot(schedule, now);
    await store.write(async (tables) => {
      if (slot) await oweDigest(tables, schedule, slot, now);
      await tables.schedules.advance(schedule.id, nextAt);
    });
  }

  async function oweDigest(
    tables: Tables,
    schedule: Schedule,
    { at, period }: { readonly at: number; readonly period: string },
    now: number,
  ): Promise<void> {
    const { channelId, memberId, communityId, id: scheduleId } = schedule;
    // What cannot be delivered is not owed: the next one covers it when somebody has acted.
    if (await tables.recipients.isPaused({ channelId, memberId })) return;
    const place = channelId === null ? undefined : await tables.recipients.channel(channelId);
    const workspaceId = place
      ? place.channel.workspaceId
      : memberId !== null && (await tables.recipients.workspaceOf(memberId, 0));
    if (!workspaceId) return;
    const [last] = await tables.notices.sentBy(scheduleId, 1);
    const whose = channelId === null ? `m${memberId}` : `c${channelId}`;
    const key = `digest:${whose}:${period}`;
    const isNew = await tables.notices.add(
      {
        communityId,
        key,
        kind: 'digest',
        workspaceId,
        channelId,
        memberId,
        scheduleId,
        details: spanOf(schedule, at, last?.details.to),
        dueAt: at,
      },
      now,
    );
    const covered = { scheduleId, except: key };
    if (isNew) await tables.notices.dropDigests(covered, 'the next one covers it', now);
  }

  return {
    /** Owes every digest whose slot has come. */
    async owe(now: number): Promise<void> {
      for (const schedule of await store.schedules.due(now, now + furthest)) {
        await owe(schedule, now);
      }
    },

    nextAt: () => store.schedules.nextAt(),

    /** After a digest: when the last four moved nobody, who set them up is asked, once a setting. */
    async oweUnread(tables: Tables, schedule: Schedule, now: number): Promise<void> {
      const { id, channelId, communityId, setById, setAt, readAt } = schedule;
      if (channelId === null) return;
      const sent = await tables.notices.sentBy(id, unreadAfter);
      const since = Math.max(setAt, readAt ?? 0);
      const unread = sent.filter(({ settledAt, message }) => message && (settledAt ?? 0) > since);
      if (unread.length < unreadAfter) return;
      const place = await tables.recipients.channel(channelId);
      const workspaceId =
        place && (await tables.recipients.workspaceOf(setById, place.channel.workspaceId));
      if (workspaceId === undefined) return;
      const key = `unread:${id}:${setAt}`;
      const details = { channelId };
      const about = { communityId, workspaceId, memberId: setById, scheduleId: id };
      await tables.notices.add({ ...about, key, kind: 'unread', details, dueAt: now }, now);
    },
  };
}
