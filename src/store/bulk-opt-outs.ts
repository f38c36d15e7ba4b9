import { bulkInsert } from './bulk-insert.ts';
import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';

/** What members said about being found and asked: what to write, and what there is. */
export function bulkOptOuts(db: Db) {
  const { add } = bulkInsert(db);
  const withheld = () =>
    db
      .selectFrom('withheld as w')
      .innerJoin('member as m', 'm.id', 'w.member_id')
      .select(['m.ref as member', 'w.reason', 'w.withheld_at as at', 'w.settled_at as settledAt']);

  return {
    addPreferences: (
      rows: readonly {
        memberId: number;
        zone: string | null;
        from: number | null;
        until: number | null;
        workdays: string | null;
        pausedUntil: number | null;
        weeklyLimit: number | null;
        unlisted: boolean;
        page: boolean;
      }[],
    ) =>
      add(
        'preference',
        rows.map((row) => ({
          member_id: row.memberId,
          zone: row.zone,
          work_from: row.from,
          work_until: row.until,
          workdays: row.workdays,
          paused_until: row.pausedUntil,
          weekly_limit: row.weeklyLimit,
          unlisted: row.unlisted ? 1 : 0,
          page: row.page ? 1 : 0,
        })),
      ),

    addNotMe: (rows: readonly { memberId: number; tagId: number; saidAt: number }[]) =>
      add(
        'not_me',
        rows.map((row) => ({ member_id: row.memberId, tag_id: row.tagId, said_at: row.saidAt })),
      ),

    addWithheld: (
      rows: readonly {
        memberId: number;
        answerId: number | null;
        tagId: number | null;
        endorserId: number | null;
        reason: string | null;
        at: number;
        settledAt: number | null;
      }[],
    ) =>
      add(
        'withheld',
        rows.map((row) => ({
          member_id: row.memberId,
          answer_id: row.answerId,
          tag_id: row.tagId,
          endorser_id: row.endorserId,
          reason: row.reason,
          withheld_at: row.at,
          settled_at: row.settledAt,
        })),
      ),

    preferencesOf: (memberIds: readonly number[]) =>
      lookUp(memberIds, (some) =>
        db
          .selectFrom('preference as p')
          .innerJoin('member as m', 'm.id', 'p.member_id')
          .select(['m.ref as member', 'p.zone', 'p.work_from as from', 'p.work_until as until'])
          .select(['p.workdays', 'p.paused_until as pausedUntil', 'p.unlisted', 'p.page'])
          .select('p.weekly_limit as weeklyLimit')
          .where('p.member_id', 'in', some)
          .orderBy('m.ref')
          .execute(),
      ),

    notMeIn: (tagId: number) =>
      db
        .selectFrom('not_me as n')
        .innerJoin('member as m', 'm.id', 'n.member_id')
        .select(['m.ref as member', 'n.said_at as saidAt'])
        .where('n.tag_id', '=', tagId)
        .orderBy('m.ref')
        .execute(),

    withheldIn: (tagId: number) =>
      withheld()
        .innerJoin('member as e', 'e.id', 'w.endorser_id')
        .select('e.ref as by')
        .where('w.tag_id', '=', tagId)
        .orderBy('m.ref')
        .orderBy('e.ref')
        .execute(),

    withheldAnswers: (answerIds: readonly number[]) =>
      lookUp(answerIds, (some) =>
        withheld().select('w.answer_id as answerId').where('w.answer_id', 'in', some).execute(),
      ),

    /** Which of these endorsements there are: what is withheld must be there. */
    endorsementsOf: (memberIds: readonly number[]) =>
      lookUp(memberIds, (some) =>
        db
          .selectFrom('endorsement')
          .select(['member_id as memberId', 'tag_id as tagId', 'endorser_id as endorserId'])
          .where('member_id', 'in', some)
          .execute(),
      ),
  };
}
