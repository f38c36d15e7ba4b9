import { type SelectQueryBuilder, sql } from 'kysely';
import type { QuestionState, Reader } from '../model.ts';
import { standsAlone } from './merged.ts';
import { visibleQuestion } from './visibility.ts';

/** Which questions a list is about; what is left out does not narrow it. */
export interface QuestionFilter {
  readonly state?: QuestionState;
  readonly authorId?: number;
  /** Any of these tags. */
  readonly tagIds?: readonly number[];
  readonly channelId?: number;
  /** Open questions without any answer. */
  readonly unanswered?: boolean;
  /** Neither asked nor answered by the reader. */
  readonly byOthers?: boolean;
  readonly createdBefore?: number;
}

/** Narrows any query over question `q` to what the reader may see and the filter asks for. */
export function narrow<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  reader: Reader,
  filter: QuestionFilter,
): SelectQueryBuilder<DB, TB, O> {
  const conditions = [
    visibleQuestion(reader),
    // Whoever looks for their own finds where it went.
    filter.authorId === undefined && standsAlone,
    filter.state && sql<boolean>`q.state = ${filter.state}`,
    filter.authorId !== undefined &&
      sql<boolean>`q.author_id = ${filter.authorId}
        AND (q.anonymous = 0 OR q.author_id = ${reader.memberId})`,
    filter.channelId !== undefined && sql<boolean>`q.channel_id = ${filter.channelId}`,
    filter.createdBefore !== undefined && sql<boolean>`q.created_at < ${filter.createdBefore}`,
    filter.unanswered &&
      sql<boolean>`NOT EXISTS (SELECT 1 FROM answer WHERE answer.question_id = q.id)`,
    filter.byOthers &&
      sql<boolean>`q.author_id <> ${reader.memberId} AND NOT EXISTS (SELECT 1 FROM answer
        WHERE answer.question_id = q.id AND answer.author_id = ${reader.memberId})`,
    filter.tagIds !== undefined &&
      sql<boolean>`q.id IN (SELECT question_id FROM question_tag
        WHERE tag_id IN (${sql.join(filter.tagIds)}))`,
  ];
  return conditions.reduce(
    (narrowed, condition) => (condition ? narrowed.where(condition) : narrowed),
    query,
  );
}
