import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { day, type Fixture, monday, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

const { of, pause, limit, hours, listed } = {
  of: async () => here.core.preferences.of(await here.as('Ana')),
  pause: async (until: number | null) => here.core.preferences.pause(await here.as('Ana'), until),
  limit: async (n: number) => here.core.preferences.limit(await here.as('Ana'), n),
  hours: async (said: Parameters<typeof here.core.preferences.hours>[1]) =>
    here.core.preferences.hours(await here.as('Ana'), said),
  listed: async (yes: boolean) => here.core.preferences.listed(await here.as('Ana'), yes),
};

const nothing = {
  ...{ zone: null, hours: null, pausedUntil: null, weeklyLimit: null },
  ...{ unlisted: false, page: false },
};

test('who never said how they want to be asked has said nothing', async () => {
  expect(await of()).toEqual(nothing);
});

test('what a member says about being asked is kept, and nothing else changes', async () => {
  const night = { from: 22 * 60, until: 6 * 60, workdays: [6, 7] };
  await limit(0);
  await hours({ hours: night });
  await hours({ zone: 'Asia/Tokyo' });
  await listed(false);
  await pause(monday + 7 * day);
  const said = {
    zone: 'Asia/Tokyo',
    hours: night,
    pausedUntil: monday + 7 * day,
    weeklyLimit: 0,
    unlisted: true,
    page: false,
  };
  expect(await of()).toEqual(said);
  await pause(null);
  await listed(true);
  expect(await of()).toEqual({ ...said, pausedUntil: null, unlisted: false });
  expect(await here.core.preferences.of(await here.as('Bo'))).toEqual(nothing);
});

test('a pause ends in the future, within a year', async () => {
  await expect(pause(monday)).rejects.toThrow('That time is past');
  await expect(pause(monday + 400 * day)).rejects.toThrow('more than a year');
  expect(await of()).toEqual(nothing);
});
