import type { Tag } from '../model.ts';
import { type Page, prefixRange } from './page.ts';
import type { Db } from './schema.ts';

export function tagStore(db: Db) {
  async function withAliases(rows: readonly { id: number; name: string }[]): Promise<Tag[]> {
    const ids = rows.map((row) => row.id);
    const aliases = await db
      .selectFrom('tag_alias')
      .select(['tag_id', 'alias'])
      .where('tag_id', 'in', ids)
      .orderBy('alias')
      .execute();
    return rows.map((row) => ({
      ...row,
      aliases: aliases.filter((alias) => alias.tag_id === row.id).map(({ alias }) => alias),
    }));
  }

  return {
    /** The tags that these names or aliases mean; unknown ones are left out. */
    async named(communityId: number, names: readonly string[]): Promise<Tag[]> {
      if (names.length === 0) return [];
      const rows = await db
        .selectFrom('tag as t')
        .select(['t.id', 't.name'])
        .where('t.community_id', '=', communityId)
        .where((where) =>
          where.or([
            where('t.name', 'in', names),
            where(
              't.id',
              'in',
              where
                .selectFrom('tag_alias')
                .select('tag_id')
                .where('community_id', '=', communityId)
                .where('alias', 'in', names),
            ),
          ]),
        )
        .orderBy('t.name')
        .execute();
      return withAliases(rows);
    },

    /** Adds the tags that are not there yet, and gives all of them. Names are canonical. */
    async ensure(communityId: number, names: readonly string[], now: number): Promise<Tag[]> {
      const known = await this.named(communityId, names);
      const said = new Set(known.flatMap((tag) => [tag.name, ...tag.aliases]));
      const unknown = [...new Set(names)].filter((name) => !said.has(name));
      if (unknown.length === 0) return known;
      const added = await db
        .insertInto('tag')
        .values(unknown.map((name) => ({ community_id: communityId, name, created_at: now })))
        .returning(['id', 'name'])
        .execute();
      return [...known, ...added.map((tag) => ({ ...tag, aliases: [] }))];
    },

    /** Tags whose name starts with `prefix`, the most used first. */
    async startingWith(communityId: number, prefix: string, page: Page): Promise<Tag[]> {
      const [from, to] = prefixRange(prefix);
      const rows = await db
        .selectFrom('tag as t')
        .select(['t.id', 't.name'])
        .where('t.community_id', '=', communityId)
        .where('t.name', '>=', from)
        .where('t.name', '<', to)
        .orderBy(
          (order) =>
            order
              .selectFrom('question_tag')
              .whereRef('question_tag.tag_id', '=', 't.id')
              .select((count) => count.fn.countAll<number>().as('uses')),
          'desc',
        )
        .orderBy('t.name')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      return withAliases(rows);
    },

    /** Gives the question these tags and no others. */
    async setOfQuestion(questionId: number, tags: readonly Tag[]): Promise<void> {
      await db.deleteFrom('question_tag').where('question_id', '=', questionId).execute();
      if (tags.length === 0) return;
      const rows = tags.map((tag) => ({ question_id: questionId, tag_id: tag.id }));
      await db.insertInto('question_tag').values(rows).execute();
    },

    /** Gives the snippet these tags and no others. */
    async setOfSnippet(snippetId: number, tags: readonly Tag[]): Promise<void> {
      await db.deleteFrom('snippet_tag').where('snippet_id', '=', snippetId).execute();
      if (tags.length === 0) return;
      const rows = tags.map((tag) => ({ snippet_id: snippetId, tag_id: tag.id }));
      await db.insertInto('snippet_tag').values(rows).execute();
    },
  };
}
