import type { Db } from './schema.ts';

/** Who endorsed a member on what, as that member sees it. */
export interface OwnEndorsement {
  readonly endorserId: number;
  readonly handle: string;
  readonly name: string;
  readonly tagId: number;
  readonly tag: string;
  readonly at: number;
  readonly isWithheld: boolean;
}

/** What members say of themselves and of each other: declared, "not me", endorsed. */
export function claims(db: Db) {
  async function retract(memberId: number, tagIds: readonly number[]): Promise<void> {
    await db
      .deleteFrom('expertise')
      .where('member_id', '=', memberId)
      .where('tag_id', 'in', tagIds)
      .execute();
  }

  async function undecline(memberId: number, tagIds: readonly number[]): Promise<void> {
    await db
      .deleteFrom('not_me')
      .where('member_id', '=', memberId)
      .where('tag_id', 'in', tagIds)
      .execute();
  }

  return {
    /** The names of the tags that the member declares, in alphabetical order. */
    async declaredBy(memberId: number): Promise<string[]> {
      const rows = await db
        .selectFrom('expertise as e')
        .innerJoin('tag as t', 't.id', 'e.tag_id')
        .where('e.member_id', '=', memberId)
        .select('t.name')
        .orderBy('t.name')
        .execute();
      return rows.map(({ name }) => name);
    },

    /** Declares the tags from now on; what was declared before is declared anew. */
    async declare(memberId: number, tagIds: readonly number[], now: number): Promise<void> {
      if (tagIds.length === 0) return;
      await undecline(memberId, tagIds);
      await db
        .insertInto('expertise')
        .values(tagIds.map((tag_id) => ({ member_id: memberId, tag_id, declared_at: now })))
        .onConflict((conflict) =>
          conflict.columns(['member_id', 'tag_id']).doUpdateSet({ declared_at: now }),
        )
        .execute();
    },

    retract,

    /** False when the endorser had endorsed the member on this tag before. */
    async endorse(
      endorsement: { memberId: number; tagId: number; endorserId: number },
      now: number,
    ): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('endorsement')
        .values({
          member_id: endorsement.memberId,
          tag_id: endorsement.tagId,
          endorser_id: endorsement.endorserId,
          created_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /**
     * Whether the endorser was helped by the member on the tag: they asked a question with it that the
     * member answered, or found such an answer helpful. Questions asked anonymously help nobody: an
     * endorsement would tell who asked.
     */
    async wasHelped(helped: {
      endorserId: number;
      memberId: number;
      tagId: number;
    }): Promise<boolean> {
      const row = await db
        .selectFrom('answer as a')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .innerJoin('question_tag as qt', 'qt.question_id', 'q.id')
        .select('a.id')
        .where('a.author_id', '=', helped.memberId)
        .where('qt.tag_id', '=', helped.tagId)
        .where((where) =>
          where.or([where('q.author_id', '<>', helped.endorserId), where('q.anonymous', '=', 0)]),
        )
        .where((where) =>
          where.or([
            where('q.author_id', '=', helped.endorserId),
            where.exists(
              where
                .selectFrom('vote as v')
                .select('v.id')
                .whereRef('v.answer_id', '=', 'a.id')
                .where('v.member_id', '=', helped.endorserId),
            ),
          ]),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** How many endorsements the member gave since then. */
    async countEndorsedSince(endorserId: number, since: number): Promise<number> {
      const { n } = await db
        .selectFrom('endorsement')
        .where('endorser_id', '=', endorserId)
        .where('created_at', '>', since)
        .select((row) => row.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    },

    /** Who endorsed the member on what, shown or withheld. */
    async endorsementsOf(memberId: number): Promise<OwnEndorsement[]> {
      const rows = await db
        .selectFrom('endorsement as e')
        .innerJoin('tag as t', 't.id', 'e.tag_id')
        .innerJoin('member as m', 'm.id', 'e.endorser_id')
        .leftJoin('withheld as w', (join) =>
          join
            .onRef('w.member_id', '=', 'e.member_id')
            .onRef('w.tag_id', '=', 'e.tag_id')
            .onRef('w.endorser_id', '=', 'e.endorser_id'),
        )
        .where('e.member_id', '=', memberId)
        .select(['e.endorser_id as endorserId', 'm.handle', 'm.name', 'e.tag_id as tagId'])
        .select(['t.name as tag', 'e.created_at as at', 'w.id as withheld'])
        .orderBy('e.created_at', 'desc')
        .execute();
      return rows.map(({ withheld, ...row }) => ({ ...row, isWithheld: withheld !== null }));
    },

    /** Who said "not me" to one of the tags. */
    async declinedIn(tagIds: readonly number[]): Promise<ReadonlySet<number>> {
      if (tagIds.length === 0) return new Set();
      const rows = await db
        .selectFrom('not_me')
        .select('member_id')
        .where('tag_id', 'in', tagIds)
        .execute();
      return new Set(rows.map((row) => row.member_id));
    },

    /** The names of the tags to which the member said "not me", in alphabetical order. */
    async declinedBy(memberId: number): Promise<string[]> {
      const rows = await db
        .selectFrom('not_me as n')
        .innerJoin('tag as t', 't.id', 'n.tag_id')
        .where('n.member_id', '=', memberId)
        .select('t.name')
        .orderBy('t.name')
        .execute();
      return rows.map(({ name }) => name);
    },

    /** "Not me", from now on; what the member declared is taken back. */
    async decline(memberId: number, tagId: number, now: number): Promise<void> {
      await retract(memberId, [tagId]);
      await db
        .insertInto('not_me')
        .values({ member_id: memberId, tag_id: tagId, said_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    undecline,
  };
}
