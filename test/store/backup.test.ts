import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { KnownError } from '../../src/errors.ts';
import { backUpDaily } from '../../src/main/backups.ts';
import { backUpFile, restore } from '../../src/store/backups.ts';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { verify } from '../../src/store/verify.ts';
import { questionBy, settle } from './fixture.ts';
import { refusal, sentenceOf, start } from './process.ts';
import { inspect, temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();

async function filled(name: string, questions: number) {
  const store = openStore(join(folder, name));
  const { members, place } = await settle(store);
  const [ann] = members;
  if (!ann) throw new Error('nobody settled');
  const channel = await place('general', false);
  const ask = (title: string) =>
    store.write(async (tables) => {
      // Two rows that belong together: a backup has both or neither.
      const question = questionBy(ann, channel.id, title);
      const { id } = await tables.questions.add({ ...question, body: 'x'.repeat(5_000) });
      await tables.deliveries.remember(title, 1);
      return id;
    });
  for (let i = 0; i < questions; i += 1) await ask(`before ${i}`);
  return { store, ask };
}

const count = (file: string, table: string) =>
  inspect(file, (database) =>
    database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get(),
  );

describe('a backup', () => {
  test('that is taken while others write is intact and has all that was there before', async () => {
    const { store, ask } = await filled('busy.db', 300);
    const copy = join(folder, 'busy-copy.db');
    let isDone = false;
    const backup = store.backup(copy).finally(() => {
      isDone = true;
    });
    let written = 0;
    for (; !isDone && written < 300; written += 1) {
      if (written % 5 === 0) {
        await store.write(() => Promise.reject(new Error('undone'))).catch(() => {});
      }
      await ask(`during ${written}`);
    }
    await backup;
    await store.close();
    expect(written).toBeGreaterThan(1);
    inspect(copy, (database) => {
      expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(database.pragma('foreign_key_check')).toEqual([]);
    });
    expect(count(copy, 'question')).toBeGreaterThanOrEqual(300);
    expect(count(copy, 'question')).toBe(count(copy, 'delivery'));
  });

  test('opens at another place as the same community', async () => {
    const { store } = await filled('here.db', 3);
    const copy = join(folder, 'there.db');
    await store.backup(copy);
    await store.close();
    const restored = openStore(copy);
    expect(await restored.communities.all()).toMatchObject([{ name: 'Testers' }]);
    await restored.close();
    expect(count(copy, 'question')).toBe(3);
  });

  test('never overwrites a file', async () => {
    const { store } = await filled('source.db', 1);
    const file = join(folder, 'precious.txt');
    writeFileSync(file, 'precious');
    const refused = store.backup(file);
    await expect(refused).rejects.toBeInstanceOf(KnownError);
    await expect(refused).rejects.toThrow(
      `${file} exists already. Name a new file for the backup.`,
    );
    expect(readFileSync(file, 'utf8')).toBe('precious');
    await store.close();
  });
});

describe('a backup of a database that an earlier version wrote', () => {
  test('is of that version: it is taken before the upgrade, and changes nothing', async () => {
    const old = join(folder, 'old.db');
    inspect(old, (database) => migrate(database, readMigrations().slice(0, 3)));
    const before = readFileSync(old);
    expect(await backUpFile(old, join(folder, 'old-copy.db'))).toBe(false);
    expect(readFileSync(old)).toEqual(before);
    expect(verify(join(folder, 'old-copy.db'))).toMatchObject({ version: 3, problems: [] });
  });
});

describe('restoring a backup', () => {
  async function twoOf(name: string) {
    const path = join(folder, `${name}.db`);
    const backup = join(folder, `${name}-backup.db`);
    const { store, ask } = await filled(`${name}.db`, 2);
    await store.backup(backup);
    await ask('since then');
    return { path, backup, store };
  }

  test('brings back what was then, and keeps what was there beside it', async () => {
    const { path, backup, store } = await twoOf('back');
    await store.close();
    expect(await restore(backup, path)).toBe(`${path}.replaced`);
    expect(await restore(backup, path)).toBe(`${path}.replaced-2`);
    expect(
      [path, `${path}.replaced`, `${path}.replaced-2`].map((file) => count(file, 'question')),
    ).toEqual([2, 3, 2]);
    expect(readdirSync(folder).filter((file) => /back.db.+(new|part)/.test(file))).toEqual([]);
  });

  test('takes the place of a database that is gone, or damaged', async () => {
    const { path, backup, store } = await twoOf('lost');
    await store.close();
    rmSync(path);
    expect(await restore(backup, path)).toBeUndefined();
    expect(count(path, 'question')).toBe(2);
    writeFileSync(path, 'Dear diary, this is not a database at all.'.repeat(200));
    expect(await restore(backup, path)).toBe(`${path}.replaced`);
    expect(count(path, 'question')).toBe(2);
    expect(readFileSync(`${path}.replaced`, 'utf8')).toContain('Dear diary');
  });

  test('is refused while another process uses the database, and changes nothing', async () => {
    const { path, backup, store } = await twoOf('used');
    await store.close();
    const holder = start('holder.ts', [path, 'SELECT count(*) FROM question']);
    await once(holder.stdout ?? holder, 'data');
    const sentence = await restore(backup, path).catch(sentenceOf);
    holder.kill('SIGKILL');
    await once(holder, 'close');
    expect(sentence).toContain(
      `The database ${path} is locked by another process. Stop that process`,
    );
    expect(existsSync(`${path}.replaced`)).toBe(false);
    expect(count(path, 'question')).toBe(3);
  });

  test('is refused when the backup is damaged or is none, and changes nothing', async () => {
    const { path, backup, store } = await twoOf('broken');
    await store.close();
    const bytes = readFileSync(backup);
    bytes.fill(0x55, 4096 * 3, 4096 * 9);
    writeFileSync(backup, bytes);
    expect(await restore(backup, path).catch(sentenceOf)).toMatch(/is damaged/);
    writeFileSync(backup, 'no database');
    expect(await restore(backup, path).catch(sentenceOf)).toContain(backup);
    await expect(restore(join(folder, 'nowhere.db'), path)).rejects.toThrow('There is no backup');
    expect(count(path, 'question')).toBe(3);
    expect(existsSync(`${path}.replaced`)).toBe(false);
  });

  test('does not read the log of a lost database into it', async () => {
    const { path, backup, store } = await twoOf('torn');
    await store.close();
    rmSync(path);
    writeFileSync(`${path}-wal`, 'the last changes');
    await expect(restore(backup, path)).rejects.toThrow(`${path}-wal is there`);
    expect(readFileSync(`${path}-wal`, 'utf8')).toBe('the last changes');
  });
});

describe('looking through a database', () => {
  test('counts what is in it, and finds nothing wrong with a sound one, in use or not', async () => {
    const { store } = await filled('sound.db', 4);
    const sound = { problems: [], counts: { questions: 4, answers: 0, snippets: 0 } };
    expect(verify(join(folder, 'sound.db'))).toMatchObject(sound);
    await store.close();
    expect(verify(join(folder, 'sound.db'))).toMatchObject(sound);
  });

  test('finds rows that belong to nothing, and what cannot be found any more', async () => {
    const { store } = await filled('odd.db', 2);
    await store.close();
    const file = join(folder, 'odd.db');
    inspect(file, (database) => {
      database.pragma('foreign_keys = OFF');
      database.exec('DELETE FROM channel');
      database.exec("INSERT INTO document_fts (document_fts) VALUES ('delete-all')");
      database.exec("INSERT INTO document_fts (rowid, title) VALUES (7, 'nowhere')");
    });
    expect(verify(file).problems).toEqual([
      expect.stringContaining('2 rows of question belong to nothing'),
      'the full-text index is not in step with the documents',
    ]);
  });

  test('finds pages that are broken', async () => {
    const { store } = await filled('pages.db', 30);
    await store.close();
    const file = join(folder, 'pages.db');
    const bytes = readFileSync(file);
    bytes.fill(0x55, bytes.length - 4096 * 4, bytes.length - 4096 * 2);
    writeFileSync(file, bytes);
    expect(verify(file).problems.length).toBeGreaterThan(0);
  });

  test('says that there is none, or that it is not ours', () => {
    expect(() => verify(join(folder, 'none.db'))).toThrow('There is no database');
    const other = join(folder, 'other.db');
    inspect(other, (database) => database.exec('CREATE TABLE theirs (x)'));
    expect(sentenceOf(refusal(() => verify(other)))).toContain('is not a Praxis database');
  });
});

describe('the backup of each day', () => {
  const day = 24 * 60 * 60 * 1000;
  const names = (where: string) => readdirSync(where).sort();

  test('is made once, and as many are kept as were asked for; other files there are left alone', async () => {
    const { store } = await filled('daily.db', 1);
    const where = join(folder, 'backups');
    let now = Date.UTC(2026, 1, 26, 12);
    const daily = () => backUpDaily({ store, clock: () => now }, { folder: where, kept: 2 });
    expect(await daily()).toBe(join(where, 'praxis-2026-02-26.db'));
    expect(await daily()).toBeUndefined();
    writeFileSync(join(where, 'praxis-notes.txt'), 'mine');
    for (let days = 0; days < 3; days += 1) {
      now += day;
      await daily();
    }
    expect(names(where)).toEqual([
      'praxis-2026-02-28.db',
      'praxis-2026-03-01.db',
      'praxis-notes.txt',
    ]);
    expect(await store.upkeep.last('backup')).toEqual({ at: now, problem: null });
    await store.close();
  });

  test('that cannot be made is noted with why', async () => {
    const { store } = await filled('failing.db', 1);
    writeFileSync(join(folder, 'a-file'), '');
    const backups = { folder: join(folder, 'a-file'), kept: 2 };
    await expect(backUpDaily({ store, clock: () => 5 }, backups)).rejects.toThrow();
    expect(await store.upkeep.last('backup')).toMatchObject({
      at: 5,
      problem: expect.stringMatching(/EEXIST|ENOTDIR/),
    });
    await store.close();
  });
});
