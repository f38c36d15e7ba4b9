import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KnownError } from '../../src/errors.ts';
import { asking, type Fixture, openCommunity } from '../core/community.ts';
import { dumpOf } from '../store/dump.ts';
import { temporaryFolder } from '../store/temporary.ts';

const folder = temporaryFolder();
const people = ['Ana', 'Bo', 'Cy', 'Di'];
const questions = 4;

/** Acts by numbers: whatever cannot be done is refused, and changes nothing. */
type Step = readonly [what: number, who: number, question: number, other: number];

const step = fc.tuple(fc.nat(6), fc.nat(3), fc.nat(questions - 1), fc.nat(questions - 1));

async function perform(here: Fixture, [what, who, question, other]: Step): Promise<void> {
  const actor = await here.as(people[who] ?? 'Ana');
  const [number, answer] = [question + 1, other + 1];
  const name = { question: number, answer };
  const { answers, questions: asked } = here.core;
  const acts = [
    () => answers.add(actor, number, `${who} says ${other}`),
    () => answers.accept(actor, name),
    () => answers.unaccept(actor, name),
    () => answers.markHelpful(actor, name),
    () => asked.watch(actor, number),
    () => asked.unwatch(actor, number),
    () => asked.edit(actor, number, { tags: [`tag-${other}`] }),
  ];
  await tried(acts[what]);
}

async function tried(act: (() => Promise<unknown>) | undefined): Promise<boolean> {
  try {
    await act?.();
    return true;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

async function opened(): Promise<Fixture> {
  const here = await openCommunity();
  await here.appoint('Cur', 'curator');
  for (const [i, name] of people.entries()) {
    await here.core.questions.ask(await here.as(name), asking(`How ${i}?`, { tags: [`tag-${i}`] }));
  }
  return here;
}

/** What members know: notices, the record of acts and the names that answers had are not of it. */
async function knowledgeOf(here: Fixture) {
  const { notice, audit, former_name, search_change, ping, account, ...rest } = await dumpOf(
    here.store,
    folder,
  );
  return rest;
}

describe('undoing a merge', () => {
  test('leaves a follower there whom another merge, which stands, brings as well', async () => {
    const here = await opened();
    await here.core.questions.watch(await here.as('Ana'), 2);
    const before = await knowledgeOf(here);
    const { mergeQuestions, partQuestion } = here.core.duplicates;
    await mergeQuestions(await here.as('Cur'), 1, 3);
    await mergeQuestions(await here.as('Cur'), 2, 3);
    await partQuestion(await here.as('Cur'), 1);
    const { questions } = here.core;
    expect((await questions.find(await here.as('Cur'), 3))?.watcherCount).toBe(2);
    await partQuestion(await here.as('Cur'), 2);
    expect(await knowledgeOf(here)).toEqual(before);
    await here.close();
  });

  test('leaves everything as it was, whatever was merged with what, in any order', async () => {
    const merges = fc.array(fc.tuple(fc.nat(questions - 1), fc.nat(questions - 1)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 14 }),
        merges,
        fc.infiniteStream(fc.nat(100)),
        async (history, pairs, dice) => {
          const here = await opened();
          for (const one of history) await perform(here, one);
          const before = await knowledgeOf(here);
          const cur = () => here.as('Cur');
          const { mergeQuestions, partQuestion } = here.core.duplicates;
          const merged: number[] = [];
          for (const [from, into] of pairs) {
            const curator = await cur();
            if (await tried(() => mergeQuestions(curator, from + 1, into + 1)))
              merged.push(from + 1);
          }
          while (merged.length > 0) {
            const at = (dice.next().value ?? 0) % merged.length;
            const [number = 0] = merged.splice(at, 1);
            await partQuestion(await cur(), number);
          }
          expect(await knowledgeOf(here)).toEqual(before);
          await here.close();
        },
      ),
      { numRuns: 40, seed: 20261128 },
    );
  });
});
