import { sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleDocument } from './visibility.ts';

/** The terms to look up, and whether a document must have any of them or all. */
export interface Lookup {
  readonly terms: readonly string[];
  readonly match: 'any' | 'all';
}

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

/** An answer to someone else's question, as evidence of what its author knows. */
export interface Evidence {
  readonly documentId: number;
  readonly questionId: number;
  readonly authorId: number;
  readonly accepted: boolean;
  readonly createdAt: number;
  /** How well it fits what was asked, relative to the best: 0 to 1. */
  readonly fit: number;
}

const mostCounted = 100_000;
/** As many terms as one query looks up, within SQLite's limit of bound values. */
const mostAtOnce = 1_000;

/** Column weights of bm25(): title, question, answer. https://www.sqlite.org/fts5.html#the_bm25_function */
const weights = sql.raw('5.0, 1.0, 0.6');

/** Full-text retrieval by SQLite's FTS5; another engine brings its own file with these functions. */
export function retrieval(db: Db) {
  let counted = { size: 0, terms: new Map<string, number>() };

  return {
    /**
     * In about how many documents each term stands; terms that stand in none are left out. Counting
     * reads every posting of a term, so that counts are kept until the index has grown by a tenth.
     */
    async frequencies(terms: readonly string[], size: number): Promise<Map<string, number>> {
      if (size > counted.size * 1.1) counted = { size, terms: new Map() };
      if (counted.terms.size > mostCounted) counted.terms.clear();
      const unknown = terms.filter((term) => !counted.terms.has(term));
      for (let i = 0; i < unknown.length; i += mostAtOnce) {
        const some = unknown.slice(i, i + mostAtOnce);
        const rows = await db
          .selectFrom('document_term')
          .select(['term', 'doc'])
          .where('term', 'in', some)
          .execute();
        for (const row of rows) counted.terms.set(row.term, row.doc);
      }
      return new Map(
        terms.flatMap((term) => {
          const frequency = counted.terms.get(term);
          return frequency === undefined ? [] : [[term, frequency]];
        }),
      );
    },

    /** The visible documents with the terms (and the tag), the best `limit` by BM25. */
    async candidates(
      reader: Reader,
      lookup: Lookup,
      limit: number,
      tagId?: number,
    ): Promise<Candidate[]> {
      if (lookup.terms.length === 0) return [];
      const { rows } = await sql<Candidate>`
        SELECT d.id, d.question_id AS "questionId", d.answer_id AS "answerId",
               d.snippet_id AS "snippetId", d.author_id AS "authorId",
               t.title, t.question, t.answer, d.created_at AS "createdAt", best.score
        FROM (${best(reader, lookup, limit, tagId)}) AS best
        JOIN document AS d ON d.id = best.id
        JOIN document_terms AS t ON t.document_id = d.id
        ORDER BY best.score DESC`.execute(db);
      return rows;
    },

    /** Answers with the terms, the best `limit` by BM25, as evidence of who knows. */
    async evidenceOf(reader: Reader, lookup: Lookup, limit: number): Promise<Evidence[]> {
      if (lookup.terms.length === 0) return [];
      const { rows } = await sql<EvidenceRow>`
        SELECT d.id AS "documentId", d.question_id AS "questionId", d.author_id AS "authorId",
               q.accepted_answer_id IS d.answer_id AS accepted, d.created_at AS "createdAt",
               best.score / max(best.score) OVER () AS fit
        FROM (${best(reader, lookup, limit)}) AS best
        JOIN document AS d ON d.id = best.id
        JOIN question AS q ON q.id = d.question_id
        WHERE d.author_id <> d.asker_id
        ORDER BY best.score DESC`.execute(db);
      return rows.map(toEvidence);
    },

    /** The terms of the documents, field by field. They are shown to nobody. */
    fieldsOf: async (
      ids: readonly number[],
    ): Promise<Pick<Candidate, 'title' | 'question' | 'answer'>[]> =>
      ids.length === 0
        ? []
        : db
            .selectFrom('document_terms')
            .select(['title', 'question', 'answer'])
            .where('document_id', 'in', ids)
            .execute(),

    /** The newest answers to the newest questions with one of the tags; all of them fit. */
    async evidenceIn(
      reader: Reader,
      tagIds: readonly number[],
      limit: number,
    ): Promise<Evidence[]> {
      if (tagIds.length === 0) return [];
      const { rows } = await sql<EvidenceRow>`
        SELECT d.id AS "documentId", d.question_id AS "questionId", d.author_id AS "authorId",
               q.accepted_answer_id IS d.answer_id AS accepted, d.created_at AS "createdAt", 1 AS fit
        FROM (
          SELECT DISTINCT question_id FROM question_tag WHERE tag_id IN (${sql.join(tagIds)})
          ORDER BY question_id DESC LIMIT ${limit}) AS newest
        JOIN question AS q ON q.id = newest.question_id
        JOIN document AS d ON d.question_id = q.id
        JOIN channel AS c ON c.id = d.channel_id
        WHERE d.author_id <> d.asker_id AND ${visibleDocument(reader)}
        ORDER BY d.created_at DESC LIMIT ${limit}`.execute(db);
      return rows.map(toEvidence);
    },

    /** Writes the index anew without the words of deleted documents: https://www.sqlite.org/fts5.html#the_optimize_command */
    async compact(): Promise<void> {
      await sql`INSERT INTO document_fts (document_fts) VALUES ('optimize')`.execute(db);
    },
  };
}

type EvidenceRow = Omit<Evidence, 'accepted'> & { readonly accepted: number };

const toEvidence = (row: EvidenceRow): Evidence => ({ ...row, accepted: row.accepted === 1 });

function best(reader: Reader, lookup: Lookup, limit: number, tagId?: number) {
  const tagged =
    tagId === undefined
      ? sql`TRUE`
      : sql`(d.question_id IN (SELECT question_id FROM question_tag WHERE tag_id = ${tagId})
          OR d.snippet_id IN (SELECT snippet_id FROM snippet_tag WHERE tag_id = ${tagId}))`;
  return sql`
    SELECT d.id, -bm25(document_fts, ${weights}) AS score
    FROM document_fts
    JOIN document AS d ON d.id = document_fts.rowid
    JOIN channel AS c ON c.id = d.channel_id
    WHERE document_fts MATCH ${expression(lookup)} AND ${visibleDocument(reader)} AND ${tagged}
    ORDER BY score DESC LIMIT ${limit}`;
}

/** Every term as a quoted string, so that nothing in it is FTS5 syntax. */
function expression({ terms, match }: Lookup): string {
  const quoted = terms.map((term) => `"${term.replaceAll('"', '""')}"`);
  return quoted.join(match === 'any' ? ' OR ' : ' AND ');
}
