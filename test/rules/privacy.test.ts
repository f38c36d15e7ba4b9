import { expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { fates, notProse, prose } from '../../src/store/fates.ts';
import { migrate } from '../../src/store/migrate.ts';

/** The schema as the migrations make it. What it does not say, nobody can forget to think of. */
interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly isNeeded: boolean;
  readonly isMember: boolean;
}

const columns = readSchema();
const names = columns.map(({ table, name }) => `${table}.${name}`);

function readSchema(): readonly Column[] {
  const database = new Sqlite(':memory:');
  migrate(database);
  const tables = database
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table'
      AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'document_fts%' AND sql NOT LIKE '%VIRTUAL%'`,
    )
    .pluck()
    .all() as string[];
  const all = tables.flatMap((table) => {
    const keys = database.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[];
    const info = database.pragma(`table_info(${table})`) as {
      name: string;
      type: string;
      notnull: number;
    }[];
    return info.map(({ name, type, notnull }) => {
      const key = keys.find(({ from }) => from === name);
      const isNamedSo = /(member|author|asker|endorser|steward|_by)_id$/.test(name);
      const isMember = key?.table === 'member' || isNamedSo;
      return { table, name, type, isNeeded: notnull === 1, isMember };
    });
  });
  database.close();
  return all;
}

/** It refers to an endorsement, which goes with either of its members. */
const throughAnother = ['withheld.endorser_id'];

const declared = Object.entries(fates).flatMap(([table, all]) =>
  all.map((held) => ({ ...held, name: `${table}.${held.column}` })),
);

test('every column that refers to a member has its fate in src/store/fates.ts', () => {
  const found = columns.filter(({ isMember }) => isMember).map((one) => `${one.table}.${one.name}`);
  const known = [...declared.map(({ name }) => name), ...throughAnother];
  expect(found.filter((name) => !known.includes(name))).toEqual([]);
});

test('no fate is for a column that is not there', () => {
  expect(declared.filter(({ name }) => !names.includes(name))).toEqual([]);
});

test('what is cut can refer to nobody', () => {
  const needed = columns
    .filter(({ isNeeded }) => isNeeded)
    .map((one) => `${one.table}.${one.name}`);
  const cut = declared.filter(({ fate }) => fate === 'cut').map(({ name }) => name);
  expect(cut.filter((name) => needed.includes(name))).toEqual([]);
});

test('of every column of text it is known whether members write in it', () => {
  const written = Object.entries(prose).flatMap(([table, all]) =>
    all.map((one) => `${table}.${one}`),
  );
  const unknown = columns
    .filter(({ type }) => type === 'TEXT')
    .map(({ table, name }) => ({ full: `${table}.${name}`, name }))
    .filter(({ full, name }) => !written.includes(full) && !notProse[full] && !notProse[name]);
  expect(unknown.map(({ full }) => full)).toEqual([]);
  expect(written.filter((name) => !names.includes(name))).toEqual([]);
});
