import type { NewRevision } from './bulk-knowledge.ts';
import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';
import { tagNames } from './tag-names.ts';

/** Questions, answers and snippets in order and in parts, as `bulkPages` has the rest. */
export function bulkTexts(db: Db) {
  return {
    /** Questions by number; `after` is the last one of the page before, at first 0. */
    questionsAfter: (communityId: number, after: number, limit: number) =>
      db
        .selectFrom('question as q')
        .innerJoin('channel as c', 'c.id', 'q.channel_id')
        .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
        .innerJoin('member as asker', 'asker.id', 'q.author_id')
        .leftJoin('member as accepter', 'accepter.id', 'q.accepted_by_id')
        .select(['q.id', 'q.ref', 'q.number', 'q.title', 'q.body', 'q.anonymous', 'q.state'])
        .select(['q.created_at as createdAt', 'q.edited_at as editedAt'])
        .select(['w.platform', 'w.external_id as workspaceId', 'c.external_id as channel'])
        .select(['asker.ref as author', 'accepter.ref as acceptedBy'])
        .select(['q.accepted_answer_id as acceptedAnswerId', 'q.accepted_at as acceptedAt'])
        .where('q.community_id', '=', communityId)
        .where('q.number', '>', after)
        .orderBy('q.number')
        .limit(limit)
        .execute(),

    /** The questions' answers, each question's by number. */
    answersOf: (questionIds: readonly number[]) =>
      lookUp(questionIds, (some) =>
        db
          .selectFrom('answer as a')
          .innerJoin('member as m', 'm.id', 'a.author_id')
          .select(['a.id', 'a.ref', 'a.question_id as questionId', 'a.number', 'a.body'])
          .select(['m.ref as author', 'a.created_at as createdAt', 'a.edited_at as editedAt'])
          .where('a.question_id', 'in', some)
          .orderBy('a.number')
          .execute(),
      ),

    watchersOf: (questionIds: readonly number[]) =>
      lookUp(questionIds, (some) =>
        db
          .selectFrom('watcher as w')
          .innerJoin('member as m', 'm.id', 'w.member_id')
          .select(['w.question_id as questionId', 'm.ref as member', 'w.created_at as at'])
          .where('w.question_id', 'in', some)
          .orderBy('w.created_at')
          .orderBy('m.ref')
          .execute(),
      ),

    /** Snippets by number; `after` is the last one of the page before, at first 0. */
    snippetsAfter: (communityId: number, after: number, limit: number) =>
      db
        .selectFrom('snippet as s')
        .innerJoin('channel as c', 'c.id', 's.channel_id')
        .innerJoin('workspace as w', 'w.id', 'c.workspace_id')
        .innerJoin('member as author', 'author.id', 's.author_id')
        .leftJoin('member as verifier', 'verifier.id', 's.verified_by_id')
        .leftJoin('member as owner', 'owner.id', 's.owner_id')
        .leftJoin('answer as a', 'a.id', 's.answer_id')
        .select(['s.id', 's.ref', 's.number', 's.title', 's.question', 's.answer'])
        .select(['w.platform', 'w.external_id as workspaceId', 'c.external_id as channel'])
        .select(['author.ref as author', 'a.ref as fromAnswer', 'verifier.ref as verifiedBy'])
        .select(['s.verified_at as verifiedAt', 's.outdated_at as outdatedAt'])
        .select('owner.ref as owner')
        .select('s.created_at as createdAt')
        .select('s.edited_at as editedAt')
        .where('s.community_id', '=', communityId)
        .where('s.number', '>', after)
        .orderBy('s.number')
        .limit(limit)
        .execute(),

    /** The tags' names by what carries them, in alphabetical order. */
    tagNamesOf: (subject: 'question' | 'snippet', ids: readonly number[]) =>
      lookUp(ids, (some) => tagNames(db, subject, some)),

    /** Earlier texts, each thing's in the order in which they were replaced. */
    revisionsOf: (subject: NewRevision['subject'], ids: readonly number[]) =>
      lookUp(ids, (some) =>
        db
          .selectFrom('revision as r')
          .innerJoin('member as m', 'm.id', 'r.replaced_by_id')
          .select([`r.${subject}_id as subjectId`, 'r.title', 'r.body', 'r.question'])
          .select(['m.ref as by', 'r.replaced_at as at'])
          .where(`r.${subject}_id`, 'in', some)
          .orderBy('r.replaced_at')
          .orderBy('r.id')
          .execute(),
      ),
  };
}
