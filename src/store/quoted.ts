import type { Snippet } from '../model.ts';
import type { Db } from './schema.ts';

/** Whose words stand in each of the snippets, as far as they may be named. */
export async function quotedIn(
  db: Db,
  snippetIds: readonly number[],
): Promise<ReadonlyMap<number, NonNullable<Snippet['quoted']>>> {
  const rows = await db
    .selectFrom('quote as w')
    .innerJoin('member as m', 'm.id', 'w.member_id')
    .select(['w.snippet_id', 'w.state', 'm.id', 'm.handle', 'm.name'])
    .where('w.snippet_id', 'in', snippetIds)
    .orderBy('m.handle')
    .execute();
  const ofEach = Map.groupBy(rows, (row) => row.snippet_id);
  return new Map(
    [...ofEach].map(([snippetId, quotes]) => {
      const named = quotes.filter(({ state }) => state === 'named');
      const people = named.map(({ id, handle, name }) => ({ id, handle, name }));
      return [snippetId, { named: people, others: quotes.length - named.length }];
    }),
  );
}
