import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/store.ts';
import { openElsewhere } from './process.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
chmodSync(folder, 0o755);

/** Permissions do not bind root: then the store is opened by the user `nobody`. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? { uid: nobody, gid: nobody } : {};

function folderOfUser(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  if (isRoot) chownSync(path, nobody, nobody);
  return path;
}

function toldWhatToDo(file: string) {
  return {
    outcome: 'refused',
    code: 'unavailable',
    sentence: `The database ${file} cannot be written. Give this user write permission to the file and its folder.`,
  };
}

describe('a database that may not be written', () => {
  test('is refused when the file is read-only, and left as it was', async () => {
    const file = join(folderOfUser('file'), 'praxis.db');
    await openStore(file).close();
    chmodSync(file, 0o444);
    const before = readFileSync(file);
    expect(await openElsewhere(file, asUser)).toEqual(toldWhatToDo(file));
    expect(readFileSync(file)).toEqual(before);
  });

  test('is refused when the file may not even be read', async () => {
    const file = join(folderOfUser('secret'), 'praxis.db');
    await openStore(file).close();
    chmodSync(file, 0o000);
    expect(await openElsewhere(file, asUser)).toMatchObject({
      outcome: 'refused',
      sentence: expect.stringContaining(file),
    });
  });

  test('is refused when its folder is read-only, and left as it was', async () => {
    const place = folderOfUser('place');
    const file = join(place, 'praxis.db');
    await openStore(file).close();
    const before = readFileSync(file);
    chmodSync(place, 0o555);
    chmodSync(file, 0o666);
    const opened = await openElsewhere(file, asUser);
    chmodSync(place, 0o755);
    expect(opened).toMatchObject({
      outcome: 'refused',
      code: 'unavailable',
      sentence: expect.stringContaining(file),
    });
    expect(readFileSync(file)).toEqual(before);
  });

  test('is not made in a folder that is read-only', async () => {
    const place = folderOfUser('closed');
    chmodSync(place, 0o555);
    const file = join(place, 'praxis.db');
    const opened = await openElsewhere(file, asUser);
    chmodSync(place, 0o755);
    expect(opened).toMatchObject({
      outcome: 'refused',
      code: 'unavailable',
      sentence: expect.stringContaining(file),
    });
    expect(existsSync(file)).toBe(false);
  });
});
