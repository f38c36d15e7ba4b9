import type { Core } from '../src/core.ts';
import type { Actor, Question } from '../src/model.ts';
import type { Beside } from './views/questions.ts';

const mostExpertsNamed = 3;

/** What stands beside a question while it is open, as everyone in its channel may see. */
export async function besideQuestion(
  core: Core,
  actor: Actor,
  question: Question,
): Promise<Beside> {
  if (question.state !== 'open') return { couldHelp: [], duplicates: [], tags: [] };
  const couldHelp = await core.experts.forQuestion(actor, question, mostExpertsNamed);
  return { couldHelp, ...(await core.neighbours.of(actor, question)) };
}
