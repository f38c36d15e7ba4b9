import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from '../commands/conversation.ts';

let chat: Conversation;
beforeEach(async () => {
  chat = await openConversation();
  await chat.appoint('Cur', 'curator');
  await chat.say('Ana', 'ask How do I undo the last commit? #git');
  await chat.say('Bo', 'ask How can one undo a commit? #undo');
});
afterEach(() => chat.close());

const erase = (who: string, what: string) => chat.press(who, `delete-now?what=${what}`);
const seen = async (line: string) => (await chat.say('Eve', line)).replaceAll('*', '');

async function forget(name: string): Promise<void> {
  const actor = await chat.as(name);
  await chat.core.privacy.forget(actor, actor.memberId);
}

async function keep(who: string, title: string, ...tags: readonly string[]): Promise<void> {
  const kept = { title, details: '', answer: `This is how: ${title}`, tags: [...tags] };
  await chat.core.captures.save(await chat.as(who), undefined, kept, []);
}

describe('when the question that others were merged into is deleted', () => {
  test('they stand for themselves again, with their own answers', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Di', 'helpful 2.1');
    await chat.say('Bo', 'accept 2.1');
    await chat.say('Fay', 'answer 1 Revert it.');
    await chat.say('Cur', 'duplicates merge 2 1');
    const preview = await chat.say('Cur', 'delete #1');
    expect(preview).toContain('With it go 1 answer');
    expect(preview).toContain('#2 stands for itself again');
    await erase('Cur', '1');
    expect(await seen('show 1')).toContain('There is no question #1');
    const back = await seen('show 2');
    expect(back).toContain('✓ 2.1');
    expect(back).toContain('Reset it softly.');
    expect(back).toContain('helped 1 person');
    expect(await seen('search reset softly')).toContain('one undo a commit');
  });

  test('who asked it may do so, when what others answered was answered to another', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    expect(await chat.say('Ana', 'delete #1')).not.toContain('Others answered');
    await erase('Ana', '1');
    expect(await seen('show 2')).toContain('2.1 @cy');
  });

  test('in the middle of a chain, each of the others keeps what was said to it', async () => {
    await chat.say('Gil', 'ask Undo commits how?');
    await chat.say('Cy', 'answer 2 Softly.');
    await chat.say('Di', 'answer 1 Revert it.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Cur', 'duplicates merge 1 3');
    await erase('Cur', '1');
    expect(await seen('show 2')).toContain('2.1 @cy');
    const last = await seen('show 3');
    expect(last).toContain('Revert it.');
    expect(last).not.toContain('Softly.');
  });

  test('because its asker was forgotten, they are open again and leave nothing behind', async () => {
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Bo', 'me-too 1 --undo');
    await forget('Ana');
    expect(await seen('show 1')).toContain('There is no question #1');
    expect(await seen('questions open')).toContain('one undo a commit');
    await chat.say('Gil', 'ask Undo commits how? #undo');
    await chat.say('Cur', 'duplicates merge 2 3');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await seen('show 3')).toContain('#undo');
  });
});

describe('when a question that was merged into another', () => {
  test('is deleted, its answers stay where they count, and nothing is left to undo', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await erase('Bo', '2');
    expect(await seen('show 2')).toContain('There is no question #2');
    expect(await seen('show 1')).toContain('Reset it softly.');
    expect(await chat.say('Cur', 'duplicates undo 2')).toContain('There is no question #2');
  });

  test('loses who asked it, it stays with what others answered, and the merge can be undone', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await forget('Bo');
    expect(await seen('show 2')).toContain('(#2 was merged into this one.)');
    await chat.say('Cur', 'duplicates undo 2');
    const back = await seen('show 2');
    expect(back).toContain('2.1 @cy');
    expect(back).not.toContain('@bo');
  });

  test('loses its accepted answer, it is open when the merge is undone', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Bo', 'accept 2.1');
    await chat.say('Cur', 'duplicates merge 2 1');
    await erase('Cur', '1.1');
    expect(await chat.say('Cur', 'duplicates undo 2')).toContain('is back');
    expect(await seen('questions open')).toContain('one undo a commit');
  });

  test('loses a follower who is forgotten, the others are where they were', async () => {
    for (const name of ['Di', 'Eve']) await chat.say(name, 'me-too 2');
    await chat.say('Cur', 'duplicates merge 2 1');
    await forget('Di');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await seen('show 2')).toContain('1 also has this');
    expect(await seen('show 1')).not.toContain('also');
  });
});

