import type { Database } from 'better-sqlite3';
import { undeclared, ways } from '../../src/store/linking/ways.ts';

type Row = Readonly<Record<string, unknown>>;

/** Tables that say nothing of what a community knows, or how two of them stand to each other. */
const left = new Set([
  'delivery',
  'upkeep',
  'hands',
  'side',
  'former',
  'side_tag',
  'link_code',
  'link_try',
  'search_change',
  'audit',
  'notice',
  'twin',
  'carried',
  'spared',
  'installation',
]);
/** What each table's rows are known by from database to database. */
const names: Readonly<Record<string, string>> = {
  community: 'name',
  workspace: 'external_id',
  channel: 'external_id',
  member: 'ref',
  question: 'ref',
  answer: 'ref',
  snippet: 'ref',
  tag: 'name',
};
const numbers = new Set(['side_id', 'twin_id', 'used_at', 'analyser']);

/**
 * Everything that stands in the community, without ids: references are by name. Two of them are equal
 * when the communities know the same.
 */
export function pictureOf(
  database: Database,
  communityId: number,
): Readonly<Record<string, string[]>> {
  const rows = new Map<string, readonly Row[]>();
  for (const table of Object.keys(ways)) {
    rows.set(table, database.prepare<[], Row>(`SELECT * FROM ${table}`).all());
  }
  const byId = new Map(
    [...rows].map(([table, all]) => [table, new Map(all.map((row) => [row.id, row]))] as const),
  );
  const parents = new Map<string, string>(Object.entries(undeclared));
  for (const table of Object.keys(ways)) {
    const keys = database
      .prepare<[], { id: number; from: string; table: string }>(
        `SELECT * FROM pragma_foreign_key_list('${table}')`,
      )
      .all();
    const sizes = Map.groupBy(keys, ({ id }) => id);
    for (const { id, from, table: parent } of keys) {
      if (sizes.get(id)?.length === 1) parents.set(`${table}.${from}`, parent);
    }
  }

  function communityOf(table: string, row: Row | undefined): unknown {
    if (!row) return undefined;
    if (table === 'community') return row.id;
    if (typeof row.community_id === 'number') return row.community_id;
    for (const column of ways[table]?.home ?? []) {
      const to = row[column];
      if (to === null || to === undefined) continue;
      const parent = parents.get(`${table}.${column}`) ?? '';
      return communityOf(parent, byId.get(parent)?.get(to));
    }
    return undefined;
  }

  function label(table: string, column: string, value: unknown): unknown {
    const parent = parents.get(`${table}.${column}`);
    if (parent === undefined || value === null) return value;
    const row = byId.get(parent)?.get(value);
    if (!row) return `no ${parent}`;
    const name = names[parent];
    if (name !== undefined) return `${parent} ${row[name]}`;
    return `${parent} ${told(parent, row)}`;
  }

  function told(table: string, row: Row): string {
    const shown = Object.entries(row)
      .filter(([column]) => column !== 'id' && column !== 'community_id' && !numbers.has(column))
      .map(([column, value]) => [column, label(table, column, value)]);
    return JSON.stringify(Object.fromEntries(shown));
  }

  const seen = [...rows].flatMap(([table, all]) => {
    if (left.has(table)) return [];
    const own = all.filter((row) => communityOf(table, row) === communityId);
    return [[table, own.map((row) => told(table, row)).sort()] as const];
  });
  return Object.fromEntries(seen);
}
