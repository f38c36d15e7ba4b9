import type { Selectable } from 'kysely';
import type { DigestSection, Schedule } from '../model.ts';
import type { Db, Schema } from './schema.ts';

/** When digests are sent, and to whom. */
export function scheduleStore(db: Db) {
  const select = db.selectFrom('schedule').selectAll();
  const first = async (rows: Promise<Selectable<Schema['schedule']>[]>) =>
    (await rows).map(toSchedule)[0];

  return {
    find: (id: number): Promise<Schedule | undefined> =>
      first(select.where('id', '=', id).execute()),

    ofChannel: (channelId: number): Promise<Schedule | undefined> =>
      first(select.where('channel_id', '=', channelId).execute()),

    ofMember: (memberId: number): Promise<Schedule | undefined> =>
      first(select.where('member_id', '=', memberId).execute()),

    /** Schedules of channels, the oldest first. */
    async inChannels(communityId: number): Promise<Schedule[]> {
      const rows = await select
        .where('community_id', '=', communityId)
        .where('channel_id', 'is not', null)
        .orderBy('id')
        .execute();
      return rows.map(toSchedule);
    },

    /** Those whose next slot has come, or lies further away than any can: a clock was wrong. */
    async due(now: number, furthest: number): Promise<Schedule[]> {
      const rows = await select
        .where((where) => where.or([where('next_at', '<=', now), where('next_at', '>', furthest)]))
        .orderBy('next_at')
        .execute();
      return rows.map(toSchedule);
    },

    async nextAt(): Promise<number | undefined> {
      const row = await db
        .selectFrom('schedule')
        .select('next_at')
        .orderBy('next_at')
        .limit(1)
        .executeTakeFirst();
      return row?.next_at;
    },

    /** Sets the schedule of its channel or member, in place of the one before. */
    async save(schedule: Omit<Schedule, 'id' | 'readAt'>): Promise<Schedule> {
      const columns = {
        weekday: schedule.weekday,
        minute: schedule.minute,
        zone: schedule.zone,
        sections: JSON.stringify(schedule.sections),
        channels: JSON.stringify(schedule.channels),
        tags: JSON.stringify(schedule.tags),
        when_empty: schedule.whenEmpty ? 1 : 0,
        set_by_id: schedule.setById,
        set_at: schedule.setAt,
        next_at: schedule.nextAt,
      };
      const row = await db
        .insertInto('schedule')
        .values({
          community_id: schedule.communityId,
          channel_id: schedule.channelId,
          member_id: schedule.memberId,
          ...columns,
        })
        .onConflict((conflict) =>
          conflict
            .column(schedule.channelId === null ? 'member_id' : 'channel_id')
            .doUpdateSet(columns),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return toSchedule(row);
    },

    async advance(id: number, nextAt: number): Promise<void> {
      await db.updateTable('schedule').set({ next_at: nextAt }).where('id', '=', id).execute();
    },

    async read(id: number, now: number): Promise<void> {
      await db.updateTable('schedule').set({ read_at: now }).where('id', '=', id).execute();
    },

    /** False when there was none. */
    async remove(of: { readonly channelId: number } | { readonly memberId: number }) {
      const [column, id] =
        'channelId' in of
          ? (['channel_id', of.channelId] as const)
          : (['member_id', of.memberId] as const);
      const { numDeletedRows } = await db
        .deleteFrom('schedule')
        .where(column, '=', id)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
  };
}

function toSchedule(row: Selectable<Schema['schedule']>): Schedule {
  return {
    id: row.id,
    communityId: row.community_id,
    channelId: row.channel_id,
    memberId: row.member_id,
    weekday: row.weekday,
    minute: row.minute,
    zone: row.zone,
    // Written by this file alone.
    sections: JSON.parse(row.sections) as DigestSection[],
    channels: JSON.parse(row.channels) as number[],
    tags: JSON.parse(row.tags) as string[],
    whenEmpty: row.when_empty === 1,
    setById: row.set_by_id,
    setAt: row.set_at,
    nextAt: row.next_at,
    readAt: row.read_at,
  };
}
