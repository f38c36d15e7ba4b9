import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from './conversation.ts';

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  await chat.say('Ana', 'ask How do I undo a commit? #git');
  await chat.say('Bo', 'answer 1 Reset it softly: `git reset --soft HEAD~1` keeps your changes.');
  await chat.say('Ana', 'accept 1.1');
});
afterEach(() => chat.close());

test('who alone has shown a topic is told that it is them, not that it is nobody', async () => {
  const said = await chat.say('Bo', 'find-expert git');
  expect(said).toContain('You are the one who is known for this here');
  expect(said).not.toContain('Nobody has shown');
  expect(await chat.say('Ana', 'find-expert git')).toContain('*Bo* @bo');
});

test('at home, only who could be asked about something is told how much they may be asked', async () => {
  expect(await chat.say('Bo', 'home')).toContain('may be brought to you this week');
  const home = await chat.say('Cy', 'home');
  expect(home).not.toContain('may be brought to you this week');
  expect(home).toContain('Add what you know');
  await chat.say('Cy', 'expertise add sailing');
  expect(await chat.say('Cy', 'home')).toContain('may be brought to you this week');
});
