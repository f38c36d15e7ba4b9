import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { readView } from '../commands/read.ts';
import { asking, type Fixture, hour, minute, openCommunity } from '../core/community.ts';
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
const last = () => readView(platform.messages.at(-1)?.view ?? { name: '', title: [], blocks: [] });

describe('an expert who was asked', () => {
  const bo = () => here.as('Bo', 'direct');
  beforeEach(async () => {
    await ask();
    expect(await pass(30 * minute)).toEqual(['ping @Bo']);
  });

  test('may take it: the asker is told, and nobody else is asked for a working day', async () => {
    await here.core.pings.take(await bo(), 1);
    await here.core.pings.take(await bo(), 1);
    expect(await pass(minute)).toEqual(['taken @Ana']);
    expect(last()).toContain('@bo is looking into your question: *#1*');
    expect(await pass(7 * hour)).toEqual([]);
    // Half past five; the day's last half hour and the next morning are left.
    expect(await pass(16 * hour + 25 * minute)).toEqual(['ping @Cy', 'ping @Di']);
    expect(await pass(hour + 25 * minute)).toEqual([]);
    expect(await pass(20 * minute)).toEqual(['waiting #general']);
  });

  test('may pass: the next one is asked at once', async () => {
    await here.core.pings.pass(await bo(), 1);
    await here.core.pings.pass(await bo(), 1);
    expect(await pass(minute)).toEqual(['ping @Cy']);
    expect(await pass(hour)).toEqual([]);
  });

  test('may put it off: it comes again then, and the next one is asked meanwhile', async () => {
    const { remindAt } = await here.core.pings.later(await bo(), 1, 'tomorrow');
    await here.core.pings.later(await bo(), 1, 'tonight');
    await here.core.pings.later(await bo(), 1, 'tomorrow');
    expect(remindAt).toBe(Date.UTC(2026, 0, 6, 9));
    expect(await pass(minute)).toEqual(['ping @Cy']);
    await here.core.pings.pass(await here.as('Cy'), 1);
    expect(await pass(minute)).toEqual(['ping @Di']);
    expect(await pass(22 * hour + 30 * minute)).toEqual(['ping @Bo']);
    expect(await pass(minute)).toEqual([]);
  });

  test('may put it off to the evening, outside of working hours', async () => {
    await here.core.pings.later(await bo(), 1, 'tonight');
    await pass(8 * hour + 25 * minute);
    expect(await pass(10 * minute)).toEqual(['ping @Bo']);
  });

  test('is not reminded of what was answered meanwhile', async () => {
    await here.core.pings.later(await bo(), 1, 'tomorrow');
    await pass(minute);
    await here.core.answers.add(await here.as('Cy'), 1, 'Reset it.');
    expect(await pass(23 * hour)).toEqual([]);
  });

  test('may ask to be asked less: half as often', async () => {
    expect(await here.core.pings.less(await bo(), 1)).toMatchObject({ weeklyLimit: 1 });
    expect(await here.core.pings.less(await bo(), 1)).toMatchObject({ weeklyLimit: 1 });
    expect((await here.core.preferences.of(await bo())).weeklyLimit).toBe(1);
    expect(await pass(minute)).toEqual(['ping @Cy']);
  });

  test('hears that it is over when it is', async () => {
    await here.core.answers.add(await here.as('Cy'), 1, 'Reset it.');
    expect(await here.core.pings.take(await bo(), 1)).toMatchObject({
      question: { answerCount: 1 },
    });
    expect((await pass(20 * minute)).filter((one) => one.startsWith('taken'))).toEqual([]);
  });

  test('who was not asked cannot speak for them', async () => {
    await expect(here.core.pings.take(await here.as('Eve'), 1)).rejects.toThrow(
      'You were not asked',
    );
  });
});

test('who says that it is not their area hears on which topics no more is brought to them, and may take it back', async () => {
  const bo = () => here.as('Bo', 'direct');
  await here.core.expertise.declare(await bo(), ['svn']);
  const tags = ['svn', 'branches'];
  await ask({ tags });
  expect(await pass(30 * minute)).toEqual(['ping @Bo']);
  for (const _ of ['once', 'and again']) {
    // What they declare stays theirs.
    expect(await here.core.pings.notMine(await bo(), 1)).toMatchObject({ declined: ['branches'] });
  }
  here.wait(7 * 24 * hour);
  await ask({ tags });
  expect(await pass(4 * hour)).not.toContain('ping @Bo');
  await here.core.withholding.notMe(await bo(), 'branches', true);
  here.wait(7 * 24 * hour);
  await ask({ tags });
  expect(await pass(4 * hour)).toContain('ping @Bo');
});
