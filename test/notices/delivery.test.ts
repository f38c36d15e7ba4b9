import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { retryAfter } from '../../src/notices/notices.ts';
import { readView } from '../commands/read.ts';
import { asking, day, type Fixture, hour, minute, openCommunity } from '../core/community.ts';
import { courierOver, createPlatform, type Fault, type Platform } from './platform.ts';

let here: Fixture;
let platform: Platform;
let courier: Courier;

beforeEach(async () => {
  here = await openCommunity();
  platform = createPlatform(here.world.clock);
  courier = courierOver(here.core, platform);
  await here.appoint('Ada', 'admin');
  await here.appoint('Cur', 'curator');
  await here.core.digests.schedules.set(await here.as('Cur'), { weekday: 1, minute: 600 });
  await here.core.questions.ask(await here.as('Ana'), asking('How do I undo a commit?'));
});
afterEach(() => here.close());

async function pass(time: number, step = 5 * minute): Promise<string[]> {
  const before = platform.messages.length;
  for (let left = time; left > 0; left -= step) {
    here.wait(Math.min(left, step));
    await courier.run();
  }
  return platform.messages.slice(before).map(({ key }) => key);
}
const digests = () => platform.keys('digest');
/** The first posts of digests fail so, one after the other. */
function failFirst(...faults: readonly Fault[]): void {
  const left = [...faults];
  platform.fail((key) => (key.startsWith('digest') ? (left.shift() ?? 'none') : 'none'));
}
const report = async (who = 'Ada') => here.core.notices.report(await here.as(who));
const broken = async (who = 'Ada') =>
  (await here.core.checkup(await here.as(who))).filter(({ state }) => state === 'broken');

describe('a post that fails', () => {
  test.each<[string, Fault[]]>([
    ['was refused for a while', ['busy', 'busy']],
    ['got no answer, and was not made', ['lost before', 'lost before', 'lost before']],
    ['got no answer, but was made', ['lost after']],
    ['broke off', ['broken off', 'busy', 'lost after']],
  ])('since it %s, is repeated later, and stands once', async (_what, faults) => {
    failFirst(...faults);
    await pass(4 * hour);
    expect(digests()).toEqual(['digest:c1:2026-W02']);
    expect((await report()).dead.total).toBe(0);
  });

  test('is repeated after longer and longer, within bounds, and not all at once', () => {
    const waits = [1, 2, 3, 8, 11, 12].map((attempts) => retryAfter(attempts, 1));
    expect(waits).toEqual([30_000, 60_000, 120_000, 3_840_000, 6 * hour, 6 * hour]);
    expect(retryAfter(3, 0)).toBe(60_000);
  });

  test('for ever is given up, listed with why, and sent again when an admin says so', async () => {
    platform.fail((key) => (key.startsWith('digest') ? 'busy' : 'none'));
    await pass(3 * day, hour);
    expect(digests()).toEqual([]);
    const { dead } = await report();
    expect(dead.items).toMatchObject([{ kind: 'digest', why: 'busy', attempts: 12 }]);
    const id = dead.items[0]?.id ?? 0;
    await expect(here.core.notices.resend(await here.as('Ana'), id)).rejects.toThrow(
      'Only an admin',
    );
    expect(
      await here.core.notices
        .resend(await here.as('Ada', 'general', 'elsewhere'), id)
        .catch(() => false),
    ).toBe(false);
    platform.fail(() => 'none');
    expect(await here.core.notices.resend(await here.as('Ada'), id)).toBe(true);
    await pass(minute);
    expect(digests()).toEqual(['digest:c1:2026-W02']);
    expect(await here.core.notices.resend(await here.as('Ada'), id)).toBe(false);
  });
});

describe('a channel that can no longer be posted in', () => {
  beforeEach(async () => {
    platform.fail((key) => (/^(digest|question|waiting)/.test(key) ? 'place refuses' : 'none'));
    await pass(2 * hour);
  });

  test('is paused, and who set up its digest is told once what to do', async () => {
    await pass(21 * day, hour);
    const told = platform.messages.filter(({ key }) => key.startsWith('undeliverable'));
    expect(told.map(({ to }) => to)).toEqual(['@account of Cur']);
    expect(readView(told[0]?.view ?? { name: '', title: [], blocks: [] })).toContain(
      'I cannot post in #general any more, and have stopped trying. Invite me there.',
    );
    expect(await broken()).toMatchObject([{ where: '#general', remedy: 'Invite me there.' }]);
    expect(await here.core.channels.unreachable(await here.as('Cur'))).toMatchObject({
      sentence: 'Invite me there.',
    });
    expect((await report()).dead.items.map(({ kind }) => kind)).toContain('card');
  });

  test('tells nobody else what failed', async () => {
    expect(await report('Ana')).toMatchObject({ dead: { total: 0 } });
    expect(await broken('Ana')).toEqual([]);
  });

  test('gets its digest again when it is set up again, over all that it missed', async () => {
    await pass(2 * day, hour);
    platform.fail(() => 'none');
    await pass(11 * day, hour);
    expect(digests()).toEqual([]);
    await here.core.digests.schedules.set(await here.as('Cur'), {});
    expect(await broken()).toEqual([]);
    await pass(7 * day, hour);
    expect(digests()).toEqual(['digest:c1:2026-W04']);
  });

  test('does not hold up other channels', async () => {
    await here.core.digests.schedules.set(await here.as('Cur', 'random'), {
      weekday: 2,
      minute: 0,
    });
    await here.core.questions.ask(await here.as('Ana', 'random'), asking('Lunch?'));
    platform.fail((key) => (key.startsWith('digest:c1') ? 'place refuses' : 'none'));
    await pass(8 * day, hour);
    expect(digests()).toEqual(['digest:c2:2026-W02']);
  });
});

