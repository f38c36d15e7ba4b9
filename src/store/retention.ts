import { sql } from 'kysely';
import type { Db } from './schema.ts';

/** In place of the platform of a workspace whose data was deleted: its channels only hold knowledge. */
const gone = 'gone';

/** Deleting what may be kept no longer. */
export function retentionStore(db: Db) {
  /** A side without a workspace can part from nobody: what it knew stays with the others. */
  async function forgetSide(workspaceId: number): Promise<void> {
    const community = sql`(SELECT community_id FROM workspace WHERE id = ${workspaceId})`;
    await sql`DELETE FROM side WHERE community_id = ${community} AND NOT EXISTS
      (SELECT 1 FROM workspace AS w WHERE w.platform <> ${gone}
        AND w.community_id = side.community_id AND (w.side_id = side.id
          OR (w.side_id IS NULL AND side.host = 1)))`.execute(db);
    await sql`DELETE FROM side WHERE community_id = ${community}
      AND (SELECT count(*) FROM side AS s WHERE s.community_id = ${community}) = 1`.execute(db);
    await sql`UPDATE side SET host = 1 WHERE id =
      (SELECT min(id) FROM side WHERE community_id = ${community} HAVING max(host) = 0)`.execute(
      db,
    );
  }

  return {
    workspacesOf: (installationId: number): Promise<{ id: number; communityId: number }[]> =>
      db
        .selectFrom('workspace')
        .select(['id', 'community_id as communityId'])
        .where('installation_id', '=', installationId)
        .execute(),

    /** Whether the community has a workspace that this installation does not serve. */
    async hasOthers(communityId: number, installationId: number): Promise<boolean> {
      const row = await db
        .selectFrom('workspace')
        .select('id')
        .where('community_id', '=', communityId)
        .where('installation_id', 'is distinct from', installationId)
        .where('platform', '<>', gone)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Workspaces that took us out before that time. */
    leftBefore: (time: number): Promise<{ id: number; communityId: number }[]> =>
      db
        .selectFrom('workspace')
        .select(['id', 'community_id as communityId'])
        .where('left_at', '<', time)
        .where('platform', '<>', gone)
        .execute(),

    /** Whether the community has another workspace than this one. */
    async isElsewhere(communityId: number, workspaceId: number): Promise<boolean> {
      const row = await db
        .selectFrom('workspace')
        .select('id')
        .where('community_id', '=', communityId)
        .where('id', '<>', workspaceId)
        .where('platform', '<>', gone)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Deletes the community with all that it knows. */
    async removeCommunity(id: number): Promise<void> {
      await db.deleteFrom('community').where('id', '=', id).execute();
    },

    /**
     * Deletes what the platform told of a workspace: accounts, where cards and messages stand and what
     * is owed there, the names of its channels, and of members who are nowhere else. What they wrote
     * stays the community's.
     */
    async clearWorkspace(id: number): Promise<void> {
      const channels = sql`(SELECT id FROM channel WHERE workspace_id = ${id})`;
      const people = sql`(SELECT a.member_id FROM account AS a WHERE a.workspace_id = ${id}
        AND NOT EXISTS (SELECT 1 FROM account AS other
          WHERE other.member_id = a.member_id AND other.workspace_id <> ${id}))`;
      await sql`DELETE FROM card WHERE channel_id IN ${channels}`.execute(db);
      await sql`DELETE FROM notice WHERE workspace_id = ${id}`.execute(db);
      await sql`DELETE FROM unreachable WHERE workspace_id = ${id}`.execute(db);
      await sql`DELETE FROM schedule WHERE channel_id IN ${channels}
        OR member_id IN ${people}`.execute(db);
      await sql`DELETE FROM source WHERE channel_id IN ${channels}`.execute(db);
      await sql`DELETE FROM latest WHERE channel_id IN ${channels}`.execute(db);
      await sql`DELETE FROM draft WHERE member_id IN ${people}`.execute(db);
      await sql`UPDATE member SET name = 'Former member', handle = 'former-' || id
        WHERE id IN ${people}`.execute(db);
      await sql`DELETE FROM account WHERE workspace_id = ${id}`.execute(db);
      await sql`UPDATE channel SET name = 'former channel', external_id = 'gone-' || id, listening = 0
        WHERE workspace_id = ${id}`.execute(db);
      await sql`UPDATE workspace SET platform = ${gone}, external_id = CAST(id AS TEXT),
        name = 'Former workspace', connected = 0, installation_id = NULL
        WHERE id = ${id}`.execute(db);
      await forgetSide(id);
    },
  };
}
