import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openStore } from '../../src/store/store.ts';
import { refusal, sentenceOf, start } from './process.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const community = { ref: 'c', name: 'Testers', createdAt: 1 };
let whole: Buffer;

beforeAll(async () => {
  const file = join(folder, 'whole.db');
  const store = openStore(file);
  await store.communities.add(community);
  await store.close();
  whole = readFileSync(file);
});

/** A database file with these bytes, alone. */
function written(name: string, bytes: Uint8Array): string {
  const file = join(folder, name);
  for (const rest of ['', '-wal', '-shm']) rmSync(`${file}${rest}`, { force: true });
  writeFileSync(file, bytes);
  return file;
}

function flipped(...at: readonly number[]): Buffer {
  const bytes = Buffer.from(whole);
  for (const i of at) bytes[i] = ~(bytes[i] ?? 0) & 0xff;
  return bytes;
}

describe('a damaged database', () => {
  test.each([
    ['with another first page', () => flipped(...Array(100).keys())],
    ['with a flipped magic string', () => flipped(0, 1, 2, 3)],
    ['with a flipped page size', () => flipped(16, 17)],
    ['with a flipped schema', () => flipped(...Array.from({ length: 300 }, (_, i) => 100 + i))],
    ['cut in half', () => whole.subarray(0, whole.length / 2)],
    ['cut to a few pages', () => whole.subarray(0, 3 * 4096)],
    ['cut inside its header', () => whole.subarray(0, 60)],
    ['of length zero', () => Buffer.alloc(0)],
    ['of zeros', () => Buffer.alloc(whole.length)],
    ['that is text', () => Buffer.from('Dear diary, this is not a database at all.\n'.repeat(99))],
  ])('%s is refused, says what to do, and keeps every byte', (_, damage) => {
    const bytes = damage();
    const file = written('damaged.db', bytes);
    const sentence = sentenceOf(refusal(() => openStore(file)));
    expect(sentence).toContain(`The database ${file} is damaged. Move it away`);
    expect(readFileSync(file)).toEqual(Buffer.from(bytes));
  });

  test('is either refused unchanged or opened with all that it held, whatever was flipped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat({ max: 120 }), { minLength: 1, maxLength: 4 }),
        async (at) => {
          const bytes = flipped(...at);
          const file = written('flipped.db', bytes);
          const error = refusal(() => openStore(file).close());
          if (error === undefined) {
            const store = openStore(file);
            expect(await store.communities.all()).toMatchObject([community]);
            await store.close();
          } else {
            expect(sentenceOf(error)).toContain(file);
            expect(readFileSync(file).equals(bytes)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([0, 1])('with its version set back to %i is refused, and keeps every byte', (n) => {
    const bytes = Buffer.from(whole);
    // https://www.sqlite.org/fileformat.html#user_version_number
    bytes.writeInt32BE(n, 60);
    const file = written('set-back.db', bytes);
    expect(sentenceOf(refusal(() => openStore(file)))).toContain(file);
    expect(readFileSync(file)).toEqual(bytes);
  });
});

describe('what a crash left beside a database', () => {
  test('a log whose database is gone is not replayed into a new, empty one', () => {
    const file = join(folder, 'gone.db');
    writeFileSync(`${file}-wal`, 'what is left');
    const sentence = sentenceOf(refusal(() => openStore(file)));
    expect(sentence).toContain(`${file}-wal`);
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(`${file}-wal`, 'utf8')).toBe('what is left');
  });

  test('an index whose log was taken away is refused, until somebody gives the last changes up', async () => {
    const file = written('taken.db', whole);
    const holder = start('holder.ts', [file, "INSERT INTO delivery VALUES ('lost', 1)"]);
    await once(holder.stdout ?? holder, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'close');
    rmSync(`${file}-wal`);
    expect(existsSync(`${file}-shm`)).toBe(true);
    const sentence = sentenceOf(refusal(() => openStore(file)));
    expect(sentence).toContain(`${file}-wal, which is gone`);
    rmSync(`${file}-shm`);
    const store = openStore(file);
    expect(await store.communities.all()).toMatchObject([community]);
    await store.close();
  });
});
