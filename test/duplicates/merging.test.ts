import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Conversation, openConversation } from '../commands/conversation.ts';
import { courierOver, createPlatform, type Platform } from '../notices/platform.ts';

let chat: Conversation;
let platform: Platform;

beforeEach(async () => {
  const open = await openConversation();
  const plain = (text: string) => text.replaceAll('*', '').replaceAll('\n ', '\n');
  chat = {
    ...open,
    say: async (...args) => plain(await open.say(...args)),
    press: async (...args) => plain(await open.press(...args)),
  };
  platform = createPlatform(chat.world.clock);
  await chat.appoint('Cur', 'curator');
  await chat.appoint('Max', 'curator');
  await chat.say('Ana', 'ask How do I undo the last commit? #git');
  await chat.say('Bo', 'ask How can one undo a commit? #undo');
});
afterEach(() => chat.close());

async function deliver(): Promise<void> {
  const courier = courierOver(chat.core, platform);
  await courier.run();
}

describe('merging a question into another', () => {
  test('takes its answers, votes, followers and tags along', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Di', 'helpful 2.1');
    await chat.say('Di', 'me-too 2');
    await chat.say('Eve', 'answer 1 Revert it.');
    const said = await chat.say('Cur', 'duplicates merge #2 #1');
    expect(said).toContain('#2 leads to #1 now, which has 2 answers.');
    const thread = await chat.say('Eve', 'show 1');
    expect(thread).toContain('> Revert it.');
    expect(thread).toContain('1.2 @cy');
    expect(thread).toContain('helped 1 person');
    expect(thread).toContain('2 also have this');
    expect(thread).toContain('#git #undo');
  });

  test('leads whoever names it to the other, by number, by answer and by old buttons', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    expect(await chat.say('Eve', 'show 2')).toContain('(#2 was merged into this one.)');
    expect(await chat.press('Eve', 'helpful?answer=2.1')).toContain('1.1');
    expect(await chat.press('Ana', 'accept?answer=2.1')).toContain('1.1');
    expect(await chat.say('Di', 'me-too 2')).toContain('--- question:1');
    expect(await chat.say('Di', 'answer 2 Or amend it.')).toContain('Your answer to #1 is 1.2');
    expect(await chat.say('Cy', 'edit 2.1 Reset it softly, then commit.')).toContain('1.1');
    expect(await chat.say('Eve', 'questions open')).not.toContain('one undo a commit');
    expect(await chat.say('Bo', 'questions mine')).toContain('merged into #1');
  });

  test('is found by the words of either', async () => {
    await chat.say('Cy', 'answer 1 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    expect(await chat.say('Eve', 'search how can one undo')).toContain('undo the last commit');
  });

  test('an accepted answer of the one answers the other; whoever follows that hears of it once', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Bo', 'accept 2.1');
    await chat.say('Di', 'me-too 1');
    await chat.say('Eve', 'me-too 2');
    await deliver();
    await chat.say('Cur', 'duplicates merge 2 1');
    await deliver();
    expect(await chat.say('Eve', 'show 1')).toContain('✓ 1.1');
    const told = platform.messages.filter(({ key }) => key.startsWith('resolved:1'));
    expect(told.map(({ to }) => to).toSorted()).toEqual(['@account of Ana', '@account of Di']);
  });

  test('who followed either is told once when the other is answered', async () => {
    await chat.say('Di', 'me-too 1');
    await chat.say('Di', 'me-too 2');
    await chat.say('Eve', 'me-too 2');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Cy', 'answer 1 Reset it softly.');
    await chat.say('Ana', 'accept 1.1');
    await deliver();
    const told = platform.messages.filter(({ key }) => key.startsWith('resolved:'));
    expect(told.map(({ to }) => to).toSorted()).toEqual(
      ['Bo', 'Di', 'Eve'].map((name) => `@account of ${name}`),
    );
  });

  test('who asked it is told where it went', async () => {
    await chat.say('Cur', 'duplicates merge 2 1');
    await deliver();
    const [told] = platform.messages.filter(({ key }) => key.startsWith('merged:'));
    expect(told?.to).toBe('@account of Bo');
  });

  test('is refused to who neither curates nor asked it', async () => {
    expect(await chat.say('Ana', 'duplicates merge 2 1')).toContain('Only curators');
    expect(await chat.say('Eve', 'duplicates undo 2')).toContain('not merged');
    await chat.say('Cur', 'duplicates merge 2 1');
    expect(await chat.say('Bo', 'duplicates undo 2')).toContain('Only curators');
    expect(await chat.say('Eve', 'duplicates list')).toContain('Only curators');
    expect(await chat.say('Eve', 'duplicates dismiss 1 2')).toContain('Only curators');
    expect(await chat.say('Eve', 'duplicates both 1 2')).toContain('Only curators');
  });

  test('who asked it may do it, and take it back', async () => {
    expect(await chat.say('Bo', 'duplicate #2 #1')).toContain('#2 leads to #1 now');
    expect(await chat.say('Bo', 'duplicates undo 2')).toContain('#2 is back');
  });

  test('two curators who merge opposite ways at once get one merge', async () => {
    const said = await Promise.all([
      chat.say('Cur', 'duplicates merge 2 1'),
      chat.say('Max', 'duplicates merge 1 2'),
    ]);
    expect(said.filter((text) => text.includes('leads to'))).toHaveLength(1);
    expect(said.filter((text) => text.includes('was merged into'))).toHaveLength(1);
  });

  test('a circle cannot be made, nor a question merged into itself', async () => {
    await chat.say('Cy', 'ask Undo commits how?');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Cur', 'duplicates merge 1 3');
    expect(await chat.say('Cur', 'duplicates merge 3 2')).toContain('was merged into');
    expect(await chat.say('Cur', 'duplicates merge 3 3')).toContain('into itself');
    expect(await chat.say('Cur', 'duplicates merge 2 3')).toContain('was merged into');
  });

  test('of a chain each number leads to the last, and one in the middle can be taken out', async () => {
    await chat.say('Cy', 'ask Undo commits how?');
    await chat.say('Di', 'answer 2 Softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Cur', 'duplicates merge 1 3');
    expect(await chat.say('Eve', 'show 2')).toContain('# #3');
    expect(await chat.press('Eve', 'helpful?answer=2.1')).toContain('3.1');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await chat.say('Eve', 'show 2')).toContain('2.1 @di');
    expect(await chat.press('Di', 'edit?what=3.1&text=Hard.')).toContain('2.1');
    expect(await chat.say('Eve', 'show 1')).toContain('# #3');
    expect(await chat.say('Eve', 'show 3')).toContain('no answer yet');
  });

  test('is written down for admins', async () => {
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Cur', 'duplicates undo 2');
    const entries = await chat.store.audit.list(chat.communityId, 5);
    expect(entries.map(({ act, subject }) => `${act} ${subject}`)).toEqual([
      'undo merge #2',
      'merge question #2 into #1',
    ]);
  });
});

