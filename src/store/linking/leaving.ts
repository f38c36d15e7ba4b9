import { type RawBuilder, sql } from 'kysely';
import { breathe } from '../breathe.ts';
import type { Db } from '../schema.ts';
import type { Reference } from './references.ts';
import { ways } from './ways.ts';

/** What of a community goes with the side that leaves: a table in memory of kinds and ids. */
export interface Leaving {
  /** Whether a row of the table, which is at home by its references, leaves. */
  readonly isLeaving: (table: string) => RawBuilder<unknown>;
  /** Whether a reference of a row leads to the other side. */
  readonly isAcross: (reference: Reference) => RawBuilder<unknown>;
}

const among = (column: string, kind: string) =>
  sql`${sql.ref(column)} IN (SELECT id FROM leaving WHERE kind = ${kind})`;

/** Gathers what leaves with the side. Members whom both sides know were parted before. */
export async function gatherLeaving(
  db: Db,
  references: readonly Reference[],
  { communityId, sideId }: { readonly communityId: number; readonly sideId: number },
): Promise<Leaving> {
  const parentOf = (table: string, column: string) =>
    references.find((one) => one.table === table && one.column === column)?.parent ?? '';

  function isLeaving(table: string): RawBuilder<unknown> {
    const home = ways[table]?.home ?? [];
    if (home.length === 0) return among(`${table}.id`, table);
    const cases = home.map((column) => {
      const place = `${table}.${column}`;
      return sql`WHEN ${sql.ref(place)} IS NOT NULL THEN ${among(place, parentOf(table, column))}`;
    });
    return sql`(CASE ${sql.join(cases, sql` `)} ELSE 0 END)`;
  }

  await sql`DROP TABLE IF EXISTS temp.leaving`.execute(db);
  await sql`CREATE TEMP TABLE leaving (kind TEXT, id INTEGER, PRIMARY KEY (kind, id))
    WITHOUT ROWID`.execute(db);
  await sql`INSERT INTO leaving VALUES ('side', ${sideId})`.execute(db);
  await sql`INSERT INTO leaving SELECT 'workspace', id FROM workspace
    WHERE side_id = ${sideId}`.execute(db);
  await leaveMembers(db, communityId, sideId);
  const parents = new Set(['approach', ...references.map(({ parent }) => parent)]);
  for (const [table, { home }] of Object.entries(ways)) {
    if (!home || !parents.has(table) || table === 'endorsement') continue;
    await breathe();
    await sql`INSERT INTO leaving SELECT ${table}, id FROM ${sql.table(table)}
      WHERE ${isLeaving(table)}`.execute(db);
  }
  return {
    isLeaving,
    isAcross: ({ table, column, parent }) => {
      const place = `${table}.${column}`;
      return sql`${sql.ref(place)} IS NOT NULL
        AND ${isLeaving(table)} <> (${among(place, parent)})`;
    },
  };
}

/** Who has an account there, or is from there and has none. */
async function leaveMembers(db: Db, communityId: number, sideId: number): Promise<void> {
  // An account that was given to everyone is no home: who is from the other side stays there.
  const accounts = (isIn: boolean) => sql`(SELECT a.member_id FROM account AS a
    JOIN workspace AS w ON w.id = a.workspace_id
    WHERE w.community_id = ${communityId} AND (w.side_id IS ${sideId}) = ${isIn ? 1 : 0})`;
  const isBoth = sql`id IN ${accounts(true)} AND id IN ${accounts(false)}`;
  const first = sql`(SELECT w.side_id FROM account AS a JOIN workspace AS w ON w.id = a.workspace_id
    WHERE a.member_id = member.id ORDER BY a.id LIMIT 1)`;
  const isFrom = sql`coalesce(side_id, ${first}) IS ${sideId}`;
  await sql`INSERT INTO leaving SELECT 'member', id FROM member
    WHERE community_id = ${communityId} AND CASE
      WHEN ${isBoth} THEN ${isFrom}
      WHEN id IN ${accounts(true)} THEN 1
      WHEN id IN ${accounts(false)} THEN 0
      ELSE side_id IS ${sideId} END`.execute(db);
  await sql`DELETE FROM account WHERE id IN (SELECT a.id FROM account AS a
    JOIN workspace AS w ON w.id = a.workspace_id
    WHERE w.community_id = ${communityId} AND (w.side_id IS ${sideId}) <>
      (${among('a.member_id', 'member')}))`.execute(db);
}
