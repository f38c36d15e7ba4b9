import type { Community, Workspace } from '../model.ts';
import type { Db } from './schema.ts';

export function communityStore(db: Db) {
  const select = db
    .selectFrom('community')
    .select(['id', 'ref', 'name', 'created_at as createdAt']);
  const selectWorkspace = db
    .selectFrom('workspace')
    .select(['id', 'community_id as communityId', 'platform', 'external_id as externalId', 'name']);

  return {
    /** Every community, oldest first. */
    all: (): Promise<Community[]> => select.orderBy('id').execute(),

    byId: (id: number): Promise<Community | undefined> =>
      select.where('id', '=', id).executeTakeFirst(),

    /** The community that one of that name joined. */
    byFormerName: (name: string): Promise<Community | undefined> =>
      select
        .where('id', 'in', db.selectFrom('side').select('community_id').where('name', '=', name))
        .executeTakeFirst(),

    /** The community of a workspace, by our own id of it. */
    async ofWorkspace(id: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('workspace')
        .select('community_id as communityId')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.communityId;
    },

    byName: (name: string): Promise<Community | undefined> =>
      select.where('name', '=', name).executeTakeFirst(),

    add: (community: Omit<Community, 'id'>): Promise<Community> =>
      db
        .insertInto('community')
        .values({ ref: community.ref, name: community.name, created_at: community.createdAt })
        .returning(['id', 'ref', 'name', 'created_at as createdAt'])
        .executeTakeFirstOrThrow(),

    /** The workspace whose deliveries we answer, if that platform's workspace is connected. */
    connectedWorkspace: (platform: string, externalId: string): Promise<Workspace | undefined> =>
      selectWorkspace
        .where('platform', '=', platform)
        .where('external_id', '=', externalId)
        .where('connected', '=', 1)
        .executeTakeFirst(),

    /** The connected workspaces of the community. */
    workspacesOf: (communityId: number): Promise<Workspace[]> =>
      selectWorkspace
        .where('community_id', '=', communityId)
        .where('connected', '=', 1)
        .orderBy('id')
        .execute(),

    /** Whether the community has a connected workspace on the platform. */
    async isOn(communityId: number, platform: string): Promise<boolean> {
      const row = await db
        .selectFrom('workspace')
        .select('id')
        .where('community_id', '=', communityId)
        .where('platform', '=', platform)
        .where('connected', '=', 1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** The workspace that took us out, if nothing of it was deleted yet. */
    leftWorkspace: (platform: string, externalId: string): Promise<Workspace | undefined> =>
      selectWorkspace
        .where('platform', '=', platform)
        .where('external_id', '=', externalId)
        .where('left_at', 'is not', null)
        .executeTakeFirst(),

    /** We were taken out of the workspace: its deliveries are nobody's any more. */
    async leave(platform: string, externalId: string, now: number): Promise<void> {
      await db
        .updateTable('workspace')
        .set({ connected: 0, left_at: now })
        .where('platform', '=', platform)
        .where('external_id', '=', externalId)
        .where('connected', '=', 1)
        .execute();
    },

    /** Its platform calls the workspace so now. */
    async rename(workspaceId: number, name: string): Promise<void> {
      await db
        .updateTable('workspace')
        .set({ name })
        .where('id', '=', workspaceId)
        .where('name', '<>', name)
        .execute();
    },

    /** Calls a workspace of the community otherwise than its platform did. */
    async readdress(
      { communityId, platform, externalId }: Omit<Workspace, 'id' | 'name'>,
      to: string,
    ): Promise<void> {
      await db
        .updateTable('workspace')
        .set({ external_id: to })
        .where('community_id', '=', communityId)
        .where('platform', '=', platform)
        .where('external_id', '=', externalId)
        .execute();
    },

    /** Connects the platform's workspace to this community, and to no other; served by an installation or not. */
    async connect(
      workspace: Omit<Workspace, 'id'>,
      now: number,
      installationId: number | null = null,
    ): Promise<Workspace> {
      await db
        .updateTable('workspace')
        .set({ connected: 0 })
        .where('platform', '=', workspace.platform)
        .where('external_id', '=', workspace.externalId)
        .execute();
      return db
        .insertInto('workspace')
        .values({
          community_id: workspace.communityId,
          platform: workspace.platform,
          external_id: workspace.externalId,
          name: workspace.name,
          connected: 1,
          installation_id: installationId,
          created_at: now,
        })
        .onConflict((conflict) =>
          conflict.columns(['community_id', 'platform', 'external_id']).doUpdateSet({
            connected: 1,
            installation_id: installationId,
            left_at: null,
            name: workspace.name,
          }),
        )
        .returning([
          'id',
          'community_id as communityId',
          'platform',
          'external_id as externalId',
          'name',
        ])
        .executeTakeFirstOrThrow();
    },
  };
}
