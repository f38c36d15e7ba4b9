import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleDocument } from './visibility.ts';

/** An answer to someone else's question, as evidence of what its author knows. */
export interface AnswerEvidence {
  readonly documentId: number;
  readonly questionId: number;
  readonly memberId: number;
  readonly askerId: number;
  readonly at: number;
  /** In characters. */
  readonly length: number;
  readonly accepted: boolean;
  /** The asker said that it helped. */
  readonly thanked: boolean;
  /** How many others said so, but for its author. */
  readonly helpful: number;
}

/** A document that speaks for nobody, and whose it is. */
export interface Uncounted {
  readonly id: number;
  readonly memberId: number;
}

/** The question that an answer answers, as people speak of it. */
export interface EvidenceTitle {
  readonly documentId: number;
  /** What people say: `#42`. */
  readonly number: number;
  readonly title: string;
}

/**
 * Evidence as far as the reader may see it, without what its author withholds and without questions on
 * a topic of which they said "not me". It is read from documents and indexes alone: a thousand texts would
 * take longer than everything else.
 */
export function evidenceStore(db: Db) {
  return {
    /** Those of the documents that answer someone else's question. */
    ofDocuments: async (reader: Reader, ids: readonly number[]): Promise<AnswerEvidence[]> =>
      ids.length === 0 ? [] : rows(db, reader, sql`d.id IN (${sql.join(ids)})`, ids.length),

    /** The newest answers to the newest `limit` questions with one of the tags. */
    inTags: async (
      reader: Reader,
      tagIds: readonly number[],
      limit: number,
    ): Promise<AnswerEvidence[]> => {
      if (tagIds.length === 0) return [];
      const newest = sql`
        SELECT DISTINCT question_id FROM question_tag WHERE tag_id IN (${sql.join(tagIds)})
        ORDER BY question_id DESC LIMIT ${limit}`;
      return rows(db, reader, sql`d.question_id IN (${newest})`, limit);
    },

    /** The community's documents that speak for nobody: their authors withhold them, or said "not me". */
    async uncounted(communityId: number): Promise<Uncounted[]> {
      const { rows: found } = await sql<Uncounted>`
        SELECT d.id, d.author_id AS "memberId" FROM withheld AS w JOIN document AS d ON d.answer_id = w.answer_id
        WHERE d.community_id = ${communityId}
        UNION
        SELECT d.id, d.author_id FROM not_me
        JOIN question_tag AS t ON t.tag_id = not_me.tag_id
        JOIN document AS d ON d.question_id = t.question_id AND d.author_id = not_me.member_id
        WHERE d.community_id = ${communityId}`.execute(db);
      return found;
    },

    /** What few of the documents are called, for speaking of them. */
    async titles(reader: Reader, ids: readonly number[]): Promise<EvidenceTitle[]> {
      if (ids.length === 0) return [];
      const { rows: found } = await sql<EvidenceTitle>`
        SELECT d.id AS "documentId", q.number, q.title
        FROM document AS d
        JOIN channel AS c ON c.id = d.channel_id
        JOIN question AS q ON q.id = d.question_id
        WHERE d.id IN (${sql.join(ids)}) AND ${visibleDocument(reader)}`.execute(db);
      return found;
    },

    /** How many answers there are, counted up to `most`. */
    async countUpTo(reader: Reader, most: number): Promise<number> {
      const { rows: found } = await sql`
        SELECT 1 FROM document AS d JOIN channel AS c ON c.id = d.channel_id
        WHERE d.answer_id IS NOT NULL AND ${visibleDocument(reader)} LIMIT ${most}`.execute(db);
      return found.length;
    },
  };
}

type Row = Omit<AnswerEvidence, 'accepted' | 'thanked'> & { accepted: number; thanked: number };

async function rows(
  db: Db,
  reader: Reader,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<AnswerEvidence[]> {
  const vote = sql`FROM vote AS v WHERE v.answer_id = d.answer_id`;
  const found = await sql<Row>`
    SELECT d.id AS "documentId", d.question_id AS "questionId",
           d.author_id AS "memberId", d.asker_id AS "askerId", d.created_at AS at,
           d.answer_length AS length,
           CASE WHEN EXISTS (SELECT 1 FROM question AS q WHERE q.accepted_answer_id = d.answer_id)
             THEN 1 ELSE 0 END AS accepted,
           CASE WHEN EXISTS (SELECT 1 ${vote} AND v.member_id = d.asker_id) THEN 1 ELSE 0 END
             AS thanked,
           (SELECT count(DISTINCT coalesce(v.member_id, -v.id)) ${vote}
             AND (v.member_id IS NULL OR v.member_id NOT IN (d.author_id, d.asker_id))) AS helpful
    FROM document AS d
    JOIN channel AS c ON c.id = d.channel_id
    WHERE ${which} AND d.answer_id IS NOT NULL AND d.author_id <> d.asker_id
      AND ${visibleDocument(reader)} AND ${countsOf('d.answer_id', 'd.author_id', 'd.question_id')}
    ORDER BY d.created_at DESC LIMIT ${limit}`.execute(db);
  return found.rows.map((row) => ({
    ...row,
    accepted: row.accepted === 1,
    thanked: row.thanked === 1,
  }));
}

/** Of an answer: its author neither withholds it nor said "not me" to its topic. */
function countsOf(answer: string, author: string, question: string): RawBuilder<boolean> {
  return sql`(
    NOT EXISTS (SELECT 1 FROM withheld AS w WHERE w.answer_id = ${sql.ref(answer)})
    AND NOT EXISTS (SELECT 1 FROM question_tag AS on_tag
      JOIN not_me ON not_me.tag_id = on_tag.tag_id AND not_me.member_id = ${sql.ref(author)}
      WHERE on_tag.question_id = ${sql.ref(question)}))`;
}

/** The same for an answer `a` to a question `q`. */
export const counts = countsOf('a.id', 'a.author_id', 'q.id');
