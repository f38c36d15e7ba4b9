import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import type { SettingKey } from '../../src/settings.ts';
import {
  accountOf,
  asking,
  day,
  type Fixture,
  hour,
  minute,
  openCommunity,
  placeOf,
} from '../core/community.ts';
import { courierOver, createPlatform, type Platform } from './platform.ts';

/** Each setting does what its sentence says. */
let here: Fixture;
let platform: Platform;
let courier: Courier;

beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Ada', 'admin');
  platform = createPlatform(here.world.clock);
  courier = courierOver(here.core, platform);
  for (const name of ['Bo', 'Cy', 'Di', 'Ed']) {
    await here.core.expertise.declare(await here.as(name), ['git']);
    here.wait(minute);
  }
  here.wait(56 * minute);
});
afterEach(() => here.close());

const set = async (key: SettingKey, value: string, channel?: string) =>
  here.core.settings.set(
    await here.as('Ada', channel),
    key,
    value,
    channel === undefined ? 'everywhere' : 'here',
  );
const ask = async (channel = 'general', who = 'Ana') =>
  here.core.questions.ask(
    await here.as(who, channel),
    asking('How do I undo a commit?', { tags: ['git'] }),
  );

/** Lets the time pass with the courier running, and gives what was posted meanwhile, but cards. */
async function pass(time: number): Promise<string[]> {
  const before = platform.messages.length;
  for (let left = time; left > 0; left -= 5 * minute) {
    here.wait(Math.min(left, 5 * minute));
    await courier.run();
  }
  return platform.messages
    .slice(before)
    .filter(({ key }) => !key.startsWith('question:'))
    .map(({ key, to }) => `${key.split(':')[0]} ${to.replace('account of ', '')}`);
}

describe('limits', () => {
  test('a member may ask as many questions a day as is set', async () => {
    await set('questions-a-day', '1');
    await ask();
    await expect(ask()).rejects.toThrow('You have asked a question in the last 24 hours');
    here.wait(day + minute);
    await ask();
  });

  test('a member may ask as many people by name a day as is set', async () => {
    await set('requests-a-day', '0');
    const bo = await here.as('Bo');
    const wish = { kind: 'ask', member: bo.member, topic: 'git', words: 'Help?' } as const;
    await expect(here.core.approaches.make(await here.as('Ana'), wish)).rejects.toThrow(
      'Nobody is asked by name in this community.',
    );
    await set('requests-a-day', '1');
    await here.core.approaches.make(await here.as('Ana'), wish);
    const other = { ...wish, member: (await here.as('Cy')).member };
    await expect(here.core.approaches.make(await here.as('Ana'), other)).rejects.toThrow(
      'You have asked somebody by name in the last 24 hours',
    );
  });

  test('who never said a weekly limit has the one that is set', async () => {
    await set('weekly-limit', '0');
    await ask();
    expect(await pass(day)).toEqual(['waiting #general']);
    await set('weekly-limit', '1');
    expect((await here.core.preferences.usual(await here.as('Bo'))).weeklyLimit).toBe(1);
    expect(await here.core.approaches.left(await here.as('Bo'))).toBe(1);
  });

  test('as many are asked about one question as is set, in that channel', async () => {
    await set('experts-asked', '1', 'quiet');
    await ask('quiet');
    expect((await pass(5 * hour)).filter((one) => one.startsWith('ping'))).toHaveLength(1);
    await set('experts-asked', '0', 'silent');
    await ask('silent', 'Eve');
    expect((await pass(5 * hour)).filter((one) => one.startsWith('ping'))).toEqual([]);
  });
});

describe('the ladder', () => {
  test('waits at first as long as is set', async () => {
    await set('first-wait', '120');
    await ask();
    expect(await pass(115 * minute)).toEqual([]);
    expect(await pass(10 * minute)).toEqual(['ping @Bo']);
  });

  test('asks others after as many hours as are set', async () => {
    await set('next-wait', '2');
    await set('first-wait', '10');
    await ask();
    expect(await pass(3 * hour)).toHaveLength(3);
  });

  test('ends after as many hours as are set', async () => {
    await set('last-wait', '48');
    await ask();
    expect(await pass(47 * hour)).not.toContain('waiting #general');
    expect(await pass(2 * hour)).toContain('waiting #general');
  });

  test('asks in the hours and the zone that are set for who never said theirs', async () => {
    await set('zone', 'America/New_York');
    await set('ask-from', '10:00');
    await ask();
    // Monday, ten in the morning of London is five in New York.
    expect(await pass(5 * hour - 5 * minute)).toEqual([]);
    expect((await pass(hour))[0]).toBe('ping @Bo');
  });

  test('does not ask the asker whether it worked where that is turned off', async () => {
    await set('suggest-acceptance', 'off', 'quiet');
    for (const channel of ['quiet', 'general']) {
      const { number } = await ask(channel);
      await here.core.answers.add(await here.as('Bo', channel), number, 'Like this.');
    }
    const asked = (await pass(2 * day)).filter((one) => one.startsWith('accept'));
    expect(asked).toHaveLength(1);
  });
});

test('what is kept is due for verification after as many days as are set', async () => {
  await set('verify-days', '10');
  const text = { title: 'How?', answer: 'So.', details: '', tags: [] };
  await here.core.captures.save(await here.as('Bo'), undefined, text, []);
  expect((await pass(9 * day)).filter((one) => one.startsWith('verify'))).toEqual([]);
  expect((await pass(2 * day)).filter((one) => one.startsWith('verify'))).toEqual(['verify @Bo']);
});

describe("a platform's roles", () => {
  const inGroup = async (name: string, group: string, channel = 'general') => {
    const account = { ...accountOf(name), groups: async () => ['R1', group] };
    return here.core.members.arrive(account, placeOf(channel), `role-${Math.random()}`);
  };

  test('make curators of those in the role that is set, and of nobody else', async () => {
    expect((await inGroup('Bo', 'Keepers')).member.role).toBe('member');
    await set('curator-role', '@keepers');
    expect((await inGroup('Bo', 'Keepers')).member.role).toBe('curator');
    expect((await inGroup('Bo', 'Others')).member.role).toBe('member');
  });

  test('let those in the role that is set accept any answer, and nothing else', async () => {
    await set('acceptor-role', 'R1');
    const { number } = await ask();
    await here.core.answers.add(await here.as('Bo'), number, 'Like this.');
    const answer = { question: number, answer: 1 };
    await expect(here.core.answers.accept(await here.as('Cy'), answer)).rejects.toThrow('Only the');
    await expect(here.core.questions.close(await inGroup('Cy', 'Any'), number)).rejects.toThrow(
      'Only the person who asked',
    );
    await here.core.answers.accept(await inGroup('Cy', 'Any'), answer);
    expect((await here.store.audit.list(here.communityId, 1))[0]?.act).toBe('accept answer');
  });
});
