import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, type Fixture, minute, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Cura', 'curator');
  await here.core.questions.ask(await here.as('Ana'), asking('Why?', { body: 'It fails.' }));
  await here.core.answers.add(await here.as('Bo'), 1, 'Restart it.');
  await here.core.answers.accept(await here.as('Ana'), { question: 1, answer: 1 });
});
afterEach(() => here.close());

const snippet = async () => here.core.snippets.find(await here.as('Ana'), 1);
const story = async () => here.core.snippets.story(await here.as('Ana'), 1);
const last = async (who: string) => (await here.core.undoing.last(await here.as(who)))?.id ?? 0;
const undo = async (who: string, id?: number) =>
  here.core.undoing.undo(await here.as(who), id ?? (await last(who)));
const edit = async (who: string, answer: string) =>
  here.core.snippets.edit(await here.as(who), 1, { answer });
const find = async (words: string) =>
  (
    await here.core.knowledge.search(await here.as('Dora'), words, undefined, {
      limit: 5,
      offset: 0,
    })
  ).total;

describe('an act on what is kept', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['an edit', () => edit('Bo', 'Reinstall everything.')],
    ['a verification', async () => here.core.verification.verify(await here.as('Bo'), 1)],
    [
      'that it is outdated',
      async () => here.core.verification.outdate(await here.as('Bo'), 1, false),
    ],
    [
      'another owner',
      async () =>
        here.core.ownership.handOver(await here.as('Bo'), 1, (await here.as('Dan')).member),
    ],
    [
      'bringing an earlier text back',
      async () => {
        await edit('Bo', 'Reinstall everything.');
        here.wait(minute);
        await undo('Bo');
        await edit('Bo', 'Buy another.');
        await here.core.snippets.restore(await here.as('Bo'), 1, 1);
        await undo('Bo');
      },
    ],
  ])('can be undone for ten minutes, and leaves nothing: %s', async (_name, act) => {
    const before = [await snippet(), await story()];
    here.wait(minute);
    await act();
    expect([await snippet(), await story()]).not.toEqual(before);
    here.wait(9 * minute);
    await undo('Bo');
    expect([await snippet(), await story()]).toEqual(before);
    expect(await find('restart')).toBe(1);
    expect(await find('reinstall')).toBe(0);
  });

  test('that another stands in its place can be undone', async () => {
    const kept = { title: 'How?', details: '', answer: 'So.', tags: [] };
    await here.core.captures.save(await here.as('Bo'), undefined, kept, []);
    const before = await snippet();
    await here.core.ownership.supersede(await here.as('Bo'), 1, 2);
    expect((await snippet())?.successor).toBe(2);
    await undo('Bo');
    expect(await snippet()).toEqual(before);
  });

  test('that kept something can be undone: it is gone, and is not found', async () => {
    const kept = { title: 'How?', details: '', answer: 'With a screwdriver.', tags: ['tools'] };
    await here.core.captures.save(await here.as('Dan'), undefined, kept, []);
    expect(await find('screwdriver')).toBe(1);
    await undo('Dan');
    expect(await find('screwdriver')).toBe(0);
    expect(await here.core.snippets.find(await here.as('Dan'), 2)).toBeUndefined();
  });

  test('is undone once, in time, and by who did it or a curator', async () => {
    await edit('Bo', 'Reinstall everything.');
    const id = await last('Bo');
    await expect(undo('Dan', id)).rejects.toMatchObject({ code: 'not_found' });
    await undo('Cura', id);
    expect((await snippet())?.answer).toBe('Restart it.');
    await expect(undo('Bo', id)).rejects.toThrow('undone no more');
    await edit('Bo', 'Reinstall everything.');
    const late = await last('Bo');
    here.wait(11 * minute);
    await expect(undo('Bo', late)).rejects.toThrow('undone no more');
    expect(await here.core.undoing.last(await here.as('Bo'))).toBeUndefined();
    expect(await here.store.audit.list(here.communityId, 9)).toMatchObject([
      { act: 'undo edit snippet', subject: 'S1' },
    ]);
  });

  test('is not undone from another community, whatever is guessed there', async () => {
    await here.core.questions.ask(await here.as('Zoe', 'general', 'elsewhere'), asking('Whose?'));
    const zoe = await here.as('Zoe', 'general', 'elsewhere');
    const ours = { ...zoe, member: { ...zoe.member, role: 'admin' as const } };
    const kept = { title: 'How?', details: '', answer: 'So.', tags: [] };
    await here.core.captures.save({ ...ours, delivery: 'theirs' }, undefined, kept, []);
    await edit('Bo', 'Reinstall everything.');
    const id = await last('Bo');
    const guess = here.core.undoing.undo({ ...ours, delivery: 'guess' }, id);
    await expect(guess).rejects.toMatchObject({ code: 'not_found' });
    expect((await snippet())?.answer).toBe('Reinstall everything.');
  });

  test('is not undone when somebody changed it since', async () => {
    await edit('Bo', 'Reinstall everything.');
    await edit('Cura', 'Buy another.');
    await expect(undo('Bo')).rejects.toThrow('Somebody changed S1 since');
    expect((await snippet())?.answer).toBe('Buy another.');
  });

  test('that changed nothing cannot be undone', async () => {
    await edit('Bo', 'Restart it.');
    expect(await here.core.undoing.last(await here.as('Bo'))).toBeUndefined();
  });
});

test('an earlier text comes back with its question', async () => {
  await here.core.snippets.edit(await here.as('Bo'), 1, { question: 'It works.', answer: 'No.' });
  await here.core.snippets.restore(await here.as('Bo'), 1, 1);
  expect(await snippet()).toMatchObject({ question: 'It fails.', answer: 'Restart it.' });
  await expect(here.core.snippets.restore(await here.as('Bo'), 1, 9)).rejects.toThrow(
    'no earlier text 9',
  );
  await expect(here.core.snippets.restore(await here.as('Ana'), 1, 1)).rejects.toMatchObject({
    code: 'forbidden',
  });
});
