import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSearch } from '../../src/search/operators.ts';
import { asking, type Fixture, openCommunity } from '../core/community.ts';

describe('what is typed to search', () => {
  test.each(['undo commit', 'git push --force', 'a " b', '- b', '*', 'x-ray', 'tag:', ''])(
    '%j has no operators',
    (typed) => {
      expect(readSearch(typed)).toEqual({ text: typed, tag: undefined, operators: undefined });
    },
  );

  test('is read into phrases, words to leave out, prefixes, words and a tag', () => {
    expect(readSearch('reset "the commit" -hard -"dry run" tag:#git soft* please')).toEqual({
      text: 'reset "the commit" -hard -"dry run" soft* please',
      tag: 'git',
      operators: {
        phrases: [['the', 'commit']],
        without: [['hard'], ['dry', 'run']],
        prefixes: ['soft'],
        words: ['reset'],
      },
    });
  });

  test('keeps the words around a tag', () => {
    expect(readSearch('undo tag:git commit')).toMatchObject({ text: 'undo commit', tag: 'git' });
  });
});

describe('searching with operators', () => {
  let here: Fixture;
  beforeEach(async () => {
    here = await openCommunity();
    await keep('How do I undo a commit?', 'Reset it softly, or use Node.js.', ['git']);
    await keep('How do I commit to a diet?', 'Undo your shopping list.', []);
    await keep('Which node is in which rack?', 'The third.', []);
  });
  afterEach(() => here.close());

  async function keep(title: string, answer: string, tags: string[]): Promise<void> {
    const asked = await here.core.questions.ask(await here.as('Ana'), asking(title, { tags }));
    await here.core.answers.add(await here.as('Bo'), asked.number, answer);
  }
  const found = async (typed: string) =>
    (
      await here.core.knowledge.search(await here.as('Reader'), typed, undefined, {
        limit: 10,
        offset: 0,
      })
    ).items.map(({ question }) => question?.number);

  test.each([
    ['"undo a commit"', [1]],
    ['"commit undo"', []],
    ['commit -diet', [1]],
    ['commit -"undo a commit"', [2]],
    ['shop*', [2]],
    ['com* reset', [1]],
    ['"node.js"', [1]],
    ['node -node.js', [3]],
    ['tag:git commit', [1]],
    ['commit tag:nothing', []],
    ['tag:git -reset commit', []],
    ['-diet', []],
  ])('%j finds %j', async (typed, numbers) => {
    expect(await found(typed)).toEqual(numbers);
  });

  test('never fails, whatever is typed', async () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom('"', '-', '*', 'tag:', '(', 'NOT', 'commit', '"a b"', '-x', 'un*', '\0'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part), async (parts) => {
        await found(parts.join(' ').toWellFormed());
        await found(parts.join('').toWellFormed());
      }),
      { numRuns: 50 },
    );
  });
});
