import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCore } from '../../src/core.ts';
import type { Store } from '../../src/store/store.ts';
import { accountOf, day, type Fixture, openCommunity, placeOf } from '../core/community.ts';
import { courierOver, createPlatform } from './platform.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

async function keep(...titles: readonly string[]): Promise<void> {
  for (const title of titles) {
    const kept = { title, details: '', answer: `Step by step: ${title}`, tags: [] };
    await here.core.captures.save(await here.as('Bo'), undefined, kept, []);
  }
}

const dueIn = 181 * day;

test('curators by a role of their platform have turns for 30 days after they were here with it', async () => {
  const platform = createPlatform(here.world.clock);
  const courier = courierOver(here.core, platform);
  const arrive = (role?: 'curator') => {
    const account = { ...accountOf('Rollo'), ...(role && { role }) };
    return here.core.members.arrive(account, placeOf('general'), here.world.newRef());
  };
  /** Whom the next day brings a word. */
  const told = async () => {
    const before = platform.messages.length;
    here.wait(day);
    await courier.run();
    return platform.messages.slice(before).map(({ to }) => to);
  };
  await keep('How does it work?');
  await here.core.ownership.release(await here.as('Bo'), 1);
  await arrive('curator');
  here.wait(dueIn);
  expect(await told()).toEqual([]);
  await arrive('curator');
  expect(await told()).toEqual(['@account of Rollo']);
  await here.core.verification.verify(await arrive(), 1);
  await arrive('curator');
  here.wait(dueIn);
  expect(await told()).toEqual([]);
});

test('who is asked about what is decided for all of it or, killed in the middle, for none', async () => {
  await keep('How does one work?', 'How does two work?', 'How does three work?');
  here.wait(dueIn);
  const store: Store = {
    ...here.store,
    write: (change) =>
      here.store.write(async (tables) => {
        await change(tables);
        throw new Error('killed before it was written');
      }),
  };
  const dying = createCore({ ...here.world, store });
  await expect(dying.notices.claim(['console'], 9)).rejects.toThrow('killed');
  const waiting = () => here.store.care.unassigned(here.world.clock(), 9);
  expect(await waiting()).toHaveLength(3);
  await here.core.notices.claim(['console'], 9);
  expect(await waiting()).toHaveLength(0);
});
