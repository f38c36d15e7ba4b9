import type { SnippetEventKind } from '../model-care.ts';
import { bulkInsert } from './bulk-insert.ts';
import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';
import { verificationStore } from './verification.ts';

/** What was done about a snippet, with names for ids. */
export interface BulkEvent {
  readonly snippetId: number;
  readonly what: SnippetEventKind;
  readonly memberId: number | null;
  readonly otherId: number | null;
  readonly at: number;
}

/** What stands in the place of what, and what was done about it: to be written out and in. */
export function bulkCare(db: Db) {
  const { add } = bulkInsert(db);
  const { leadsTo, supersede } = verificationStore(db);
  return {
    /** Of these snippets: what stands in their place, as a ref. */
    successorsOf: (ids: readonly number[]) =>
      lookUp(ids, (some) =>
        db
          .selectFrom('snippet as s')
          .innerJoin('snippet as n', 'n.id', 's.successor_id')
          .select(['s.id', 'n.ref as successor'])
          .where('s.id', 'in', some)
          .execute(),
      ),

    /** What was done about them, in order; members and snippets as refs. */
    eventsOf: (ids: readonly number[]) =>
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
          .select(['e.snippet_id as snippetId', 'e.what', 'm.ref as by', 'e.at'])
          .select(['o.ref as owner', 's.ref as successor'])
          .where('e.snippet_id', 'in', some)
          .orderBy('e.at')
          .orderBy('e.id')
          .execute(),
      ),

    leadsTo,
    supersede,

    /** Those of the snippets to which something was done already. */
    async caredForAmong(ids: readonly number[]): Promise<Set<number>> {
      const rows = await lookUp(ids, (some) =>
        db
          .selectFrom('snippet as s')
          .select('s.id')
          .where('s.id', 'in', some)
          .where((where) =>
            where.or([
              where('s.successor_id', 'is not', null),
              where('s.id', 'in', db.selectFrom('snippet_event').select('snippet_id')),
            ]),
          )
          .execute(),
      );
      return new Set(rows.map(({ id }) => id));
    },

    addEvents: (events: readonly BulkEvent[]) =>
      add(
        'snippet_event',
        events.map(({ snippetId, what, memberId, otherId, at }) => {
          return { snippet_id: snippetId, what, member_id: memberId, other_id: otherId, at };
        }),
      ),
  };
}
