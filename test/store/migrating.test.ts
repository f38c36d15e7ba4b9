import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import Sqlite, { type Database } from 'better-sqlite3';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { openElsewhere, refusal, sentenceOf, start } from './process.ts';
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

  test('killed at any moment, it has migrated all or nothing, and kept every row', async () => {
    const file = oldDatabase('killed.db');
    const questions = 5_000;
    inspect(file, (database) =>
      database.exec(`
        INSERT INTO workspace (id, community_id, platform, external_id, name, connected, created_at)
          VALUES (1, 1, 'console', 'w', 'w', 1, 0);
        INSERT INTO channel (id, workspace_id, external_id, name, private, created_at)
          VALUES (1, 1, 'c', 'c', 0, 0);
        INSERT INTO member (id, ref, community_id, handle, name, role, joined_at)
          VALUES (1, 'm', 1, 'm', 'M', 'member', 0);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${questions})
          INSERT INTO question (ref, community_id, channel_id, author_id, number, title, body,
            anonymous, state, created_at)
          SELECT 'q' || i, 1, 1, 1, i, 'What about ' || i || '?', '', 0, 'open', i FROM n;`),
    );
    const old = readFileSync(file);
    for (const ms of [0, 4, 12, 40]) {
      for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
      writeFileSync(file, old);
      const child = start('migrator.ts', [file]);
      await once(child.stdout ?? child, 'data');
      await setTimeout(ms);
      child.kill('SIGKILL');
      await once(child, 'close');
      const version = inspect(file, (database) =>
        database.pragma('user_version', { simple: true }),
      );
      expect([1, readMigrations().length]).toContain(version);
      const store = openStore(file);
      await store.close();
      expect(verify(file)).toMatchObject({ problems: [], counts: { questions } });
    }
  });

  test('opening a database of this version leaves its content as it is', async () => {
    const file = join(folder, 'same.db');
    await openStore(file).close();
    const before = inspect(file, dump);
    await openStore(file).close();
    expect(inspect(file, dump)).toEqual(before);
  });
});
