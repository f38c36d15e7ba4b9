import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connectApart } from '../../src/communities.ts';
import { applyRetention } from '../../src/retention.ts';
import { openStore, type Store } from '../../src/store/store.ts';

const day = 24 * 60 * 60 * 1000;
let now = 0;
let store: Store;
let refs = 0;
const newRef = () => {
  refs += 1;
  return `r${refs}`;
};
const world = () => ({ store, clock: () => now, newRef });
const join = (externalId: string, name: string) =>
  connectApart(world(), { platform: 'discord', externalId, name }, undefined);

beforeEach(() => {
  now = 100 * day;
  store = openStore(':memory:');
});
afterEach(() => store.close());

test('the first server joins the community that is there, each further one gets its own', async () => {
  const own = await store.communities.add({ ref: 'own', name: 'Ours', createdAt: now });
  expect((await join('1', 'First')).communityId).toBe(own.id);
  expect((await join('2', 'Second')).communityId).not.toBe(own.id);
  expect((await join('1', 'First')).communityId).toBe(own.id);
});

test('a server that comes back in time finds everything where it was', async () => {
  const before = await join('1', 'First');
  await store.communities.leave('discord', '1', now);
  expect(await store.communities.connectedWorkspace('discord', '1')).toBeUndefined();
  now += 10 * day;
  expect(await applyRetention(world(), 30)).toBe(0);
  expect(await join('1', 'First')).toMatchObject({ id: before.id });
  now += 40 * day;
  expect(await applyRetention(world(), 30)).toBe(0);
});

test('what a server knew is deleted when it stays away, and others keep theirs', async () => {
  await join('1', 'First');
  const other = await join('2', 'Second');
  await store.communities.leave('discord', '1', now);
  now += 31 * day;
  expect(await applyRetention(world(), 30)).toBe(1);
  expect((await store.communities.all()).map(({ id }) => id)).toEqual([other.communityId]);
});

test('servers of the same name that come at once each get a community', async () => {
  const joined = await Promise.all(['1', '2', '3', '4'].map((id) => join(id, 'Craft')));
  expect(new Set(joined.map(({ communityId }) => communityId)).size).toBe(4);
  expect((await store.communities.all()).map(({ name }) => name)).toContain('Craft (4)');
});
