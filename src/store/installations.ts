import type { Db } from './schema.ts';

/** Where the app was installed, and the sealed tokens it is served with. */
export interface Installation {
  readonly id: number;
  readonly platform: string;
  readonly externalId: string;
  readonly name: string;
  readonly bot: string;
  readonly installedBy: string | null;
  /** Null once it is parked. */
  readonly sealed: string | null;
  readonly expiresAt: number | null;
  readonly version: number;
  readonly installedAt: number;
  readonly parkedAt: number | null;
  readonly uninstalledAt: number;
  readonly communityId: number | null;
}

type Installed = Omit<Installation, 'id' | 'version' | 'parkedAt' | 'uninstalledAt' | 'sealed'> & {
  sealed: string;
};

const columns = [
  'id',
  'platform',
  'external_id as externalId',
  'name',
  'bot',
  'installed_by as installedBy',
  'sealed',
  'expires_at as expiresAt',
  'version',
  'installed_at as installedAt',
  'parked_at as parkedAt',
  'uninstalled_at as uninstalledAt',
  'community_id as communityId',
] as const;

export function installationStore(db: Db) {
  const select = db.selectFrom('installation').select(columns);

  return {
    /** Every installation whose tokens are kept. */
    served: (): Promise<Installation[]> => select.where('sealed', 'is not', null).execute(),

    byId: (id: number): Promise<Installation | undefined> =>
      select.where('id', '=', id).executeTakeFirst(),

    /** By which installation a workspace is served, and what the platform calls it. */
    async ofWorkspace(
      workspaceId: number,
    ): Promise<{ installationId: number; externalId: string } | undefined> {
      const row = await db
        .selectFrom('workspace')
        .select(['installation_id as installationId', 'external_id as externalId'])
        .where('id', '=', workspaceId)
        .where('connected', '=', 1)
        .executeTakeFirst();
      const installationId = row?.installationId;
      return row && installationId ? { installationId, externalId: row.externalId } : undefined;
    },

    find: (platform: string, externalId: string): Promise<Installation | undefined> =>
      select
        .where('platform', '=', platform)
        .where('external_id', '=', externalId)
        .executeTakeFirst(),

    /** Adds it, or replaces the one that was there: its tokens are not served any more. */
    save: (installed: Installed): Promise<Installation> =>
      db
        .insertInto('installation')
        .values({
          platform: installed.platform,
          external_id: installed.externalId,
          name: installed.name,
          bot: installed.bot,
          installed_by: installed.installedBy,
          sealed: installed.sealed,
          expires_at: installed.expiresAt,
          installed_at: installed.installedAt,
          community_id: installed.communityId,
        })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'external_id']).doUpdateSet((row) => ({
            name: installed.name,
            bot: installed.bot,
            installed_by: installed.installedBy,
            sealed: installed.sealed,
            expires_at: installed.expiresAt,
            installed_at: installed.installedAt,
            community_id: installed.communityId,
            version: row('installation.version', '+', 1),
            leased_until: 0,
            parked_at: null,
          })),
        )
        .returning(columns)
        .executeTakeFirstOrThrow(),

    /** What was installed in that workspace itself is called so now. */
    async rename(workspaceId: number, name: string): Promise<void> {
      await db
        .updateTable('installation')
        .set({ name })
        .where(({ eb, exists, selectFrom }) =>
          exists(
            selectFrom('workspace')
              .select('workspace.id')
              .where('workspace.id', '=', workspaceId)
              .whereRef('workspace.platform', '=', 'installation.platform')
              .whereRef('workspace.external_id', '=', 'installation.external_id'),
          ).and(eb('installation.name', '<>', name)),
        )
        .execute();
    },

    /** Gives one process the right to refresh this version's token for a while; false when another has it. */
    async lease(id: number, version: number, now: number, until: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ leased_until: until })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('leased_until', '<=', now)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Keeps refreshed tokens; false when this version was replaced or parked meanwhile. */
    async rotate(
      id: number,
      version: number,
      tokens: { readonly sealed: string; readonly expiresAt: number | null },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({
          sealed: tokens.sealed,
          expires_at: tokens.expiresAt,
          version: version + 1,
          leased_until: 0,
        })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('sealed', 'is not', null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Notes that the platform said so, also of what was never installed. */
    async noteUninstalled(platform: string, externalId: string, now: number): Promise<void> {
      await db
        .insertInto('installation')
        .values({
          platform,
          external_id: externalId,
          name: externalId,
          bot: '',
          installed_at: now,
          parked_at: now,
          uninstalled_at: now,
        })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'external_id']).doUpdateSet({ uninstalled_at: now }),
        )
        .execute();
    },

    /** Deletes the tokens (only that version's, if one is named); false when there are none. */
    async park(id: number, now: number, version?: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ sealed: null, expires_at: null, parked_at: now })
        .where('id', '=', id)
        .where('parked_at', 'is', null)
        .$if(version !== undefined, (narrow) => narrow.where('version', '=', version ?? 0))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Deletes every token; gives how many installations had one. */
    async parkAll(now: number): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ sealed: null, expires_at: null, parked_at: now })
        .where('parked_at', 'is', null)
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },

    /** What was parked before that time. */
    parkedBefore: (time: number): Promise<Installation[]> =>
      select.where('parked_at', '<', time).execute(),

    async remove(id: number): Promise<void> {
      await db.deleteFrom('installation').where('id', '=', id).execute();
    },
  };
}
