import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { readView } from '../commands/read.ts';
import { asking, day, type Fixture, hour, minute, openCommunity } from '../core/community.ts';
import { courierOver, createPlatform, type Platform, toldIn } from './platform.ts';

let here: Fixture;
let platform: Platform;
let courier: Courier;

beforeEach(async () => {
  here = await openCommunity();
  platform = createPlatform(here.world.clock);
  courier = courierOver(here.core, platform);
  for (const name of ['Bo', 'Cy', 'Di', 'Ed']) {
    await here.core.expertise.declare(await here.as(name), ['git']);
    here.wait(minute);
  }
  here.wait(56 * minute);
});
afterEach(() => here.close());

const ask = async (more: Parameters<typeof asking>[1] = {}, channel = 'general') =>
  here.core.questions.ask(
    await here.as('Ana', channel),
    asking('How do I undo a commit?', { tags: ['git'], ...more }),
  );
/** Lets the time pass with the courier running, and gives what was posted meanwhile, but cards. */
async function pass(time: number): Promise<string[]> {
  const before = platform.messages.length;
  for (let left = time; left > 0; left -= 5 * minute) {
    here.wait(Math.min(left, 5 * minute));
    await courier.run();
  }
  return toldIn(platform.messages.slice(before));
}
const inTokyo = async (name: string) =>
  here.core.preferences.hours(await here.as(name), {
    zone: 'Asia/Tokyo',
    hours: { from: 20 * 60, until: 22 * 60, workdays: [1, 2, 3, 4, 5, 6, 7] },
  });
const last = () => readView(platform.messages.at(-1)?.view ?? { name: '', title: [], blocks: [] });

test('an expert whose time zone nobody knows is asked for it with the first question, and never again', async () => {
  const asks = () =>
    platform.messages
      .filter(({ key }) => key.startsWith('ping'))
      .map(({ view }) => readView(view).includes('[Say my time zone → expertise zone]'));
  await ask();
  await pass(hour);
  await here.core.answers.add(await here.as('Eve'), 1, 'Like this.');
  await ask();
  await pass(8 * day);
  expect(asks()[0]).toBe(true);
  expect(platform.messages.filter(({ key }) => key.startsWith('ping')).length).toBeGreaterThan(1);
  const first = platform.messages.find(({ key }) => key.startsWith('ping'))?.to;
  const again = platform.messages.filter(({ key, to }) => key.startsWith('ping') && to === first);
  expect(again.slice(1).some(({ view }) => readView(view).includes('time zone'))).toBe(false);
});

test('an expert whose platform tells their time zone is not asked for it', async () => {
  for (const name of ['Bo', 'Cy', 'Di', 'Ed']) {
    await here.core.preferences.hours(await here.as(name), { zone: 'Europe/Berlin' });
  }
  await ask();
  await pass(day);
  const pings = platform.messages.filter(({ key }) => key.startsWith('ping'));
  expect(pings.length).toBeGreaterThan(0);
  expect(pings.some(({ view }) => readView(view).includes('time zone'))).toBe(false);
});

