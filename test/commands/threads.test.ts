import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { openTalk, type Talk } from './talk.ts';

let talk: Talk;
beforeEach(async () => {
  talk = await openTalk();
  await talk.say('Ana', 'ask How do I undo a commit? #git');
  await talk.say('Ana', 'ask How do I brew tea? #tea');
  await talk.stand(1, 'card1');
  await talk.stand(2, 'card2');
});
afterEach(() => talk.close());

describe('in the thread of a question', () => {
  test('what is said to the bot is about that question', async () => {
    expect(await talk.sayIn('card1', 'Bo', 'show')).toMatch(/^# #1 How do I undo/);
    expect(await talk.sayIn('card2', 'Bo', 'show')).toMatch(/^# #2 How do I brew/);
    expect(await talk.sayIn('card2', 'Bo', 'me-too')).toContain('You follow #2 now.');
    expect(await talk.sayIn('card1', 'Bo', 'answer Reset it softly.')).toContain('1.1');
    expect(await talk.sayIn('card1', 'Ana', 'accept')).toContain('1.1 is accepted');
    expect(await talk.sayIn('card1', 'Bo', 'history')).toContain('# History of #1');
    expect(await talk.sayIn('card2', 'Ana', 'close')).toContain('#2 is closed.');
    expect(await talk.sayIn('card2', 'Ana', 'reopen')).toContain('#2 is open again.');
  });

  test('a number that is typed still wins', async () => {
    expect(await talk.sayIn('card1', 'Bo', 'show 2')).toMatch(/^# #2/);
    expect(await talk.sayIn('card1', 'Bo', 'answer 2 Boil it.')).toContain('Your answer to #2');
    expect(await talk.sayIn('card1', 'Bo', 'answer #2 Steep it.')).toContain('2.2');
    expect(await talk.sayIn('card1', 'Ana', 'accept 2.1')).toContain('2.1 is accepted');
  });

  test('a name that means nothing is not taken for the question of the thread', async () => {
    await talk.say('Bo', 'answer 1 Reset it.');
    expect(await talk.sayIn('card1', 'Ana', 'accept 7')).toContain('"7" is not an answer');
    expect(await talk.sayIn('card1', 'Ana', 'accept this one, please')).toContain(
      '1.1 is accepted',
    );
  });

  test('of several answers one must be named', async () => {
    await talk.say('Bo', 'answer 1 Reset it.');
    await talk.say('Cy', 'answer 1 Revert it.');
    expect(await talk.sayIn('card1', 'Ana', 'accept')).toContain('(form)');
    expect(await talk.sayIn('card1', 'Ana', 'accept 1.2')).toContain('1.2 is accepted');
    expect(await talk.sayIn('card1', 'Ana', 'that worked!')).toContain('(form)');
  });

  test('its answers are what is suggested, and of another question those that are typed', async () => {
    await talk.say('Bo', 'answer 1 Reset it.');
    await talk.say('Cy', 'answer 1 Revert it.');
    await talk.say('Cy', 'answer 2 Boil it.');
    const { account, place } = talk.request('Ana', { kind: 'line', line: '' });
    const accept = commands.find(({ name }) => name === 'accept');
    const suggested = async (typed: string) => {
      const request = { account, place: { ...place, thread: 'card1' } };
      return accept && talk.bot.suggest(request, accept, 'answer', typed);
    };
    expect(await suggested('')).toEqual([
      { value: '1.1', label: '1.1 Bo: Reset it.' },
      { value: '1.2', label: '1.2 Cy: Revert it.' },
    ]);
    expect(await suggested('2')).toEqual([{ value: '2.1', label: '2.1 Cy: Boil it.' }]);
  });

  test('what is not about the question does not become so', async () => {
    expect(await talk.sayIn('card1', 'Bo', 'questions open')).toContain('Open questions (2)');
    expect(await talk.sayIn('card1', 'Bo', 'profile')).not.toContain('#1');
    await talk.say('Cy', 'answer 1 Reset it.');
    expect(await talk.press('Bo', 'solved?snippet=7')).toContain('There is no snippet');
  });
});

test('in another thread, or one of another channel, nothing is taken for granted', async () => {
  expect(await talk.sayIn('card9', 'Bo', 'show')).toContain('(form)');
  expect(await talk.sayIn('card1', 'Bo in other', 'show')).toContain('(form)');
});

test('the thread of a private question tells nothing to another channel', async () => {
  await talk.say('Ana in private-leads', 'ask Who leaves?');
  await talk.stand(3, 'card3', 'private-leads');
  expect(await talk.sayIn('card3', 'Eve', 'show')).toContain('(form)');
  expect(await talk.sayIn('card3', 'Eve in private-leads', 'show')).toContain('Who leaves?');
});

describe('in words', () => {
  test.each([
    ['who knows git?', /^# Who knows “git”/],
    ['Who can help me with git', /^# Who knows “git”/],
    ['how do I rename a branch? #git', /Posted as \*#3\*/],
    ['How can we\nname things', /Posted as \*#3\*/],
    ['why does the build fail?', /Posted as \*#3\*/],
    ['what is open?', /^# Open questions \(2\)/],
    ["what's still open", /^# Open questions \(2\)/],
    ['any open questions?', /^# Open questions \(2\)/],
    ['what did I ask', /^# Your questions|^You have not asked/],
    ['what do we know about tea?', /^# Nothing found|found for/],
    ['what did I miss?', /^# #general/],
    ['who am I?', /Bo/],
    ['hello', /^# Home/],
    ['what can you do?', /^# What you can do/],
  ])('%j is understood', async (line, said) => {
    expect(await talk.say('Bo', line)).toMatch(said);
  });

  test.each(['whoever knows', 'how about lunch', 'why not', 'close the door', 'it', 'thanks!'])(
    '%j is not',
    async (line) => {
      expect(await talk.say('Bo', line)).toMatch(/There is no command|\(form\)|is not a question/);
    },
  );
});
