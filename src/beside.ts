import type { ExpertFinder } from './experts/experts.ts';
import type { Person, Question, Reader } from './model.ts';
import type { NeighbourFinder, Neighbours } from './neighbours.ts';

const mostExpertsNamed = 3;

/** What stands beside a question while it is open, as everyone in its channel may see. */
export interface Beside extends Neighbours {
  readonly couldHelp: readonly Person[];
}

export type BesideFinder = ReturnType<typeof createBeside>;

export function createBeside(experts: ExpertFinder, neighbours: NeighbourFinder) {
  return async (reader: Reader, question: Question): Promise<Beside> => {
    if (question.state !== 'open') return { couldHelp: [], duplicates: [], tags: [] };
    const couldHelp = await experts.forQuestion(reader, question, mostExpertsNamed);
    return { couldHelp, ...(await neighbours.of(reader, question)) };
  };
}
