import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from '../commands/conversation.ts';
import { readReply } from '../commands/read.ts';
import { accountOf } from '../core/community.ts';

/** Fault case 47: one member, or one workspace, wants everything. */
let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  for (const who of ['Ana', 'Bo', 'Eve', 'Zoe at elsewhere']) await chat.say(who, 'help');
});
afterEach(() => chat.close());

const line = (who: string, text: string) => chat.request(who, { kind: 'line', line: text });

test("100 commands of one member at once do not keep another's waiting, and what is too much is said", async () => {
  let done = 0;
  let refused = 0;
  const flood = Array.from({ length: 100 }, async (_, i) => {
    const { reply } = await chat.handle(line('Eve', `search thing ${i}`));
    if (/commands waiting already/.test(readReply(reply))) refused += 1;
    else done += 1;
  });
  await chat.handle(line('Bo', 'search tea'));
  const before = done;
  await Promise.all(flood);
  expect({ done, refused }).toEqual({ done: 60, refused: 40 });
  expect(before).toBeLessThan(30);
});

test('a workspace with nine tenths of all that is said does not keep another waiting', async () => {
  let done = 0;
  const flood = Array.from({ length: 90 }, async (_, i) => {
    await chat.handle(line(`Member ${i % 9}`, `search thing ${i}`));
    done += 1;
  });
  await chat.handle(line('Zoe at elsewhere', 'search tea'));
  const before = done;
  await Promise.all(flood);
  expect(done).toBe(90);
  expect(before).toBeLessThan(45);
});

test('a ✅ that is given and taken back again and again leaves what it said last, once', async () => {
  await chat.say('Ana', 'ask How do I make tea?');
  const card = { channelId: (await chat.as('Ana')).channelId, key: 'question:1' };
  await chat.core.cards.claim(card.channelId, card.key);
  await chat.core.cards.settle(card.channelId, card.key, 'm-card');
  const message = { id: 'm-1', text: 'With hot water.', author: accountOf('Bo'), at: 1 };
  for (let n = 0; n < 41; n += 1) {
    const at = chat.world.clock() + n;
    const input = { kind: 'reaction', emoji: '✅', isUndone: n % 2 === 1, at } as const;
    const request = chat.request('Ana', input, 'reaction');
    await chat.bot.handle({ ...request, place: { ...request.place, thread: 'm-card' }, message });
  }
  const shown = await chat.say('Ana', 'show 1');
  expect(shown).toContain('answered, 1 answer');
  const kept = await chat.core.snippets.newest(await chat.as('Ana'), { limit: 9, offset: 0 });
  expect(kept.total).toBe(1);
});

test('who asked enough for a day loses nothing: the question is kept, and posted later by a button', async () => {
  await chat.appoint('Ada', 'admin');
  await chat.say('Ada', 'settings set questions-a-day 1');
  await chat.say('Bo', 'ask What is the first one?');
  const said = await chat.say('Bo', 'ask What is the second one, about tea?');
  expect(said).toMatch(
    /You have asked a question in the last 24 hours[\s\S]*Your question is kept\./,
  );
  const [call = ''] = /post\?draft=\d+/.exec(said) ?? [];
  expect(await chat.press('Bo', call)).toMatch(/You have asked a question/);
  chat.wait(25 * 60 * 60 * 1000);
  expect(await chat.press('Bo', call)).toContain('Posted as *#2*');
});
