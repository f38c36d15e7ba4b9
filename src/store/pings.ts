import type { ApproachState, Ping, PingState } from '../model-owed.ts';
import type { Db } from './schema.ts';

/** What a member is asked, besides one question. */
export interface Load {
  readonly pingedAt: readonly number[];
  /** When each that is open was brought to them; null for what is yet to be brought. */
  readonly openSince: readonly (number | null)[];
}

/** What is being decided upon does not count against itself. */
export interface Except {
  readonly questionId?: number;
  readonly approachId?: number;
}

const isOpen: ReadonlySet<PingState | ApproachState> = new Set(['owed', 'asked', 'open']);

/** Who was, or is to be, asked about which question. */
export function pingStore(db: Db) {
  const select = db
    .selectFrom('ping')
    .select(['question_id as questionId', 'member_id as memberId', 'rung', 'state'])
    .select(['created_at as createdAt', 'asked_at as askedAt', 'said_at as saidAt']);

  return {
    /** Everyone who was brought the question, in the order of the ladder. */
    of: (questionId: number): Promise<Ping[]> =>
      select.where('question_id', '=', questionId).orderBy('rung').orderBy('created_at').execute(),

    /**
     * When each was brought questions, by the ladder or by name, and which are open with them; `except`
     * is left out.
     */
    async loadOf(memberIds: readonly number[], except: Except = {}): Promise<Map<number, Load>> {
      if (memberIds.length === 0) return new Map();
      const pings = await db
        .selectFrom('ping')
        .where('member_id', 'in', memberIds)
        .where('question_id', '!=', except.questionId ?? 0)
        .where('state', '!=', 'lost')
        .select(['member_id', 'created_at', 'asked_at', 'state'])
        .execute();
      const approaches = await db
        .selectFrom('approach')
        .where('member_id', 'in', memberIds)
        .where('id', '!=', except.approachId ?? 0)
        .select((row) => ['member_id', 'created_at', row.val(null).as('asked_at'), 'state'])
        .execute();
      const byMember = Map.groupBy([...pings, ...approaches], (row) => row.member_id);
      return new Map(
        [...byMember].map(([memberId, brought]) => [
          memberId,
          {
            pingedAt: brought.map((row) => row.created_at),
            openSince: brought.flatMap((row) => {
              if (!isOpen.has(row.state)) return [];
              return [row.state === 'asked' ? row.asked_at : null];
            }),
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

    /** Nobody waits for what they would say any more: they may be asked about something else. */
    async expire(questionId: number, now: number): Promise<void> {
      await db
        .updateTable('ping')
        .set({ state: 'silent', said_at: now })
        .where('question_id', '=', questionId)
        .where('asked_at', 'is not', null)
        .where('state', 'in', ['owed', 'asked'])
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
