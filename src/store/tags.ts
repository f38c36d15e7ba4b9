import { type SqlBool, sql } from 'kysely';
import type { Reader, Tag } from '../model.ts';
import { type Page, prefixRange } from './page.ts';
import type { Db } from './schema.ts';
import { isEstablished } from './tag-uses.ts';
import { visibleQuestion, visibleTag } from './visibility.ts';

/** Past this a tag is popular enough: counting on would make completion slow in a large community. */
const mostCounted = 100;
const mostCompared = 60;

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

    /** Those of the tags that the reader may know of. */
    async knownTo(reader: Reader, tags: readonly Tag[]): Promise<Tag[]> {
      const ids = tags.map(({ id }) => id);
      const known = await db
        .selectFrom('tag as t')
        .select('t.id')
        .where('t.id', 'in', ids)
        .where(visibleTag(reader))
        .execute();
      return tags.filter(({ id }) => known.some((row) => row.id === id));
    },

    /**
     * Tags the reader may know of whose name starts with `prefix`, those they see most first: of so many
     * that are much used at all, as it would take too long to see to all. `onlyEstablished`: only the
     * community's words (see `tagUses.established`).
     */
    async startingWith(
      reader: Reader,
      prefix: string,
      page: Page,
      onlyEstablished = false,
    ): Promise<Tag[]> {
      const [from, to] = prefixRange(prefix);
      const used = db
        .selectFrom('tag as t')
        .select('t.id')
        .where('t.community_id', '=', reader.communityId)
        .where('t.name', '>=', from)
        .where('t.name', '<', to)
        .where(visibleTag(reader))
        .orderBy(
          sql`(SELECT count(*) FROM (SELECT 1 FROM question_tag AS used
            WHERE used.tag_id = t.id LIMIT ${mostCounted}))`,
          'desc',
        )
        .orderBy('t.name')
        .limit(mostCompared);
      const rows = await db
        .selectFrom('tag as t')
        .select(['t.id', 't.name'])
        .where('t.id', 'in', used)
        .where(onlyEstablished ? isEstablished(reader) : sql<SqlBool>`TRUE`)
        .orderBy(
          sql`(SELECT count(*) FROM (SELECT 1 FROM question_tag AS used
            JOIN question AS q ON q.id = used.question_id JOIN channel AS c ON c.id = q.channel_id
            WHERE used.tag_id = t.id AND ${visibleQuestion(reader)} LIMIT ${mostCounted}))`,
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
