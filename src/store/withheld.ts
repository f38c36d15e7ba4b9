import type { Reader } from '../model.ts';
import type { Page, Paged } from './page.ts';
import type { Db } from './schema.ts';
import { visibleQuestion } from './visibility.ts';

/** Evidence of what a member knows: an answer of theirs, or an endorsement. */
export type EvidenceName =
  | { readonly answerId: number }
  | { readonly tagId: number; readonly endorserId: number };

/** Evidence that its member disputes, and why. */
export interface Dispute {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  readonly reason: string;
  readonly at: number;
  /** `42.1`, when it is an answer. */
  readonly answer: string | null;
  /** The tag and who endorsed them, when it is an endorsement. */
  readonly tag: string | null;
  readonly endorser: string | null;
}

/** An answer that a member gave to someone else's question, as they see it. */
export interface OwnAnswer {
  /** `42.1`. */
  readonly name: string;
  readonly title: string;
  readonly at: number;
  readonly accepted: boolean;
  readonly isWithheld: boolean;
}

export function withheldStore(db: Db) {
  return {
    /** Withholds the evidence; with a reason it is disputed. */
    async add(
      memberId: number,
      evidence: EvidenceName,
      reason: string | null,
      now: number,
    ): Promise<void> {
      await remove(memberId, evidence);
      await db
        .insertInto('withheld')
        .values({ member_id: memberId, ...columnsOf(evidence), reason, withheld_at: now })
        .execute();
    },

    /** False when it was not withheld. */
    remove,

    /** The reader's own answers to others, the newest first. */
    async answersOf(reader: Reader, page: Page): Promise<Paged<OwnAnswer>> {
      const given = db
        .selectFrom('answer as a')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .innerJoin('channel as c', 'c.id', 'q.channel_id')
        .where('a.author_id', '=', reader.memberId)
        .where('q.author_id', '<>', reader.memberId)
        .where(visibleQuestion(reader));
      const rows = await given
        .leftJoin('withheld as w', 'w.answer_id', 'a.id')
        .select(['q.number as question', 'a.number', 'q.title', 'a.created_at as at', 'a.id'])
        .select(['q.accepted_answer_id as accepted', 'w.id as withheld'])
        .orderBy('a.created_at', 'desc')
        .orderBy('a.id', 'desc')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      const { total } = await given
        .select((row) => row.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const items = rows.map(({ question, number, title, at, id, accepted, withheld }) => ({
        name: `${question}.${number}`,
        title,
        at,
        accepted: accepted === id,
        isWithheld: withheld !== null,
      }));
      return { items, total };
    },

    /** Disputes that no curator has settled yet, the oldest first. */
    disputes: ({ communityId }: Pick<Reader, 'communityId'>): Promise<Dispute[]> =>
      db
        .selectFrom('withheld as w')
        .innerJoin('member as m', 'm.id', 'w.member_id')
        .leftJoin('answer as a', 'a.id', 'w.answer_id')
        .leftJoin('question as q', 'q.id', 'a.question_id')
        .leftJoin('tag as t', 't.id', 'w.tag_id')
        .leftJoin('member as e', 'e.id', 'w.endorser_id')
        .where('m.community_id', '=', communityId)
        .where('w.settled_at', 'is', null)
        .select((row) => [
          'w.id',
          'm.handle',
          'm.name',
          row.fn.coalesce('w.reason', row.val('')).as('reason'),
          'w.withheld_at as at',
          't.name as tag',
          'e.handle as endorser',
          'q.number as questionNumber',
          'a.number as answerNumber',
        ])
        .where('w.reason', 'is not', null)
        .orderBy('w.id')
        .execute()
        .then((rows) =>
          rows.map(({ questionNumber, answerNumber, ...dispute }) => ({
            ...dispute,
            answer: questionNumber === null ? null : `${questionNumber}.${answerNumber}`,
          })),
        ),

    /** False when there is no such open dispute in the community. */
    async settle(communityId: number, id: number, now: number): Promise<boolean> {
      const members = db.selectFrom('member').select('id').where('community_id', '=', communityId);
      const { numUpdatedRows } = await db
        .updateTable('withheld')
        .set({ settled_at: now })
        .where('id', '=', id)
        .where('reason', 'is not', null)
        .where('settled_at', 'is', null)
        .where('member_id', 'in', members)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };

  async function remove(memberId: number, evidence: EvidenceName): Promise<boolean> {
    const { answer_id, tag_id, endorser_id } = columnsOf(evidence);
    const { numDeletedRows } = await db
      .deleteFrom('withheld')
      .where('member_id', '=', memberId)
      .where('answer_id', answer_id === null ? 'is' : '=', answer_id)
      .where('tag_id', tag_id === null ? 'is' : '=', tag_id)
      .where('endorser_id', endorser_id === null ? 'is' : '=', endorser_id)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
}

function columnsOf(evidence: EvidenceName) {
  return 'answerId' in evidence
    ? { answer_id: evidence.answerId, tag_id: null, endorser_id: null }
    : { answer_id: null, tag_id: evidence.tagId, endorser_id: evidence.endorserId };
}
