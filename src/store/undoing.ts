import { sql } from 'kysely';
import type { Undoable } from '../model-care.ts';
import type { Db } from './schema.ts';

/** A snippet as it stands, with all that an act may change. */
export interface SnippetState {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly ownerId: number | null;
  readonly verifiedById: number | null;
  readonly verifiedAt: number;
  readonly outdatedAt: number | null;
  readonly successorId: number | null;
  readonly editedAt: number | null;
  readonly tagIds: readonly number[];
  /** The newest of its earlier texts, and of what was done about it; 0 for none. */
  readonly lastRevision: number;
  readonly lastEvent: number;
}

/** Acts on snippets that may be taken back for a while, with the snippet before and after them. */
export function undoStore(db: Db) {
  return {
    async stateOf(snippetId: number): Promise<SnippetState | undefined> {
      const row = await db
        .selectFrom('snippet as s')
        .select(['s.title', 's.question', 's.answer', 's.owner_id as ownerId'])
        .select(['s.verified_by_id as verifiedById', 's.verified_at as verifiedAt'])
        .select(['s.outdated_at as outdatedAt', 's.successor_id as successorId'])
        .select(['s.edited_at as editedAt'])
        .select([
          sql<string>`(SELECT json_group_array(tag_id ORDER BY tag_id) FROM snippet_tag
            WHERE snippet_id = s.id)`.as('tags'),
          sql<number>`coalesce((SELECT max(id) FROM revision WHERE snippet_id = s.id), 0)`.as(
            'lastRevision',
          ),
          sql<number>`coalesce((SELECT max(id) FROM snippet_event WHERE snippet_id = s.id), 0)`.as(
            'lastEvent',
          ),
        ])
        .where('s.id', '=', snippetId)
        .executeTakeFirst();
      if (!row) return undefined;
      const { tags, ...rest } = row;
      return { ...rest, tagIds: JSON.parse(tags) as number[] };
    },

    async add(
      act: {
        readonly snippetId: number;
        readonly memberId: number;
        readonly act: string;
        readonly before: SnippetState | undefined;
        readonly after: SnippetState;
      },
      now: number,
    ): Promise<void> {
      await db
        .insertInto('undoable')
        .values({
          snippet_id: act.snippetId,
          member_id: act.memberId,
          act: act.act,
          before: act.before === undefined ? null : JSON.stringify(act.before),
          after: JSON.stringify(act.after),
          at: now,
        })
        .execute();
    },

    /** The last act since `from` that the member did, or that anybody did to the snippet. */
    async last(
      of: { readonly memberId: number; readonly snippetId?: number },
      from: number,
    ): Promise<Undoable | undefined> {
      const { memberId, snippetId } = of;
      const row = await db
        .selectFrom('undoable as u')
        .innerJoin('snippet as s', 's.id', 'u.snippet_id')
        .innerJoin('member as m', 'm.id', 'u.member_id')
        .select(['u.id', 's.number as snippet', 'u.act', 'u.at'])
        .select(['m.id as memberId', 'm.handle', 'm.name'])
        .where('u.at', '>=', from)
        .$if(snippetId === undefined, (query) => query.where('u.member_id', '=', memberId))
        .$if(snippetId !== undefined, (query) => query.where('s.id', '=', snippetId ?? 0))
        .orderBy('u.id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!row) return undefined;
      const { id, snippet, act, at } = row;
      return { id, snippet, act, at, by: { id: row.memberId, handle: row.handle, name: row.name } };
    },

    async find(id: number) {
      const row = await db
        .selectFrom('undoable as u')
        .innerJoin('snippet as s', 's.id', 'u.snippet_id')
        .innerJoin('member as m', 'm.id', 'u.member_id')
        .selectAll('u')
        .select(['s.number', 'm.handle', 'm.name'])
        .where('u.id', '=', id)
        .executeTakeFirst();
      if (!row) return undefined;
      // Both were written by `add`.
      const before = row.before === null ? undefined : (JSON.parse(row.before) as SnippetState);
      const after = JSON.parse(row.after) as SnippetState;
      return {
        snippetId: row.snippet_id,
        number: row.number,
        by: { id: row.member_id, handle: row.handle, name: row.name },
        act: row.act,
        at: row.at,
        before,
        after,
      };
    },

    /** Whether others have made something of it: they said that it helped, or it stands in another's place. */
    async isUsed(snippetId: number): Promise<boolean> {
      const { rows } = await sql<{ used: number }>`
        SELECT EXISTS (SELECT 1 FROM vote WHERE snippet_id = ${snippetId})
          OR EXISTS (SELECT 1 FROM snippet WHERE successor_id = ${snippetId}) AS used`.execute(db);
      return rows[0]?.used === 1;
    },

    /** Lets the snippet stand as it did; what came after that state is forgotten. */
    async replace(snippetId: number, state: SnippetState): Promise<void> {
      await db
        .updateTable('snippet')
        .set({
          title: state.title,
          question: state.question,
          answer: state.answer,
          owner_id: state.ownerId,
          verified_by_id: state.verifiedById,
          verified_at: state.verifiedAt,
          outdated_at: state.outdatedAt,
          successor_id: state.successorId,
          edited_at: state.editedAt,
        })
        .where('id', '=', snippetId)
        .execute();
      await db.deleteFrom('snippet_tag').where('snippet_id', '=', snippetId).execute();
      for (const tagId of state.tagIds) {
        const link = { snippet_id: snippetId, tag_id: tagId };
        await db.insertInto('snippet_tag').values(link).execute();
      }
      await db
        .deleteFrom('revision')
        .where('snippet_id', '=', snippetId)
        .where('id', '>', state.lastRevision)
        .execute();
      await db
        .deleteFrom('snippet_event')
        .where('snippet_id', '=', snippetId)
        .where('id', '>', state.lastEvent)
        .execute();
    },

    /** Nothing that was done to the snippet can be undone any more. */
    async removeOf(snippetId: number): Promise<void> {
      await db.deleteFrom('undoable').where('snippet_id', '=', snippetId).execute();
    },

    async remove(id: number): Promise<void> {
      await db.deleteFrom('undoable').where('id', '=', id).execute();
    },

    /** They hold texts: nothing is kept longer than it may be undone. */
    async forgetBefore(time: number): Promise<void> {
      await db.deleteFrom('undoable').where('at', '<', time).execute();
    },
  };
}
