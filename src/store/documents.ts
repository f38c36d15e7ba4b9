import { sql } from 'kysely';
import { bornAt, otherWordings } from './merged.ts';
import type { Db } from './schema.ts';

/** The text that a document is made from. */
export interface DocumentSource {
  readonly communityId: number;
  readonly channelId: number;
  readonly questionId: number | null;
  readonly answerId: number | null;
  readonly snippetId: number | null;
  readonly askerId: number;
  readonly authorId: number;
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly createdAt: number;
  /** Of the answer as it was given, in characters; 0 without one. */
  readonly answerLength: number;
  /** The community's, ISO 639-1. */
  readonly language: string;
}

/** The same with terms instead of text (see `src/search`), and the version of what made them. */
export interface NewDocument extends Omit<DocumentSource, 'language'> {
  readonly analyser: number;
}

export function documentStore(db: Db) {
  /**
   * Answers; where one became a snippet, the snippet's text stands for it. One that a merge brought is
   * found by what was asked where it was said, and by whoever may look there.
   */
  const fromAnswers = db
    .selectFrom('answer as a')
    .innerJoin('question as q', 'q.id', 'a.question_id')
    .innerJoin('question as b', (join) => join.on(bornAt))
    .leftJoin('snippet as s', 's.answer_id', 'a.id')
    .leftJoin('search_setting as l', 'l.community_id', 'a.community_id')
    .select((of) => [
      'a.community_id as communityId',
      'b.channel_id as channelId',
      'q.id as questionId',
      'a.id as answerId',
      's.id as snippetId',
      'b.author_id as askerId',
      'a.author_id as authorId',
      of.fn.coalesce('s.title', 'b.title').as('title'),
      sql<string>`coalesce(s.question, b.body) || ${otherWordings}`.as('question'),
      of.fn.coalesce('s.answer', 'a.body').as('answer'),
      'a.created_at as createdAt',
      of.fn<number>('length', ['a.body']).as('answerLength'),
      of.fn.coalesce('l.language', of.val('en')).as('language'),
    ]);

  const fromSnippets = db
    .selectFrom('snippet as s')
    .leftJoin('search_setting as l', 'l.community_id', 's.community_id')
    .where('s.answer_id', 'is', null)
    .select((of) => [
      's.community_id as communityId',
      's.channel_id as channelId',
      of.val<number | null>(null).as('questionId'),
      of.val<number | null>(null).as('answerId'),
      's.id as snippetId',
      's.author_id as askerId',
      's.author_id as authorId',
      's.title',
      's.question',
      's.answer',
      's.created_at as createdAt',
      of.val(0).as('answerLength'),
      of.fn.coalesce('l.language', of.val('en')).as('language'),
    ]);

  return {
    sourcesOfQuestion: (questionId: number): Promise<DocumentSource[]> =>
      fromAnswers.where('q.id', '=', questionId).execute(),

    sourceOfSnippet: async (snippetId: number): Promise<DocumentSource[]> => [
      ...(await fromAnswers.where('s.id', '=', snippetId).execute()),
      ...(await fromSnippets.where('s.id', '=', snippetId).execute()),
    ],

    /** What the documents say: title, question and answer. */
    async texts(ids: readonly number[]): Promise<{ readonly id: number; readonly text: string }[]> {
      if (ids.length === 0) return [];
      const rows = await db
        .selectFrom('document as d')
        .leftJoin('question as q', 'q.id', 'd.question_id')
        .leftJoin('answer as a', 'a.id', 'd.answer_id')
        .leftJoin('snippet as s', 's.id', 'd.snippet_id')
        .select((of) => [
          'd.id',
          of.fn.coalesce('s.title', 'q.title').as('title'),
          of.fn.coalesce('s.question', 'q.body').as('question'),
          of.fn.coalesce('s.answer', 'a.body').as('answer'),
        ])
        .where('d.id', 'in', ids)
        .execute();
      return rows.map(({ id, title, question, answer }) => {
        return { id, text: [title, question, answer].filter(Boolean).join('\n') };
      });
    },

    /**
     * What has no document yet, or one that an older analyser made: at most `limit` answers after that
     * one, or, when there is none left, snippets after that one that are not from an answer.
     */
    async stale(
      analyser: number,
      after: { readonly answerId: number; readonly snippetId: number },
      limit: number,
    ): Promise<DocumentSource[]> {
      const answers = await fromAnswers
        .leftJoin('document as d', 'd.answer_id', 'a.id')
        .where('a.id', '>', after.answerId)
        .where((where) =>
          where.or([where('d.id', 'is', null), where('d.analyser', '<>', analyser)]),
        )
        .orderBy('a.id')
        .limit(limit)
        .execute();
      if (answers.length > 0) return answers;
      return fromSnippets
        .leftJoin('document as d', 'd.snippet_id', 's.id')
        .where('s.id', '>', after.snippetId)
        .where((where) =>
          where.or([where('d.id', 'is', null), where('d.analyser', '<>', analyser)]),
        )
        .orderBy('s.id')
        .limit(limit)
        .execute();
    },

    /** Writes the documents, in place of those about the same answers and snippets. */
    async replace(documents: readonly NewDocument[]): Promise<void> {
      for (const { title, question, answer, ...document } of documents) {
        const known = await db
          .selectFrom('document')
          .select('id')
          .where((where) =>
            where.or([
              where('answer_id', '=', document.answerId),
              where('snippet_id', '=', document.snippetId),
            ]),
          )
          .executeTakeFirst();
        const row = {
          community_id: document.communityId,
          channel_id: document.channelId,
          question_id: document.questionId,
          answer_id: document.answerId,
          snippet_id: document.snippetId,
          asker_id: document.askerId,
          author_id: document.authorId,
          analyser: document.analyser,
          created_at: document.createdAt,
          answer_length: document.answerLength,
        };
        const terms = { title, question, answer };
        if (known) {
          await db.updateTable('document').set(row).where('id', '=', known.id).execute();
          const { id } = known;
          await db.updateTable('document_terms').set(terms).where('document_id', '=', id).execute();
        } else {
          const { id } = await db
            .insertInto('document')
            .values(row)
            .returning('id')
            .executeTakeFirstOrThrow();
          await db
            .insertInto('document_terms')
            .values({ document_id: id, ...terms })
            .execute();
        }
      }
    },
  };
}
