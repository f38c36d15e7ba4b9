import type { SnippetEventKind } from '../model-care.ts';
import { bulkInsert } from './bulk-insert.ts';
import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';
import { verificationStore } from './verification.ts';

export interface BulkSnippetEvent {
  readonly snippetId: number;
  readonly what: SnippetEventKind;
  readonly memberId: number | null;
  readonly otherId: number | null;
  readonly at: number;
}

/** What became of snippets: what was done about them, and what stands in their place. */
export function bulkCare(db: Db) {
  const { add } = bulkInsert(db);
  const { leadsTo, supersede } = verificationStore(db);
  const happened = db
    .selectFrom('snippet as s')
    .where((where) =>
      where.or([
        where('s.successor_id', 'is not', null),
        where.exists(
          where
            .selectFrom('snippet_event as e')
            .select('e.id')
            .whereRef('e.snippet_id', '=', 's.id'),
        ),
      ]),
    );

  return {
    leadsTo,
    supersede,

    /** Those to which something happened, by number; `after` is the last of the page before, at first 0. */
    caredForAfter: (communityId: number, after: number, limit: number) =>
      happened
        .leftJoin('snippet as n', 'n.id', 's.successor_id')
        .select(['s.id', 's.ref', 's.number', 'n.ref as successor'])
        .where('s.community_id', '=', communityId)
        .where('s.number', '>', after)
        .orderBy('s.number')
        .limit(limit)
        .execute(),

    async caredForAmong(ids: readonly number[]): Promise<Set<number>> {
      const rows = await lookUp(ids, (some) =>
        happened.select('s.id').where('s.id', 'in', some).execute(),
      );
      return new Set(rows.map(({ id }) => id));
    },

    /** Each snippet's in the order in which they happened. */
    snippetEventsOf: (ids: readonly number[]) =>
      lookUp(ids, (some) =>
        db
          .selectFrom('snippet_event as e')
          .leftJoin('member as m', 'm.id', 'e.member_id')
          .leftJoin('member as o', (join) =>
            join.onRef('o.id', '=', 'e.other_id').on('e.what', '=', 'owned'),
          )
          .leftJoin('snippet as s', (join) =>
            join.onRef('s.id', '=', 'e.other_id').on('e.what', '=', 'superseded'),
          )
          .select(['e.snippet_id as snippetId', 'e.what', 'e.at'])
          .select(['m.ref as by', 'o.ref as who', 's.ref as instead'])
          .where('e.snippet_id', 'in', some)
          .orderBy('e.id')
          .execute(),
      ),

    addSnippetEvents: (events: readonly BulkSnippetEvent[]) =>
      add(
        'snippet_event',
        events.map(({ snippetId, what, memberId, otherId, at }) => ({
          ...{ snippet_id: snippetId, what, member_id: memberId, other_id: otherId, at },
        })),
      ),
  };
}
