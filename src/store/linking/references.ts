import { sql } from 'kysely';
import type { Db } from '../schema.ts';
import { undeclared, ways } from './ways.ts';

/** A column that leads to a row of another table. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
}

/** Every reference of the tables that have a way: as the schema declares them, and the undeclared ones. */
export async function readReferences(db: Db): Promise<readonly Reference[]> {
  const { rows } = await sql<Reference & { size: number }>`
    SELECT t.name AS "table", k."from" AS "column", k."table" AS parent,
           count(*) OVER (PARTITION BY t.name, k.id) AS size
    FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS k
    WHERE t.type = 'table'`.execute(db);
  const declared = rows.filter(({ table, size }) => size === 1 && Object.hasOwn(ways, table));
  const others = Object.entries(undeclared).map(([place, parent]) => {
    const [table = '', column = ''] = place.split('.');
    return { table, column, parent };
  });
  return [...declared, ...others].map(({ table, column, parent }) => ({ table, column, parent }));
}

/** The columns by which a row of the table is known: its primary key, or by what it is at home. */
export async function readKey(db: Db, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM pragma_table_info(${table}) WHERE pk > 0 ORDER BY pk`.execute(db);
  return rows.length > 0 ? rows.map(({ name }) => name) : (ways[table]?.home ?? []);
}

/** All columns of the table. */
export async function readColumns(db: Db, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM pragma_table_info(${table})`.execute(db);
  return rows.map(({ name }) => name);
}

/** The tables that have a column of that name. */
export async function tablesWith(db: Db, column: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT t.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND c.name = ${column}`.execute(db);
  return rows.map(({ name }) => name);
}
