import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { asking, type Fixture, hour, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
  await here.appoint('Cura', 'curator');
  await here.core.questions.ask(
    await here.as('Ana'),
    asking('Why?', { body: 'It fails.', tags: ['git'] }),
  );
  await here.core.answers.add(await here.as('Bo'), 1, 'Restart it.');
  await here.core.answers.add(await here.as('Cy'), 1, 'Read the log.');
});
afterEach(() => here.close());

const first = { question: 1, answer: 1 };
const second = { question: 1, answer: 2 };
const accept = async (who: string, name = first) =>
  here.core.answers.accept(await here.as(who), name);
const unaccept = async (who: string, name = first) =>
  here.core.answers.unaccept(await here.as(who), name);
const snippet = async (number = 1) => here.core.snippets.find(await here.as('Dora'), number);
const kept = async () =>
  (await here.store.snippets.list(await here.as('Dora'), { limit: 9, offset: 0 })).items;
const audit = () => here.store.audit.list(here.communityId, 9);

describe('accepting', () => {
  test('is for the asker or a curator; only what the curator does is on record', async () => {
    await expect(accept('Bo')).rejects.toMatchObject({ code: 'forbidden' });
    await accept('Ana');
    expect(await audit()).toEqual([]);
    await expect(unaccept('Bo')).rejects.toMatchObject({ code: 'forbidden' });
    await unaccept('Cura');
    await accept('Cura', second);
    expect(await audit()).toMatchObject([
      { act: 'accept answer', subject: '#1.2' },
      { act: 'undo acceptance', subject: '#1.1' },
    ]);
  });

  test('keeps the answer as a snippet, in the words of its question, vouched for by who accepted', async () => {
    here.wait(hour);
    expect(await accept('Ana')).toMatchObject({
      question: { state: 'answered' },
      answer: { accepted: true },
    });
    expect(await snippet()).toMatchObject({
      title: 'Why?',
      question: 'It fails.',
      answer: 'Restart it.',
      tags: ['git'],
      author: { handle: 'bo' },
      verifiedBy: { handle: 'ana' },
      questionNumber: 1,
    });
  });

  test('another answer moves the acceptance and the snippet to it', async () => {
    await accept('Ana');
    const { answers } = await accept('Ana', second);
    expect(answers.map(({ number, accepted }) => [number, accepted])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect((await kept()).map(({ answer }) => answer)).toEqual(['Read the log.']);
  });

  test('can be taken back: the question is open, the snippet is gone, and both are found as before', async () => {
    await accept('Ana');
    expect((await unaccept('Ana')).question.state).toBe('open');
    expect(await kept()).toEqual([]);
    const page = { limit: 5, offset: 0 };
    const found = await here.core.knowledge.search(
      await here.as('Dora'),
      'restart',
      undefined,
      page,
    );
    expect(found.items).toMatchObject([{ answer: { number: 1 }, snippet: undefined }]);
  });

  test('taken back takes the snippet with its number: no other snippet is called S1', async () => {
    const { number } = await here.core.questions.ask(await here.as('Ana'), asking('How?'));
    await here.core.answers.add(await here.as('Bo'), number, 'So.');
    await here.core.answers.add(await here.as('Cy'), number, 'Or so.');
    for (const answer of [1, 2]) {
      await here.core.answers.accept(await here.as('Ana'), { question: number, answer });
      if (answer === 1)
        await here.core.answers.unaccept(await here.as('Ana'), { question: number, answer });
    }
    expect(await here.core.snippets.find(await here.as('Ana'), 1)).toBeUndefined();
    expect(await here.core.snippets.find(await here.as('Ana'), 2)).toMatchObject({
      answer: 'Or so.',
    });
  });

  test('taken back leaves a snippet on which someone has worked', async () => {
    await accept('Ana');
    await here.core.snippets.edit(await here.as('Bo'), 1, { answer: 'Restart it twice.' });
    await unaccept('Ana');
    expect((await kept()).map(({ answer }) => answer)).toEqual(['Restart it twice.']);
    await accept('Ana');
    expect(await kept()).toHaveLength(1);
  });

  test('twice, or taking back what is not accepted, says so', async () => {
    await expect(unaccept('Ana')).rejects.toMatchObject({ code: 'conflict' });
    await accept('Ana');
    await expect(accept('Ana')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an answer to a closed question answers it', async () => {
    await here.core.questions.close(await here.as('Ana'), 1);
    expect((await accept('Ana')).question.state).toBe('answered');
    await expect(here.core.questions.reopen(await here.as('Ana'), 1)).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a document', () => {
  test('keeps its place in the index however often it changes', async () => {
    const { number } = await here.core.questions.ask(await here.as('Ana'), asking('How?'));
    await here.core.answers.add(await here.as('Bo'), number, 'So.');
    const countOfRows = async () =>
      (await here.store.changes.after(here.communityId, 0, 100)).length;
    const before = await countOfRows();
    for (const text of ['One.', 'Two.', 'Three.']) {
      await here.core.answers.edit(await here.as('Bo'), { question: number, answer: 1 }, text);
    }
    expect(await countOfRows()).toBe(before);
    const found = await here.core.knowledge.search(await here.as('Cy'), 'three', undefined, {
      limit: 5,
      offset: 0,
    });
    expect(found.total).toBe(1);
  });
});

describe('editing an answer', () => {
  const edit = async (who: string, body: string, name = first) =>
    here.core.answers.edit(await here.as(who), name, body);

  test('is for its author or a curator, and keeps what it said', async () => {
    await expect(edit('Ana', 'No.')).rejects.toMatchObject({ code: 'forbidden' });
    await edit('Bo', 'Restart it twice.');
    await edit('Cura', 'Restart it thrice.');
    await edit('Bo', ' Restart it thrice. ');
    expect(await here.core.answers.history(await here.as('Ana'), first)).toMatchObject([
      { body: 'Restart it twice.', replacedBy: { handle: 'cura' } },
      { body: 'Restart it.', replacedBy: { handle: 'bo' } },
    ]);
    expect(await audit()).toMatchObject([{ act: 'edit answer', subject: '#1.1' }]);
    await expect(edit('Bo', ' ')).rejects.toMatchObject({
      message: 'The answer is empty. Write a few words.',
    });
  });

  test('changes the snippet that it became, unless someone has worked on that', async () => {
    await accept('Ana');
    await edit('Bo', 'Restart it twice.');
    expect(await snippet()).toMatchObject({
      answer: 'Restart it twice.',
      verifiedBy: { handle: 'ana' },
    });
    await here.core.questions.edit(await here.as('Ana'), 1, { title: 'How?', tags: ['sql'] });
    expect(await snippet()).toMatchObject({ title: 'How?', tags: ['sql'] });
    await here.core.snippets.edit(await here.as('Bo'), 1, { answer: 'By hand.' });
    await edit('Bo', 'Restart it thrice.');
    expect((await snippet())?.answer).toBe('By hand.');
  });

  test('is found by its new words and no longer by the old', async () => {
    await edit('Bo', 'Reinstall everything.');
    const page = { limit: 5, offset: 0 };
    const find = async (words: string) =>
      (await here.core.knowledge.search(await here.as('Dora'), words, undefined, page)).total;
    expect([await find('restart'), await find('reinstall')]).toEqual([0, 1]);
  });
});

describe('editing a snippet', () => {
  test('is for its author or a curator, and keeps question and answer', async () => {
    await accept('Ana');
    const edit = async (who: string, answer: string) =>
      here.core.snippets.edit(await here.as(who), 1, { answer });
    await expect(edit('Ana', 'x')).rejects.toMatchObject({ code: 'forbidden' });
    await edit('Cura', 'Better.');
    expect(await snippet()).toMatchObject({ answer: 'Better.', verifiedBy: { handle: 'cura' } });
    const { revisions } = await here.core.snippets.story(await here.as('Ana'), 1);
    expect(revisions).toMatchObject([
      { title: 'Why?', question: 'It fails.', body: 'Restart it.', replacedBy: { handle: 'cura' } },
    ]);
    expect(await audit()).toMatchObject([{ act: 'edit snippet', subject: 'S1' }]);
  });
});

describe('saying thanks', () => {
  const helpful = async (who: string) => here.core.answers.markHelpful(await here.as(who), first);
  const solved = async (who: string, draftId?: number) => {
    const found = await here.core.answers.find(await here.as(who), first);
    const answerId = found?.answer.id ?? 0;
    await here.core.knowledge.markSolved(await here.as(who), { answerId }, draftId);
  };
  const count = async () =>
    (await here.core.answers.find(await here.as('Ana'), first))?.answer.helpfulCount;

  test('for one’s own answer is refused', async () => {
    await expect(helpful('Bo')).rejects.toMatchObject({ code: 'forbidden' });
    await solved('Bo');
    expect(await count()).toBe(0);
  });

  test('counts once for each member, and can be taken back', async () => {
    for (const who of ['Ana', 'Ana', 'Cy']) await helpful(who);
    expect(await count()).toBe(2);
    for (let i = 0; i < 2; i += 1)
      await here.core.answers.unmarkHelpful(await here.as('Cy'), first);
    expect(await count()).toBe(1);
  });

  test('by solving someone’s question credits the answer once and drops the draft', async () => {
    const dora = await here.as('Dora');
    const draftId = await here.core.drafts.keep(dora, { command: 'ask', args: asking('Why me?') });
    await solved('Dora', draftId);
    await solved('Dora', draftId);
    expect(await count()).toBe(1);
    expect(await here.core.drafts.find(dora, draftId)).toBeUndefined();
  });

  test('in both ways still makes one person who was helped', async () => {
    await helpful('Dora');
    await solved('Dora');
    expect(await count()).toBe(1);
    await accept('Ana');
    expect((await snippet())?.helpfulCount).toBe(1);
  });

  test('puts the most helpful answer first, after the accepted one', async () => {
    await here.core.answers.markHelpful(await here.as('Dora'), second);
    const order = async () =>
      (await here.core.questions.thread(await here.as('Ana'), 1))?.answers.map(
        ({ number }) => number,
      );
    expect(await order()).toEqual([2, 1]);
    await accept('Ana');
    expect(await order()).toEqual([1, 2]);
  });
});
