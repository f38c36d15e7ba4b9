import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Courier } from '../../adapters/courier.ts';
import { fingerprint } from '../../adapters/fingerprint.ts';
import type { View } from '../../commands/kit/view.ts';
import { questionCard } from '../../commands/views/questions.ts';
import { readView } from '../commands/read.ts';
import { asking, day, type Fixture, hour, minute, openCommunity } from '../core/community.ts';
import { courierOver, createPlatform, type Platform } from './platform.ts';

let here: Fixture;
let platform: Platform;
let courier: Courier;

beforeEach(async () => {
  here = await openCommunity();
  platform = createPlatform(here.world.clock);
  courier = courierOver(here.core, platform);
  here.wait(hour);
  await here.core.questions.ask(await here.as('Ana'), asking('How do I undo a commit?'));
});
afterEach(() => here.close());

async function pass(time: number): Promise<string[]> {
  const before = platform.messages.length;
  for (let left = time; left > 0; left -= 15 * minute) {
    here.wait(Math.min(left, 15 * minute));
    await courier.run();
  }
  return platform.messages
    .slice(before)
    .filter(({ key }) => !/^(question|waiting)/.test(key))
    .map(({ key, to }) => `${key.split(':')[0]} ${to.replace('account of ', '')}`);
}
const last = () => readView(platform.messages.at(-1)?.view ?? { name: '', title: [], blocks: [] });
const answer = async (who = 'Bo') => here.core.answers.add(await here.as(who), 1, 'Reset it.');
const first = { question: 1, answer: 1 };

describe('accepting an answer', () => {
  test('is suggested to the asker once, a day after the last answer', async () => {
    await answer();
    expect(await pass(20 * hour)).toEqual([]);
    await answer('Cy');
    // Six in the morning is too early: it waits for nine.
    expect(await pass(26 * hour)).toEqual([]);
    expect(await pass(hour)).toEqual(['accept @Ana']);
    expect(last()).toContain('Did one of the 2 answers work?');
    expect(last()).toContain('[Accept 1.1 → accept?answer=1.1]');
    await answer('Di');
    expect(await pass(7 * day)).toEqual([]);
  });

  test.each([
    ['accepted', async () => here.core.answers.accept(await here.as('Ana'), first)],
    ['closed', async () => here.core.questions.close(await here.as('Ana'), 1)],
    ['turned off', async () => here.core.mutes.turnOff(await here.as('Ana'), 'accept')],
  ])('is not suggested when that was %s meanwhile', async (_what, end) => {
    await answer();
    await pass(hour);
    await end();
    expect((await pass(3 * day)).filter((one) => one.startsWith('accept'))).toEqual([]);
  });
});

test('who has the question too is told once when it is answered', async () => {
  for (const name of ['Cy', 'Di']) await here.core.questions.watch(await here.as(name), 1);
  await here.core.mutes.turnOff(await here.as('Di'), 'resolved');
  await answer();
  await here.core.answers.accept(await here.as('Ana'), first);
  expect(await pass(15 * minute)).toEqual(['resolved @Cy']);
  await here.core.answers.unaccept(await here.as('Ana'), first);
  await here.core.answers.accept(await here.as('Ana'), first);
  expect((await pass(2 * day)).filter((one) => one.startsWith('resolved'))).toEqual([]);
});

describe('an author', () => {
  const helped = async (time: number) =>
    (await pass(time)).filter((one) => one.startsWith('helped'));

  test('is told whom their answers helped, all at once and at most once a day', async () => {
    await answer();
    for (const name of ['Cy', 'Di', 'Ed']) {
      await here.core.answers.markHelpful(await here.as(name), first);
    }
    await here.core.answers.accept(await here.as('Ana'), first);
    expect(await helped(2 * hour)).toEqual(['helped @Bo']);
    expect(last()).toContain('Your answers helped 4 people');
    await here.core.answers.markHelpful(await here.as('Fay'), first);
    expect(await helped(22 * hour)).toEqual([]);
    expect(await helped(hour)).toEqual(['helped @Bo']);
    expect(last()).toContain('Your answers helped 1 person');
    expect(await helped(3 * day)).toEqual([]);
  });

  test('is not told what was taken back', async () => {
    await answer();
    await here.core.answers.markHelpful(await here.as('Cy'), first);
    await here.core.answers.unmarkHelpful(await here.as('Cy'), first);
    expect(await helped(3 * day)).toEqual([]);
  });

  test('is told no more once they have turned it off from the message itself', async () => {
    await answer();
    await here.core.answers.markHelpful(await here.as('Cy'), first);
    await helped(2 * hour);
    expect(last()).toContain('[No more of these → notices off?kind=helped]');
    await here.core.mutes.turnOff(await here.as('Bo'), 'helped');
    await here.core.answers.markHelpful(await here.as('Di'), first);
    expect(await helped(3 * day)).toEqual([]);
    await here.core.mutes.turnOn(await here.as('Bo'), 'helped');
    await here.core.answers.markHelpful(await here.as('Ed'), first);
    expect(await helped(3 * day)).toEqual(['helped @Bo']);
  });
});

test("a question's card that a crash left unposted is posted once, and stands under its own name", async () => {
  await pass(15 * minute);
  expect(platform.keys('question')).toEqual(['question:1']);
  await pass(day);
  expect(platform.keys('question')).toEqual(['question:1']);
});

async function show(message: string): Promise<void> {
  const { channelId } = await here.as('Ana');
  const thread = await here.core.questions.thread(await here.as('Ana'), 1);
  if (!thread) throw new Error('there is no question');
  await here.core.cards.claim(channelId, 'question:1');
  await here.core.cards.settle(channelId, 'question:1', message);
  await here.core.cards.noteShown(channelId, 'question:1', fingerprint(questionCard(thread).view));
}

test.each([
  ['answering', () => answer()],
  ['an edit', async () => here.core.questions.edit(await here.as('Ana'), 1, { title: 'How?' })],
  ['me too', async () => here.core.questions.watch(await here.as('Cy'), 1)],
  ['closing', async () => here.core.questions.close(await here.as('Ana'), 1)],
])('what a crash left unsaid on the card after %s is said once', async (_what, change) => {
  await show('message');
  await pass(hour);
  expect(platform.edits()).toBe(0);
  await change();
  await pass(hour);
  expect(platform.keys('question')).toEqual(['question:1']);
  const seen = readView(platform.messages.find(({ key }) => key === 'question:1')?.view as View);
  const thread = await here.core.questions.thread(await here.as('Ana'), 1);
  expect(seen).toBe(thread && readView(questionCard(thread).view));
  await pass(day);
  expect(platform.edits()).toBe(0);
});

test('a card that says something since before the change is not trusted, whatever it says', async () => {
  await show('message');
  await here.core.questions.watch(await here.as('Cy'), 1);
  here.wait(minute);
  await here.core.questions.unwatch(await here.as('Cy'), 1);
  await pass(hour);
  expect(platform.keys('question')).toEqual(['question:1']);
});

test('a card that stands already is left as it is', async () => {
  await show('message');
  await pass(hour);
  expect(platform.keys('question')).toEqual([]);
});
