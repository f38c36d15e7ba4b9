import type { Role } from '../model.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { Db } from './schema.ts';

/** Places, people, tags and who stands where in them. Each gives how many rows it added. */
export function bulkPeople(db: Db) {
  const { add, addNamed } = bulkInsert(db);

  return {
    addWorkspaces: (
      communityId: number,
      workspaces: readonly {
        platform: string;
        externalId: string;
        name: string;
        createdAt: number;
      }[],
    ) =>
      add(
        'workspace',
        workspaces.map((workspace) => ({
          community_id: communityId,
          platform: workspace.platform,
          external_id: workspace.externalId,
          name: workspace.name,
          connected: 0,
          created_at: workspace.createdAt,
        })),
      ),

    addChannels: (
      channels: readonly {
        workspaceId: number;
        externalId: string;
        name: string;
        private: boolean;
        createdAt: number;
      }[],
    ) =>
      add(
        'channel',
        channels.map((channel) => ({
          workspace_id: channel.workspaceId,
          external_id: channel.externalId,
          name: channel.name,
          private: channel.private ? 1 : 0,
          created_at: channel.createdAt,
        })),
      ),

    addMembers: (
      communityId: number,
      members: readonly {
        ref: string;
        handle: string;
        name: string;
        role: Role;
        joinedAt: number;
      }[],
    ) =>
      addNamed(
        'member',
        members.map(({ joinedAt, ...member }) => ({
          ...member,
          community_id: communityId,
          joined_at: joinedAt,
        })),
      ),

    addAccounts: (
      accounts: readonly {
        workspaceId: number;
        memberId: number;
        externalId: string;
        createdAt: number;
      }[],
    ) =>
      add(
        'account',
        accounts.map((account) => ({
          workspace_id: account.workspaceId,
          member_id: account.memberId,
          external_id: account.externalId,
          created_at: account.createdAt,
        })),
      ),

    addTags: (communityId: number, tags: readonly { name: string; createdAt: number }[]) =>
      add(
        'tag',
        tags.map((tag) => ({
          community_id: communityId,
          name: tag.name,
          created_at: tag.createdAt,
        })),
      ),

    /** Sets the interval of verification of a tag that has none. */
    async addInterval(tagId: number, days: number): Promise<void> {
      await db
        .updateTable('tag')
        .set({ verify_days: days })
        .where('id', '=', tagId)
        .where('verify_days', 'is', null)
        .execute();
    },

    /** A tag that nobody said yes to yet is approved since then. */
    async addApproval(tagId: number, at: number): Promise<void> {
      await db
        .updateTable('tag')
        .set({ approved_at: at })
        .where('id', '=', tagId)
        .where('approved_at', 'is', null)
        .execute();
    },

    addTagAliases: (communityId: number, aliases: readonly { alias: string; tagId: number }[]) =>
      add(
        'tag_alias',
        aliases.map(({ alias, tagId }) => ({ community_id: communityId, alias, tag_id: tagId })),
      ),

    addExpertise: (rows: readonly { memberId: number; tagId: number; declaredAt: number }[]) =>
      add(
        'expertise',
        rows.map((row) => ({
          member_id: row.memberId,
          tag_id: row.tagId,
          declared_at: row.declaredAt,
        })),
      ),

    addEndorsements: (
      rows: readonly { memberId: number; tagId: number; endorserId: number; createdAt: number }[],
    ) =>
      add(
        'endorsement',
        rows.map((row) => ({
          member_id: row.memberId,
          tag_id: row.tagId,
          endorser_id: row.endorserId,
          created_at: row.createdAt,
        })),
      ),
  };
}
