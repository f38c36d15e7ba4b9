import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Question } from '../../src/model.ts';
import { asking, day, type Fixture, openCommunity } from './community.ts';

let here: Fixture;
beforeEach(async () => {
  here = await openCommunity();
});
afterEach(() => here.close());

async function ask(
  title: string,
  { channel = 'general', tags = [] as string[], asker = 'Ana' } = {},
) {
  here.wait(day);
  return here.core.questions.ask(await here.as(asker, channel), asking(title, { tags }));
}

async function answer({ number, channel }: Question, text: string): Promise<void> {
  await here.core.answers.add(await here.as('Bo', channel.name), number, text);
}

async function beside(question: Question) {
  const { duplicates, tags } = await here.core.beside(
    await here.as('Ana', question.channel.name),
    question,
  );
  return { duplicates: duplicates.map(({ number }) => number), tags };
}

/** A small community that knows about other things. */
async function fill(): Promise<void> {
  for (const title of ['Bake bread at home', 'Tune a guitar by ear', 'Grow basil in a pot']) {
    await answer(await ask(title), 'Patiently.');
  }
}

describe('a question that is posted', () => {
  test('is linked with an answered one that asks the same', async () => {
    await fill();
    const first = await ask('How do I rename a git branch?');
    await answer(first, 'Use git branch -m.');
    expect(await beside(first)).toMatchObject({ duplicates: [] });
    const second = await ask('Rename a git branch, how?');
    expect(await beside(second)).toMatchObject({ duplicates: [first.number] });
    expect(await beside(first)).toMatchObject({ duplicates: [second.number] });
  });

  test('is linked with an open one, of which nothing is kept yet', async () => {
    const first = await ask('The build fails with a segmentation fault');
    expect(await beside(first)).toMatchObject({ duplicates: [] });
    const second = await ask('Why does the build fail with a segmentation fault?');
    expect(await beside(second)).toMatchObject({ duplicates: [first.number] });
    await here.core.questions.close(await here.as('Ana'), first.number);
    expect(await beside(second)).toMatchObject({ duplicates: [] });
  });

  test('is not linked with what shares a word or two', async () => {
    await fill();
    await ask('The build fails with a segmentation fault');
    expect(await beside(await ask('The build is slow on Windows'))).toMatchObject({
      duplicates: [],
    });
  });

  test('is not linked with what not everyone in its channel may see', async () => {
    await fill();
    const inside = await ask('Who gets the oak office upstairs?', { channel: 'private' });
    const outside = await ask('Who gets the oak office upstairs?');
    expect(await beside(outside)).toMatchObject({ duplicates: [] });
    await answer(inside, 'The oak office goes to Dora.');
    expect(await beside(outside)).toMatchObject({ duplicates: [] });
    expect(await beside(inside)).toMatchObject({ duplicates: [outside.number] });
  });

  test('may be tagged as the answered ones close to it are, unless it has tags', async () => {
    await fill();
    for (const [what, asker] of [
      ['rename', 'Ana'],
      ['delete', 'Ana'],
      ['restore', 'Eli'],
    ] as const) {
      const about = { tags: ['git', what], asker };
      await answer(await ask(`How do I ${what} a git branch?`, about), 'So.');
    }
    expect((await beside(await ask('How do I compare a git branch with another?'))).tags).toEqual([
      'git',
    ]);
    const tagged = await ask('How do I push a git branch?', { tags: ['remote'] });
    expect((await beside(tagged)).tags).toEqual([]);
    expect((await beside(await ask('Where do we meet on Friday?'))).tags).toEqual([]);
  });
});