describe('what comes after a merge', () => {
  test('stays where it was said when the merge is undone, and votes stay with their answers', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Di', 'answer 2 Or amend it.');
    await chat.say('Eve', 'helpful 1.1');
    await chat.say('Eve', 'me-too 1');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await chat.say('Eve', 'show 2')).toContain('helped 1 person');
    const first = await chat.say('Eve', 'show 1');
    expect(first).toContain('1.2 @di');
    expect(first).not.toContain('softly');
    expect(first).toContain('1 also has this');
    expect(await chat.say('Ana', 'answer 1 Thanks, all.')).toContain('1.3');
    expect(await chat.press('Bo', 'accept?answer=1.1')).toContain('2.1');
  });

  test('a question whose accepted answer goes back is open again', async () => {
    await chat.say('Cy', 'answer 2 Reset it softly.');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Ana', 'accept 1.1');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await chat.say('Eve', 'questions open')).toContain('undo the last commit');
  });

  test('who follows it no more follows neither', async () => {
    await chat.say('Eve', 'me-too 2');
    await chat.say('Cur', 'duplicates merge 2 1');
    await chat.say('Eve', 'me-too 2 --undo');
    await chat.say('Cur', 'duplicates undo 2');
    expect(await chat.say('Di', 'show 2')).not.toContain('also');
  });
});

describe('what is private stays private', () => {
  test('a merge across a private channel is refused, whichever way', async () => {
    await chat.say('Cur in private-leads', 'ask How do we undo the zanzi commit?');
    for (const line of ['duplicates merge 3 1', 'duplicates merge 1 3']) {
      expect(await chat.say('Cur in private-leads', line)).toContain('stays there');
    }
    expect(await chat.say('Cur', 'duplicates merge 1 3')).toContain('stays there');
    expect(await chat.say('Max', 'duplicates merge 1 3')).toContain('There is no question #3');
  });

  test('within one private channel both may be merged', async () => {
    await chat.say('Di in private-leads', 'ask How do we undo the zanzi commit?');
    await chat.say('Eve in private-leads', 'ask Undo of the zanzi commit?');
    expect(await chat.say('Cur in private-leads', 'duplicates merge 4 3')).toContain('leads to');
    expect(await chat.say('Ana', 'show 3')).toContain('There is no question');
    expect(await chat.say('Ana', 'show 4')).toContain('There is no question');
  });

  test('when the channel that an answer was given in turns private, it is seen there alone', async () => {
    await chat.say('Di in other', 'ask Undoing a commit, how?');
    await chat.say('Cy in other', 'answer 3 The zanzi way.');
    await chat.say('Cur', 'duplicates merge 3 1');
    expect(await chat.say('Eve', 'show 1')).toContain('zanzi');
    expect(await chat.say('Gus as guest', 'show 1')).not.toContain('zanzi');
    const { channel } = await chat.as('Di', 'other');
    await chat.store.channels.save({ ...channel, private: true }, 1);
    const seen = await chat.say('Eve', 'show 1');
    expect(seen).not.toContain('zanzi');
    expect(seen).toContain('no answer yet');
    expect(await chat.say('Eve', 'search zanzi')).toContain('Nothing found');
    expect(await chat.say('Eve', 'show 3')).toContain('There is no question');
    expect(await chat.say('Cy', 'show 1')).toContain('zanzi');
  });

  test('when the channel of the other turns private, the one tells no more than that', async () => {
    await chat.say('Di in other', 'ask Undoing the zanzi commit, how?');
    await chat.say('Cur', 'duplicates merge 2 3');
    const { channel } = await chat.as('Di', 'other');
    await chat.store.channels.save({ ...channel, private: true }, 1);
    const seen = await chat.say('Eve', 'show 2');
    expect(seen).toContain('merged into another question');
    expect(seen).not.toContain('zanzi');
    expect(await chat.say('Bo', 'reopen 2')).toContain('you cannot see from here');
  });
});

