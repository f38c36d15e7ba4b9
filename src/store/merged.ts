import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleQuestion } from './visibility.ts';

/** What each merged question, or snippet, leads to in the end, by id; the others are left out. */
export async function survivorsOf(
  db: Db,
  what: 'question' | 'snippet',
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const [table, id] = [sql.table(`merged_${what}`), sql.ref(`${what}_id`)];
  const { rows } = await sql<{ from: number; id: number }>`
    WITH RECURSIVE way(start, id, steps) AS (
      SELECT ${id}, into_id, 1 FROM ${table} WHERE ${id} IN (${sql.join(ids)})
      UNION
      SELECT way.start, next.into_id, way.steps + 1 FROM way
      JOIN ${table} AS next ON next.${id} = way.id)
    SELECT start AS "from", id FROM way ORDER BY steps`.execute(db);
  // The last of a chain's steps stays.
  return new Map(rows.map((row) => [row.from, row.id]));
}

/** The numbers of what merged questions lead to, by their ids, where the reader may see it. */
export async function survivorNumbers(
  db: Db,
  reader: Reader,
  ids: readonly number[],
): Promise<Map<number, number>> {
  const survivors = await survivorsOf(db, 'question', ids);
  if (survivors.size === 0) return new Map();
  const seen = await db
    .selectFrom('question as q')
    .innerJoin('channel as c', 'c.id', 'q.channel_id')
    .select(['q.id', 'q.number'])
    .where(visibleQuestion(reader))
    .where('q.id', 'in', [...survivors.values()])
    .execute();
  const numbers = new Map(seen.map(({ id, number }) => [id, number]));
  return new Map(
    [...survivors].flatMap(([from, id]) => {
      const number = numbers.get(id);
      return number === undefined ? [] : [[from, number] as const];
    }),
  );
}

/** For a question `q`: it was not merged into another. */
export const standsAlone: RawBuilder<SqlBool> = sql<SqlBool>`NOT EXISTS
  (SELECT 1 FROM merged_question AS gone WHERE gone.question_id = q.id)`;

/** For a snippet `s`: it was not merged into another. */
export const snippetStands: RawBuilder<SqlBool> = sql<SqlBool>`NOT EXISTS
  (SELECT 1 FROM merged_snippet AS gone WHERE gone.snippet_id = s.id)`;

/**
 * For the answer in `answer`, which a merge may have brought from a question of another channel: it is
 * seen only by who may see what was said there, or wrote it.
 */
export function visibleOrigin(reader: Reader, answer: string): RawBuilder<SqlBool> {
  const [id, author] = [sql.ref(`${answer}.id`), sql.ref(`${answer}.author_id`)];
  const isHere = sql<SqlBool>`born.id = ${reader.channelId}`;
  const isSeen = reader.isGuest
    ? isHere
    : sql<SqlBool>`(born.private = 0 OR ${isHere} OR ${author} = ${reader.memberId})`;
  return sql<SqlBool>`NOT EXISTS (SELECT 1 FROM former_name AS name
    JOIN question AS first ON first.id = name.question_id
    JOIN channel AS born ON born.id = first.channel_id
    WHERE name.answer_id = ${id} AND name.is_away = 1 AND NOT ${isSeen})`;
}

/** For an answer `a` to a question `q`: `b` is the question that it was given to, before any merge. */
export const bornAt: RawBuilder<SqlBool> = sql<SqlBool>`b.id = coalesce(
  (SELECT name.question_id FROM former_name AS name
    WHERE name.answer_id = a.id AND name.is_away = 1 AND NOT EXISTS (
      SELECT 1 FROM former_name AS before JOIN merged_question AS led
        ON led.question_id = before.question_id AND led.into_id = name.question_id
      WHERE before.answer_id = a.id AND before.is_away = 1)),
  q.id)`;

/**
 * For a question `q` and the one `b` that an answer was given to: how others asked the same in the same
 * channel. What was asked elsewhere is not found from there. (A CROSS JOIN keeps SQLite from walking the
 * whole channel for each answer: https://www.sqlite.org/optoverview.html#crossjoin)
 */
export const otherWordings: RawBuilder<string> = sql<string>`coalesce((
  WITH RECURSIVE family(id) AS (
    SELECT q.id
    UNION SELECT led.question_id FROM merged_question AS led JOIN family ON led.into_id = family.id)
  SELECT ' ' || group_concat(same.title, ' ')
  FROM family CROSS JOIN question AS same ON same.id = family.id
  WHERE same.id <> b.id AND same.channel_id = b.channel_id), '')`;

/**
 * For a snippet `s`: a column of what was merged into it, and is from its channel or one of everybody's.
 */
export const mergedInto = (column: 'id' | 'answer_id') => sql<number>`(
  WITH RECURSIVE family(id) AS (
    SELECT led.snippet_id FROM merged_snippet AS led WHERE led.into_id = s.id
    UNION SELECT led.snippet_id FROM merged_snippet AS led JOIN family ON led.into_id = family.id)
  SELECT same.${sql.raw(column)} FROM family CROSS JOIN snippet AS same ON same.id = family.id
  JOIN channel AS there ON there.id = same.channel_id
  WHERE same.${sql.raw(column)} IS NOT NULL AND (there.private = 0 OR there.id = s.channel_id))`;
