import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from './conversation.ts';

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  await chat.appoint('Cur', 'curator');
});
afterEach(() => chat.close());

test('a steward is chosen in the settings, seen there, and let go again', async () => {
  await chat.say('Bo', 'questions open');
  expect(await chat.say('Bo', 'settings')).not.toContain('steward →');
  expect(await chat.say('Cur', 'settings')).toContain('[Choose a steward → settings steward]');
  const form = await chat.press('Cur', 'settings steward');
  expect(form).toBe('Who is told of what nobody answers (form)\nmember:');
  const chosen = await chat.submit('Cur', 'settings steward', { member: '@bo' });
  expect(chosen).toContain('steward: @bo is told in private when nobody answers');
  expect(chosen).toContain('[No steward → settings steward?off=yes]');
  const gone = await chat.press('Cur', 'settings steward?off=yes');
  expect(gone).toContain('steward: nobody');
});

test('how often a topic is verified is set as it is documented, the topic as a word', async () => {
  await chat.say('Ana', 'ask Green or black? #tea');
  for (const line of ['snippet interval tea 30', 'snippet interval #tea 30']) {
    expect(await chat.say('Cur', line)).toMatch(
      /^What is kept under #tea is to be verified again after 30 days/,
    );
  }
  expect(await chat.say('Cur', 'snippet interval tea')).toContain('again as usual');
});
