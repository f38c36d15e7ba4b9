import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { courierOver, createPlatform } from '../notices/platform.ts';
import { type Conversation, openConversation } from './conversation.ts';

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  await chat.appoint('Cur', 'curator');
  await chat.appoint('Ada', 'admin');
  await chat.say('Ada', 'settings set keep-searches on');
  await chat.say('Gus', 'expertise add kafka');
  for (const name of ['Ana', 'Bo', 'Cy']) {
    await chat.say(name, 'search restoring a deleted kafka topic');
  }
});
afterEach(() => chat.close());

/** The call of the first button with that label. */
async function button(label: string): Promise<string> {
  const list = await chat.say('Cur', 'gaps list');
  return new RegExp(`\\[${label} → ([^\\]]+)\\]`).exec(list)?.[1] ?? '';
}

test('a curator sees what three members looked for in vain, and who could write it', async () => {
  const list = await chat.say('Cur', 'gaps list');
  expect(list).toContain('restoring a deleted kafka topic');
  expect(list).toContain('missed by 3 members');
  expect(list).toContain('@gus could write this');
});

test('a question taken up from a forum is missing, too, and one that was kept as a draft', async () => {
  await chat.press('Di', 'take-up?question=How are zookeepers paid in winter');
  expect(await chat.say('Cur', 'gaps list')).toContain('zookeepers');
  const asked = {
    title: 'How are pipelines drained in spring',
    body: '',
    tags: [],
    anonymous: false,
  };
  const eve = await chat.as('Eve');
  const draft = await chat.core.drafts.keep(eve, {
    command: 'ask',
    args: { ...asked, channelId: eve.channelId },
  });
  await chat.press('Eve', `post?draft=${draft}`);
  expect(await chat.say('Cur', 'gaps list')).toContain('pipelines');
});

test('a page of search results and a search in completion are no further need', async () => {
  await chat.press('Di', 'search?words=restoring a deleted kafka topic&page=2');
  expect(await chat.say('Cur', 'gaps list')).toContain('missed by 3 members');
});

test('Write it opens the form of save, and what is kept so closes the gap', async () => {
  const form = await chat.press('Cur', await button('Write it'));
  expect(form).toContain('title: restoring a deleted kafka topic');
  await chat.say('Di', 'ask How does one go about restoring a deleted kafka topic?');
  await chat.say('Gus', 'answer 1 From the mirror: restoring a deleted topic takes an hour.');
  expect(await chat.say('Cur', 'gaps list')).toContain('Nothing is missing that I know of');
});

test('Ask them to write it asks them in private, in the words that were looked over', async () => {
  const call = await button('Ask them to write it');
  expect(await chat.press('Cur', call)).toContain('words: 3 of us looked for this');
  const gap = /gap=(\d+)/.exec(call)?.[1] ?? '';
  const args = { gap, member: '@gus', words: 'Would you write it down?' };
  expect(await chat.submit('Cur', 'gaps ask', args)).toContain('is asked in private');
  const platform = createPlatform(chat.world.clock);
  await courierOver(chat.core, platform).run();
  const told = JSON.stringify(platform.messages);
  expect(told).toContain('restoring a deleted kafka topic');
  expect(told).toContain('Would you write it down?');
});

test('who wants no requests is asked nothing, and nobody learns why', async () => {
  const call = await button('Ask them to write it');
  await chat.say('Gus', 'expertise limit 0');
  const gap = /gap=(\d+)/.exec(call)?.[1] ?? '';
  const args = { gap, member: '@gus', words: 'Would you write it down?' };
  expect(await chat.submit('Cur', 'gaps ask', args)).toContain('not available now');
});

test('Not missing takes it away, on record and without what was typed', async () => {
  expect(await chat.press('Cur', await button('Not missing'))).toContain('three more members');
  expect(await chat.say('Cur', 'gaps list')).toContain('Nothing is missing that I know of');
  const audit = await chat.say('Ada', 'settings audit');
  expect(audit).toContain('not missing');
  expect(audit).not.toContain('deleted kafka');
});
