import type { Member, Role } from '../model.ts';
import { type Page, prefixRange } from './page.ts';
import type { Db } from './schema.ts';

export function memberStore(db: Db) {
  const select = db
    .selectFrom('member as m')
    .select([
      'm.id',
      'm.handle',
      'm.name',
      'm.community_id as communityId',
      'm.role',
      'm.joined_at as joinedAt',
    ]);

  return {
    byAccount: (workspaceId: number, externalId: string): Promise<Member | undefined> =>
      select
        .innerJoin('account as a', 'a.member_id', 'm.id')
        .where('a.workspace_id', '=', workspaceId)
        .where('a.external_id', '=', externalId)
        .executeTakeFirst(),

    /** The member's account in the workspace that can still be used, by the platform's name of it. */
    async accountIn(memberId: number, workspaceId: number): Promise<string | undefined> {
      const row = await db
        .selectFrom('account')
        .select('external_id as externalId')
        .where('member_id', '=', memberId)
        .where('workspace_id', '=', workspaceId)
        .where('active', '=', 1)
        .executeTakeFirst();
      return row?.externalId;
    },

    /** Notes what the platform says about an account. */
    async noteAccount(workspaceId: number, externalId: string, isActive: boolean): Promise<void> {
      await db
        .updateTable('account')
        .set({ active: isActive ? 1 : 0 })
        .where('workspace_id', '=', workspaceId)
        .where('external_id', '=', externalId)
        .execute();
    },

    /** Those of the members who have accounts, and none that can still be used. */
    async goneAmong(ids: readonly number[]): Promise<ReadonlySet<number>> {
      if (ids.length === 0) return new Set();
      const rows = await db
        .selectFrom('account')
        .select('member_id as id')
        .where('member_id', 'in', ids)
        .groupBy('member_id')
        .having((total) => total.fn.max('active'), '=', 0)
        .execute();
      return new Set(rows.map(({ id }) => id));
    },

    async rename(id: number, name: string): Promise<void> {
      await db.updateTable('member').set({ name }).where('id', '=', id).execute();
    },

    /** The admin who was here first. */
    firstAdmin: (communityId: number): Promise<Member | undefined> =>
      select
        .where('m.community_id', '=', communityId)
        .where('m.role', '=', 'admin')
        .orderBy('m.joined_at')
        .orderBy('m.id')
        .executeTakeFirst(),

    byIds: async (ids: readonly number[]): Promise<Member[]> =>
      ids.length === 0 ? [] : select.where('m.id', 'in', ids).execute(),

    byHandle: (communityId: number, handle: string): Promise<Member | undefined> =>
      select
        .where('m.community_id', '=', communityId)
        .where('m.handle', '=', handle)
        .executeTakeFirst(),

    /** Members whose handle starts with `prefix`, in alphabetical order. */
    startingWith: (communityId: number, prefix: string, page: Page): Promise<Member[]> => {
      const [from, to] = prefixRange(prefix);
      return select
        .where('m.community_id', '=', communityId)
        .where('m.handle', '>=', from)
        .where('m.handle', '<', to)
        .orderBy('m.handle')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
    },

    async add(member: {
      readonly ref: string;
      readonly communityId: number;
      readonly handle: string;
      readonly name: string;
      readonly role: Role;
      readonly joinedAt: number;
    }): Promise<Member> {
      return db
        .insertInto('member')
        .values({
          ref: member.ref,
          community_id: member.communityId,
          handle: member.handle,
          name: member.name,
          role: member.role,
          joined_at: member.joinedAt,
        })
        .returning([
          'id',
          'handle',
          'name',
          'community_id as communityId',
          'role',
          'joined_at as joinedAt',
        ])
        .executeTakeFirstOrThrow();
    },

    /** Gives the member an account in the workspace. */
    async addAccount(
      account: { workspaceId: number; memberId: number; externalId: string },
      now: number,
    ): Promise<void> {
      await db
        .insertInto('account')
        .values({
          workspace_id: account.workspaceId,
          member_id: account.memberId,
          external_id: account.externalId,
          created_at: now,
        })
        .execute();
    },
  };
}
