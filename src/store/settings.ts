import type { Db } from './schema.ts';

/** Whose a stored setting is: a channel's, a workspace's, or (both null) the community's. */
export interface SettingOwner {
  readonly communityId: number;
  readonly workspaceId: number | null;
  readonly channelId: number | null;
}

/** What communities, their workspaces and channels have set, as text by key. */
export function settingStore(db: Db) {
  return {
    /** What holds in the channel (0: in none): its own, and what its workspace and the community set. */
    async at(
      communityId: number,
      channelId: number,
    ): Promise<Record<'channel' | 'wider', ReadonlyMap<string, string>>> {
      const rows = await db
        .selectFrom('setting')
        .select(['key', 'value', 'channel_id'])
        .where('community_id', '=', communityId)
        .where((on) => on.or([on('channel_id', 'is', null), on('channel_id', '=', channelId)]))
        .where((on) =>
          on.or([
            on('workspace_id', 'is', null),
            on(
              'workspace_id',
              '=',
              on.selectFrom('channel').select('workspace_id').where('id', '=', channelId),
            ),
          ]),
        )
        .execute();
      const of = (isOwn: boolean) =>
        new Map(
          rows
            .filter((row) => (row.channel_id !== null) === isOwn)
            .map(({ key, value }) => [key, value]),
        );
      return { channel: of(true), wider: of(false) };
    },

    /** What the communities of these members have set, of some keys; nothing of channels. */
    async ofMembers(
      memberIds: readonly number[],
      keys: readonly string[],
    ): Promise<ReadonlyMap<number, ReadonlyMap<string, string>>> {
      if (memberIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('member as m')
        .innerJoin('setting as s', 's.community_id', 'm.community_id')
        .select(['m.id', 's.key', 's.value'])
        .where('m.id', 'in', memberIds)
        .where('s.key', 'in', keys)
        .where('s.channel_id', 'is', null)
        .where('s.workspace_id', 'is', null)
        .execute();
      const byMember = Map.groupBy(rows, ({ id }) => id);
      return new Map(
        [...byMember].map(([id, set]) => [id, new Map(set.map((row) => [row.key, row.value]))]),
      );
    },

    /** What the workspace itself has set. */
    async ofWorkspace(
      communityId: number,
      workspaceId: number,
    ): Promise<ReadonlyMap<string, string>> {
      const rows = await db
        .selectFrom('setting')
        .select(['key', 'value'])
        .where('community_id', '=', communityId)
        .where('workspace_id', '=', workspaceId)
        .execute();
      return new Map(rows.map(({ key, value }) => [key, value]));
    },

    /** Communities that have set that, with the value; of channels nothing. */
    async everywhere(key: string): Promise<ReadonlyMap<number, string>> {
      const rows = await db
        .selectFrom('setting')
        .select(['community_id', 'value'])
        .where('key', '=', key)
        .where('channel_id', 'is', null)
        .where('workspace_id', 'is', null)
        .execute();
      return new Map(rows.map(({ community_id, value }) => [community_id, value]));
    },

    async set(
      { communityId, workspaceId, channelId }: SettingOwner,
      key: string,
      value: string,
      by: { readonly memberId: number; readonly at: number },
    ): Promise<void> {
      await this.reset({ communityId, workspaceId, channelId }, key);
      await db
        .insertInto('setting')
        .values({
          community_id: communityId,
          workspace_id: workspaceId,
          channel_id: channelId,
          key,
          value,
          set_by_id: by.memberId,
          set_at: by.at,
        })
        .execute();
    },

    /** Sets what was not set there; false where it was. */
    async addFirst(owner: SettingOwner, key: string, value: string, at: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows: added = 0n } = await db
        .insertInto('setting')
        .values({
          community_id: owner.communityId,
          workspace_id: owner.workspaceId,
          channel_id: owner.channelId,
          key,
          value,
          set_by_id: null,
          set_at: at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return added > 0n;
    },

    async reset({ communityId, workspaceId, channelId }: SettingOwner, key: string): Promise<void> {
      await db
        .deleteFrom('setting')
        .where('community_id', '=', communityId)
        .where('workspace_id', 'is', workspaceId)
        .where('channel_id', 'is', channelId)
        .where('key', '=', key)
        .execute();
    },
  };
}
