import { sql } from 'kysely';
import type { JoinPreview, Side } from '../../model-linking.ts';
import type { Db } from '../schema.ts';
import { codeStore } from './codes.ts';
import { joinCommunity } from './join.ts';
import { mergeMembers } from './merge.ts';
import { partSide } from './part.ts';
import { shiftFor } from './shift.ts';
import { splitMember } from './split.ts';

/** A member who was made one with another, and by which accounts. */
export interface Twin {
  readonly id: number;
  readonly name: string;
  readonly platforms: readonly string[];
}

/** Communities that become one and part again, and members who do. All but reading is for a transaction. */
export function linkingStore(db: Db) {
  const workspaces = (where: { readonly side?: number; readonly community?: number }) =>
    db
      .selectFrom('workspace')
      .select(['platform', 'name'])
      .where('connected', '=', 1)
      .$if(where.side !== undefined, (q) => q.where('side_id', '=', where.side ?? 0))
      .$if(where.community !== undefined, (q) => q.where('community_id', '=', where.community ?? 0))
      .orderBy('id')
      .execute();

  return {
    codes: codeStore(db),

    join: (hostId: number, joiningId: number, now: number) =>
      joinCommunity(db, hostId, joiningId, now),
    part: (communityId: number, sideId: number, now: number) =>
      partSide(db, communityId, sideId, now),
    merge: (memberId: number, goneId: number, now: number) =>
      mergeMembers(db, memberId, goneId, now),
    split: (twinId: number) => splitMember(db, twinId),

    /** The communities that this one was made of; none when it was always one. */
    async sides(communityId: number): Promise<Side[]> {
      const rows = await db
        .selectFrom('side')
        .select(['id', 'name', 'host', 'joined_at'])
        .where('community_id', '=', communityId)
        .orderBy('id')
        .execute();
      const sides = rows.map(async (row) => ({
        id: row.id,
        name: row.name,
        isHost: row.host === 1,
        joinedAt: row.joined_at,
        workspaces: await workspaces({ side: row.id }),
      }));
      return Promise.all(sides);
    },

    /** The side of a workspace; the host's, unless it is another's. Undefined where there are none. */
    async sideOf(workspaceId: number): Promise<number | undefined> {
      const { rows } = await sql<{ id: number }>`
        SELECT s.id FROM workspace AS w JOIN side AS s ON s.community_id = w.community_id
        WHERE w.id = ${workspaceId} AND s.id = coalesce(w.side_id,
          (SELECT id FROM side WHERE community_id = w.community_id AND host = 1))`.execute(db);
      return rows[0]?.id;
    },

    /** What the community would bring along if it joined the host. */
    async preview(hostId: number, joiningId: number): Promise<JoinPreview> {
      const shift = await shiftFor(db, hostId, joiningId);
      const {
        rows: [counts],
      } = await sql<Omit<JoinPreview, 'workspaces' | 'questionsShift' | 'snippetsShift'>>`SELECT
        (SELECT name FROM community WHERE id = ${joiningId}) AS name,
        (SELECT count(*) FROM question WHERE community_id = ${joiningId}) AS questions,
        (SELECT count(*) FROM snippet WHERE community_id = ${joiningId}) AS snippets,
        (SELECT count(*) FROM member WHERE community_id = ${joiningId}) AS members,
        (SELECT count(*) FROM member AS j JOIN member AS h ON h.handle = j.handle
         WHERE j.community_id = ${joiningId} AND h.community_id = ${hostId}) AS handles,
        (SELECT count(*) FROM tag AS j JOIN tag AS h ON h.name = j.name
         WHERE j.community_id = ${joiningId} AND h.community_id = ${hostId}) AS tags,
        (SELECT nullif(coalesce((SELECT language FROM search_setting
             WHERE community_id = ${hostId}), 'en'),
           coalesce((SELECT language FROM search_setting
             WHERE community_id = ${joiningId}), 'en'))) AS language`.execute(db);
      const none = {
        name: '',
        questions: 0,
        snippets: 0,
        members: 0,
        handles: 0,
        tags: 0,
        language: null,
      };
      return {
        ...(counts ?? none),
        workspaces: await workspaces({ community: joiningId }),
        questionsShift: shift.questions,
        snippetsShift: shift.snippets,
      };
    },

    /** The numbers, since the join, of open or lately changed questions of a side: their cards are shown anew. */
    async cardsOf(sideId: number, changedSince: number, limit: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT q.id FROM question AS q JOIN channel AS c ON c.id = q.channel_id
        JOIN workspace AS w ON w.id = c.workspace_id
        WHERE w.side_id = ${sideId} AND w.connected = 1
          AND (q.state = 'open' OR max(q.created_at, coalesce(q.accepted_at, 0)) > ${changedSince})
          AND EXISTS (SELECT 1 FROM card WHERE channel_id = c.id AND key = 'question:' || q.number)
        ORDER BY q.created_at DESC LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** What a number meant in the workspace of that channel before its community joined others; undefined if nothing. */
    async former(
      kind: 'question' | 'snippet',
      channelId: number,
      number: number,
    ): Promise<{ readonly number: number; readonly joinedAt: number } | undefined> {
      const [shifted, until] = [sql.ref(`s.${kind}s_shifted`), sql.ref(`s.${kind}s_until`)];
      const { rows } = await sql<{ number: number; joinedAt: number }>`
        SELECT k.number, s.joined_at AS "joinedAt" FROM channel AS here
        JOIN workspace AS w ON w.id = here.workspace_id
        JOIN side AS s ON s.id = w.side_id
        JOIN ${sql.table(kind)} AS k ON k.community_id = w.community_id
          AND k.number = ${number} + ${shifted}
        JOIN channel AS c ON c.id = k.channel_id
        JOIN workspace AS born ON born.id = c.workspace_id AND born.side_id = s.id
        WHERE here.id = ${channelId} AND ${shifted} > 0 AND k.number <= ${until}`.execute(db);
      return rows[0];
    },

    /** Of those handles, who has no account on the platform, and on which they have one. None where nobody is linked. */
    async elsewhere(
      communityId: number,
      platform: string,
      handles: readonly string[],
    ): Promise<ReadonlyMap<string, string>> {
      const { rows } = await sql<{ handle: string; platform: string }>`
        SELECT m.handle, min(w.platform) AS platform FROM member AS m
        JOIN account AS a ON a.member_id = m.id JOIN workspace AS w ON w.id = a.workspace_id
        WHERE EXISTS (SELECT 1 FROM side WHERE community_id = ${communityId})
          AND m.community_id = ${communityId}
          AND m.handle IN (SELECT value FROM json_each(${JSON.stringify(handles)}))
        GROUP BY m.id HAVING max(w.platform = ${platform}) = 0`.execute(db);
      return new Map(rows.map((row) => [row.handle, row.platform]));
    },

    /** Those who are the member, too. */
    async twinsOf(memberId: number): Promise<Twin[]> {
      const { rows } = await sql<{ id: number; name: string; platforms: string }>`
        SELECT t.id, t.name, (SELECT json_group_array(DISTINCT w.platform) FROM account AS a
          JOIN workspace AS w ON w.id = a.workspace_id WHERE a.twin_id = t.id) AS platforms
        FROM twin AS t WHERE t.member_id = ${memberId} ORDER BY t.id`.execute(db);
      return rows.map((row) => ({ ...row, platforms: JSON.parse(row.platforms) as string[] }));
    },

    /** The platforms on which the member has an account that can be used, and where they are reached. */
    async reach(memberId: number): Promise<{ platforms: string[]; chosen: string | null }> {
      const rows = await db
        .selectFrom('account as a')
        .innerJoin('workspace as w', 'w.id', 'a.workspace_id')
        .select('w.platform')
        .distinct()
        .where('a.member_id', '=', memberId)
        .where('a.active', '=', 1)
        .where('w.connected', '=', 1)
        .execute();
      const chosen = await db
        .selectFrom('reach')
        .select('platform')
        .where('member_id', '=', memberId)
        .executeTakeFirst();
      return { platforms: rows.map(({ platform }) => platform), chosen: chosen?.platform ?? null };
    },

    async setReach(memberId: number, wanted: string | null): Promise<void> {
      await db.deleteFrom('reach').where('member_id', '=', memberId).execute();
      if (wanted === null) return;
      await db.insertInto('reach').values({ member_id: memberId, platform: wanted }).execute();
    },
  };
}
