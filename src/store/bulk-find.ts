import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';

/** What of an import is there already. Nothing is found outside the community. */
export function bulkFind(db: Db) {
  const last = async (table: 'question' | 'snippet', communityId: number): Promise<number> => {
    const row = await db
      .selectFrom(table)
      .where('community_id', '=', communityId)
      .select((max) => max.fn.max('number').as('last'))
      .executeTakeFirst();
    if (table === 'question') return row?.last ?? 0;
    const { gone } = await db
      .selectFrom('community')
      .where('id', '=', communityId)
      .select('last_gone_snippet as gone')
      .executeTakeFirstOrThrow();
    return Math.max(row?.last ?? 0, gone);
  };

  return {
    workspaces: (communityId: number, externalIds: Iterable<string>) =>
      lookUp(externalIds, (some) =>
        db
          .selectFrom('workspace')
          .select(['id', 'platform', 'external_id as externalId'])
          .where('community_id', '=', communityId)
          .where('external_id', 'in', some)
          .execute(),
      ),

    channels: (communityId: number, externalIds: Iterable<string>) =>
      lookUp(externalIds, (some) =>
        db
          .selectFrom('channel as c')
          .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
          .select(['c.id', 'c.external_id as externalId'])
          .select(['w.platform', 'w.external_id as workspaceId'])
          .where('w.community_id', '=', communityId)
          .where('c.external_id', 'in', some)
          .execute(),
      ),

    accounts: (communityId: number, externalIds: Iterable<string>) =>
      lookUp(externalIds, (some) =>
        db
          .selectFrom('account as a')
          .innerJoin('workspace as w', 'w.id', 'a.workspace_id')
          .select(['a.member_id as memberId', 'a.external_id as externalId'])
          .select(['w.platform', 'w.external_id as workspaceId'])
          .where('w.community_id', '=', communityId)
          .where('a.external_id', 'in', some)
          .execute(),
      ),

    membersByRef: (communityId: number, refs: Iterable<string>) =>
      lookUp(refs, (some) =>
        db
          .selectFrom('member')
          .select(['id', 'ref'])
          .where('community_id', '=', communityId)
          .where('ref', 'in', some)
          .execute(),
      ),

    takenHandles: async (communityId: number, handles: Iterable<string>): Promise<Set<string>> => {
      const rows = await lookUp(handles, (some) =>
        db
          .selectFrom('member')
          .select('handle')
          .where('community_id', '=', communityId)
          .where('handle', 'in', some)
          .execute(),
      );
      return new Set(rows.map((row) => row.handle));
    },

    /** The tags that the names or aliases mean, by what was asked for. */
    tagIds: async (communityId: number, names: Iterable<string>): Promise<Map<string, number>> => {
      const asked = [...names];
      const aliases = await lookUp(asked, (some) =>
        db
          .selectFrom('tag_alias')
          .select(['alias as name', 'tag_id as id'])
          .where('community_id', '=', communityId)
          .where('alias', 'in', some)
          .execute(),
      );
      const tags = await lookUp(asked, (some) =>
        db
          .selectFrom('tag')
          .select(['name', 'id'])
          .where('community_id', '=', communityId)
          .where('name', 'in', some)
          .execute(),
      );
      return new Map([...aliases, ...tags].map((row) => [row.name, row.id]));
    },

    questionsByRef: (communityId: number, refs: Iterable<string>) =>
      lookUp(refs, (some) =>
        db
          .selectFrom('question')
          .select(['id', 'ref'])
          .where('community_id', '=', communityId)
          .where('ref', 'in', some)
          .execute(),
      ),

    /** Answers with what an acceptance needs to know of their questions. */
    answersByRef: (communityId: number, refs: Iterable<string>) =>
      lookUp(refs, (some) =>
        db
          .selectFrom('answer as a')
          .innerJoin('question as q', 'q.id', 'a.question_id')
          .select(['a.id', 'a.ref', 'a.created_at as createdAt', 'q.id as questionId'])
          .select(['q.author_id as askerId', 'q.accepted_answer_id as acceptedAnswerId'])
          .where('a.community_id', '=', communityId)
          .where('a.ref', 'in', some)
          .execute(),
      ),

    snippetsByRef: (communityId: number, refs: Iterable<string>) =>
      lookUp(refs, (some) =>
        db
          .selectFrom('snippet')
          .select(['id', 'ref'])
          .where('community_id', '=', communityId)
          .where('ref', 'in', some)
          .execute(),
      ),

    /** Which of the answers became a snippet. */
    keptAnswers: async (answerIds: Iterable<number>): Promise<Set<number | null>> => {
      const rows = await lookUp(answerIds, (some) =>
        db.selectFrom('snippet').select('answer_id').where('answer_id', 'in', some).execute(),
      );
      return new Set(rows.map((row) => row.answer_id));
    },

    voteRefs: async (communityId: number, refs: Iterable<string>): Promise<Set<string>> => {
      const rows = await lookUp(refs, (some) =>
        db
          .selectFrom('vote')
          .select('ref')
          .where('community_id', '=', communityId)
          .where('ref', 'in', some)
          .execute(),
      );
      return new Set(rows.map((row) => row.ref));
    },

    /** The highest number that a question or snippet of the community has; 0 when there is none. */
    lastNumber: last,

    takenNumbers: async (
      table: 'question' | 'snippet',
      communityId: number,
      numbers: Iterable<number>,
    ): Promise<Set<number>> => {
      const rows = await lookUp(numbers, (some) =>
        db
          .selectFrom(table)
          .select('number')
          .where('community_id', '=', communityId)
          .where('number', 'in', some)
          .execute(),
      );
      return new Set(rows.map((row) => row.number));
    },

    /** The highest answer number of each question that has answers. */
    lastAnswerNumbers: async (questionIds: Iterable<number>): Promise<Map<number, number>> => {
      const rows = await lookUp(questionIds, (some) =>
        db
          .selectFrom('answer')
          .select(['question_id as questionId', (max) => max.fn.max('number').as('last')])
          .where('question_id', 'in', some)
          .groupBy('question_id')
          .execute(),
      );
      return new Map(rows.map((row) => [row.questionId, row.last]));
    },

    /** Which answers have one of the numbers, whichever of the questions they belong to. */
    takenAnswerNumbers: (questionIds: Iterable<number>, numbers: readonly number[]) =>
      lookUp(questionIds, (questions) =>
        lookUp(numbers, (some) =>
          db
            .selectFrom('answer')
            .select(['question_id as questionId', 'number'])
            .where('question_id', 'in', questions)
            .where('number', 'in', some)
            .execute(),
        ),
      ),
  };
}
