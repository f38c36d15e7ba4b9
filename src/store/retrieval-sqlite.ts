import { sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleDocument } from './visibility.ts';

/** A document that shares terms with a query, with the columns that ranking needs. */
export interface Candidate {
  readonly id: number;
  readonly questionId: number | null;
  readonly answerId: number | null;
  readonly snippetId: number | null;
  readonly authorId: number;
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly createdAt: number;
  /** BM25 with the title over the body; higher is better. */
  readonly score: number;
}

/** A candidate as evidence of what its author knows: without its terms. */
export type Evidence = Pick<
  Candidate,
  'id' | 'questionId' | 'answerId' | 'authorId' | 'createdAt' | 'score'
>;

/** Column weights of bm25(): title, question, answer. https://www.sqlite.org/fts5.html#the_bm25_function */
const weights = sql.raw('5.0, 1.0, 0.6');

/** Full-text retrieval by SQLite's FTS5; another engine brings its own file with these functions. */
export function retrieval(db: Db) {
  return {
    /** In how many documents each term stands; terms that stand in none are left out. */
    async frequencies(terms: readonly string[]): Promise<Map<string, number>> {
      if (terms.length === 0) return new Map();
      const rows = await db
        .selectFrom('document_term')
        .select(['term', 'doc'])
        .where('term', 'in', terms)
        .execute();
      return new Map(rows.map((row) => [row.term, row.doc]));
    },

    /** The visible documents with any of the terms, the best `limit` by BM25. */
    async withAnyOf(reader: Reader, terms: readonly string[], limit: number): Promise<Candidate[]> {
      if (terms.length === 0) return [];
      const { rows } = await sql<Candidate>`
        SELECT d.id, d.question_id AS "questionId", d.answer_id AS "answerId",
               d.snippet_id AS "snippetId", d.author_id AS "authorId",
               d.title, d.question, d.answer, d.created_at AS "createdAt", best.score
        FROM (${best(reader, terms, limit)}) AS best JOIN document AS d ON d.id = best.id
        ORDER BY best.score DESC`.execute(db);
      return rows;
    },

    /** The same as evidence, of one author or of everyone. */
    async evidenceOf(reader: Reader, terms: readonly string[], limit: number): Promise<Evidence[]> {
      if (terms.length === 0) return [];
      const { rows } = await sql<Evidence>`
        SELECT d.id, d.question_id AS "questionId", d.answer_id AS "answerId",
               d.author_id AS "authorId", d.created_at AS "createdAt", best.score
        FROM (${best(reader, terms, limit)}) AS best JOIN document AS d ON d.id = best.id
        ORDER BY best.score DESC`.execute(db);
      return rows;
    },
  };
}

function best(reader: Reader, terms: readonly string[], limit: number) {
  return sql`
    SELECT d.id, -bm25(document_fts, ${weights}) AS score
    FROM document_fts
    JOIN document AS d ON d.id = document_fts.rowid
    JOIN channel AS c ON c.id = d.channel_id
    WHERE document_fts MATCH ${anyOf(terms)} AND ${visibleDocument(reader)}
    ORDER BY score DESC LIMIT ${limit}`;
}

/** Every term as a quoted string, so that nothing in it is FTS5 syntax. */
function anyOf(terms: readonly string[]): string {
  return terms.map((term) => `"${term.replaceAll('"', '""')}"`).join(' OR ');
}
