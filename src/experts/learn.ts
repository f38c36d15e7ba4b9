import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Happened } from '../store/learned.ts';
import type { Tables } from '../store/store.ts';
import type { World } from '../world.ts';
import type { CommunityEvent } from './expert-index.ts';
import type { FromLearner, ToLearner } from './learner.ts';
import { fewestScored } from './learning.ts';
import { clueNames, usualWeights, type Weights } from './ranking.ts';

const day = 24 * 60 * 60 * 1000;
/** What was learned is learned anew after this time. */
const learnedAnew = 30 * day;
const batch = 500;
/** Older questions and answers teach nothing: they would only cost time and memory. */
const mostHappened = 250_000;

/**
 * Lets every community with enough answered questions learn from its own history who answers what, at
 * most once in 30 days: its newest 250,000 questions and answers are gone through as they happened, in
 * a thread of its own. Gives how many learned; whoever stops in between loses nothing, and begins anew.
 */
export async function learnWhoAnswers({ store, clock }: World): Promise<number> {
  let count = 0;
  for (const { id } of await store.communities.all()) {
    const known = await store.learned.of(id);
    if (known && clock() - known.learnedAt < learnedAnew) continue;
    if ((await store.learned.countAnswered(id, fewestScored)) < fewestScored) continue;
    const weights = await learnFrom(store, await store.learned.happened(id, mostHappened));
    await store.learned.save(id, weights ? JSON.stringify(weights) : null, clock());
    count += 1;
  }
  return count;
}

/** What the community ranks by. */
export async function weightsOf(
  tables: Pick<Tables, 'learned'>,
  communityId: number,
): Promise<Weights> {
  const learned = await tables.learned.of(communityId);
  return readWeights(learned?.weights ?? null) ?? usualWeights;
}

/** Undefined for what an earlier version learned about other clues. */
function readWeights(stored: string | null): Weights | undefined {
  const read: Partial<Weights> = stored === null ? {} : JSON.parse(stored);
  const isWhole = clueNames.every((name) => Number.isFinite(read[name]));
  return isWhole && Object.keys(read).length === clueNames.length ? (read as Weights) : undefined;
}

async function learnFrom(
  tables: Pick<Tables, 'learned'>,
  happened: readonly Happened[],
): Promise<Weights | undefined> {
  const worker = new Worker(new URL('./learner.ts', import.meta.url));
  worker.unref();
  try {
    for (let from = 0; from < happened.length; from += batch) {
      const events = await told(tables, happened.slice(from, from + batch));
      await tell(worker, { kind: 'events', events });
    }
    const said = await tell(worker, { kind: 'done' });
    if (said.kind !== 'learned') throw new Error('the learner learned nothing');
    return said.weights;
  } finally {
    await worker.terminate();
  }
}

async function told(
  tables: Pick<Tables, 'learned'>,
  happened: readonly Happened[],
): Promise<CommunityEvent[]> {
  const idsOf = (kind: Happened['kind']) =>
    happened.filter((one) => one.kind === kind).map(({ id }) => id);
  const questions = await tables.learned.questions(idsOf('question'));
  const answers = await tables.learned.answers(idsOf('answer'));
  const asked = new Map(questions.map((one) => [one.id, one]));
  const given = new Map(answers.map((one) => [one.id, one]));
  return happened.flatMap(({ kind, id }): CommunityEvent[] => {
    const [question, answer] = [asked.get(id), given.get(id)];
    if (kind === 'question') return question ? [{ kind, ...question }] : [];
    return answer ? [{ kind, ...answer }] : [];
  });
}

async function tell(worker: Worker, message: ToLearner): Promise<FromLearner> {
  const reply = once(worker, 'message');
  worker.postMessage(message);
  // `learner.ts` sends nothing else.
  const [said] = (await reply) as [FromLearner];
  return said;
}
