import type { Actor, Thread } from '../model.ts';
import type { World } from '../world.ts';
import { createPairs } from './pairs.ts';
import { createQuestionMerging } from './questions.ts';
import { createSnippetMerging } from './snippets.ts';
import type { Named } from './subject.ts';

/** What asks the same as something else: finding it, and making one of two. */
export function createDuplicates(world: World) {
  const { store } = world;
  const questions = createQuestionMerging(world);
  const snippets = createSnippetMerging(world);
  return {
    ...createPairs(world),
    mergeQuestions: questions.merge,
    partQuestion: questions.part,
    mergeSnippets: snippets.merge,
    partSnippet: snippets.part,

    /** Whether the actor may make one of it and another by themselves: their own, while it is open. */
    async mayClose(actor: Actor, { kind, number }: Named): Promise<boolean> {
      const question = kind === 'question' ? await store.questions.find(actor, number) : undefined;
      return question?.author.id === actor.memberId && question.state === 'open';
    },

    /** Questions as they are, merged or not, with their answers: for their cards. */
    async threads(actor: Actor, ids: readonly number[]): Promise<Thread[]> {
      const questions = await store.questions.byIds(actor, ids);
      const threads: Thread[] = [];
      for (const question of questions) {
        threads.push({ question, answers: await store.answers.of(actor, question.id) });
      }
      return threads;
    },
  };
}
