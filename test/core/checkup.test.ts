import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCheckup } from '../../src/checks.ts';
import type { Used } from '../../src/findings.ts';
import type { World } from '../../src/world.ts';
import { day, openCommunity } from './community.ts';

type Here = Awaited<ReturnType<typeof openCommunity>>;
let here: Here;

beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Ada', 'admin');
  await here.store.upkeep.note('backup', { at: here.world.clock(), problem: null });
});
afterEach(() => here.store.close());

const checkup = (more: Partial<World>) => createCheckup({ ...here.world, ...more });

describe('a checkup', () => {
  test('finds a sound database, a right clock and everything delivered well', async () => {
    const found = await here.core.checkup(await here.as('Ada'));
    expect(found).toMatchObject([
      { state: 'well', where: 'the database' },
      { state: 'well', where: 'the clock' },
      { state: 'well', where: 'backups' },
      { state: 'well', where: 'deliveries' },
    ]);
  });

  test('says when no backup was made, when the last is old, and why one could not be made', async () => {
    const backups = async () => {
      const found = await here.core.checkup(await here.as('Ada'));
      return found.find(({ where }) => where === 'backups');
    };
    await here.store.upkeep.note('backup', { at: here.world.clock(), problem: 'no room' });
    expect(await backups()).toMatchObject({
      state: 'broken',
      sentence: expect.stringContaining('no room'),
    });
    await here.store.upkeep.note('backup', { at: here.world.clock(), problem: null });
    expect(await backups()).toMatchObject({ state: 'well' });
    here.wait(9 * day);
    expect(await backups()).toMatchObject({
      state: 'lacking',
      sentence: expect.stringContaining('more than a week old'),
    });
  });

  test('says that the clock was set back, and what is to be done', async () => {
    await here.store.deliveries.remember('later', here.world.clock() + 3 * 60 * 60_000);
    const [first] = await here.core.checkup(await here.as('Ada'));
    expect(first).toMatchObject({ state: 'broken', where: 'the clock' });
    expect(first?.sentence).toContain('3 hours behind');
  });

  test('says that the disk is nearly full, or the database damaged', async () => {
    const { store } = here;
    const condition = { ...store.condition(), freeBytes: 1024 * 1024, problem: 'row 7 is missing' };
    const found = await checkup({ store: { ...store, condition: () => condition } })(
      await here.as('Ada'),
    );
    expect(found.filter(({ state }) => state === 'broken')).toMatchObject([
      { where: 'the database' },
      { where: 'the disk', sentence: 'Only 1 MB are free: soon nothing can be kept.' },
    ]);
  });

  test('asks the platform about the channels in use, and never names a private one elsewhere', async () => {
    const actor = await here.as('Ada');
    const { workspaceId } = actor.channel;
    const secret = { workspaceId, externalId: 'S', name: 'secret', private: true };
    const { id } = await here.store.channels.save(secret, here.world.clock());
    let asked: readonly Used[] = [];
    const examine: World['examine'] = async (_, channels) => {
      asked = channels;
      return [
        { state: 'lacking', where: '#general', sentence: 'It is dark.', remedy: 'Light it.' },
      ];
    };
    await here.store.channels.setListening(actor.channelId, true);
    const found = await checkup({ examine })(actor);
    expect(found[0]).toMatchObject({ where: '#general', remedy: 'Light it.' });
    expect(asked.map(({ name }) => name)).not.toContain('secret');
    expect(asked.find((one) => one.id === actor.channelId)?.listening).toBe(true);
    await checkup({ examine })({ ...actor, channelId: id });
    expect(asked.map(({ name }) => name)).toContain('secret');
  });

  test('is for those who can do something about it', async () => {
    expect(await here.core.checkup(await here.as('Ana'))).toEqual([]);
  });
});