test('a workspace that takes nothing at all loses nothing: its notices wait', async () => {
  platform.fail(() => 'workspace refuses');
  await pass(5 * day, hour);
  expect((await report()).dead.total).toBe(0);
  platform.fail(() => 'none');
  await pass(hour);
  expect(digests()).toEqual(['digest:c1:2026-W02']);
});

describe('two couriers over one store', () => {
  test('deliver everything once between them', async () => {
    const other = courierOver(here.core, platform);
    for (let n = 2; n <= 12; n += 1) {
      await here.core.questions.ask(await here.as(`Asker ${n}`), asking(`Question ${n}?`));
    }
    for (let hours = 0; hours < 48; hours += 1) {
      here.wait(hour);
      const [a, b] = await Promise.all([courier.run(), other.run()]);
      expect(a + b).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(platform.keys()).size).toBe(platform.messages.length);
    expect(platform.keys('question')).toHaveLength(12);
    expect(platform.keys('waiting')).toHaveLength(12);
    expect(platform.edits()).toBe(0);
  });

  test('leave each other what is in hand, also when one read the clock a moment earlier', async () => {
    here.wait(2 * hour);
    expect((await here.core.notices.claim(['console'], 50)).length).toBeGreaterThan(0);
    here.wait(-1);
    expect(await courier.run()).toBe(0);
    here.wait(1 - 2 * minute);
    expect(await courier.run()).toBe(0);
  });

  test('take over what the other left in hand, when its lease is over', async () => {
    here.wait(2 * hour);
    // Taken in hand by a process that died on the spot.
    expect((await here.core.notices.claim(['console'], 50)).length).toBeGreaterThan(0);
    expect(await courier.run()).toBe(0);
    here.wait(2 * minute);
    await courier.run();
    expect(platform.keys()).toEqual(expect.arrayContaining(['question:1', 'digest:c1:2026-W02']));
  });

  test('who comes too late changes nothing', async () => {
    here.wait(2 * hour);
    const [late] = await here.core.notices.claim(['console'], 50);
    here.wait(2 * minute);
    await courier.run();
    const stands = platform.messages.length;
    if (late) await here.core.notices.failed(late, 'too late', 0, 0.5);
    await courier.run();
    expect(platform.messages).toHaveLength(stands);
  });
});

describe('a clock that is set', () => {
  test('two days ahead and back brings no digest twice, and holds nothing in hand for days', async () => {
    here.wait(2 * hour);
    await here.core.notices.claim(['console'], 50);
    here.wait(-2 * day);
    await courier.run();
    here.wait(2 * day + 2 * minute);
    await courier.run();
    expect(digests()).toEqual(['digest:c1:2026-W02']);
    here.wait(9 * day);
    await courier.run();
    here.wait(-2 * day);
    await pass(4 * day, hour);
    expect(digests()).toEqual(['digest:c1:2026-W02']);
  });

  test('years ahead by mistake does not silence a schedule for years', async () => {
    here.wait(3_650 * day);
    await courier.run();
    here.wait(-3_650 * day);
    await pass(3 * day, hour);
    await here.core.questions.ask(await here.as('Ana'), asking('What now?'));
    await pass(12 * day, hour);
    expect(digests()).toContain('digest:c1:2026-W03');
  });
});

test('nobody reads it: after four digests who set it up is asked once, unless someone pressed something', async () => {
  const week = async (n: number) => {
    for (let i = 0; i < n; i += 1) {
      await here.core.questions.ask(
        await here.as('Ana'),
        asking(`What now ${here.world.clock()}?`),
      );
      await pass(7 * day, hour);
    }
    return platform.keys('unread').length;
  };
  expect(await week(3)).toBe(0);
  await here.core.digests.schedules.read(await here.as('Ana'), 'here');
  expect(await week(3)).toBe(0);
  expect(await week(1)).toBe(1);
  expect(await week(5)).toBe(1);
  expect(platform.messages.find(({ key }) => key.startsWith('unread'))?.to).toBe('@account of Cur');
});
