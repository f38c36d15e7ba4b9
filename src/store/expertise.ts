import { sql } from 'kysely';
import type { Expertise, Person, Reader } from '../model.ts';
import { claims } from './claims.ts';
import { counts } from './evidence.ts';
import type { Db } from './schema.ts';
import { visibleQuestion, visibleStanding, visibleTag } from './visibility.ts';

/** What one member shows for one tag, before it is put in words. */
export interface TagEvidence extends Expertise {
  readonly member: Person;
}

export function expertiseStore(db: Db) {
  /** What members of other communities declare is not for this reader. */
  const tagsOf = ({ communityId }: Reader) =>
    db.selectFrom('tag').select('id').where('community_id', '=', communityId);

  const questionsWith = (tagIds: readonly number[]) =>
    db.selectFrom('question_tag').select('question_id').where('tag_id', 'in', tagIds);

  /** Answers the reader may see, counted by author and tag of their question. */
  function earned(reader: Reader, of: { tagIds?: readonly number[]; memberId?: number }) {
    return db
      .selectFrom('answer as a')
      .innerJoin('question as q', 'q.id', 'a.question_id')
      .innerJoin('channel as c', 'c.id', 'q.channel_id')
      .innerJoin('question_tag as qt', 'qt.question_id', 'q.id')
      .where(visibleQuestion(reader))
      .whereRef('a.author_id', '<>', 'q.author_id')
      .where(counts)
      .$if(of.memberId !== undefined, (narrow) =>
        narrow.where('a.author_id', '=', of.memberId ?? 0),
      )
      .$if(of.tagIds !== undefined, (narrow) =>
        narrow
          .where('qt.tag_id', 'in', of.tagIds ?? [])
          // Said so, SQLite begins with the tags; else with all that was asked in the community.
          .where('q.id', 'in', questionsWith(of.tagIds ?? [])),
      )
      .groupBy(['a.author_id', 'qt.tag_id'])
      .select((row) => [
        'a.author_id as memberId',
        'qt.tag_id as tagId',
        row.fn.countAll<number>().as('answers'),
        sql<number>`count(CASE WHEN q.accepted_answer_id = a.id THEN 1 END)`.as('accepted'),
        row.fn.max('a.created_at').as('lastAnswerAt'),
      ])
      .execute();
  }

  async function evidence(
    reader: Reader,
    of: { tagIds?: readonly number[]; memberId?: number },
  ): Promise<TagEvidence[]> {
    const declared = await db
      .selectFrom('expertise')
      .where('tag_id', 'in', tagsOf(reader))
      .where(visibleStanding(reader, 'expertise.member_id'))
      .select(['member_id as memberId', 'tag_id as tagId', 'declared_at as declaredAt'])
      .$if(of.memberId !== undefined, (narrow) => narrow.where('member_id', '=', of.memberId ?? 0))
      .$if(of.tagIds !== undefined, (narrow) => narrow.where('tag_id', 'in', of.tagIds ?? []))
      .execute();
    const endorsed = await db
      .selectFrom('endorsement as e')
      .innerJoin('member as m', 'm.id', 'e.endorser_id')
      .where('e.tag_id', 'in', tagsOf(reader))
      .where(visibleStanding(reader, 'e.member_id'))
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('withheld as w')
              .select('w.id')
              .whereRef('w.member_id', '=', 'e.member_id')
              .whereRef('w.tag_id', '=', 'e.tag_id')
              .whereRef('w.endorser_id', '=', 'e.endorser_id'),
          ),
        ),
      )
      .select((row) => [
        'e.member_id as memberId',
        'e.tag_id as tagId',
        'm.id',
        'm.handle',
        'm.name',
        'e.created_at as endorsedAt',
        row
          .exists(
            row
              .selectFrom('endorsement as back')
              .select('back.tag_id')
              .whereRef('back.member_id', '=', 'e.endorser_id')
              .whereRef('back.endorser_id', '=', 'e.member_id'),
          )
          .as('isMutual'),
      ])
      .$if(of.memberId !== undefined, (narrow) =>
        narrow.where('e.member_id', '=', of.memberId ?? 0),
      )
      .$if(of.tagIds !== undefined, (narrow) => narrow.where('e.tag_id', 'in', of.tagIds ?? []))
      .orderBy('e.created_at')
      .execute();
    const counted = await earned(reader, of);
    return assemble(reader, declared, counted, endorsed);
  }

  async function assemble(
    reader: Reader,
    declared: readonly { memberId: number; tagId: number; declaredAt: number }[],
    counted: Awaited<ReturnType<typeof earned>>,
    endorsed: readonly {
      memberId: number;
      tagId: number;
      id: number;
      handle: string;
      name: string;
      endorsedAt: number;
      isMutual: unknown;
    }[],
  ): Promise<TagEvidence[]> {
    const standing = new Map<string, { memberId: number; tagId: number }>();
    for (const { memberId, tagId } of [...declared, ...counted, ...endorsed]) {
      standing.set(`${memberId}:${tagId}`, { memberId, tagId });
    }
    const pairs = [...standing.values()];
    if (pairs.length === 0) return [];
    const members = await db
      .selectFrom('member')
      .select(['id', 'handle', 'name'])
      .where('id', 'in', [...new Set(pairs.map((pair) => pair.memberId))])
      .where((where) =>
        where.or([
          where('id', '=', reader.memberId),
          where(
            'id',
            'not in',
            where.selectFrom('preference').select('member_id').where('unlisted', '=', 1),
          ),
        ]),
      )
      .execute();
    const declined = await db
      .selectFrom('not_me')
      .select(['member_id as memberId', 'tag_id as tagId'])
      .where('tag_id', 'in', [...new Set(pairs.map((pair) => pair.tagId))])
      .execute();
    const isDeclined = new Set(declined.map(({ memberId, tagId }) => `${memberId}:${tagId}`));
    const tags = await db
      .selectFrom('tag as t')
      .select(['t.id', 't.name'])
      .where('t.id', 'in', [...new Set(pairs.map((pair) => pair.tagId))])
      .where(visibleTag(reader))
      .execute();
    const person = new Map(members.map((member) => [member.id, member]));
    const tagName = new Map(tags.map((tag) => [tag.id, tag.name]));
    const keyed = <T extends { memberId: number; tagId: number }>(rows: readonly T[]) =>
      Map.groupBy(rows, (row) => `${row.memberId}:${row.tagId}`);
    const [declaredBy, countedBy, endorsedBy] = [keyed(declared), keyed(counted), keyed(endorsed)];

    return pairs.flatMap(({ memberId, tagId }) => {
      const key = `${memberId}:${tagId}`;
      const [member, tag] = [person.get(memberId), tagName.get(tagId)];
      if (!member || tag === undefined || isDeclined.has(key)) return [];
      const count = countedBy.get(key)?.[0];
      return {
        member,
        tag,
        declaredAt: declaredBy.get(key)?.[0]?.declaredAt ?? null,
        answers: count?.answers ?? 0,
        accepted: count?.accepted ?? 0,
        lastAnswerAt: count?.lastAnswerAt ?? null,
        endorsedBy: (endorsedBy.get(key) ?? []).map(
          ({ id, handle, name, endorsedAt, isMutual }) => ({
            id,
            handle,
            name,
            endorsedAt,
            isMutual: Boolean(isMutual),
          }),
        ),
      };
    });
  }

  return {
    /** Everything a member shows, tag by tag, as far as the reader may see it. */
    ofMember: (reader: Reader, memberId: number): Promise<TagEvidence[]> =>
      evidence(reader, { memberId }),

    /** Everyone who shows anything in one of the tags. */
    inTags: async (reader: Reader, tagIds: readonly number[]): Promise<TagEvidence[]> =>
      tagIds.length === 0 ? [] : evidence(reader, { tagIds }),

    ...claims(db),
  };
}
