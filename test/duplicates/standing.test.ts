import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from '../commands/conversation.ts';

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  for (const name of ['Cur', 'Max']) await chat.appoint(name, 'curator');
  await chat.say('Ana', 'ask How do I undo the last commit? #git');
  await chat.say('Bo', 'ask How can one undo a commit? #undo');
});
afterEach(() => chat.close());

describe('what was merged', () => {
  test('is listed for curators with its undo, the newest first', async () => {
    await chat.say('Cy', 'ask Undo commits how?');
    await chat.say('Cur', 'duplicates merge 2 1');
    chat.wait(1);
    await chat.say('Max', 'duplicates merge 1 3');
    expect(await chat.say('Eve', 'duplicates merged')).toContain('Only curators');
    const list = await chat.say('Cur', 'duplicates merged');
    expect(list).toContain('Merged (2)');
    expect(list.indexOf('leads to *#3')).toBeLessThan(list.indexOf('leads to *#1'));
    expect(list).toContain('by @max');
    const undo = /\[Undo: #2 → ([^\]]+)\]/.exec(list)?.[1] ?? '';
    expect(await chat.press('Cur', undo)).toContain('#2 is back');
    expect(await chat.say('Cur', 'duplicates merged')).toContain('Merged (1)');
  });

  test('is not listed for a curator who may not see both', async () => {
    await chat.say('Di in private-leads', 'ask How do we undo the zanzi commit?');
    await chat.say('Eve in private-leads', 'ask Undo of the zanzi commit?');
    await chat.say('Cur in private-leads', 'duplicates merge 4 3');
    expect(await chat.say('Max', 'duplicates merged')).toContain('Nothing is merged');
    expect(await chat.say('Max in private-leads', 'duplicates merged')).toContain('Merged (1)');
  });

  test('does not come back with the next sweep, edited or not', async () => {
    await chat.core.duplicates.sweep();
    await chat.say('Cur', 'duplicates merge 2 1');
    chat.wait(1);
    await chat.say('Ana', 'edit 1 --title "How can I undo a last commit?"');
    await chat.core.duplicates.sweep();
    expect(await chat.say('Cur', 'duplicates list')).toContain('Nothing looks like a duplicate');
  });
});

test('who asks what was asked already can say so at once', async () => {
  const posted = await chat.say('Di', 'ask How do I undo the last commit #git');
  const call = /\[Same as #1 → ([^\]]+)\]/.exec(posted)?.[1] ?? '';
  expect(await chat.press('Di', call)).toContain('*#3* leads to *#1* now');
  expect(await chat.say('Eve', 'questions open')).not.toContain('#3');
});
