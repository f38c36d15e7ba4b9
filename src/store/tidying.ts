import { sql } from 'kysely';
import { standsAlone } from './merged.ts';
import type { Db } from './schema.ts';

/** A question that has had its time. */
export interface Spent {
  readonly id: number;
  readonly number: number;
  readonly channelId: number;
}

/** Kinds of notices that may be forgotten: of the others the keys stay, so that none is sent twice. */
const forgettable = ['card', 'helped', 'gone', 'verify', 'approach', 'outcome', 'undeliverable'];

/** What a community keeps for a while only. What came with an import, in channels that nobody serves, stays. */
export function tidyingStore(db: Db) {
  const spent = (communityId: number, when: ReturnType<typeof sql>, limit: number) => sql<Spent>`
    SELECT q.id, q.number, q.channel_id AS channelId FROM question AS q
    JOIN channel AS c ON c.id = q.channel_id JOIN workspace AS w ON w.id = c.workspace_id
    WHERE q.community_id = ${communityId} AND w.connected = 1 AND ${when}
      AND ${standsAlone}
    ORDER BY q.id LIMIT ${limit}`;
  const nobodyAnswered = sql`NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.question_id = q.id)`;

  return {
    /** Questions that were closed before `time` and that nobody had answered. */
    async dismissed(communityId: number, time: number, limit: number): Promise<Spent[]> {
      const when = sql`q.state = 'closed' AND q.closed_at < ${time} AND ${nobodyAnswered}`;
      return (await spent(communityId, when, limit).execute(db)).rows;
    },

    /** Open questions that were asked, or last edited, before `time`, and that nobody answered. */
    async unanswered(communityId: number, time: number, limit: number): Promise<Spent[]> {
      const when = sql`q.state = 'open' AND coalesce(q.edited_at, q.created_at) < ${time}
        AND ${nobodyAnswered}`;
      return (await spent(communityId, when, limit).execute(db)).rows;
    },

    /** Open questions of the channel in which nothing has happened since `time`. */
    async idle(
      communityId: number,
      channelId: number,
      time: number,
      limit: number,
    ): Promise<Spent[]> {
      const when = sql`q.state = 'open' AND q.channel_id = ${channelId}
        AND coalesce(q.edited_at, q.created_at) < ${time}
        AND NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.question_id = q.id
          AND coalesce(a.edited_at, a.created_at) >= ${time})
        AND NOT EXISTS (SELECT 1 FROM watcher AS o WHERE o.question_id = q.id
          AND o.created_at >= ${time})`;
      return (await spent(communityId, when, limit).execute(db)).rows;
    },

    /** Channels of the community that somebody serves and that have open questions. */
    async busyChannels(communityId: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT DISTINCT q.channel_id AS id FROM question AS q
        JOIN channel AS c ON c.id = q.channel_id JOIN workspace AS w ON w.id = c.workspace_id
        WHERE q.community_id = ${communityId} AND q.state = 'open' AND w.connected = 1`.execute(db);
      return rows.map(({ id }) => id);
    },

    async forgetDrafts(communityId: number, time: number): Promise<void> {
      await sql`DELETE FROM draft WHERE created_at < ${time}
        AND member_id IN (SELECT id FROM member WHERE community_id = ${communityId})`.execute(db);
    },

    /** What was delivered, and what members asked each other by name and is settled. */
    async forgetNotices(communityId: number, time: number): Promise<void> {
      await sql`DELETE FROM approach WHERE community_id = ${communityId}
        AND created_at < ${time} AND state <> 'open'`.execute(db);
      await db
        .deleteFrom('notice')
        .where('community_id', '=', communityId)
        .where('settled_at', '<', time)
        .where('state', 'in', ['sent', 'cancelled'])
        .where(sql<boolean>`kind IN (${sql.join(forgettable)})`)
        .execute();
    },

    async forgetAudit(communityId: number, time: number): Promise<void> {
      await db
        .deleteFrom('audit')
        .where('community_id', '=', communityId)
        .where('at', '<', time)
        .execute();
    },
  };
}
