import { sql } from 'kysely';
import { bulkInsert } from './bulk-insert.ts';
import type { Db, Schema } from './schema.ts';

/** What was merged, by refs and ids. */
export function bulkMerges(db: Db) {
  const { add } = bulkInsert(db);
  return {
    addMerges: (rows: readonly Schema['merged_question'][]) => add('merged_question', rows),
    addMergedWatchers: (rows: readonly Schema['merged_watcher'][]) => add('merged_watcher', rows),
    addMergedTags: (rows: readonly Schema['merged_tag'][]) => add('merged_tag', rows),
    addFormerNames: (rows: readonly Schema['former_name'][]) => add('former_name', rows),
    addMergedSnippets: (rows: readonly Schema['merged_snippet'][]) => add('merged_snippet', rows),
    addMergedSnippetTags: (rows: readonly Schema['merged_snippet_tag'][]) =>
      add('merged_snippet_tag', rows),

    async mergesIn(communityId: number) {
      const { rows } = await sql<{
        id: number;
        question: string;
        into: string;
        state: 'open' | 'answered' | 'closed';
        answer: string | null;
        acceptedBy: string | null;
        acceptedAt: number | null;
        by: string | null;
        at: number;
      }>`
        SELECT q.id, q.ref AS question, i.ref AS "into", m.state, a.ref AS answer,
          accepter.ref AS "acceptedBy", m.accepted_at AS "acceptedAt", merger.ref AS "by", m.at
        FROM merged_question AS m JOIN question AS q ON q.id = m.question_id
        JOIN question AS i ON i.id = m.into_id
        LEFT JOIN answer AS a ON a.id = m.accepted_answer_id
        LEFT JOIN member AS accepter ON accepter.id = m.accepted_by_id
        LEFT JOIN member AS merger ON merger.id = m.by_id
        WHERE q.community_id = ${communityId} ORDER BY q.number`.execute(db);
      return rows;
    },

    mergedWatchersIn: (communityId: number) =>
      db
        .selectFrom('merged_watcher as w')
        .innerJoin('member as m', 'm.id', 'w.member_id')
        .select(['w.question_id as id', 'm.ref as member'])
        .where('m.community_id', '=', communityId)
        .orderBy('m.ref')
        .execute(),

    mergedTagsIn: (communityId: number) =>
      db
        .selectFrom('merged_tag as l')
        .innerJoin('tag as t', 't.id', 'l.tag_id')
        .select(['l.question_id as id', 't.name'])
        .where('t.community_id', '=', communityId)
        .orderBy('t.name')
        .execute(),

    formerNamesIn: (communityId: number) =>
      db
        .selectFrom('former_name as f')
        .innerJoin('question as q', 'q.id', 'f.question_id')
        .innerJoin('answer as a', 'a.id', 'f.answer_id')
        .select(['a.ref as answer', 'q.ref as question', 'f.number', 'f.is_away as away'])
        .where('q.community_id', '=', communityId)
        .orderBy('q.number')
        .orderBy('f.number')
        .execute(),

    async mergedSnippetsIn(communityId: number) {
      const { rows } = await sql<{
        id: number;
        snippet: string;
        into: string;
        before: string | null;
        by: string | null;
        at: number;
      }>`
        SELECT s.id, s.ref AS snippet, i.ref AS "into", b.ref AS before, merger.ref AS "by", m.at
        FROM merged_snippet AS m JOIN snippet AS s ON s.id = m.snippet_id
        JOIN snippet AS i ON i.id = m.into_id
        LEFT JOIN snippet AS b ON b.id = m.successor_id
        LEFT JOIN member AS merger ON merger.id = m.by_id
        WHERE s.community_id = ${communityId} ORDER BY s.number`.execute(db);
      return rows;
    },

    mergedSnippetTagsIn: (communityId: number) =>
      db
        .selectFrom('merged_snippet_tag as l')
        .innerJoin('tag as t', 't.id', 'l.tag_id')
        .select(['l.snippet_id as id', 't.name'])
        .where('t.community_id', '=', communityId)
        .orderBy('t.name')
        .execute(),
  };
}
