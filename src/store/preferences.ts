import type { Selectable } from 'kysely';
import type { Db, Schema } from './schema.ts';

/** How a member wants to be found and asked; null is what they never said. */
export interface Preferences {
  /** IANA name of their time zone. */
  readonly zone: string | null;
  readonly hours: WorkingHours | null;
  /** Nobody is sent to them before. */
  readonly pausedUntil: number | null;
  /** As many questions as may be brought to them in any 7 days, 0 to 10. */
  readonly weeklyLimit: number | null;
  /** Not named as someone who knows, to anybody. */
  readonly unlisted: boolean;
  /** Agreed to be named, and to have a page, where everyone can read. */
  readonly page: boolean;
}

/** Minutes after midnight in the member's zone; they run past midnight when `from` is after `until`. */
export interface WorkingHours {
  readonly from: number;
  readonly until: number;
  /** ISO numbers: 1 is Monday. */
  readonly workdays: readonly number[];
}

export function preferenceStore(db: Db) {
  return {
    /** How each of the members wants to be asked; one who never said anything has no entry. */
    async of(memberIds: readonly number[]): Promise<ReadonlyMap<number, Preferences>> {
      if (memberIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('preference')
        .selectAll()
        .where('member_id', 'in', memberIds)
        .execute();
      return new Map(rows.map((row) => [row.member_id, toPreferences(row)]));
    },

    /** Keeps what a member said; what is left out stays. */
    async save(memberId: number, said: Partial<Preferences>): Promise<void> {
      const columns = toColumns(said);
      await db
        .insertInto('preference')
        .values({ member_id: memberId, ...columns })
        .onConflict((conflict) =>
          // An update must set something.
          conflict.column('member_id').doUpdateSet({ member_id: memberId, ...columns }),
        )
        .execute();
    },
  };
}

function toPreferences(row: Selectable<Schema['preference']>): Preferences {
  const { work_from: from, work_until: until, workdays } = row;
  const isSaid = from !== null && until !== null && workdays !== null;
  return {
    zone: row.zone,
    hours: isSaid ? { from, until, workdays: [...workdays].map(Number) } : null,
    pausedUntil: row.paused_until,
    weeklyLimit: row.weekly_limit,
    unlisted: row.unlisted === 1,
    page: row.page === 1,
  };
}

function toColumns(said: Partial<Preferences>) {
  const { zone, hours, pausedUntil, weeklyLimit, unlisted, page } = said;
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(hours === undefined
      ? {}
      : {
          work_from: hours?.from ?? null,
          work_until: hours?.until ?? null,
          workdays: hours?.workdays.join('') ?? null,
        }),
    ...(pausedUntil === undefined ? {} : { paused_until: pausedUntil }),
    ...(weeklyLimit === undefined ? {} : { weekly_limit: weeklyLimit }),
    ...(unlisted === undefined ? {} : { unlisted: unlisted ? 1 : 0 }),
    ...(page === undefined ? {} : { page: page ? 1 : 0 }),
  };
}
