import type { Ping, PingState } from '../model.ts';
import type { Db } from './schema.ts';

/** What a member is asked, besides one question. */
export interface Load {
  readonly pingedAt: readonly number[];
  readonly hasOpenPing: boolean;
}

/** Who was, or is to be, asked about which question. */
export function pingStore(db: Db) {
  const select = db
    .selectFrom('ping')
    .select(['question_id as questionId', 'member_id as memberId', 'rung', 'state'])
    .select('asked_at as askedAt');

  return {
    /** Everyone who was brought the question, in the order of the ladder. */
    of: (questionId: number): Promise<Ping[]> =>
      select.where('question_id', '=', questionId).orderBy('rung').orderBy('created_at').execute(),

    /** How many questions (but `except`) each was brought since `from`, or is about to be. */
    async countSince(
      memberIds: readonly number[],
      from: number,
      except = 0,
    ): Promise<Map<number, number>> {
      if (memberIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('ping')
        .where('member_id', 'in', memberIds)
        .where('created_at', '>=', from)
        .where('question_id', '!=', except)
        .where('state', '!=', 'lost')
        .groupBy('member_id')
        .select((of) => ['member_id', of.fn.countAll<number>().as('n')])
        .execute();
      return new Map(rows.map(({ member_id, n }) => [member_id, n]));
    },

    /** When each was brought questions other than `except`, and whether one is open with them. */
    async loadOf(memberIds: readonly number[], except: number): Promise<Map<number, Load>> {
      if (memberIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('ping')
        .where('member_id', 'in', memberIds)
        .where('question_id', '!=', except)
        .where('state', '!=', 'lost')
        .select(['member_id', 'created_at', 'state'])
        .execute();
      const byMember = Map.groupBy(rows, (row) => row.member_id);
      return new Map(
        [...byMember].map(([memberId, pings]) => [
          memberId,
          {
            pingedAt: pings.map((row) => row.created_at),
            hasOpenPing: pings.some(({ state }) => state === 'owed' || state === 'asked'),
          },
        ]),
      );
    },

    async add(ping: Pick<Ping, 'questionId' | 'memberId' | 'rung'>, now: number): Promise<void> {
      await db
        .insertInto('ping')
        .values({
          question_id: ping.questionId,
          member_id: ping.memberId,
          rung: ping.rung,
          state: 'owed',
          created_at: now,
        })
        .execute();
    },

    /** Notes what became of asking the member; `asked` and what they said have their times. */
    async become(
      questionId: number,
      memberId: number,
      state: PingState,
      now: number,
    ): Promise<void> {
      const said = ['taken', 'passed', 'silent'].includes(state) ? { said_at: now } : {};
      await db
        .updateTable('ping')
        .set({ state, ...said, ...(state === 'asked' && { asked_at: now }) })
        .where('question_id', '=', questionId)
        .where('member_id', '=', memberId)
        .execute();
    },

    /** Forgets who was to be asked and was not yet. */
    async removeOwed(questionId: number): Promise<void> {
      await db
        .deleteFrom('ping')
        .where('question_id', '=', questionId)
        .where('state', '=', 'owed')
        .where('asked_at', 'is', null)
        .execute();
    },
  };
}
