import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { undeclared, uniques, ways } from '../../src/store/linking/ways.ts';
import { openStore } from '../../src/store/store.ts';
import { inspect, temporaryFolder } from '../store/temporary.ts';

/** The schema as it is, read from a new database. */
const file = join(temporaryFolder(), 'schema.db');
await openStore(file).close();

const tables = inspect(file, (database) =>
  database
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT GLOB 'document_fts*' AND name <> 'document_term' ORDER BY name`,
    )
    .pluck()
    .all(),
);

const references = inspect(file, (database) =>
  tables.flatMap((table) =>
    database
      .prepare<[], { column: string; parent: string }>(
        `SELECT "from" AS "column", "table" AS parent FROM pragma_foreign_key_list('${table}')`,
      )
      .all()
      .map((one) => ({ table, ...one })),
  ),
);

test('every table says how it moves when communities are linked or unlinked', () => {
  expect(tables.length).toBeGreaterThan(40);
  expect(Object.keys(ways).toSorted()).toEqual(tables);
});

test('every reference to what may be on the other side says what becomes of it there', () => {
  const silent = references.filter(({ table, column, parent }) => {
    const way = ways[table];
    const isOfHome = way?.home?.includes(column) || way?.across?.[column] !== undefined;
    // What is about no community in particular, or written anew, is seen to by name.
    const isApart = way?.home === null && way.across === undefined;
    return parent !== 'community' && !isOfHome && !isApart;
  });
  expect(silent).toEqual([]);
});

test('what a table says about its references is true of the schema', () => {
  const known = new Set([
    ...references.map(({ table, column }) => `${table}.${column}`),
    ...Object.keys(undeclared),
  ]);
  const said = Object.entries(ways).flatMap(([table, { home, across }]) =>
    [...(home ?? []), ...Object.keys(across ?? {})].map((column) => `${table}.${column}`),
  );
  expect(said.filter((place) => !known.has(place))).toEqual([]);
  const order = Object.keys(ways);
  const early = references.filter(
    ({ table, column, parent }) =>
      ways[table]?.home?.includes(column) && order.indexOf(parent) > order.indexOf(table),
  );
  expect(early).toEqual([]);
});

test('whatever is unique in a community gives way when two become one', () => {
  const found = inspect(file, (database) =>
    tables.flatMap((table) =>
      database
        .prepare<[], string>(
          `SELECT group_concat(coalesce(i.name, '…')) FROM pragma_index_list('${table}') AS l
           JOIN pragma_index_info(l.name) AS i WHERE l."unique" = 1 GROUP BY l.name
           HAVING min(i.seqno) = 0 AND max(i.name = 'community_id') = 1`,
        )
        .pluck()
        .all()
        .map((columns) => `${table}.${columns}`),
    ),
  );
  const own = found.filter((key) => !/^(search_change)\./.test(key));
  const primary = inspect(file, (database) =>
    tables.filter((table) => {
      const key = database
        .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk = 1`)
        .pluck()
        .get();
      return key === 'community_id';
    }),
  ).map((table) => `${table}.community_id`);
  expect(
    [...new Set([...own, ...primary])].filter((key) => key !== 'tag_alias.community_id').toSorted(),
  ).toEqual(Object.keys(uniques).toSorted());
});
