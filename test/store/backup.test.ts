import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { KnownError } from '../../src/errors.ts';
import { openStore } from '../../src/store/store.ts';
import { questionBy, settle } from './fixture.ts';
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
