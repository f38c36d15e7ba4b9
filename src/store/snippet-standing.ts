import { sql } from 'kysely';
import { mergedInto } from './merged.ts';
import type { Db } from './schema.ts';
import { voters } from './votes.ts';

const its = (column: 'id' | 'answer_id' | 'channel_id') => sql.ref<number>(`s.${column}`);

/** For a snippet `s`: how many it helped, it and what was merged into it. */
export const helpfulTo = (db: Db) =>
  db
    .selectFrom('vote')
    .where((where) =>
      where.or([
        where('vote.snippet_id', '=', its('id')),
        where('vote.answer_id', '=', its('answer_id')),
        where('vote.snippet_id', 'in', mergedInto('id')),
        where('vote.answer_id', 'in', mergedInto('answer_id')),
      ]),
    )
    .select(voters);

/** For a snippet `s`: where it was said. From a private channel it is only told there. */
export const saidAt = (db: Db) =>
  db
    .selectFrom('source')
    .innerJoin('channel as said', 'said.id', 'source.channel_id')
    .where((where) =>
      where.or([where('said.private', '=', 0), where('said.id', '=', its('channel_id'))]),
    )
    .where((where) =>
      where.or([
        where('source.snippet_id', '=', its('id')),
        where('source.answer_id', '=', its('answer_id')),
        where('source.snippet_id', 'in', mergedInto('id')),
        where('source.answer_id', 'in', mergedInto('answer_id')),
      ]),
    )
    .select('source.link')
    .orderBy(
      sql`coalesce(source.snippet_id = s.id, 0) + coalesce(source.answer_id = s.answer_id, 0)`,
      'desc',
    )
    .orderBy('source.message')
    .limit(1);
