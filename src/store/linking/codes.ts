import type { Selectable } from 'kysely';
import type { CodePlace, LinkCode, LinkKind } from '../../model-linking.ts';
import type { Db, Schema } from '../schema.ts';

/** The codes by which two sides find each other. What stands here is their hash. */
export function codeStore(db: Db) {
  return {
    /** Keeps a new code; the ones that the member made before for the same are void. */
    async add(
      code: {
        readonly kind: LinkKind;
        readonly hash: string;
        readonly made: CodePlace;
        readonly expiresAt: number;
      },
      now: number,
    ): Promise<void> {
      const { kind, hash, made, expiresAt } = code;
      await db
        .updateTable('link_code')
        .set({ state: 'void' })
        .where('kind', '=', kind)
        .where('state', 'in', ['open', 'typed'])
        .where((of) =>
          kind === 'community'
            ? of('community_id', '=', made.communityId)
            : of('member_id', '=', made.memberId),
        )
        .execute();
      await db
        .insertInto('link_code')
        .values({
          kind,
          hash,
          community_id: made.communityId,
          workspace_id: made.workspaceId,
          channel_id: made.channelId,
          member_id: made.memberId,
          created_at: now,
          expires_at: expiresAt,
        })
        .execute();
    },

    /** The open code of that hash, unless its time is over. */
    async byHash(kind: LinkKind, hash: string, now: number): Promise<LinkCode | undefined> {
      const row = await db
        .selectFrom('link_code')
        .selectAll()
        .where('kind', '=', kind)
        .where('hash', '=', hash)
        .where('state', '=', 'open')
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row && toCode(row);
    },

    /** The code that was typed and waits for a word of the community, or of the member. */
    async waiting(
      kind: LinkKind,
      of: { readonly communityId?: number; readonly typedMemberId?: number },
      now: number,
    ): Promise<LinkCode | undefined> {
      const row = await db
        .selectFrom('link_code')
        .selectAll()
        .where('kind', '=', kind)
        .where('state', '=', 'typed')
        .where('expires_at', '>', now)
        .$if(of.communityId !== undefined, (q) => q.where('community_id', '=', of.communityId ?? 0))
        .$if(of.typedMemberId !== undefined, (q) =>
          q.where('typed_member_id', '=', of.typedMemberId ?? 0),
        )
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return row && toCode(row);
    },

    /** Notes who typed it, and gives both sides until then; false when it is not open any more. */
    async type(id: number, by: CodePlace, expiresAt: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('link_code')
        .set({
          state: 'typed',
          expires_at: expiresAt,
          typed_community_id: by.communityId,
          typed_workspace_id: by.workspaceId,
          typed_channel_id: by.channelId,
          typed_member_id: by.memberId,
        })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    /** Ends a code that was typed; false when that was done before. */
    async end(id: number, state: 'done' | 'void'): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('link_code')
        .set({ state })
        .where('id', '=', id)
        .where('state', '=', 'typed')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    async noteTry(workspaceId: number, memberId: number, now: number): Promise<void> {
      await db
        .insertInto('link_try')
        .values({ workspace_id: workspaceId, member_id: memberId, tried_at: now })
        .execute();
    },

    /** How many wrong codes were typed since then: by the member, and in the workspace. */
    async triesSince(
      workspaceId: number,
      memberId: number,
      from: number,
    ): Promise<{ readonly byMember: number; readonly inWorkspace: number }> {
      const rows = await db
        .selectFrom('link_try')
        .select('member_id')
        .where('tried_at', '>', from)
        .where((of) =>
          of.or([of('workspace_id', '=', workspaceId), of('member_id', '=', memberId)]),
        )
        .execute();
      const byMember = rows.filter((row) => row.member_id === memberId).length;
      return { byMember, inWorkspace: rows.length };
    },

    /** Forgets codes and tries that nobody will ask for any more. */
    async forgetBefore(time: number): Promise<void> {
      await db.deleteFrom('link_code').where('expires_at', '<', time).execute();
      await db.deleteFrom('link_try').where('tried_at', '<', time).execute();
    },
  };
}

function toCode(row: Selectable<Schema['link_code']>): LinkCode {
  const { typed_community_id, typed_workspace_id, typed_channel_id, typed_member_id } = row;
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    expiresAt: row.expires_at,
    made: {
      communityId: row.community_id,
      workspaceId: row.workspace_id,
      channelId: row.channel_id,
      memberId: row.member_id,
    },
    typed:
      typed_member_id === null
        ? null
        : {
            communityId: typed_community_id ?? 0,
            workspaceId: typed_workspace_id ?? 0,
            channelId: typed_channel_id ?? 0,
            memberId: typed_member_id,
          },
  };
}
