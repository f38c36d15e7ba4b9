import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleDocument } from './visibility.ts';

/** What stands behind a document that was found. */
export interface FoundDocument {
  readonly id: number;
  readonly questionId: number | null;
  readonly answerId: number | null;
  readonly snippetId: number | null;
}

/** A document and how well it fits; higher is better. */
export interface Match {
  readonly documentId: number;
  readonly questionId: number | null;
  readonly score: number;
}

/** What a document must have, and what not; every word is a term. */
export interface Wanted {
  readonly phrases: readonly (readonly string[])[];
  readonly without: readonly (readonly string[])[];
  readonly prefixes: readonly string[];
  readonly words: readonly string[];
}

/** As many terms as one query looks up, within SQLite's limit of bound values. */
const mostAtOnce = 1_000;

/** Column weights of bm25(): title, question, answer. https://www.sqlite.org/fts5.html#the_bm25_function */
const weights = sql.raw('5.0, 1.0, 0.6');

/** Full-text retrieval by SQLite's FTS5; another engine brings its own file with these functions. */
export function retrieval(db: Db) {
  /** The visible documents (of the tag) that match an expression, the best `limit` by BM25. */
  async function matches(
    reader: Reader,
    expression: string,
    limit: number,
    tagId?: number,
  ): Promise<Match[]> {
    if (expression === '') return [];
    const within = tagId === undefined ? sql`TRUE` : sql`d.id IN (${inTag(tagId)})`;
    const { rows } = await sql<Match>`
      SELECT d.id AS "documentId", d.question_id AS "questionId", -bm25(document_fts, ${weights}) AS score
      FROM document_fts
      JOIN document AS d ON d.id = document_fts.rowid
      JOIN channel AS c ON c.id = d.channel_id
      WHERE document_fts MATCH ${expression} AND ${visibleDocument(reader)} AND ${within}
      ORDER BY score DESC LIMIT ${limit}`.execute(db);
    return rows;
  }

  return {
    /** In how many documents of all communities each term stands; terms that stand in none are left out. */
    async frequencies(terms: readonly string[]): Promise<Map<string, number>> {
      if (terms.length === 0) return new Map();
      const rows = await db
        .selectFrom('document_term')
        .select(['term', 'doc'])
        .where('term', 'in', terms.slice(0, mostAtOnce))
        .execute();
      return new Map(rows.map(({ term, doc }) => [term, doc]));
    },

    /** The visible documents that have any of the terms. */
    withAny: (reader: Reader, terms: readonly string[], limit: number, tagId?: number) =>
      matches(reader, terms.map(quoted).join(' OR '), limit, tagId),

    /** The visible documents that have all that is wanted. Nothing, when nothing is. */
    matching: (reader: Reader, wanted: Wanted, limit: number, tagId?: number) =>
      matches(reader, expressionOf(wanted), limit, tagId),

    /** Those of the documents that the reader may see, in the order given. */
    async found(reader: Reader, ids: readonly number[]): Promise<FoundDocument[]> {
      if (ids.length === 0) return [];
      const { rows } = await sql<FoundDocument>`
        SELECT d.id, d.question_id AS "questionId", d.answer_id AS "answerId",
               d.snippet_id AS "snippetId"
        FROM document AS d JOIN channel AS c ON c.id = d.channel_id
        WHERE d.id IN (${sql.join(ids)}) AND ${visibleDocument(reader)}`.execute(db);
      return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    },

    /** The documents of a tag, whoever may see them. */
    async tagged(tagId: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`${inTag(tagId)}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** Writes the index anew without the words of deleted documents: https://www.sqlite.org/fts5.html#the_optimize_command */
    async compact(): Promise<void> {
      await sql`INSERT INTO document_fts (document_fts) VALUES ('optimize')`.execute(db);
    },
  };
}

function inTag(tagId: number): RawBuilder<unknown> {
  return sql`
    SELECT d.id FROM question_tag AS t JOIN document AS d ON d.question_id = t.question_id
    WHERE t.tag_id = ${tagId}
    UNION SELECT d.id FROM snippet_tag AS t JOIN document AS d ON d.snippet_id = t.snippet_id
    WHERE t.tag_id = ${tagId}`;
}

/** A term as a string, so that nothing in it is FTS5 syntax. https://www.sqlite.org/fts5.html#fts5_strings */
const quoted = (term: string) => `"${term.replaceAll('"', '""')}"`;

/** FTS5 has no "everything but": without anything that must be there, nothing matches. */
function expressionOf({ phrases, without, prefixes, words }: Wanted): string {
  const must = [
    ...phrases.map((terms) => quoted(terms.join(' '))),
    ...prefixes.map((prefix) => `${quoted(prefix)}*`),
    ...words.map(quoted),
  ];
  if (must.length === 0) return '';
  const unwanted = without.map((terms) => ` NOT ${quoted(terms.join(' '))}`);
  return `(${must.join(' AND ')})${unwanted.join('')}`;
}
