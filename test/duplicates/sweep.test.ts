import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, type Fixture, openCommunity } from '../core/community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Cur', 'curator');
});
afterEach(() => here.close());

const page = { limit: 10, offset: 0 };
const ask = async (title: string, channel?: string) =>
  here.core.questions.ask(await here.as('Ana', channel), asking(title));

async function pairs(channel?: string): Promise<string[]> {
  const { items } = await here.core.duplicates.list(await here.as('Cur', channel), page);
  return items.map(({ goes, stays }) => `${goes.item.number} ${stays.item.number}`);
}

describe('the sweep', () => {
  beforeEach(async () => {
    await ask('How do I undo the last commit?');
    await ask('Where is the coffee kept?');
  });

  test('finds what asks the same, with how alike it is and the words that both have', async () => {
    await ask('How can I undo my last commit?');
    expect(await here.core.duplicates.sweep()).toBe(3);
    const { items, total } = await here.core.duplicates.list(await here.as('Cur'), page);
    expect(total).toBe(1);
    const [pair] = items;
    expect(pair?.goes.item.number).toBe(3);
    expect(pair?.stays.item.number).toBe(1);
    expect(pair?.likeness).toBeGreaterThan(0.35);
    expect(pair?.shared).toEqual(['undo', 'last', 'commit']);
  });

  test('holds nobody up: what comes in meanwhile is seen to between two comparisons', async () => {
    let isDone = false;
    const swept = here.core.duplicates.sweep().then(() => {
      isDone = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    await swept;
  });

  test('rests after each as it is told', async () => {
    const rested: string[] = [];
    const rest = async () => void rested.push('a while');
    expect(await here.core.duplicates.sweep({ rest })).toBe(2);
    expect(rested).toHaveLength(2);
  });

  test('passes over what is deleted while it compares', async () => {
    await ask('How can I undo my last commit?');
    const swept = here.core.duplicates.sweep();
    await new Promise((resolve) => setImmediate(resolve));
    const deleting = here.core.deleting.remove(await here.as('Ana'), {
      kind: 'question',
      question: 3,
    });
    expect(await Promise.all([swept, deleting])).toMatchObject([3, { kind: 'gone' }]);
    expect(await pairs()).toEqual([]);
  });

  test('goes on where it was, and looks again at what was edited', async () => {
    expect(await here.core.duplicates.sweep({ most: 1 })).toBe(1);
    expect(await here.core.duplicates.sweep()).toBe(1);
    expect(await here.core.duplicates.sweep()).toBe(0);
    here.wait(1);
    const title = 'How to undo the last commit';
    await here.core.questions.edit(await here.as('Ana'), 2, { title });
    expect(await here.core.duplicates.sweep()).toBe(1);
    expect(await pairs()).toEqual(['2 1']);
  });

  test('lets what was dismissed rest, until a member says otherwise', async () => {
    await ask('How can I undo my last commit?');
    const named = (number: number) => ({ kind: 'question', number }) as const;
    await here.core.duplicates.sweep();
    await here.core.duplicates.dismiss(await here.as('Cur'), named(3), named(1));
    here.wait(1);
    await here.core.questions.edit(await here.as('Ana'), 3, { body: 'It was wrong.' });
    await here.core.duplicates.sweep();
    expect(await pairs()).toEqual([]);
    await here.core.duplicates.say(await here.as('Bo'), named(3), named(1));
    expect(await pairs()).toEqual(['3 1']);
  });

  test('pairs nothing over the wall of a private channel, and shows its pairs there alone', async () => {
    await ask('How can I undo my last commit?', 'private-leads');
    await ask('How to undo a last commit?', 'private-leads');
    await here.core.duplicates.sweep();
    expect(await pairs()).toEqual([]);
    expect(await pairs('private-leads')).toEqual(['4 3']);
  });

  test('does not list what was merged, and does again when that is undone', async () => {
    await ask('How can I undo my last commit?');
    await here.core.duplicates.mergeQuestions(await here.as('Cur'), 3, 1);
    expect(await pairs()).toEqual([]);
    await here.core.duplicates.partQuestion(await here.as('Cur'), 3);
    expect(await pairs()).toEqual(['3 1']);
  });
});
