import { sql } from 'kysely';
import type { Person, Reader } from '../model.ts';
import type { SnippetEvent, SnippetEventKind } from '../model-care.ts';
import type { Db } from './schema.ts';
import { visibleSnippet } from './visibility.ts';

/** What was done about snippets beside editing them. */
export function snippetEventStore(db: Db) {
  return {
    async add(
      snippetId: number,
      what: SnippetEventKind,
      memberId: number,
      at: number,
      otherId: number | null = null,
    ): Promise<void> {
      const event = { snippet_id: snippetId, what, member_id: memberId, other_id: otherId, at };
      await db.insertInto('snippet_event').values(event).execute();
    },

    /** Whether more became of it than being kept: it was edited, looked after, or stands in another's place. */
    async isWorkedOn(snippetId: number): Promise<boolean> {
      const { rows } = await sql<{ worked: number }>`
        SELECT EXISTS (SELECT 1 FROM revision WHERE snippet_id = ${snippetId})
          OR EXISTS (SELECT 1 FROM snippet_event WHERE snippet_id = ${snippetId})
          OR EXISTS (SELECT 1 FROM snippet WHERE successor_id = ${snippetId}) AS worked`.execute(
        db,
      );
      return rows[0]?.worked === 1;
    },

    /** Of a snippet that the reader has found, the newest first; what they may not see is not named. */
    async of(reader: Reader, snippetId: number): Promise<SnippetEvent[]> {
      const rows = await db
        .selectFrom('snippet_event as e')
        .leftJoin('member as m', 'm.id', 'e.member_id')
        .leftJoin('member as o', (join) =>
          join.onRef('o.id', '=', 'e.other_id').on('e.what', '=', 'owned'),
        )
        .leftJoin('snippet as s', (join) =>
          join.onRef('s.id', '=', 'e.other_id').on('e.what', '=', 'superseded'),
        )
        .select(['e.what', 'e.at', 'm.id', 'm.handle', 'm.name'])
        .select(['o.id as ownerId', 'o.handle as ownerHandle', 'o.name as ownerName'])
        .leftJoin('channel as c', 'c.id', 's.channel_id')
        .select(
          sql<number | null>`CASE WHEN ${visibleSnippet(reader)} THEN s.number END`.as('successor'),
        )
        .where('e.snippet_id', '=', snippetId)
        .orderBy('e.id', 'desc')
        .execute();
      return rows.map((row) => {
        const owner = personOf(row.ownerId, row.ownerHandle, row.ownerName);
        return {
          what: row.what,
          by: personOf(row.id, row.handle, row.name),
          at: row.at,
          ...(owner && { owner }),
          ...(row.successor !== null && { successor: row.successor }),
        };
      });
    },
  };
}

const personOf = (id: number | null, handle: string | null, name: string | null): Person | null =>
  id === null || handle === null || name === null ? null : { id, handle, name };
