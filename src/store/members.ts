import { sql } from 'kysely';
import type { Guest, Member, Reader, Role } from '../model.ts';
import { type Page, prefixRange } from './page.ts';
import type { Db } from './schema.ts';
import { visibleMember } from './visibility.ts';

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
    /**
     * The member behind an account, as what that account was last let in, when it was last used, and
     * whether the member has others.
     */
    byAccount: (
      workspaceId: number,
      externalId: string,
    ): Promise<
      | (Member & {
          guest: Guest | null;
          usedAt: number | null;
          curatedAt: number | null;
          others: number;
        })
      | undefined
    > =>
      select
        .innerJoin('account as a', 'a.member_id', 'm.id')
        .select(['a.guest', 'a.used_at as usedAt', 'a.curated_at as curatedAt'])
        .select((of) =>
          of
            .selectFrom('account as other')
            .whereRef('other.member_id', '=', 'm.id')
            .whereRef('other.id', '<>', 'a.id')
            .select((count) => count.fn.countAll<number>().as('count'))
            .$asScalar()
            .$notNull()
            .as('others'),
        )
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

    /** Notes that the member was here by this account. */
    async noteUsed(workspaceId: number, externalId: string, now: number): Promise<void> {
      await db
        .updateTable('account')
        .set({ used_at: now })
        .where('workspace_id', '=', workspaceId)
        .where('external_id', '=', externalId)
        .execute();
    },

    /** A role of the platform makes a curator of the account. */
    async noteCurating(workspaceId: number, externalId: string, now: number): Promise<void> {
      await db
        .updateTable('account')
        .set({ curated_at: now })
        .where('workspace_id', '=', workspaceId)
        .where('external_id', '=', externalId)
        .execute();
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

    /** Those who have accounts and none that can still be used, or are only names of the other side's. */
    async goneAmong(ids: readonly number[]): Promise<ReadonlySet<number>> {
      if (ids.length === 0) return new Set();
      const names = await db
        .selectFrom('stand_in')
        .select('member_id as id')
        .where('member_id', 'in', ids)
        .execute();
      const rows = await db
        .selectFrom('account')
        .select('member_id as id')
        .where('member_id', 'in', ids)
        .groupBy('member_id')
        .having((total) => total.fn.max('active'), '=', 0)
        .execute();
      return new Set([...rows, ...names].map(({ id }) => id));
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

    /** How many administer the community, beside one. */
    async countAdmins(communityId: number, besideId: number): Promise<number> {
      const { count } = await db
        .selectFrom('member')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('community_id', '=', communityId)
        .where('role', '=', 'admin')
        .where('id', '<>', besideId)
        .executeTakeFirstOrThrow();
      return count;
    },

    /** Who curates or administers the community, by handle. */
    withRoles: (communityId: number): Promise<Member[]> =>
      select
        .where('m.community_id', '=', communityId)
        .where('m.role', '<>', 'member')
        .orderBy('m.handle')
        .execute(),

    async setRole(id: number, role: Role): Promise<void> {
      await db.updateTable('member').set({ role }).where('id', '=', id).execute();
    },

    byIds: async (ids: readonly number[]): Promise<Member[]> =>
      ids.length === 0 ? [] : select.where('m.id', 'in', ids).execute(),

    /** The member whom the reader may know by that handle. */
    named: (reader: Reader, handle: string): Promise<Member | undefined> =>
      select.where(visibleMember(reader)).where('m.handle', '=', handle).executeTakeFirst(),

    /** As what the member is let in; undefined for who belongs here by any of their accounts. */
    async guestOf(memberId: number): Promise<Guest | undefined> {
      const accounts = await db
        .selectFrom('account')
        .select('guest')
        .where('member_id', '=', memberId)
        .execute();
      const isGuest = accounts.every(({ guest }) => guest !== null);
      return isGuest ? (accounts[0]?.guest ?? undefined) : undefined;
    },

    byHandle: (communityId: number, handle: string): Promise<Member | undefined> =>
      select
        .where('m.community_id', '=', communityId)
        .where('m.handle', '=', handle)
        .executeTakeFirst(),

    /** Members the reader may know whose handle starts with `prefix`, in alphabetical order. */
    startingWith: (reader: Reader, prefix: string, page: Page): Promise<Member[]> => {
      const [from, to] = prefixRange(prefix);
      return select
        .where(visibleMember(reader))
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

    /**
     * The member behind the same account of another workspace that the same installation serves: the
     * workspaces of an organisation share their people.
     */
    besides: (workspaceId: number, externalId: string): Promise<Member | undefined> =>
      select
        .innerJoin('account as a', 'a.member_id', 'm.id')
        .innerJoin('workspace as there', 'there.id', 'a.workspace_id')
        .innerJoin('workspace as here', (join) =>
          join
            .onRef('here.installation_id', '=', 'there.installation_id')
            .onRef('here.community_id', '=', 'there.community_id'),
        )
        .where('here.id', '=', workspaceId)
        .where('a.external_id', '=', externalId)
        .executeTakeFirst(),

    /** Notes as what the account is let in now. */
    async setGuest(workspaceId: number, externalId: string, guest: Guest | null): Promise<void> {
      await db
        .updateTable('account')
        .set({ guest })
        .where('workspace_id', '=', workspaceId)
        .where('external_id', '=', externalId)
        .execute();
    },

    /** Gives every member of the workspace's community who has none there an account by their handle. */
    async adoptAll(workspaceId: number, now: number): Promise<void> {
      await sql`
        INSERT INTO account (workspace_id, member_id, external_id, created_at)
        SELECT w.id, m.id, m.handle, ${now}
        FROM workspace AS w JOIN member AS m ON m.community_id = w.community_id
        WHERE w.id = ${workspaceId} AND NOT EXISTS
          (SELECT 1 FROM account AS a WHERE a.workspace_id = w.id AND a.member_id = m.id)
        ON CONFLICT DO NOTHING`.execute(db);
    },

    /** Gives the member an account in the workspace. */
    async addAccount(
      account: { workspaceId: number; memberId: number; externalId: string; guest?: Guest },
      now: number,
    ): Promise<void> {
      await db
        .insertInto('account')
        .values({
          workspace_id: account.workspaceId,
          member_id: account.memberId,
          external_id: account.externalId,
          guest: account.guest ?? null,
          created_at: now,
        })
        .execute();
    },
  };
}
