import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/store/store.ts';
import { questionBy, settle } from './fixture.ts';
import { start } from './process.ts';
import { inspect, temporaryFolder } from './temporary.ts';

const folder = temporaryFolder();
const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

async function memory() {
  const store = openStore(':memory:');
  const { members, place } = await settle(store);
  const [ann] = members;
  if (!ann) throw new Error('nobody settled');
  const channel = await place('general', false);
  const { communityId, id: memberId } = ann;
  const reader = { communityId, memberId, channelId: channel.id, isGuest: false };
  return { store, ann, channel, reader };
}

describe('writing', () => {
  test('an act that throws leaves nothing behind, and its error comes out', async () => {
    const { store, ann, channel, reader } = await memory();
    const failing = store.write(async (tables) => {
      await tables.deliveries.remember('d', 1);
      await tables.questions.add(questionBy(ann, channel.id, 'lost'));
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await store.questions.find(reader, 1)).toBeUndefined();
    expect(await store.deliveries.isKnown('d')).toBe(false);
    await store.close();
  });

  test('an act that breaks a constraint leaves nothing behind', async () => {
    const { store, ann, channel, reader } = await memory();
    const failing = store.write(async (tables) => {
      await tables.questions.add(questionBy(ann, channel.id, 'lost'));
      await tables.questions.add(questionBy(ann, channel.id, 'x'.repeat(301)));
    });
    await expect(failing).rejects.toThrow('CHECK constraint failed');
    expect((await store.questions.list(reader, {}, { limit: 9, offset: 0 })).total).toBe(0);
    await store.close();
  });

  test('the store goes on after an act that failed', async () => {
    const { store, ann, channel } = await memory();
    await expect(store.write(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const kept = await store.write((tables) =>
      tables.questions.add(questionBy(ann, channel.id, 'kept')),
    );
    expect(kept.number).toBe(1);
    await store.close();
  });

  test('what an act wrote is seen by others only when it is over', async () => {
    const { store, ann, channel, reader } = await memory();
    const order: string[] = [];
    const act = store.write(async (tables) => {
      await tables.questions.add(questionBy(ann, channel.id, 'half'));
      order.push('written');
      await tables.questions.find(reader, 1);
      order.push('done');
    });
    const look = store.questions.find(reader, 1).then((question) => {
      order.push(question ? 'seen' : 'not there');
    });
    await Promise.all([act, look]);
    expect(order).toEqual(['written', 'done', 'seen']);
    await store.close();
  });

  test('a delivery is remembered once, however often it comes at once', async () => {
    const { store } = await memory();
    const news = await Promise.all(oneTo(20).map(() => store.deliveries.remember('same', 1)));
    expect(news.filter(Boolean)).toHaveLength(1);
    expect(await store.deliveries.remember('same', 2)).toBe(false);
    await store.close();
  });

  test('a delivery is forgotten when it is old', async () => {
    const { store } = await memory();
    await store.deliveries.remember('old', 1);
    await store.deliveries.remember('new', 5);
    await store.deliveries.forgetBefore(5);
    expect(await store.deliveries.isKnown('old')).toBe(false);
    expect(await store.deliveries.isKnown('new')).toBe(true);
    await store.close();
  });

  test('numbers are consecutive when many write at once', async () => {
    const { store, ann, channel } = await memory();
    const added = await Promise.all(
      oneTo(50).map((n) =>
        store.write((tables) => tables.questions.add(questionBy(ann, channel.id, `q${n}`))),
      ),
    );
    expect(added.map(({ number }) => number)).toEqual(oneTo(50));
    const [first] = added;
    const answers = await Promise.all(
      oneTo(30).map((n) =>
        store.write((tables) =>
          tables.answers.add({
            ref: `a${n}`,
            communityId: ann.communityId,
            questionId: first?.id ?? 0,
            authorId: ann.id,
            body: 'yes',
            createdAt: n,
          }),
        ),
      ),
    );
    expect(answers.map(({ number }) => number)).toEqual(oneTo(30));
    await store.close();
  });

  test('numbers are consecutive when several processes write at once', async () => {
    const file = join(folder, 'shared.db');
    const store = openStore(file);
    await (await settle(store)).place('general', false);
    await store.close();
    const writers = ['a', 'b', 'c'].map((name) => start('writer.ts', [file, name, '20']));
    const numbers = await Promise.all(
      writers.map(async ({ stdout, stderr }) => {
        const [said, problems] = await Promise.all([stdout, stderr].map((out) => out && text(out)));
        return JSON.parse(said || `"${problems}"`) as number[];
      }),
    );
    expect(numbers.flat().toSorted((a, b) => a - b)).toEqual(oneTo(60));
    expect(inspect(file, (database) => database.pragma('integrity_check'))).toEqual([
      { integrity_check: 'ok' },
    ]);
  });
});

test('a channel may turn private and public again, as often as it likes', async () => {
  const store = openStore(':memory:');
  const { place } = await settle(store);
  for (const isPrivate of [false, true, false, true, false]) {
    expect((await place('general', isPrivate)).private).toBe(isPrivate);
  }
  await store.close();
});
