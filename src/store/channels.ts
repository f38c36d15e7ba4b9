import type { Channel } from '../model.ts';
import type { Db } from './schema.ts';

/** A channel as a platform describes it; not shared, unless said. */
export type SeenChannel = Omit<Channel, 'id' | 'shared'> & { readonly shared?: boolean };

/** What curators set about how a channel's questions find their experts. */
export interface Routing {
  readonly firstAsked: 1 | 2;
  readonly stewardId: number | null;
}

interface ChannelRow {
  id: number;
  workspace_id: number;
  external_id: string;
  name: string;
  private: number;
  shared: number;
  archived?: number;
}

export function toChannel(row: ChannelRow): Channel {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    externalId: row.external_id,
    name: row.name,
    private: row.private === 1,
    shared: row.shared === 1,
    ...(row.archived === 1 && { archived: true }),
  };
}

export function channelStore(db: Db) {
  return {
    /** Every channel of the workspace, by name. */
    async inWorkspace(workspaceId: number): Promise<Channel[]> {
      const rows = await db
        .selectFrom('channel')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .orderBy('name')
        .execute();
      return rows.map(toChannel);
    },

    async find(workspaceId: number, externalId: string): Promise<Channel | undefined> {
      const row = await db
        .selectFrom('channel')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('external_id', '=', externalId)
        .executeTakeFirst();
      return row && toChannel(row);
    },

    /** Notes the channel as the platform describes it now: new, renamed, turned private or shared. */
    async save(channel: SeenChannel, now: number): Promise<Channel> {
      const seen = {
        name: channel.name,
        private: channel.private ? 1 : 0,
        shared: channel.shared ? 1 : 0,
      };
      const row = await db
        .insertInto('channel')
        .values({
          workspace_id: channel.workspaceId,
          external_id: channel.externalId,
          created_at: now,
          ...seen,
        })
        .onConflict((conflict) =>
          conflict.columns(['workspace_id', 'external_id']).doUpdateSet(seen),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return toChannel(row);
    },

    /** Changes what is known of the channel; what is left out stays. */
    async note(
      id: number,
      change: { name?: string; private?: boolean; shared?: boolean; archived?: boolean },
    ): Promise<void> {
      const { name, private: isPrivate, shared, archived } = change;
      const set = {
        ...(name !== undefined && { name }),
        ...(isPrivate !== undefined && { private: isPrivate ? 1 : 0 }),
        ...(shared !== undefined && { shared: shared ? 1 : 0 }),
        ...(archived !== undefined && { archived: archived ? 1 : 0 }),
      };
      if (Object.keys(set).length === 0) return;
      await db.updateTable('channel').set(set).where('id', '=', id).execute();
    },

    /** Whether the channel opted in to being listened to. */
    async isListening(id: number): Promise<boolean> {
      const row = await db
        .selectFrom('channel')
        .select('id')
        .where('id', '=', id)
        .where('listening', '=', 1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** The channels of the workspace that opted in. */
    async listeningIn(workspaceId: number): Promise<readonly number[]> {
      const rows = await db
        .selectFrom('channel')
        .select('id')
        .where('workspace_id', '=', workspaceId)
        .where('listening', '=', 1)
        .execute();
      return rows.map(({ id }) => id);
    },

    /** How many are asked by name at first, and who looks after what nobody answered. */
    async routing(id: number): Promise<Routing> {
      const row = await db
        .selectFrom('channel')
        .select(['first_asked', 'steward_id as stewardId'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { firstAsked: row.first_asked === 2 ? 2 : 1, stewardId: row.stewardId };
    },

    async setFirstAsked(id: number, firstAsked: Routing['firstAsked']): Promise<void> {
      await db
        .updateTable('channel')
        .set({ first_asked: firstAsked })
        .where('id', '=', id)
        .execute();
    },

    async setSteward(id: number, stewardId: number | null): Promise<void> {
      await db.updateTable('channel').set({ steward_id: stewardId }).where('id', '=', id).execute();
    },

    async setListening(id: number, isListening: boolean): Promise<void> {
      const listening = isListening ? 1 : 0;
      await db.updateTable('channel').set({ listening }).where('id', '=', id).execute();
    },
  };
}
