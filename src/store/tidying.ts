import { sql } from 'kysely';
import { standsAlone } from './merged.ts';
import type { Db } from './schema.ts';

/** A question that has had its time. */
export interface Spent {
  readonly id: number;
  readonly number: number;
  readonly channelId: number;
  /** When its time began. */
  readonly since: number;
}

/** Of what nobody answered: what was closed, and what is open still. */
export type Unanswered = 'dismissed' | 'unanswered';

/** Kinds of notices that may be forgotten: of the others the keys stay, so that none is sent twice. */
const forgettable = ['card', 'helped', 'gone', 'verify', 'approach', 'outcome', 'undeliverable'];

/** For a question `q`: when it was closed; of an open one when it was asked, edited or wanted last. */
const since = sql<number>`coalesce(q.closed_at,
  max(q.created_at, coalesce(q.edited_at, 0), coalesce(q.wanted_at, 0)))`;

/** What a community keeps for a while only. What came with an import, in channels that nobody serves, stays. */
export function tidyingStore(db: Db) {
  const spent = (communityId: number, when: ReturnType<typeof sql>, limit: number) => sql<Spent>`
    SELECT q.id, q.number, q.channel_id AS "channelId", ${since} AS since FROM question AS q
    JOIN channel AS c ON c.id = q.channel_id JOIN workspace AS w ON w.id = c.workspace_id
    WHERE q.community_id = ${communityId} AND w.connected = 1 AND ${when}
      AND ${standsAlone}
    ORDER BY q.id LIMIT ${limit}`;
  const nobodyAnswered = sql`NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.question_id = q.id)`;
  const states = { dismissed: 'closed', unanswered: 'open' } as const;
  const ofKind = (kind: Unanswered, time: number) =>
    sql`q.state = ${states[kind]} AND ${since} < ${time} AND ${nobodyAnswered}`;
  const told = sql`SELECT 1 FROM notice AS n WHERE n.question_id = q.id AND n.kind = 'expiring'
    AND n.key = 'expiring:' || q.id || ':' || ${since}`;

  return {
    /**
     * Questions that nobody answered and that were closed, or asked or wanted last, before `time`; not
     * those whose asker was told after `toldBefore` what becomes of it.
     */
    async unanswered(
      communityId: number,
      kind: Unanswered,
      { time, toldBefore }: { readonly time: number; readonly toldBefore: number },
      limit: number,
    ): Promise<Spent[]> {
      const when = sql`${ofKind(kind, time)}
        AND NOT EXISTS (${told} AND n.created_at > ${toldBefore})`;
      return (await spent(communityId, when, limit).execute(db)).rows;
    },

    /** The same whose asker was not told yet, behind the one of that id. */
    async untold(
      communityId: number,
      kind: Unanswered,
      time: number,
      after: number,
      limit: number,
    ): Promise<Spent[]> {
      const when = sql`${ofKind(kind, time)} AND q.id > ${after} AND NOT EXISTS (${told})`;
      return (await spent(communityId, when, limit).execute(db)).rows;
    },

    /** When the time of a question began that nobody answered; undefined for one that somebody did. */
    async unansweredSince(id: number): Promise<number | undefined> {
      const { rows } = await sql<{ since: number }>`SELECT ${since} AS since FROM question AS q
        WHERE q.id = ${id} AND ${nobodyAnswered}`.execute(db);
      return rows[0]?.since;
    },

    /** An open question still needs an answer: its time begins anew. */
    async noteWanted(id: number, now: number): Promise<void> {
      await db.updateTable('question').set({ wanted_at: now }).where('id', '=', id).execute();
    },

    /** Open questions of the channel in which nothing has happened since `time`. */
    async idle(
      communityId: number,
      channelId: number,
      time: number,
      limit: number,
    ): Promise<Spent[]> {
      const when = sql`q.state = 'open' AND q.channel_id = ${channelId}
        AND ${since} < ${time}
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
