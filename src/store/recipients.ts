import { sql } from 'kysely';
import type { Channel } from '../model.ts';
import { toChannel } from './channels.ts';
import type { Db } from './schema.ts';

/** What cannot be reached before somebody acts, and what they are to do. */
export interface Unreachable {
  readonly channel: Channel | null;
  readonly member: { readonly id: number; readonly handle: string; readonly name: string } | null;
  readonly sentence: string;
  readonly since: number;
}

/** Where notices go: which workspace a member is reached in, what cannot be reached, what is muted. */
export function recipientStore(db: Db) {
  return {
    /**
     * The connected workspace in which the member is reached. Who is on several platforms: on the one
     * that they chose, otherwise where they were last. Then the preferred one, when they have an account
     * there, otherwise where their newest account is.
     */
    async workspaceOf(memberId: number, preferred: number): Promise<number | undefined> {
      const rows = await db
        .selectFrom('account as a')
        .innerJoin('workspace as w', 'w.id', 'a.workspace_id')
        .leftJoin('reach as r', 'r.member_id', 'a.member_id')
        .where('a.member_id', '=', memberId)
        .where('a.active', '=', 1)
        .where('w.connected', '=', 1)
        .orderBy('a.id', 'desc')
        .select(['w.id', 'w.platform', 'a.used_at as usedAt'])
        .select(sql<number>`w.platform IS r.platform`.as('isChosen'))
        .execute();
      const chosen = rows.filter(({ isChosen }) => isChosen === 1);
      const among = chosen.length > 0 ? chosen : onLastUsed(rows);
      return (among.find(({ id }) => id === preferred) ?? among[0])?.id;
    },

    /** What the platform calls the member there. */
    async account(workspaceId: number, memberId: number): Promise<string | undefined> {
      const row = await db
        .selectFrom('account')
        .select('external_id')
        .where('workspace_id', '=', workspaceId)
        .where('member_id', '=', memberId)
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return row?.external_id;
    },

    async channel(
      id: number,
    ): Promise<{ channel: Channel; platform: string; connected: boolean } | undefined> {
      const row = await db
        .selectFrom('channel as c')
        .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
        .selectAll('c')
        .select(['w.platform', 'w.connected'])
        .where('c.id', '=', id)
        .executeTakeFirst();
      return (
        row && { channel: toChannel(row), platform: row.platform, connected: row.connected === 1 }
      );
    },

    async platformOf(workspaceId: number): Promise<string | undefined> {
      const row = await db
        .selectFrom('workspace')
        .select('platform')
        .where('id', '=', workspaceId)
        .executeTakeFirst();
      return row?.platform;
    },

    /** Notes that nothing can be delivered there; false when that was noted before. */
    async pause(
      where: {
        readonly workspaceId: number;
        readonly channelId: number | null;
        readonly memberId: number | null;
      },
      sentence: string,
      now: number,
    ): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('unreachable')
        .values({
          workspace_id: where.workspaceId,
          channel_id: where.channelId,
          member_id: where.memberId,
          sentence,
          since: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** Something arrived there, or somebody says that it can. */
    async resume(where: { readonly channelId: number | null; readonly memberId: number | null }) {
      await db
        .deleteFrom('unreachable')
        .where((of) =>
          of.or([of('channel_id', '=', where.channelId), of('member_id', '=', where.memberId)]),
        )
        .execute();
    },

    async isPaused(where: { readonly channelId: number | null; readonly memberId: number | null }) {
      const row = await db
        .selectFrom('unreachable')
        .select('id')
        .where((of) =>
          of.or([of('channel_id', '=', where.channelId), of('member_id', '=', where.memberId)]),
        )
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Everything in the community that cannot be reached, the longest first. */
    async unreachable(communityId: number): Promise<Unreachable[]> {
      const rows = await db
        .selectFrom('unreachable as u')
        .innerJoin('workspace as w', 'w.id', 'u.workspace_id')
        .leftJoin('channel as c', 'c.id', 'u.channel_id')
        .leftJoin('member as m', 'm.id', 'u.member_id')
        .where('w.community_id', '=', communityId)
        .orderBy('u.since')
        .select(['u.sentence', 'u.since', 'c.id', 'c.workspace_id', 'c.external_id', 'c.name'])
        .select(['c.private', 'c.shared', 'm.id as memberId', 'm.handle', 'm.name as memberName'])
        .execute();
      return rows.map((row) => ({
        channel:
          row.id === null
            ? null
            : {
                id: row.id,
                workspaceId: row.workspace_id ?? 0,
                externalId: row.external_id ?? '',
                name: row.name ?? '',
                private: row.private === 1,
                shared: row.shared === 1,
              },
        member:
          row.memberId === null
            ? null
            : { id: row.memberId, handle: row.handle ?? '', name: row.memberName ?? '' },
        sentence: row.sentence,
        since: row.since,
      }));
    },

    async mutes(memberId: number): Promise<string[]> {
      const rows = await db
        .selectFrom('mute')
        .select('kind')
        .where('member_id', '=', memberId)
        .orderBy('kind')
        .execute();
      return rows.map(({ kind }) => kind);
    },

    /** Those of the members who turned the kind off. */
    async muting(ids: readonly number[], kind: string): Promise<ReadonlySet<number>> {
      if (ids.length === 0) return new Set();
      const rows = await db
        .selectFrom('mute')
        .select('member_id as id')
        .where('member_id', 'in', ids)
        .where('kind', '=', kind)
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    async mute(memberId: number, kind: string, now: number): Promise<void> {
      await db
        .insertInto('mute')
        .values({ member_id: memberId, kind, muted_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async unmute(memberId: number, kind: string): Promise<void> {
      await db
        .deleteFrom('mute')
        .where('member_id', '=', memberId)
        .where('kind', '=', kind)
        .execute();
    },
  };
}

/** Of the accounts those on the platform where the member was last; all, where that is not known. */
function onLastUsed<T extends { readonly platform: string; readonly usedAt: number | null }>(
  rows: readonly T[],
): readonly T[] {
  const [last] = rows.toSorted((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0));
  if (!last?.usedAt) return rows;
  return Map.groupBy(rows, ({ platform }) => platform).get(last.platform) ?? rows;
}
