import { sql } from 'kysely';
import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';
import { helpfulTo, saidAt } from './snippet-standing.ts';
import { tagNames } from './tag-names.ts';

/** What may leave: of one community, what was born in public channels, and in those that are named. */
export interface HandbookScope {
  readonly communityId: number;
  readonly privateChannelIds: readonly number[];
}

/** Snippets as a handbook reads them, in pages, by number. The scope is part of every query. */
export function handbookStore(db: Db) {
  const within = ({ communityId, privateChannelIds }: HandbookScope) =>
    db
      .selectFrom('snippet as s')
      .innerJoin('channel as c', 'c.id', 's.channel_id')
      .where('s.community_id', '=', communityId)
      .where((where) =>
        where.or([
          where('c.private', '=', 0),
          ...(privateChannelIds.length > 0 ? [where('c.id', 'in', privateChannelIds)] : []),
        ]),
      );

  return {
    /** Every snippet in the scope, without its texts. */
    async outline(scope: HandbookScope) {
      const rows = await within(scope)
        .leftJoin('snippet as next', 'next.id', 's.successor_id')
        .leftJoin('answer as a', 'a.id', 's.answer_id')
        // A merge may have taken the answer to a question of another channel, whose number is not told.
        .leftJoin('question as q', (join) =>
          join.onRef('q.id', '=', 'a.question_id').onRef('q.channel_id', '=', 's.channel_id'),
        )
        .select([
          's.id',
          's.ref',
          's.number',
          's.title',
          's.author_id as authorId',
          's.verified_by_id as verifierId',
        ])
        .select(['s.verified_at as verifiedAt', 's.outdated_at as outdatedAt'])
        .select(['q.number as questionNumber', 'next.number as successor', 's.owner_id as ownerId'])
        .orderBy('s.number')
        .execute();
      const ids = rows.map((row) => row.id);
      const tags = await lookUp(ids, (some) => tagNames(db, 'snippet', some));
      const byId = Map.groupBy(tags, (tag) => tag.id);
      return rows.map((row) => ({
        ...row,
        tags: [...new Set((byId.get(row.id) ?? []).map(({ name }) => name))],
      }));
    },

    /** The next snippets in the scope, whole; `after` is the number of the last of the page before. */
    pagesAfter: (scope: HandbookScope, after: number, limit: number) =>
      within(scope)
        .select(['s.number', 's.title', 's.question', 's.answer', 's.created_at as createdAt'])
        .select(['s.id', 'c.name as channel'])
        .select(() => [helpfulTo(db).as('helpful'), saidAt(db).as('link')])
        .where('s.number', '>', after)
        .orderBy('s.number')
        .limit(limit)
        .execute(),

    /** Everyone, with whether they want to be found, and to be named where everyone can read. */
    people: (communityId: number) =>
      db
        .selectFrom('member as m')
        .leftJoin('preference as p', 'p.member_id', 'm.id')
        .select(['m.id', 'm.handle', 'm.name'])
        .select([
          sql<number>`coalesce(p.unlisted, 0)`.as('unlisted'),
          sql<number>`coalesce(p.page, 0)`.as('page'),
        ])
        .where('m.community_id', '=', communityId)
        .orderBy('m.handle')
        .execute(),

    /** Whose words are in the snippets, and whether these people agreed to be named with them. */
    quotesIn: (snippetIds: readonly number[]) =>
      lookUp(snippetIds, (some) =>
        db
          .selectFrom('quote as w')
          .innerJoin('member as m', 'm.id', 'w.member_id')
          .select(['w.snippet_id as snippetId', 'w.member_id as memberId'])
          .select((of) => of('w.state', '=', 'named').as('isNamed'))
          .where('w.snippet_id', 'in', some)
          .orderBy('m.handle')
          .execute(),
      ),

    /** The community's channels of that name, on whatever platform. */
    channelsNamed: (communityId: number, name: string) =>
      db
        .selectFrom('channel as c')
        .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
        .select(['c.id', 'c.name', 'c.private'])
        .where('w.community_id', '=', communityId)
        .where('c.name', '=', name)
        .orderBy('c.id')
        .execute(),

    /** The community's snippets of these refs, wherever they were born, as they are now. */
    async byRefs(communityId: number, refs: readonly string[]) {
      const rows = await lookUp(refs, (some) =>
        db
          .selectFrom('snippet')
          .select(['id', 'ref', 'number', 'title', 'question', 'answer'])
          .select(['author_id as authorId', 'owner_id as ownerId', 'channel_id as channelId'])
          .select('outdated_at as outdatedAt')
          .where('community_id', '=', communityId)
          .where('ref', 'in', some)
          .execute(),
      );
      const ids = rows.map((row) => row.id);
      const tags = await lookUp(ids, (some) => tagNames(db, 'snippet', some));
      const byId = Map.groupBy(tags, (tag) => tag.id);
      return rows.map((row) => ({
        ...row,
        tags: [...new Set((byId.get(row.id) ?? []).map(({ name }) => name))],
      }));
    },
  };
}

export type OutlineRow = Awaited<ReturnType<ReturnType<typeof handbookStore>['outline']>>[number];
export type KnownSnippet = Awaited<ReturnType<ReturnType<typeof handbookStore>['byRefs']>>[number];
