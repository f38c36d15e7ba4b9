import type { Db } from './schema.ts';

/** The tags' names by the question or the snippet that carries them, in alphabetical order. */
export function tagNames(
  db: Db,
  subject: 'question' | 'snippet',
  ids: readonly number[],
): Promise<{ id: number; name: string }[]> {
  return subject === 'question'
    ? db
        .selectFrom('question_tag as l')
        .innerJoin('tag as t', 't.id', 'l.tag_id')
        .select(['l.question_id as id', 't.name'])
        .where('l.question_id', 'in', ids)
        .orderBy('t.name')
        .execute()
    : db
        .selectFrom('snippet_tag as l')
        .innerJoin('tag as t', 't.id', 'l.tag_id')
        .select(['l.snippet_id as id', 't.name'])
        .where('l.snippet_id', 'in', ids)
        .orderBy('t.name')
        .execute();
}
