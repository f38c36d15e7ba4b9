import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';

/**
 * A community in order and in parts, everything named by refs: for export. Orders follow what people
 * and other databases see (refs, names, numbers), never ids.
 */
export function bulkPages(db: Db) {
  return {
    communityName: async (id: number): Promise<string | undefined> => {
      const query = db.selectFrom('community').select('name').where('id', '=', id);
      return (await query.executeTakeFirst())?.name;
    },

    workspacesOf: (communityId: number) =>
      db
        .selectFrom('workspace')
        .select(['id', 'platform', 'external_id as externalId', 'name', 'created_at as createdAt'])
        .where('community_id', '=', communityId)
        .orderBy('platform')
        .orderBy('external_id')
        .execute(),

    channelsOf: (workspaceId: number) =>
      db
        .selectFrom('channel')
        .select(['external_id as externalId', 'name', 'private', 'created_at as createdAt'])
        .where('workspace_id', '=', workspaceId)
        .orderBy('external_id')
        .execute(),

    /** What was set for all of the community, then what its channels set. */
    settingsOf: (communityId: number) =>
      db
        .selectFrom('setting as s')
        .leftJoin('channel as c', 'c.id', 's.channel_id')
        .leftJoin('workspace as w', 'w.id', 'c.workspace_id')
        .select(['s.key', 's.value', 's.set_at as setAt'])
        .select(['w.platform', 'w.external_id as workspaceId', 'c.external_id as channelId'])
        .where('s.community_id', '=', communityId)
        .where('s.workspace_id', 'is', null)
        .orderBy('w.platform')
        .orderBy('w.external_id')
        .orderBy('c.external_id')
        .orderBy('s.key')
        .execute(),

    /** Members by ref; `after` is the last one of the page before, at first ''. */
    membersAfter: (communityId: number, after: string, limit: number) =>
      db
        .selectFrom('member')
        .select(['id', 'ref', 'handle', 'name', 'role', 'joined_at as joinedAt'])
        .where('community_id', '=', communityId)
        .where('ref', '>', after)
        .orderBy('ref')
        .limit(limit)
        .execute(),

    accountsOf: (memberIds: readonly number[]) =>
      lookUp(memberIds, (some) =>
        db
          .selectFrom('account as a')
          .innerJoin('workspace as w', 'w.id', 'a.workspace_id')
          .select(['a.member_id as memberId', 'a.external_id as externalId'])
          .select(['a.created_at as createdAt', 'w.platform', 'w.external_id as workspaceId'])
          .where('a.member_id', 'in', some)
          .orderBy('w.platform')
          .orderBy('w.external_id')
          .orderBy('a.external_id')
          .execute(),
      ),

    /** Tags by name; `after` is the last one of the page before, at first ''. */
    tagsAfter: (communityId: number, after: string, limit: number) =>
      db
        .selectFrom('tag')
        .select([
          'id',
          'name',
          'created_at as createdAt',
          'verify_days as verifyDays',
          'approved_at as approvedAt',
        ])
        .where('community_id', '=', communityId)
        .where('name', '>', after)
        .orderBy('name')
        .limit(limit)
        .execute(),

    aliasesOf: (tagIds: readonly number[]) =>
      lookUp(tagIds, (some) =>
        db
          .selectFrom('tag_alias')
          .select(['tag_id as tagId', 'alias'])
          .where('tag_id', 'in', some)
          .orderBy('alias')
          .execute(),
      ),

    expertiseIn: (tagId: number) =>
      db
        .selectFrom('expertise as e')
        .innerJoin('member as m', 'm.id', 'e.member_id')
        .select(['m.ref as member', 'e.declared_at as declaredAt'])
        .where('e.tag_id', '=', tagId)
        .orderBy('m.ref')
        .execute(),

    endorsementsIn: (tagId: number) =>
      db
        .selectFrom('endorsement as e')
        .innerJoin('member as m', 'm.id', 'e.member_id')
        .innerJoin('member as endorser', 'endorser.id', 'e.endorser_id')
        .select(['m.ref as member', 'endorser.ref as by', 'e.created_at as createdAt'])
        .where('e.tag_id', '=', tagId)
        .orderBy('m.ref')
        .orderBy('endorser.ref')
        .execute(),

    /** Votes by ref; `after` is the last one of the page before, at first ''. */
    votesAfter: (communityId: number, after: string, limit: number) =>
      db
        .selectFrom('vote as v')
        .leftJoin('answer as a', 'a.id', 'v.answer_id')
        .leftJoin('snippet as s', 's.id', 'v.snippet_id')
        .leftJoin('member as m', 'm.id', 'v.member_id')
        .select(['v.ref', 'a.ref as answer', 's.ref as snippet', 'm.ref as by'])
        .select(['v.kind as vote', 'v.created_at as createdAt'])
        .where('v.community_id', '=', communityId)
        .where('v.ref', '>', after)
        .orderBy('v.ref')
        .limit(limit)
        .execute(),
  };
}
