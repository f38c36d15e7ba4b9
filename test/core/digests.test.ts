import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { digestView } from '../../commands/views/digests.ts';
import { urgencyOf, wilsonLowerBound, worthOf } from '../../src/digests/ranking.ts';
import { readView } from '../commands/read.ts';
import { asking, day, type Fixture, hour, monday, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Cur', 'curator');
});
afterEach(() => here.close());

const digest = async (days = 7, channel = 'general') =>
  here.core.digests.compose(await here.as('Reader', channel), days);
const preview = async (channel = 'general') =>
  (await here.core.digests.preview(await here.as('Reader', channel))).digest;

/** Ana asks in the channel; each of the others answers. Gives the question's number. */
async function thread(
  title: string,
  by: readonly string[] = [],
  channel = 'general',
  tags = ['git'],
) {
  const question = await here.core.questions.ask(
    await here.as('Ana', channel),
    asking(title, { tags }),
  );
  for (const name of by) {
    await here.core.answers.add(await here.as(name, channel), question.number, `${name} knows.`);
  }
  return question.number;
}
const accept = async (question: number, answer = 1, channel = 'general') =>
  here.core.answers.accept(await here.as('Ana', channel), { question, answer });
const helpful = async (name: string, question: number, answer = 1) =>
  here.core.answers.markHelpful(await here.as(name), { question, answer });

