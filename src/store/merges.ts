import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Page, Paged } from './page.ts';
import type { Db } from './schema.ts';
import { isVisible } from './visibility.ts';

/** A merge that stands: the one of that id leads to the other. */
export interface Merge {
  readonly id: number;
  readonly intoId: number;
  readonly byId: number | null;
  readonly at: number;
}

/** Whether a channel belongs to that side of a linked community. */
export const onSide = (
  channel: string,
  sideId: number,
) => sql<SqlBool>`(SELECT w.side_id IS ${sideId}
  FROM channel AS c JOIN workspace AS w ON w.id = c.workspace_id WHERE c.id = ${sql.ref(channel)})`;

/** Which merges of questions, or of snippets, stand. */
export function merges(db: Db, kind: 'question' | 'snippet') {
  const [noun, table] = [sql.table(kind), sql.table(`merged_${kind}`)];
  const id = sql.ref(`m.${kind}_id`);
  const all = sql`SELECT ${id} AS id, m.into_id AS "intoId", m.by_id AS "byId", m.at
    FROM ${table} AS m`;

  return {
    /** The merge that took the one of that number away; undefined when it stands for itself. */
    async ofNumber(communityId: number, number: number): Promise<Merge | undefined> {
      const { rows } = await sql<Merge>`${all} JOIN ${noun} AS i ON i.id = ${id}
        WHERE i.community_id = ${communityId} AND i.number = ${number}`.execute(db);
      return rows[0];
    },

    /** The merge that took it away. */
    async find(itsId: number): Promise<Merge | undefined> {
      const { rows } = await sql<Merge>`${all} WHERE ${id} = ${itsId}`.execute(db);
      return rows[0];
    },

    /** The merges that lead to it straight away. */
    async into(itsId: number): Promise<Merge[]> {
      const { rows } = await sql<Merge>`${all} WHERE m.into_id = ${itsId} ORDER BY id`.execute(db);
      return rows;
    },

    /** Merges of the community over which a side of it would part. */
    async across(communityId: number, sideId: number): Promise<Merge[]> {
      const isIn = (one: string) => sql`(SELECT ${onSide('i.channel_id', sideId)} FROM ${noun} AS i
        WHERE i.id = ${sql.ref(one)} AND i.community_id = ${communityId})`;
      const { rows } = await sql<Merge>`${all}
        WHERE ${isIn(`m.${kind}_id`)} <> ${isIn('m.into_id')}`.execute(db);
      return rows;
    },
  };
}

/** Of all that is merged what a reader may see. */
export function mergeList(db: Db) {
  const of = (reader: Reader, kind: 'question' | 'snippet') => {
    const id = sql.ref(`m.${kind}_id`);
    return sql`SELECT ${sql.lit(kind)} AS kind, ${id} AS id, m.into_id, m.by_id, m.at
      FROM ${sql.table(`merged_${kind}`)} AS m
      WHERE ${isVisible(reader, kind, id)} AND ${isVisible(reader, kind, sql.ref('m.into_id'))}`;
  };
  return {
    /** Merges that stand, of which the reader may see both sides, the newest first. */
    async list(
      reader: Reader,
      page: Page,
    ): Promise<Paged<Merge & { readonly kind: 'question' | 'snippet' }>> {
      const all = sql`(${of(reader, 'question')} UNION ALL ${of(reader, 'snippet')})`;
      const { rows } = await sql<Merge & { kind: 'question' | 'snippet'; total: number }>`
        SELECT kind, id, into_id AS "intoId", by_id AS "byId", at, count(*) OVER () AS total
        FROM ${all} ORDER BY at DESC, id DESC
        LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
      return { items: rows, total: rows[0]?.total ?? 0 };
    },
  };
}
