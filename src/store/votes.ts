import { sql } from 'kysely';
import type { Db } from './schema.ts';

export type VoteKind = 'helpful' | 'solved';
export type VoteSubject = { readonly answerId: number } | { readonly snippetId: number };

/** How many people the selected votes stand for: one who voted in both ways is one. */
export const voters = sql<number>`count(DISTINCT coalesce(vote.member_id, -vote.id))`.as('n');

export function voteStore(db: Db) {
  return {
    /** False when the member had cast this vote before. */
    async add(vote: {
      readonly ref: string;
      readonly communityId: number;
      readonly subject: VoteSubject;
      readonly memberId: number;
      readonly kind: VoteKind;
      readonly createdAt: number;
    }): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('vote')
        .values({
          ref: vote.ref,
          community_id: vote.communityId,
          ...columnsOf(vote.subject),
          member_id: vote.memberId,
          kind: vote.kind,
          created_at: vote.createdAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** False when there was no such vote to take back. */
    async remove(subject: VoteSubject, memberId: number, kind: VoteKind): Promise<boolean> {
      const { answer_id, snippet_id } = columnsOf(subject);
      const { numDeletedRows } = await db
        .deleteFrom('vote')
        .where('answer_id', answer_id === null ? 'is' : '=', answer_id)
        .where('snippet_id', snippet_id === null ? 'is' : '=', snippet_id)
        .where('member_id', '=', memberId)
        .where('kind', '=', kind)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function columnsOf(subject: VoteSubject) {
  return 'answerId' in subject
    ? { answer_id: subject.answerId, snippet_id: null }
    : { answer_id: null, snippet_id: subject.snippetId };
}