describe('a digest of some days', () => {
  test('says who could help only when two answers, or they themselves, speak for it', async () => {
    await accept(await thread('How do indexes work?', ['Bo']));
    await thread('Why are indexes slow?');
    const couldHelp = async () =>
      (await digest()).open.items.flatMap(({ couldHelp: people }) =>
        people.map(({ handle }) => handle),
      );
    expect(await couldHelp()).toEqual([]);
    await accept(await thread('When do indexes help?', ['Bo']));
    expect(await couldHelp()).toEqual(['bo']);
    await here.core.expertise.declare(await here.as('Cy'), ['git']);
    expect(await couldHelp()).toEqual(['bo', 'cy']);
  });

  test('takes three lines for what helped again', async () => {
    for (const n of [1, 2, 3, 4]) await accept(await thread(`How does part ${n} work?`, ['Bo']));
    here.wait(10 * day);
    for (const n of [1, 2, 3, 4]) await helpful('Cy', n);
    const { reused } = await digest();
    expect([reused.items.length, reused.more]).toEqual([3, 1]);
  });

  test('reminds of what was asked here and waits, not of what was imported', async () => {
    const number = await thread('Who waits here?');
    const { channelId, communityId, memberId } = await here.as('Ana');
    const imported = { ref: 'old', communityId, channelId, authorId: memberId, anonymous: false };
    const text = { title: 'Who waited elsewhere?', body: '', createdAt: monday };
    await here.store.questions.add({ ...imported, ...text });
    here.wait(20 * day);
    const only = { sections: ['next'], whenEmpty: true } as const;
    await here.core.digests.schedules.set(await here.as('Cur'), only);
    expect((await preview())?.next.items.map((one) => one.number)).toEqual([number]);
  });

  test('of a channel where nothing happened has nothing in it', async () => {
    const { answered, open, kept, reused, experts, thanks, next } = await digest();
    const parts = [answered, open, kept, reused, experts, thanks, next];
    expect(parts.map(({ items }) => items.length)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('has what was answered, is still open, and whom to thank, in this channel and period', async () => {
    await accept(await thread('How do indexes work?', ['Bo']));
    await helpful('Cy', 1);
    here.wait(hour);
    await thread('Why are indexes slow?');
    await thread('Lunch?', [], 'random');
    const found = await digest();
    expect(found.answered.items).toMatchObject([{ question: { number: 1 }, kept: { number: 1 } }]);
    expect(found.open.items).toMatchObject([{ question: { number: 2 }, couldHelp: [] }]);
    expect(found.experts.items).toMatchObject([{ member: { handle: 'bo' }, isFirst: true }]);
    expect(found.thanks.items).toMatchObject([{ member: { handle: 'bo' }, votes: 1 }]);
    expect(found.period).toEqual({ from: monday + hour + 1 - 7 * day, to: monday + hour + 1 });
    expect(found.weeks.at(-1)).toEqual({ asked: 2, answered: 1 });
    here.wait(7 * day);
    const later = await digest();
    expect([later.answered, later.experts, later.thanks].map(({ items }) => items)).toEqual([
      [],
      [],
      [],
    ]);
    expect((await digest(8)).answered.items).toHaveLength(1);
  });

  test('has the answers first that helped most of those who could say so', async () => {
    for (const title of ['One?', 'Two?', 'Three?']) await accept(await thread(title, ['Bo', 'Cy']));
    for (const name of ['Di', 'Ed', 'Fay']) await helpful(name, 2);
    for (const name of ['Di', 'Ed', 'Fay']) await helpful(name, 3, 2);
    const numbers = (await digest()).answered.items.map(({ question }) => question.number);
    expect(numbers).toEqual([2, 3, 1].toSorted((a, b) => numbers.indexOf(a) - numbers.indexOf(b)));
    expect(numbers[0]).toBe(2);
  });

  test('says which older answers helped again, and how many people', async () => {
    await accept(await thread('How do indexes work?', ['Bo']));
    here.wait(10 * day);
    for (const name of ['Cy', 'Di', 'Ed']) await helpful(name, 1);
    expect((await digest()).reused.items).toEqual([
      {
        name: '#1.1',
        title: 'How do indexes work?',
        author: expect.objectContaining({ handle: 'bo' }),
        people: 3,
      },
    ]);
  });

  test('names someone as new once, and as rising when they do more than before', async () => {
    await accept(await thread('One?', ['Bo']));
    here.wait(8 * day);
    await accept(await thread('Two?', ['Bo']));
    await accept(await thread('Three?', ['Cy']));
    const experts = async () =>
      (await digest()).experts.items.map(({ member, accepted, isFirst }) => [
        member.handle,
        accepted,
        isFirst,
      ]);
    expect(await experts()).toEqual([['cy', 1, true]]);
    here.wait(hour);
    await accept(await thread('Four?', ['Bo']));
    await accept(await thread('Five?', ['Bo']));
    expect(await experts()).toEqual([
      ['bo', 3, false],
      ['cy', 1, true],
    ]);
  });

  test('names nobody who does not want to be thanked, or to be found', async () => {
    await accept(await thread('One?', ['Bo']));
    await helpful('Cy', 1);
    await here.core.mutes.turnOff(await here.as('Bo'), 'thanks');
    await here.core.preferences.listed(await here.as('Bo'), false);
    const found = await digest();
    expect([found.thanks.items, found.experts.items]).toEqual([[], []]);
  });

  test('has nothing of a private channel but in that channel', async () => {
    await accept(
      await thread('What about the merger?', ['Bo'], 'private-leads'),
      1,
      'private-leads',
    );
    await thread('Who else knows of the merger?', [], 'private-leads');
    expect(readView(digestView(await digest()))).not.toContain('merger');
    expect(readView(digestView(await digest(7, 'private-leads')))).toContain('merger');
  });

  test('has at most ten lines in a section, and says how much more there is', async () => {
    for (let n = 1; n <= 14; n += 1) {
      await here.core.questions.ask(await here.as(`Asker ${n}`), asking(`Question ${n}?`));
    }
    const { open } = await digest();
    expect([open.items.length, open.more]).toEqual([10, 4]);
  });
});

describe("a channel's schedule", () => {
  const set = async (setting = {}, channel = 'general') =>
    here.core.digests.schedules.set(await here.as('Cur', channel), setting);

  test('is Monday, nine in the morning, unless said otherwise; what is not said stays', async () => {
    expect(await set({ zone: 'Europe/Berlin' })).toMatchObject({
      weekday: 1,
      minute: 540,
      zone: 'Europe/Berlin',
      whenEmpty: false,
      nextAt: monday + 7 * day - hour,
    });
    expect(await set({ weekday: 3 })).toMatchObject({ weekday: 3, zone: 'Europe/Berlin', id: 1 });
    await here.core.preferences.hours(await here.as('Cur', 'random'), { zone: 'Asia/Tokyo' });
    expect((await set({}, 'random')).zone).toBe('Asia/Tokyo');
  });

  test('is for curators, knows zones, public channels and tags, and says so', async () => {
    const member = async () => here.as('Ana');
    await expect(here.core.digests.schedules.set(await member(), {})).rejects.toThrow(
      'Only a curator',
    );
    await expect(here.core.digests.schedules.stop(await member())).rejects.toThrow(
      'Only a curator',
    );
    await expect(set({ zone: 'Mars/Olympus' })).rejects.toThrow('no time zone I know');
    await expect(set({ channels: ['nowhere'] })).rejects.toThrow('no public channel #nowhere');
    await thread('One?', [], 'private-leads');
    await expect(set({ channels: ['private-leads'] })).rejects.toThrow('no public channel');
    await expect(set({ tags: ['unheard'] })).rejects.toThrow('Nobody has used "unheard"');
  });

  test('may cover other channels and tags', async () => {
    await thread('In random?', [], 'random', ['sql']);
    await thread('In general?', [], 'general', ['git']);
    await set({ channels: ['#random'] });
    const titles = async () => (await preview())?.open.items.map(({ question }) => question.title);
    expect(await titles()).toEqual(['In random?']);
    await set({ channels: [], tags: ['git', 'sql'] });
    expect(new Set(await titles())).toEqual(new Set(['In random?', 'In general?']));
    await set({ tags: ['sql'] });
    expect(await titles()).toEqual(['In random?']);
  });

  test('shows only the sections that were chosen', async () => {
    await accept(await thread('One?', ['Bo']));
    await thread('Two?');
    await set({ sections: ['open'] });
    const found = await preview();
    expect([found?.open.items.length, found?.answered.items.length]).toEqual([1, 0]);
  });

  test('is previewed exactly: nothing to say is nothing sent, unless a line is wanted', async () => {
    expect(await preview()).toBeNull();
    await set({ whenEmpty: true });
    expect(await preview()).not.toBeNull();
  });
});

describe("a member's own digest", () => {
  const mine = async () => (await here.core.digests.previewMine(await here.as('Bo'))).digest;

  test('has what they could answer, whom they helped, and nothing of their own to answer', async () => {
    await here.core.expertise.declare(await here.as('Bo'), ['git']);
    await accept(await thread('One?', ['Bo']));
    await helpful('Cy', 1);
    await thread('Two?');
    await thread('Other?', [], 'general', ['cooking']);
    await here.core.questions.ask(await here.as('Bo'), asking('Mine?', { tags: ['git'] }));
    const found = await mine();
    expect(found?.open.items.map(({ question }) => question.title)).toEqual(['Two?']);
    expect(found?.helped).toEqual([
      { question: 1, answer: 1, title: 'One?', people: 2, accepted: true },
    ]);
  });

  test('has nothing of private channels that they have no part in', async () => {
    await thread('What about the merger?', [], 'private-leads');
    expect(JSON.stringify(await mine())).not.toContain('merger');
  });

  test('comes daily or weekly, and stops', async () => {
    const bo = () => here.as('Bo');
    expect(await here.core.digests.schedules.setMine(await bo(), { weekday: 0 })).toMatchObject({
      weekday: 0,
      memberId: expect.any(Number),
      channelId: null,
      nextAt: monday + day,
    });
    expect(await here.core.digests.schedules.stopMine(await bo())).toBe(true);
    expect(await here.core.digests.schedules.stopMine(await bo())).toBe(false);
  });
});

describe('the ranking of what a digest has', () => {
  test('trusts few votes little: the Wilson bounds of known shares', () => {
    const bounds = (
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [20, 20],
        [5, 10],
        [0, 10],
      ] as const
    ).map(([p, n]) => Number(wilsonLowerBound(p, n).toFixed(3)));
    expect(bounds).toEqual([0, 0.207, 0.342, 0.839, 0.237, 0]);
  });

  test('is higher for more who were helped, lower for more who were not, and for what is older', () => {
    const counts = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(counts, counts, counts, (helped, others, watchers) => {
        const at = monday;
        const one = {
          id: 1,
          acceptedAnswerId: 1,
          acceptedAt: at,
          helped,
          voters: helped + others,
          watchers,
        };
        expect(worthOf({ ...one, helped: helped + 1, voters: one.voters + 1 }, at)).toBeGreaterThan(
          worthOf(one, at),
        );
        expect(worthOf(one, at + day)).toBeLessThan(worthOf(one, at));
        const open = { watcherCount: watchers, answerCount: 0, createdAt: at };
        expect(urgencyOf({ ...open, answerCount: 1 }, at)).toBeLessThan(urgencyOf(open, at));
        expect(urgencyOf({ ...open, watcherCount: watchers + 1 }, at)).toBeGreaterThan(
          urgencyOf(open, at),
        );
      }),
    );
  });
});