describe('the ladder of a question', () => {
  test('asks one expert after half an hour, two others at four hours, and tells the channel after a day', async () => {
    await ask();
    await courier.run();
    expect(await pass(25 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['ping @Bo']);
    expect(await pass(3 * hour + 25 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['ping @Cy', 'ping @Di']);
    expect(await pass(19 * hour + 55 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['waiting #general']);
    expect(await pass(14 * day)).toEqual([]);
  });

  test('counts working hours, and a day without weekends', async () => {
    here.wait(4 * day + 7 * hour + 50 * minute);
    await ask();
    expect(await pass(2 * day + 15 * hour + 25 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['ping @Bo']);
    // Asked at ten to six on Friday: until ten to six on Monday.
    expect(await pass(4 * hour)).toEqual(['ping @Cy', 'ping @Di']);
    expect(await pass(4 * hour + 15 * minute)).toEqual([]);
    expect(await pass(15 * minute)).toEqual(['waiting #general']);
  });

  test('does not wait for the morning of one while the next is awake', async () => {
    await inTokyo('Bo');
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Cy']);
  });

  test('waits for the working hours of who is asked, in their own zone', async () => {
    for (const name of ['Bo', 'Cy', 'Di', 'Ed']) await inTokyo(name);
    await ask();
    // Ten in the morning in UTC is seven in the evening in Tokyo.
    expect(await pass(55 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['ping @Bo']);
  });

  test('first waits as long as the channel usually takes to answer', async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      await here.core.questions.ask(await here.as('Fay'), asking(`Why ${number}?`));
      here.wait(number * 20 * minute);
      await here.core.answers.add(await here.as('Gil'), number, 'Because.');
    }
    await ask();
    await courier.run();
    expect(await pass(55 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toContain('ping @Bo');
  });

  test('asks two by name at first where a curator wants two, and one of three others then', async () => {
    await here.appoint('Cora', 'curator');
    await here.core.channels.setFirstAsked(await here.as('Cora'), 2);
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Bo', 'ping @Cy']);
    expect(await pass(4 * hour)).toEqual(['ping @Di']);
  });

  test('gives whoever is asked first two hours before others are, and the last before the channel', async () => {
    for (const name of ['Bo', 'Cy', 'Di', 'Ed']) {
      const hours = { from: 14 * 60, until: 18 * 60, workdays: [1, 2, 3, 4, 5] };
      await here.core.preferences.hours(await here.as(name), { zone: 'UTC', hours });
    }
    await ask();
    expect(await pass(4 * hour)).toEqual(['ping @Bo']);
    expect(await pass(hour + 55 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['ping @Cy', 'ping @Di']);
  });

  test("tells the channel's steward in private instead of the channel, where there is one", async () => {
    await here.appoint('Cora', 'curator');
    await here.core.channels.setSteward(await here.as('Cora'), (await here.as('Sam')).member);
    await ask();
    // The day is over at ten in the morning.
    expect(await pass(24 * hour)).toEqual(['ping @Bo', 'ping @Cy', 'ping @Di', 'steward @Sam']);
    expect(last()).toContain('which you look after');
    expect(await pass(14 * day)).toEqual([]);
  });

  test('tells the steward at once when nobody is left to ask, and the channel when the day is over', async () => {
    await ask({ tags: ['cooking'] });
    expect(await pass(23 * hour + 55 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['waiting #general']);
    await here.appoint('Cora', 'curator');
    await here.core.channels.setSteward(await here.as('Cora'), (await here.as('Sam')).member);
    await ask({ tags: ['cooking'] });
    expect(await pass(30 * minute)).toEqual(['steward @Sam']);
  });

  test('leaves an expert free for other questions once theirs was answered by somebody else', async () => {
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Bo']);
    await here.core.answers.add(await here.as('Eve'), 1, 'Reset it.');
    await here.core.preferences.limit(await here.as('Cy'), 0);
    await here.core.preferences.limit(await here.as('Di'), 0);
    await here.core.preferences.limit(await here.as('Ed'), 0);
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Bo']);
  });

  test.each([
    ['an answer', async () => here.core.answers.add(await here.as('Eve'), 1, 'Reset it.')],
    ['closing it', async () => here.core.questions.close(await here.as('Ana'), 1)],
  ])('is ended by %s', async (_what, end) => {
    await ask();
    await pass(10 * minute);
    await end();
    expect(await pass(20 * hour)).toEqual([]);
  });

  test('goes on when who asked adds something to it as an answer', async () => {
    await ask();
    await here.core.answers.add(await here.as('Ana'), 1, 'I tried revert.');
    expect(await pass(30 * minute)).toEqual(['ping @Bo']);
  });

  test('chooses anew when the tags change, and tells nobody twice', async () => {
    await here.core.expertise.declare(await here.as('Fay'), ['cooking']);
    await ask();
    await pass(30 * minute);
    await here.core.questions.edit(await here.as('Ana'), 1, { tags: ['cooking'] });
    expect(await pass(3 * hour + 25 * minute)).toEqual([]);
    expect(await pass(5 * minute)).toEqual(['ping @Fay']);
    await here.core.questions.edit(await here.as('Ana'), 1, { tags: ['git'] });
    expect(await pass(5 * minute)).toEqual(['ping @Cy']);
    await here.core.questions.edit(await here.as('Ana'), 1, { tags: ['cooking', 'git'] });
    await here.core.questions.edit(await here.as('Ana'), 1, { title: 'How do I cook?' });
    expect(await pass(10 * hour)).toEqual([]);
  });

  test('chooses anew when the text changes, also where nobody could be asked before', async () => {
    const text = 'Sourdough rises slowly when the kitchen is cold: give it a warm place and time.';
    const { number } = await ask({ tags: [] });
    await here.core.answers.add(await here.as('Hal'), number, text);
    await here.core.questions.edit(await here.as('Ana'), number, {
      title: 'Why does my sourdough rise slowly?',
    });
    await here.core.ready();
    const elsewhere = await here.as('Ana', 'quiet');
    const other = await here.core.questions.ask(elsewhere, asking('Zzz?'));
    expect(await pass(35 * minute)).toEqual([]);
    await here.core.questions.edit(await here.as('Ana'), other.number, {
      title: 'Does sourdough rise slowly in a cold kitchen?',
    });
    expect(await pass(5 * minute)).toEqual(['ping @Hal']);
  });

  test('chooses anew at once when the tags change before anybody was asked', async () => {
    await here.core.expertise.declare(await here.as('Fay'), ['cooking']);
    await ask();
    await pass(20 * minute);
    await here.core.questions.edit(await here.as('Ana'), 1, { tags: ['cooking'] });
    expect(await pass(10 * minute)).toEqual(['ping @Fay']);
  });

  test('never asks the asker, and tells nobody who asked anonymously', async () => {
    await here.core.expertise.declare(await here.as('Ana'), ['git']);
    await ask({ anonymous: true });
    const asked = await pass(30 * hour);
    expect(asked).toEqual(['ping @Bo', 'ping @Cy', 'ping @Di', 'waiting #general']);
    for (const { view } of platform.messages) expect(readView(view)).not.toMatch(/\bana\b/i);
    expect(last()).toContain('asked by someone');
  });

  test('takes nothing out of a private channel', async () => {
    await ask({}, 'private-leads');
    expect(await pass(3 * day)).toEqual(['waiting #private-leads']);
  });

  test('brings it to nobody once its channel has turned private, and says it there', async () => {
    const { channel } = await ask();
    await pass(10 * minute);
    await here.store.channels.save({ ...channel, private: true }, here.world.clock());
    expect(await pass(30 * hour)).toEqual(['waiting #general']);
  });

  test('goes on past who has paused, or was brought three questions in a week', async () => {
    await here.core.preferences.pause(await here.as('Bo'), here.world.clock() + 7 * day);
    await here.core.preferences.limit(await here.as('Cy'), 1);
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Cy']);
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Di']);
  });

  test('asks nobody who has paused since it was decided to ask them', async () => {
    await ask();
    await pass(20 * minute);
    await here.core.preferences.pause(await here.as('Bo'), here.world.clock() + 7 * day);
    expect(await pass(10 * minute)).toEqual(['ping @Cy']);
  });

  test('starts again when the question is opened again', async () => {
    await ask();
    await here.core.questions.close(await here.as('Ana'), 1);
    await pass(hour);
    await here.core.questions.reopen(await here.as('Ana'), 1);
    expect(await pass(30 * minute)).toEqual(['ping @Bo']);
  });
});

test('an expert who cannot be reached makes room for the next, and is left alone', async () => {
  const { id: bo } = (await here.as('Bo')).member;
  platform.fail((key) => (key.startsWith(`ping:1:${bo}:`) ? 'member refuses' : 'none'));
  await ask();
  expect(await pass(30 * minute)).toEqual(['ping @Cy']);
  // Cy has one question open, and one at a time is enough.
  await ask();
  expect(await pass(30 * minute)).toEqual(['ping @Di']);
});
