import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Sqlite, { type Database } from 'better-sqlite3';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { openElsewhere, refusal, sentenceOf } from './process.ts';
import { inspect, temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();

/** Everything in the database, as SQL and rows. */
function dump(database: Database): unknown {
  const tables = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'document%'",
    )
    .all();
  return {
    version: database.pragma('user_version', { simple: true }),
    schema: database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all(),
    rows: tables.map(({ name }) => database.prepare(`SELECT * FROM ${name}`).all()),
  };
}

/** A database of the first version, with a community in it. */
function oldDatabase(name: string): string {
  const file = join(folder, name);
  inspect(file, (database) => {
    migrate(database, readMigrations().slice(0, 1));
    database.exec(
      "INSERT INTO community (id, ref, name, created_at) VALUES (1, 'c', 'Testers', 1)",
    );
  });
  return file;
}

describe('migrating', () => {
  test('a database of an older version keeps its rows', async () => {
    const store = openStore(oldDatabase('older.db'));
    expect(await store.communities.all()).toMatchObject([{ name: 'Testers' }]);
    expect(await store.changes.after(1, 0, 10)).toEqual([]);
    await store.close();
  });

  test('a migration that fails halfway leaves the database as it was', () => {
    inspect(oldDatabase('halfway.db'), (database) => {
      const before = dump(database);
      const broken = [
        ...readMigrations(),
        'CREATE TABLE halfway (x); DELETE FROM community; INSERT INTO nowhere VALUES (1)',
      ];
      expect(() => migrate(database, broken)).toThrow('no such table: nowhere');
      expect(dump(database)).toEqual(before);
      expect(database.inTransaction).toBe(false);
    });
  });

  test('a database that cannot be migrated is refused with a sentence, and left as it was', () => {
    const file = oldDatabase('clash.db');
    inspect(file, (database) => database.exec('CREATE TABLE document (mine)'));
    const before = inspect(file, dump);
    const sentence = sentenceOf(refusal(() => openStore(file)));
    expect(sentence).toContain(`The database ${file} could not be made ready`);
    expect(sentence).toContain('Put a backup');
    expect(inspect(file, dump)).toEqual(before);
  });

  test('two processes that migrate the same file at once both open it, migrated once', async () => {
    const file = oldDatabase('raced.db');
    const opened = await Promise.all([openElsewhere(file), openElsewhere(file)]);
    expect(opened).toEqual([{ outcome: 'opened' }, { outcome: 'opened' }]);
    const fresh = new Sqlite(':memory:');
    migrate(fresh);
    const schema = (database: Database) =>
      database
        .prepare(
          "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name",
        )
        .all();
    expect(inspect(file, schema)).toEqual(schema(fresh));
    expect(inspect(file, (database) => database.pragma('integrity_check'))).toEqual([
      { integrity_check: 'ok' },
    ]);
  });

  test('opening a database of this version leaves its content as it is', async () => {
    const file = join(folder, 'same.db');
    await openStore(file).close();
    const before = inspect(file, dump);
    await openStore(file).close();
    expect(inspect(file, dump)).toEqual(before);
  });
});
