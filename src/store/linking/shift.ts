import { sql } from 'kysely';
import type { Db } from '../schema.ts';

/** Numbers grow by a round figure, so that people can say the new one: #12 is #112 now. */
const round = 100;

export interface Shift {
  readonly questions: number;
  readonly snippets: number;
}

interface Highest {
  readonly questions: number;
  readonly snippets: number;
}

/** The highest numbers that were given in the community. */
export async function highestOf(db: Db, communityId: number): Promise<Highest> {
  const {
    rows: [row],
  } = await sql<Highest>`SELECT
    max(coalesce((SELECT max(number) FROM question WHERE community_id = c.id), 0),
      c.last_gone_question) AS questions,
    max(coalesce((SELECT max(number) FROM snippet WHERE community_id = c.id), 0),
      c.last_gone_snippet) AS snippets
    FROM community AS c WHERE c.id = ${communityId}`.execute(db);
  return row ?? { questions: 0, snippets: 0 };
}

/**
 * What is added to the numbers of who joins. More than either side's highest, so that a number from
 * before never is the new number of something else of theirs.
 */
export async function shiftFor(db: Db, hostId: number, joiningId: number): Promise<Shift> {
  const host = await highestOf(db, hostId);
  const joining = await highestOf(db, joiningId);
  const by = (one: number, other: number) => Math.ceil(Math.max(one, other) / round) * round;
  return {
    questions: joining.questions === 0 ? 0 : by(host.questions, joining.questions),
    snippets: joining.snippets === 0 ? 0 : by(host.snippets, joining.snippets),
  };
}
