import type { Revision } from '../model.ts';
import type { EarlierText } from '../model-care.ts';
import type { Db } from './schema.ts';

export type RevisionSubject = 'question' | 'answer' | 'snippet';

export function revisionStore(db: Db) {
  return {
    /** Keeps the text that an edit is about to replace. */
    async add(
      subject: RevisionSubject,
      id: number,
      old: { readonly title: string; readonly body: string; readonly question?: string },
      replacedById: number,
      now: number,
    ): Promise<void> {
      await db
        .insertInto('revision')
        .values({
          question_id: subject === 'question' ? id : null,
          answer_id: subject === 'answer' ? id : null,
          snippet_id: subject === 'snippet' ? id : null,
          title: old.title,
          body: old.body,
          question: old.question ?? null,
          replaced_by_id: replacedById,
          replaced_at: now,
        })
        .execute();
    },

    /** Earlier texts by themselves, to take words out of them. */
    textsOf: (
      subject: RevisionSubject,
      id: number,
    ): Promise<{ id: number; title: string; body: string; question: string | null }[]> =>
      db
        .selectFrom('revision')
        .select(['id', 'title', 'body', 'question'])
        .where(`${subject}_id`, '=', id)
        .execute(),

    /** What it said before, without words that are to be kept nowhere. */
    async retell(
      id: number,
      text: { title: string; body: string; question: string | null },
    ): Promise<void> {
      await db.updateTable('revision').set(text).where('id', '=', id).execute();
    },

    async remove(id: number): Promise<void> {
      await db.deleteFrom('revision').where('id', '=', id).execute();
    },

    /** Earlier texts, the most recently replaced first. */
    async of(subject: RevisionSubject, id: number): Promise<Revision[]> {
      const rows = await db
        .selectFrom('revision as r')
        .innerJoin('member as m', 'm.id', 'r.replaced_by_id')
        .select(['r.title', 'r.body', 'r.replaced_at', 'm.id', 'm.handle', 'm.name'])
        .where(`r.${subject}_id`, '=', id)
        .orderBy('r.id', 'desc')
        .execute();
      return rows.map((row) => ({
        title: row.title,
        body: row.body,
        replacedBy: { id: row.id, handle: row.handle, name: row.name },
        replacedAt: row.replaced_at,
      }));
    },

    /** Earlier texts of a snippet, the most recently replaced first. */
    async ofSnippet(snippetId: number): Promise<EarlierText[]> {
      const rows = await db
        .selectFrom('revision')
        .select('question')
        .where('snippet_id', '=', snippetId)
        .orderBy('id', 'desc')
        .execute();
      const revisions = await this.of('snippet', snippetId);
      return revisions.map((revision, i) => ({
        ...revision,
        number: revisions.length - i,
        question: rows[i]?.question ?? undefined,
      }));
    },
  };
}
