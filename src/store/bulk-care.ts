import { lookUp } from './bulk-pieces.ts';
import type { Db } from './schema.ts';

/** What was done about a snippet, with names for ids. */
export interface BulkEvent {
  readonly snippetId: number;
  readonly what: string;
  readonly memberId: number | null;
  readonly otherId: number | null;
  readonly at: number;
}

/** What stands in the place of what, and what was done about it: to be written out and in. */
export function bulkCare(db: Db) {
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

    async supersede(id: number, successorId: number): Promise<void> {
      await db
        .updateTable('snippet')
        .set({ successor_id: successorId })
        .where('id', '=', id)
        .execute();
    },

    /** Gives how many were new: the same is not done twice at one moment. */
    async addEvents(events: readonly BulkEvent[]): Promise<number> {
      let added = 0;
      for (const event of events) {
        const row = {
          snippet_id: event.snippetId,
          // The format knows only what the model does.
          what: event.what as 'verified',
          member_id: event.memberId,
          other_id: event.otherId,
          at: event.at,
        };
        const known = await db
          .selectFrom('snippet_event')
          .select('id')
          .where('snippet_id', '=', row.snippet_id)
          .where('what', '=', row.what)
          .where('at', '=', row.at)
          .executeTakeFirst();
        if (known) continue;
        await db.insertInto('snippet_event').values(row).execute();
        added += 1;
      }
      return added;
    },
  };
}
