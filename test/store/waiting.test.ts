import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KnownError } from '../../src/errors.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { start } from './process.ts';
import { temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const community = { ref: 'c', name: 'Testers', createdAt: 1 };
let files = 0;
let file: string;
let release: () => Promise<unknown>;

/** Another process holds the file's lock until `release` is called. */
async function hold(sql: string): Promise<void> {
  const holder = start('holder.ts', [file, sql]);
  const ended = once(holder, 'close');
  await once(holder.stdout ?? holder, 'data');
  release = () => {
    holder.stdin?.end();
    return ended;
  };
}

/** Opened before the lock is taken: opening waits in its own way. */
async function opened(patience?: number): Promise<Store> {
  const store = openStore(file, patience);
  await store.communities.add(community);
  return store;
}

beforeEach(() => {
  files += 1;
  file = join(folder, `${files}.db`);
});

afterEach(() => release());

describe('while another process writes', () => {
  test('an act waits and is done afterwards, and the program and its reading go on', async () => {
    const store = await opened();
    await hold('BEGIN IMMEDIATE');
    const order: string[] = [];
    const acts = [
      store.write((tables) => tables.deliveries.remember('a', 1)).then(() => order.push('act')),
      store.deliveries.remember('b', 1).then(() => order.push('one statement')),
    ];
    expect(await store.communities.all()).toMatchObject([community]);
    expect(await store.read(({ communities }) => communities.all())).toHaveLength(1);
    order.push('read');
    expect(order).toEqual(['read']);
    await release();
    await Promise.all(acts);
    expect(order.toSorted()).toEqual(['act', 'one statement', 'read']);
    expect(await store.deliveries.isKnown('a')).toBe(true);
    await store.close();
  });

  test('an act ends with a sentence after a bounded wait, and nothing is done', async () => {
    const store = await opened(50);
    await hold('BEGIN IMMEDIATE');
    const acts = [
      store.write((tables) => tables.deliveries.remember('a', 1)),
      store.deliveries.remember('b', 1),
    ];
    for (const act of acts) {
      const error = await act.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(KnownError);
      expect(error).toMatchObject({
        code: 'unavailable',
        message: 'Something else is being saved just now. Please try again in a minute.',
      });
    }
    await release();
    expect(await store.deliveries.isKnown('a')).toBe(false);
    expect(await store.deliveries.remember('b', 2)).toBe(true);
    await store.close();
  });

  test('the store can be closed', async () => {
    const store = await opened();
    await hold('BEGIN IMMEDIATE');
    await store.close();
  });
});