describe('what was accepted since a merge', () => {
  test('and goes back is not kept under the words of the other question any more', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Ana', 'accept 1.1');
    expect(await seen('snippet show S1')).toContain('undo the last commit');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await seen('snippet show S1')).toContain('There is no snippet S1');
  });

  test('stays so where something else is taken out of the chain', async () => {
    await chat.say('Gil', 'ask Undo commits how?');
    await chat.say('Cy', 'answer 2 Softly.');
    await chat.say('Di', 'answer 1 Revert it.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Cur', 'duplicates merge 1 3');
    const number = /3\.(\d) @di/.exec(await seen('show 3'))?.[1];
    await chat.say('Gil', `accept 3.${number}`);
    await chat.say('Cur', 'duplicates undo 2');
    expect(await seen('show 3')).toContain(`✓ 3.${number} @di`);
    expect(await seen('snippet show S1')).toContain('Revert it.');
  });
});

describe('of what is kept', () => {
  beforeEach(async () => {
    await keep('Di', 'How do we undo a commit?', 'git');
    await keep('Eve', 'How are commits undone?', 'undo');
    await keep('Fay', 'How is it undone?', 'revert');
  });

  const tagsOf = async (number: number) =>
    (await seen(`snippet show S${number}`)).match(/#\w+/g)?.filter((tag) => tag !== '#general');

  test('a chain of merges is undone in any order, each with its own tags', async () => {
    const before = [await tagsOf(1), await tagsOf(2), await tagsOf(3)];
    await chat.press('Ana', 'solved?snippet=2');
    await chat.say('Cur', 'duplicates merge S2 S1');
    await chat.say('Cur', 'duplicates merge S1 S3');
    expect(await tagsOf(2)).toEqual(expect.arrayContaining(['#git', '#undo', '#revert']));
    expect(await seen('snippet show S2')).toContain('helped 1 person');
    await chat.say('Cur', 'duplicates undo S2');
    expect(await tagsOf(2)).toEqual(['#undo']);
    expect(await tagsOf(1)).toEqual(expect.not.arrayContaining(['#undo']));
    expect(await seen('snippet show S1')).not.toContain('helped');
    await chat.say('Cur', 'duplicates undo S1');
    expect([await tagsOf(1), await tagsOf(2), await tagsOf(3)]).toEqual(before);
    expect(await seen('snippet show S2')).toContain('helped 1 person');
  });

  test('when the one in the middle is deleted, the first stands for itself, and the last is as it was', async () => {
    await chat.say('Cur', 'duplicates merge S2 S1');
    await chat.say('Cur', 'duplicates merge S1 S3');
    await erase('Cur', 'S1');
    expect(await tagsOf(2)).toEqual(['#undo']);
    expect(await seen('search commits undone')).toContain('S2');
    expect(await tagsOf(3)).toEqual(expect.not.arrayContaining(['#undo']));
    await keep('Gil', 'How to undo?', 'undo');
    await chat.say('Cur', 'duplicates merge S2 S4');
    await chat.say('Cur', 'duplicates undo S2');
    expect(await tagsOf(4)).toEqual(['#undo']);
  });

  test('what was merged is found again when its writer is forgotten and the merge undone', async () => {
    await chat.say('Cur', 'duplicates merge S2 S1');
    await forget('Eve');
    await chat.say('Cur', 'duplicates undo S2');
    expect((await chat.say('Ana', 'search commits undone')).replaceAll('*', '')).toContain('S2');
  });
});
