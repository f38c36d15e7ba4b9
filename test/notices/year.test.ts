import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCore } from '../../src/core.ts';
import { usualHours } from '../../src/experts/preferences.ts';
import { nextSlot } from '../../src/notices/periods.ts';
import { isWaking } from '../../src/notices/waking.ts';
import { openStore } from '../../src/store/store.ts';
import { accountOf, asking, day, hour, placeOf } from '../core/community.ts';
import { createChance } from '../faults/chance.ts';
import { courierOver, createPlatform, type Fault } from './platform.ts';

const start = Date.UTC(2026, 0, 1);
const faults: readonly Fault[] = [
  'busy',
  'lost before',
  'lost after',
  'broken off',
  'workspace refuses',
];
const names = ['Bo', 'Cy', 'Di', 'Ed'];

/** A year in which everything goes wrong now and then; what came of it. */
async function live(seed: number, zone: string) {
  const chance = createChance(seed);
  const store = openStore(':memory:');
  let time = start;
  /** What the machine's clock is wrong by. */
  let wrong = 0;
  const clock = () => time + wrong;
  const core = createCore({ store, clock, newRef: () => `ref-${chance.below(2 ** 31)}-${time}` });
  const { id: communityId } = await store.communities.add({
    ref: 'c',
    name: 'C',
    createdAt: start,
  });
  const workspace = { communityId, platform: 'console', externalId: 'here', name: 'Here' };
  await store.communities.connect(workspace, start);
  let deliveries = 0;
  const as = (name: string) =>
    core.members.arrive(accountOf(name), placeOf('general'), `d-${++deliveries}`);
  const curator = { ref: 'cur', communityId, handle: 'cur', name: 'Cur', role: 'curator' as const };
  const { id: memberId } = await store.members.add({ ...curator, joinedAt: start });
  await store.members.addAccount({ workspaceId: 1, memberId, externalId: 'account of Cur' }, start);
  await core.digests.schedules.set(await as('Cur'), { zone, whenEmpty: true });
  for (const name of names) await core.expertise.declare(await as(name), ['git']);

  const platform = createPlatform(clock);
  platform.fail(() => (chance.below(3) === 0 ? (chance.oneOf(faults) ?? 'none') : 'none'));
  const couriers = [courierOver(core, platform), courierOver(core, platform)];
  const rule = { weekday: 1, minute: 540, zone };
  /** Slots after which the courier ran for a week, by a clock that was right. */
  const awake = new Set<number>();
  let downUntil = 0;
  let wrongUntil = 0;
  let slot = nextSlot(rule, start);
  let isClean = true;
  let looks = 0;
  while (time < start + 366 * day) {
    time += (1 + chance.below(16)) * hour;
    if (chance.below(80) === 0) downUntil = time + chance.below(12) * day;
    if (wrong !== 0 && time > wrongUntil) wrong = 0;
    if (chance.below(120) === 0) {
      wrong = (chance.below(4) - 2) * day;
      wrongUntil = time + chance.below(3) * day;
    }
    if (nextSlot(rule, slot) <= time) {
      if (isClean && looks > 0) awake.add(slot);
      while (nextSlot(rule, slot) <= time) slot = nextSlot(rule, slot);
      isClean = true;
      looks = 0;
    }
    if (wrong !== 0 || time < wrongUntil + 3 * day || time < downUntil) isClean = false;
    if (time < downUntil) continue;
    if (time >= slot && time - slot < day) looks += 1;
    if (chance.below(8) === 0) {
      // Fails when this member has asked as much as one may.
      await core.questions
        .ask(await as(`Asker ${chance.below(9)}`), asking(`Why ${time}?`, { tags: ['git'] }))
        .catch(() => undefined);
    }
    if (chance.below(20) === 0) {
      const number = 1 + chance.below(30);
      await core.answers
        .add(await as(chance.oneOf(names) ?? 'Bo'), number, 'So.')
        .catch(() => undefined);
    }
    const [one, two] = couriers;
    await (chance.below(3) === 0 ? Promise.all([one?.run(), two?.run()]) : one?.run());
  }
  const sent = (await store.notices.sentBy(1, 100)).toReversed();
  await store.close();
  return { platform, awake, sent };
}

test('a year of faults, downtimes and jumps of the clock: a digest once a period, a ping once a member', async () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Tokyo',
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), zones, async (seed, zone) => {
      const { platform, awake, sent } = await live(seed, zone);
      const keys = platform.keys();
      expect(new Set(keys).size).toBe(keys.length);
      const digests = platform.keys('digest');
      expect(digests.length).toBeGreaterThan(30);
      // One follows the other: nothing is left out between two, and nothing is said by both.
      for (const [i, { details }] of sent.entries()) {
        if (i > 0 && (details.to ?? 0) - (details.from ?? 0) < 35 * day) {
          expect(details.from).toBeLessThanOrEqual(sent[i - 1]?.details.to ?? 0);
        }
      }
      const slots = new Set(sent.map(({ details }) => details.to));
      const lost = [...awake].filter((at) => !slots.has(at));
      expect(lost.map((at) => new Date(at).toISOString())).toEqual([]);
      const pings = platform.messages.filter(({ key }) => key.startsWith('ping'));
      expect(pings.length).toBeGreaterThan(10);
      for (const { at } of pings)
        expect(isWaking({ zone: 'UTC', hours: usualHours }, at)).toBe(true);
      const asked = pings.map(({ key, to }) => `${key.split(':')[1]} ${to}`);
      expect(new Set(asked).size).toBe(asked.length);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
