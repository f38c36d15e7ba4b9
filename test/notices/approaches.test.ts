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
  await here.appoint('Cora', 'curator');
  for (const name of ['Bo', 'Cy', 'Di', 'Ed']) {
    await here.core.expertise.declare(await here.as(name), ['git']);
  }
  here.wait(hour);
});
afterEach(() => here.close());

async function pass(time: number): Promise<string[]> {
  const before = platform.messages.length;
  for (let left = time; left > 0; left -= 15 * minute) {
    here.wait(Math.min(left, 15 * minute));
    await courier.run();
  }
  return toldIn(platform.messages.slice(before));
}
const textTo = (name: string) =>
  platform.messages
    .filter(({ to }) => to === `@account of ${name}`)
    .map(({ view }) => readView(view))
    .at(-1) ?? '';
const words = 'My rebase ate a commit.';
const ask = async (from = 'Ana', to = 'Bo', kind: 'ask' | 'introduce' = 'ask') =>
  here.core.approaches.make(await here.as(from), {
    kind,
    member: (await here.as(to)).member,
    topic: 'git',
    words,
  });
const say = async (what: 'yes' | 'no' | 'less', name = 'Bo', id = 1) =>
  here.core.approaches.answer(await here.as(name), id, what);

describe('"Ask them"', () => {
  test('brings the expert alone who asks, about what, in the words of who asks', async () => {
    expect(await ask()).toBe(true);
    expect(await pass(minute)).toEqual(['approach @Bo']);
    for (const part of ['@ana', 'git', words, '[Yes', '[Not now', '[Ask me less']) {
      expect(textTo('Bo')).toContain(part);
    }
  });

  test('waits for the working hours of whom it is for', async () => {
    here.wait(10 * hour);
    await ask();
    expect(await pass(12 * hour)).toEqual([]);
    expect(await pass(2 * hour)).toEqual(['approach @Bo']);
  });

  test('Yes: who asked hears it, and how to go on', async () => {
    await ask();
    await pass(minute);
    await say('yes');
    await say('yes');
    expect(await pass(minute)).toEqual(['outcome @Ana']);
    expect(textTo('Ana')).toContain('@bo');
    expect(textTo('Ana')).toContain(words);
    expect(await pass(30 * day)).toEqual([]);
  });

  test('Not now, silence and an expert who cannot be reached are one sentence to who asked', async () => {
    await ask('Ana', 'Bo');
    await ask('Eve', 'Cy');
    const { id: di } = (await here.as('Di')).member;
    await ask('Fay', 'Di');
    platform.fail((key) => (key === 'approach:3' ? 'member refuses' : 'none'));
    await pass(minute);
    await say('no');
    await pass(8 * day);
    const heard = ['Ana', 'Eve', 'Fay'].map((name) => textTo(name).replace(/@(bo|cy|di)/, '@x'));
    expect(di).toBeGreaterThan(0);
    expect(new Set(heard).size).toBe(1);
    expect(heard[0]).toContain('is not available now');
    expect(heard[0]).not.toMatch(/declin|refus|pass/i);
  });

  test('Ask me less: the same, and half as many questions a week from then on', async () => {
    await ask();
    await pass(minute);
    expect(await say('less')).toMatchObject({ weeklyLimit: 1 });
    expect(await say('less')).toMatchObject({ weeklyLimit: 1 });
    expect(await pass(day)).toEqual(['outcome @Ana']);
    expect(textTo('Ana')).toContain('is not available now');
  });

  test('can only be answered by whom it is for', async () => {
    await ask();
    await pass(minute);
    await expect(say('yes', 'Cy')).rejects.toMatchObject({ code: 'not_found' });
    await expect(say('yes', 'Ana')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('counts toward the limit of whom it is for, and is open with them like a ping', async () => {
    const left = async () => here.core.approaches.left(await here.as('Bo'));
    expect(await left()).toBe(3);
    await ask();
    expect(await left()).toBe(2);
    expect(await ask('Eve')).toBe(false);
    await pass(minute);
    await say('yes');
    expect(await ask('Eve')).toBe(true);
    await say('no', 'Bo', 2);
    expect(await ask('Fay')).toBe(true);
    await say('no', 'Bo', 3);
    expect(await left()).toBe(0);
    expect(await ask('Gil')).toBe(false);
    // The ladder counts the same.
    await here.core.questions.ask(await here.as('Gil'), asking('How so?', { tags: ['git'] }));
    expect(await pass(3 * hour)).toContain('ping @Cy');
  });

  test('is refused for who does not want to be asked, in one way whatever the reason', async () => {
    const bo = await here.as('Bo');
    await here.core.preferences.pause(bo, here.world.clock() + day);
    await here.core.preferences.limit(await here.as('Cy'), 0);
    await here.core.withholding.notMe(await here.as('Di'), 'git', false);
    await here.core.preferences.listed(await here.as('Ed'), false);
    for (const name of ['Bo', 'Cy', 'Di', 'Ed']) expect(await ask('Ana', name)).toBe(false);
    expect(await pass(7 * day)).toEqual([]);
  });

  test('is not brought to who paused before it came', async () => {
    here.wait(10 * hour);
    await ask();
    await here.core.preferences.pause(await here.as('Bo'), here.world.clock() + 7 * day);
    expect(await pass(4 * day)).toEqual(['outcome @Ana']);
    expect(textTo('Ana')).toContain('is not available now');
  });

  test('is possible three times a day, and of one person once a week', async () => {
    await ask('Ana', 'Bo');
    await expect(ask('Ana', 'Bo')).rejects.toMatchObject({ code: 'conflict' });
    await ask('Ana', 'Cy');
    await ask('Ana', 'Di');
    await expect(ask('Ana', 'Ed')).rejects.toMatchObject({ code: 'conflict' });
    here.wait(day + minute);
    expect(await ask('Ana', 'Ed')).toBe(true);
    await expect(ask('Ana', 'Bo')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('of oneself is refused', async () => {
    await expect(ask('Ana', 'Ana')).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('"Introduce us" tells each where to find the other, once the expert says yes', async () => {
  await ask('Ana', 'Bo', 'introduce');
  await pass(minute);
  expect(textTo('Bo')).toContain('meet');
  const { approach } = await say('yes');
  expect(approach).toMatchObject({ kind: 'introduce', state: 'accepted' });
  await pass(minute);
  expect(textTo('Ana')).toContain('@bo');
});

describe('a nomination', () => {
  const nominate = async (name?: string) => {
    const member = name === undefined ? undefined : (await here.as(name)).member;
    return here.core.approaches.nominate(await here.as('Cora'), 'git', member);
  };

  test('asks in private whether somebody wants it, and their yes declares it', async () => {
    await here.core.questions.ask(await here.as('Ana'), asking('How so?', { tags: ['git'] }));
    await here.core.questions.close(await here.as('Ana'), 1);
    await here.as('Flo');
    expect(await nominate('Flo')).toMatchObject({ handle: 'flo' });
    expect(await pass(minute)).toEqual(['approach @Flo']);
    expect(textTo('Flo')).toContain('#git');
    const flo = await here.as('Flo');
    expect(await here.core.expertise.of(flo, flo.member)).toEqual([]);
    await say('yes', 'Flo');
    expect(await here.core.expertise.of(flo, flo.member)).toMatchObject([{ tag: 'git' }]);
    expect(await pass(minute)).toEqual(['outcome @Cora']);
  });

  test('without a name asks the best of those on whom the topic does not hang', async () => {
    await here.core.questions.ask(await here.as('Ana'), asking('How so?', { tags: ['git'] }));
    const text = 'By writing down each change before the next one is made.';
    await here.core.answers.add(await here.as('Bo'), 1, text);
    expect(await nominate()).toBeUndefined();
    for (const [at, name] of ['Bo', 'Bo', 'Flo', 'Cy'].entries()) {
      await here.core.questions.ask(await here.as('Ana'), asking('And?', { tags: ['git'] }));
      await here.core.answers.add(await here.as(name), at + 2, text);
      here.wait(minute);
    }
    // Cy declares it already.
    expect(await nominate()).toMatchObject({ handle: 'flo' });
    await expect(nominate('Cy')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is for curators', async () => {
    const made = here.core.approaches.nominate(await here.as('Ana'), 'git', undefined);
    await expect(made).rejects.toMatchObject({ code: 'forbidden' });
  });
});
