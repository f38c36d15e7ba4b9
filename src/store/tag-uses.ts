import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleQuestion, visibleSnippet } from './visibility.ts';

/** Of a tag so many uses are looked at; who made them does not change after that. */
const mostCounted = 60;

/** Who gave the tag `t`, of the uses that the reader may see. A cross join looks at the uses first. */
const usesOf = (reader: Reader) => sql`
  SELECT author_id FROM (SELECT q.author_id FROM question_tag AS used
    CROSS JOIN question AS q ON q.id = used.question_id JOIN channel AS c ON c.id = q.channel_id
    WHERE used.tag_id = t.id AND ${visibleQuestion(reader)} LIMIT ${mostCounted})
  UNION ALL
  SELECT author_id FROM (SELECT s.author_id FROM snippet_tag AS used
    CROSS JOIN snippet AS s ON s.id = used.snippet_id JOIN channel AS c ON c.id = s.channel_id
    WHERE used.tag_id = t.id AND s.answer_id IS NULL AND ${visibleSnippet(reader)}
    LIMIT ${mostCounted})`;

/** For a tag `t` that is one of the community's words, as far as the reader may know: see `established`. */
export const isEstablished = (reader: Reader) => sql<SqlBool>`(t.approved_at IS NOT NULL OR
  (SELECT count(*) >= 3 AND count(DISTINCT author_id) >= 2 FROM (${usesOf(reader)})))`;

/** For a tag `t` that was given so often that it is long one of the community's words: a cheap look first. */
export const isMuchUsed = sql<SqlBool>`(
  (SELECT count(*) FROM (SELECT 1 FROM question_tag WHERE tag_id = t.id LIMIT ${mostCounted})) = ${mostCounted}
  OR (SELECT count(*) FROM (SELECT 1 FROM snippet_tag WHERE tag_id = t.id LIMIT ${mostCounted})) = ${mostCounted})`;

/** Times that a tag was given, to questions and to what was kept without one. */
export function tagUseStore(db: Db) {
  return {
    /** The tags of what the documents are about: of the snippet where there is one, else of the question. */
    async ofDocuments(
      ids: readonly number[],
    ): Promise<readonly { readonly documentId: number; readonly tag: string }[]> {
      if (ids.length === 0) return [];
      const { rows } = await sql<{ documentId: number; tag: string }>`
        SELECT d.id AS documentId, t.name AS tag FROM document AS d
          JOIN snippet_tag AS used ON used.snippet_id = d.snippet_id
          JOIN tag AS t ON t.id = used.tag_id WHERE d.id IN (${sql.join(ids)})
        UNION
        SELECT d.id, t.name FROM document AS d
          JOIN question_tag AS used ON used.question_id = d.question_id
          JOIN tag AS t ON t.id = used.tag_id
          WHERE d.id IN (${sql.join(ids)}) AND d.snippet_id IS NULL`.execute(db);
      return rows;
    },

    /**
     * Those of the tags that are the community's words, as the reader may know: a curator said so
     * (`isApproved`), or at least two members gave it at least three times.
     */
    async established(
      reader: Reader,
      names: readonly string[],
    ): Promise<readonly { readonly name: string; readonly isApproved: boolean }[]> {
      if (names.length === 0) return [];
      const { rows } = await sql<{ name: string; isApproved: number }>`
        SELECT t.name, t.approved_at IS NOT NULL AS isApproved FROM tag AS t
        WHERE t.community_id = ${reader.communityId} AND t.name IN (${sql.join(names)})
          AND ${isEstablished(reader)}`.execute(db);
      return rows.map(({ name, isApproved }) => ({ name, isApproved: isApproved === 1 }));
    },
  };
}
