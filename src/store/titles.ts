import type { Question, Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleQuestion } from './visibility.ts';

/** A question by its name. */
export type Titled = Pick<Question, 'id' | 'number' | 'title'>;

/** Questions by name alone: what is suggested while somebody types. */
export function titleStore(db: Db) {
  const titled = db
    .selectFrom('question as q')
    .innerJoin('channel as c', 'c.id', 'q.channel_id')
    .select(['q.id', 'q.number', 'q.title']);

  return {
    /** What the newest open questions ask. */
    openTitles: (reader: Reader, limit: number): Promise<Titled[]> =>
      titled
        .where(visibleQuestion(reader))
        .where('q.state', '=', 'open')
        .orderBy('q.created_at', 'desc')
        .limit(limit)
        .execute(),

    /** What these ask, as far as the reader may know, in this order. */
    async titles(reader: Reader, ids: readonly number[]): Promise<Titled[]> {
      if (ids.length === 0) return [];
      const rows = await titled.where(visibleQuestion(reader)).where('q.id', 'in', ids).execute();
      return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    },
  };
}