describe('what members report', () => {
  test('is shown to curators with who said so, until they decide', async () => {
    expect(await chat.say('Eve', 'duplicate #2 #1')).toContain('A curator decides');
    const list = await chat.say('Cur', 'duplicates list');
    expect(list).toContain('May be the same (1)');
    expect(list).toContain('@eve says so');
    expect(list).toContain('both say “undo”, “commit”');
    expect(await chat.say('Cur', 'duplicates both 2 1')).toContain('#2 How can one undo');
    await chat.say('Cur', 'duplicates dismiss 2 1');
    expect(await chat.say('Cur', 'duplicates list')).toContain('Nothing looks like a duplicate');
  });

  test('is not shown to a curator who may not see both', async () => {
    await chat.say('Di in private-leads', 'ask How do we undo the zanzi commit?');
    await chat.say('Eve in private-leads', 'duplicate #3 #1');
    expect(await chat.say('Cur', 'duplicates list')).not.toContain('zanzi');
    expect(await chat.say('Cur in private-leads', 'duplicates list')).toContain('zanzi');
  });
});

describe('merging what is kept', () => {
  async function keep(who: string, title: string, answer: string, ...tags: readonly string[]) {
    const kept = { title, details: '', answer, tags: [...tags] };
    await chat.core.captures.save(await chat.as(who), undefined, kept, []);
  }

  beforeEach(async () => {
    await keep('Di', 'How do we undo a commit?', 'Reset it softly.', 'git');
    await keep('Eve', 'How are commits undone?', 'With a soft reset.', 'undo');
  });

  test('lets the one lead to the other, with its votes and tags, and back', async () => {
    const before = await chat.say('Ana', 'snippet show S1');
    await chat.press('Ana', 'solved?snippet=2');
    expect(await chat.say('Cur', 'duplicates merge S2 S1')).toContain('S2 leads to S1');
    const merged = await chat.say('Ana', 'snippet show S2');
    expect(merged).toContain('Reset it softly.');
    expect(merged).toContain('#git #undo');
    expect(merged).toContain('helped 1 person');
    const found = await chat.say('Ana', 'search soft reset');
    expect(found).toContain('S1');
    expect(found).not.toContain('S2');
    await chat.say('Cur', 'duplicates undo S2');
    expect(await chat.say('Ana', 'snippet show S1')).toBe(before);
    expect(await chat.say('Ana', 'snippet show S2')).toContain('With a soft reset.');
  });

  test('takes the link to where it was said along, and gives it back', async () => {
    const { memberId, channelId } = await chat.as('Eve');
    const source = { channelId, message: 'm1', link: 'https://chat.test/m1', keptById: memberId };
    await chat.store.write(({ sources }) => sources.add({ ...source, of: { snippetId: 2 } }));
    const said = async () => (await chat.say('Ana', 'snippet show S1')).includes('chat.test/m1');
    expect(await said()).toBe(false);
    await chat.say('Cur', 'duplicates merge S2 S1');
    expect(await said()).toBe(true);
    await chat.say('Cur', 'duplicates undo S2');
    expect(await said()).toBe(false);
  });

  test('is offered when two are alike', async () => {
    await keep('Di', 'How does one undo a commit?', 'git reset --soft HEAD~1');
    const list = await chat.say('Cur', 'duplicates list');
    expect(list).toContain('[Merge S3 into S1 → duplicates merge?what=S3&into=S1]');
  });

  test('is refused to who does not curate, and across kinds', async () => {
    expect(await chat.say('Ana', 'duplicates merge S2 S1')).toContain('Only curators');
    expect(await chat.say('Cur', 'duplicates merge S2 1')).toContain('two things');
    await chat.say('Cur', 'duplicates merge S2 S1');
    expect(await chat.say('Cur', 'duplicates merge S1 S2')).toContain('are one already');
  });
});
