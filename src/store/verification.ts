import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleDocument } from './visibility.ts';

const day = 24 * 60 * 60 * 1000;
/** Days after which what is kept is to be verified again, where neither its tags nor its community say. */
const usualDays = 180;

/** A member of a column who can be told something. */
export const reachable = (member: string): RawBuilder<SqlBool> => sql<SqlBool>`EXISTS (
  SELECT 1 FROM account AS reach JOIN workspace AS w ON w.id = reach.workspace_id
  WHERE reach.member_id = ${sql.ref(member)} AND reach.active = 1 AND w.connected = 1)`;

/**
 * For a snippet `s` that is to be verified: nobody did for as long as its topics (the shortest of them),
 * its community or everybody says; it is not outdated, and nothing stands in its place. An edit counts:
 * who corrects it reads it.
 */
export function dueSnippet(now: number): RawBuilder<SqlBool> {
  const days = sql`coalesce(
    (SELECT min(t.verify_days) FROM snippet_tag AS st JOIN tag AS t ON t.id = st.tag_id
      WHERE st.snippet_id = s.id),
    (SELECT CAST(value AS INTEGER) FROM setting
      WHERE setting.community_id = s.community_id AND setting.key = 'verify-days'
        AND setting.channel_id IS NULL AND setting.workspace_id IS NULL),
    ${usualDays})`;
  return sql<SqlBool>`(s.outdated_at IS NULL AND s.successor_id IS NULL
    AND s.verified_at <= ${now} - ${days} * ${day}
    AND coalesce(s.edited_at, 0) <= ${now} - ${days} * ${day})`;
}

/** What is kept and may not be right any more. */
export function verificationStore(db: Db) {
  return {
    /** How far these documents are to be trusted: what the reader finds is put in order by it. */
    async trust(
      reader: Reader,
      documentIds: readonly number[],
      now: number,
    ): Promise<{
      readonly outdated: ReadonlySet<number>;
      readonly overdue: ReadonlySet<number>;
      /** What stands in the place of another, where the reader may see it: from document to document. */
      readonly successors: ReadonlyMap<number, number>;
    }> {
      const { rows } = await sql<{ id: number; outdated: number; next: number | null }>`
        SELECT o.id, (s.outdated_at IS NOT NULL OR s.successor_id IS NOT NULL) AS outdated,
          (SELECT d.id FROM document AS d JOIN channel AS c ON c.id = d.channel_id
            WHERE d.snippet_id = s.successor_id AND ${visibleDocument(reader)}) AS next
        FROM snippet AS s JOIN document AS o ON o.snippet_id = s.id
        WHERE o.id IN (SELECT value FROM json_each(${JSON.stringify(documentIds)}))
          AND (s.outdated_at IS NOT NULL OR s.successor_id IS NOT NULL
            OR ${dueSnippet(now)})`.execute(db);
      const is = (test: (row: (typeof rows)[number]) => boolean) =>
        new Set(rows.filter(test).map(({ id }) => id));
      return {
        outdated: is(({ outdated, next }) => outdated === 1 && next === null),
        overdue: is(({ outdated, next }) => outdated === 0 && next === null),
        successors: new Map(rows.flatMap(({ id, next }) => (next === null ? [] : [[id, next]]))),
      };
    },

    /** The member vouches for it from now on. */
    async accept(id: number, memberId: number, now: number): Promise<void> {
      await db
        .updateTable('snippet')
        .set({ verified_by_id: memberId, verified_at: now, outdated_at: null })
        .where('id', '=', id)
        .execute();
    },

    /** It is no longer right; null takes that back. */
    async noteOutdated(id: number, at: number | null): Promise<void> {
      await db.updateTable('snippet').set({ outdated_at: at }).where('id', '=', id).execute();
    },

    /** Who looks after it; null is nobody. */
    async own(id: number, ownerId: number | null): Promise<void> {
      await db.updateTable('snippet').set({ owner_id: ownerId }).where('id', '=', id).execute();
    },

    /** Whether one leads to the other by what stands in whose place, whoever may see what lies between. */
    async leadsTo(fromId: number, toId: number): Promise<boolean> {
      const { rows } = await sql`
        WITH RECURSIVE led (id) AS (SELECT ${fromId} UNION
          SELECT s.successor_id FROM snippet AS s JOIN led ON led.id = s.id
          WHERE s.successor_id IS NOT NULL)
        SELECT 1 FROM led WHERE id = ${toId}`.execute(db);
      return rows.length > 0;
    },

    /** What stands in its place; null is nothing. */
    async supersede(id: number, successorId: number | null): Promise<void> {
      await db
        .updateTable('snippet')
        .set({ successor_id: successorId })
        .where('id', '=', id)
        .execute();
    },

    /** What is kept under the tag is verified every so many days; null: as usual. */
    async noteDays(tagId: number, days: number | null): Promise<void> {
      await db.updateTable('tag').set({ verify_days: days }).where('id', '=', tagId).execute();
    },
  };
}
