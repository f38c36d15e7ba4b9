import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { readMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { openElsewhere, refusal, sentenceOf, start } from './process.ts';
import { inspect, temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const community = { ref: 'c', name: 'Testers', createdAt: 1 };

describe('opening the store', () => {
  test('a file that is not there is made, with its folders, and nothing is left beside it', async () => {
    const file = join(folder, 'a/b/new.db');
    await openStore(file).close();
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['new.db']);
  });

  test('what was written is there when it is opened again', async () => {
    const file = join(folder, 'again.db');
    const first = openStore(file);
    await first.communities.add(community);
    await first.close();
    const second = openStore(file);
    expect(await second.communities.all()).toMatchObject([community]);
    await second.close();
  });

  test('a new file has every migration, and is marked as a Praxis database', async () => {
    const file = join(folder, 'marked.db');
    await openStore(file).close();
    inspect(file, (database) => {
      expect(database.pragma('user_version', { simple: true })).toBe(readMigrations().length);
      expect(database.pragma('application_id', { simple: true })).toBe(0x50524158);
      expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    });
  });

  test('four processes that make the same file at once all open it', async () => {
    const file = join(folder, 'together.db');
    const opened = await Promise.all([1, 2, 3, 4].map(() => openElsewhere(file)));
    expect(opened).toEqual(Array(4).fill({ outcome: 'opened' }));
    expect(inspect(file, (database) => database.pragma('integrity_check'))).toEqual([
      { integrity_check: 'ok' },
    ]);
  });
});

describe('a database that another process holds', () => {
  const locks = [
    ['a transaction', 'BEGIN EXCLUSIVE'],
    ['exclusive locking', 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT'],
  ] as const;

  test.each(locks)('is refused after a bounded wait when it is held by %s', async (_, sql) => {
    const file = join(folder, `held-${sql.length}.db`);
    await openStore(file).close();
    const holder = start('holder.ts', [file, sql]);
    const ended = new Promise((resolve) => holder.on('close', resolve));
    await new Promise((resolve) => holder.stdout?.once('data', resolve));
    const sentence = sentenceOf(refusal(() => openStore(file, 50)));
    holder.stdin?.end();
    await ended;
    expect(sentence).toBe(
      `The database ${file} is locked by another process. Stop that process, then start again.`,
    );
    await openStore(file).close();
  });
});

describe('a database that is not ours to open', () => {
  test('one from a newer version is refused, and says to update', async () => {
    const file = join(folder, 'newer.db');
    await openStore(file).close();
    inspect(file, (database) => database.pragma('user_version = 99'));
    const before = readFileSync(file);
    const sentence = sentenceOf(refusal(() => openStore(file)));
    expect(sentence).toContain(file);
    expect(sentence).toMatch(/newer Praxis \(schema 99.*Update Praxis/);
    expect(readFileSync(file)).toEqual(before);
  });

  test("another program's is refused, and left as it was", () => {
    const file = join(folder, 'other.db');
    const other = new Sqlite(file);
    other.exec('CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES (1)');
    other.close();
    const before = readFileSync(file);
    const sentence = sentenceOf(refusal(() => openStore(file)));
    expect(sentence).toBe(
      `${file} is not a Praxis database. Point PRAXIS_DB or --db at another file.`,
    );
    expect(readFileSync(file)).toEqual(before);
  });

  test('a folder is refused, and says to check the path', () => {
    const sentence = sentenceOf(refusal(() => openStore(folder)));
    expect(sentence).toBe(
      `The database ${folder} cannot be opened. Check that the path is a file in a folder this user may write to.`,
    );
  });

  test('a path below a file is refused, and says to check the path', () => {
    const file = join(folder, 'plain.txt');
    writeFileSync(file, 'text');
    const sentence = sentenceOf(refusal(() => openStore(join(file, 'x.db'))));
    expect(sentence).toMatch(/cannot be opened. Check that the path/);
    expect(existsSync(join(file, 'x.db'))).toBe(false);
  });
});
