import { sql } from 'kysely';
import type { Reader } from '../model.ts';
import { counts } from './evidence.ts';
import type { Db } from './schema.ts';
import { visibleQuestion } from './visibility.ts';

/** What one member gave to one tag. */
export interface Share {
  readonly tagId: number;
  readonly memberId: number;
  /** Their answers, each counted half after the half-life. */
  readonly answers: number;
  readonly lastAt: number;
}

/** What is asked under one tag. */
export interface Demand {
  readonly tagId: number;
  readonly tag: string;
  readonly asked: number;
  readonly open: number;
}

/** Who holds up which topic, as far as the reader may see questions and answers. */
export function riskStore(db: Db) {
  return {
    /**
     * Answers to others' questions that speak for who gave them, by tag and member; of the tags that
     * are given, or of all.
     */
    shares: (
      reader: Reader,
      now: number,
      halfLife: number,
      tagIds?: readonly number[],
    ): Promise<Share[]> =>
      db
        .selectFrom('answer as a')
        .innerJoin('question as q', 'q.id', 'a.question_id')
        .innerJoin('channel as c', 'c.id', 'q.channel_id')
        .innerJoin('question_tag as qt', 'qt.question_id', 'q.id')
        .where(visibleQuestion(reader))
        .whereRef('a.author_id', '<>', 'q.author_id')
        .where(counts)
        .$if(tagIds !== undefined, (narrow) => narrow.where('qt.tag_id', 'in', tagIds ?? []))
        .groupBy(['qt.tag_id', 'a.author_id'])
        .select((row) => [
          'qt.tag_id as tagId',
          'a.author_id as memberId',
          sql<number>`sum(power(2.0, (a.created_at - ${now}) / ${halfLife}))`.as('answers'),
          row.fn.max('a.created_at').as('lastAt'),
        ])
        .execute(),

    /** Questions asked since then, and all that are open, by tag. */
    demand: (reader: Reader, since: number): Promise<Demand[]> =>
      db
        .selectFrom('question as q')
        .innerJoin('channel as c', 'c.id', 'q.channel_id')
        .innerJoin('question_tag as qt', 'qt.question_id', 'q.id')
        .innerJoin('tag as t', 't.id', 'qt.tag_id')
        .where(visibleQuestion(reader))
        .groupBy(['t.id', 't.name'])
        .select([
          't.id as tagId',
          't.name as tag',
          sql<number>`count(CASE WHEN q.created_at > ${since} THEN 1 END)`.as('asked'),
          sql<number>`count(CASE WHEN q.state = 'open' THEN 1 END)`.as('open'),
        ])
        .execute(),
  };
}
