import { sql } from 'kysely';
import type { Reader, Tag } from '../model.ts';
import { tagUses } from './linking/tags.ts';
import type { Page, Paged } from './page.ts';
import type { Db } from './schema.ts';
import { isEstablished, isMuchUsed } from './tag-uses.ts';
import { visibleQuestion, visibleSnippet, visibleTag } from './visibility.ts';

/** A tag that is no word of the community's yet, and how much it was used where the reader can see. */
export interface NewTag {
  readonly name: string;
  readonly uses: number;
  readonly since: number;
}

/** Which tags are the community's words, and which mean the same. */
export function tagCurationStore(db: Db) {
  return {
    /** What members tagged something with and is offered to nobody yet, the newest first. */
    async waiting(reader: Reader, { limit, offset }: Page): Promise<Paged<NewTag>> {
      const isWaiting = sql`NOT ${isMuchUsed} AND NOT ${isEstablished(reader)} AND ${visibleTag(reader)}`;
      const { rows } = await sql<NewTag>`
        SELECT t.name, t.created_at AS since,
          (SELECT count(*) FROM question_tag AS used JOIN question AS q ON q.id = used.question_id
            JOIN channel AS c ON c.id = q.channel_id
            WHERE used.tag_id = t.id AND ${visibleQuestion(reader)}) +
          (SELECT count(*) FROM snippet_tag AS used JOIN snippet AS s ON s.id = used.snippet_id
            JOIN channel AS c ON c.id = s.channel_id
            WHERE used.tag_id = t.id AND s.answer_id IS NULL AND ${visibleSnippet(reader)}) AS uses
        FROM tag AS t WHERE ${isWaiting}
        ORDER BY t.created_at DESC, t.name LIMIT ${limit} OFFSET ${offset}`.execute(db);
      const { rows: all } = await sql<{ total: number }>`
        SELECT count(*) AS total FROM tag AS t WHERE ${isWaiting}`.execute(db);
      return { items: rows, total: all[0]?.total ?? 0 };
    },

    async noteApproval(tagId: number, now: number): Promise<void> {
      await db
        .updateTable('tag')
        .set({ approved_at: now })
        .where('id', '=', tagId)
        .where('approved_at', 'is', null)
        .execute();
    },

    /** The name means that tag from now on. It is no tag's name. */
    async addAlias(communityId: number, alias: string, tagId: number): Promise<void> {
      await db
        .insertInto('tag_alias')
        .values({ community_id: communityId, alias, tag_id: tagId })
        .execute();
    },

    /** The name means nothing from now on. */
    async removeAlias(communityId: number, alias: string): Promise<void> {
      await db
        .deleteFrom('tag_alias')
        .where('community_id', '=', communityId)
        .where('alias', '=', alias)
        .execute();
    },

    /** Whatever has the one tag has the other, and the one is no more; its aliases are the other's. */
    async merge(goes: Pick<Tag, 'id'>, stays: Pick<Tag, 'id'>): Promise<void> {
      for (const { table, column } of await tagUses(db)) {
        await sql`UPDATE OR IGNORE ${sql.table(table)} SET ${sql.ref(column)} = ${stays.id}
          WHERE ${sql.ref(column)} = ${goes.id}`.execute(db);
      }
      await sql`UPDATE side_tag SET own = 0, tag_id = ${stays.id}
        WHERE tag_id = ${goes.id}`.execute(db);
      await sql`UPDATE tag_alias SET tag_id = ${stays.id} WHERE tag_id = ${goes.id}`.execute(db);
      await sql`DELETE FROM tag WHERE id = ${goes.id}`.execute(db);
    },
  };
}
