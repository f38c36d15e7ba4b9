import type { Actor, Reader, Snippet, Thread } from '../model.ts';
import type { Indexes } from '../search/indexes.ts';
import type { QueryText } from '../search/query.ts';
import type { Page, Paged } from '../store/page.ts';
import { mayCurate, type World } from '../world.ts';
import { createLikely } from './likely.ts';
import { createPairs, type LikelyPair } from './pairs.ts';
import { createQuestionMerging } from './questions.ts';
import { createSnippetMerging } from './snippets.ts';
import { type StandingMerge, standingMerges } from './standing.ts';
import type { Named } from './subject.ts';
import { createSweep } from './sweep.ts';

/** Compared before a list is shown: milliseconds each. */
const mostJustNow = 25;

/** What asks the same as something else: finding it, and making one of two. */
export function createDuplicates(world: World, indexes: Indexes) {
  const { store } = world;
  const questions = createQuestionMerging(world);
  const snippets = createSnippetMerging(world);
  const likely = createLikely(world, indexes);
  const pairs = createPairs(world);
  const sweep = createSweep(world, likely);
  return {
    ...pairs,

    /** What members report and sweeps found, as far as the curator may see both; also what came just now. */
    async list(actor: Actor, page: Page): Promise<Paged<LikelyPair>> {
      if (mayCurate(actor)) await sweep({ communityId: actor.communityId, most: mostJustNow });
      return pairs.list(actor, page);
    },

    /** What was merged and can be undone. For curators. */
    merged: (actor: Actor, page: Page): Promise<Paged<StandingMerge>> =>
      standingMerges(world, actor, page),

    /** Compares what is new with all that is there, a bounded part at a time. */
    sweep,

    /** What is kept and says the same as a text that is about to be kept, as far as the reader may see. */
    keptLike: async (reader: Reader, text: QueryText): Promise<readonly Snippet[]> =>
      (await likely.snippets(reader, text)).flatMap((one) =>
        one.kind === 'snippet' ? one.item : [],
      ),

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
