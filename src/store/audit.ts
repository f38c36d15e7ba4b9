import { sql } from 'kysely';
import type { Page, Paged } from './page.ts';
import type { Db } from './schema.ts';

/** One thing that was done with more than a member's own rights. */
export interface AuditEntry {
  readonly act: string;
  /** What it was done to, as people name it (`#42`, `S7`). */
  readonly subject: string;
  readonly memberId: number | null;
  readonly at: number;
}

/** What is wanted of the audit; undefined: all. */
export interface AuditFilter {
  readonly memberId: number | undefined;
  /** Words that are in what was done, or in what it was done to. */
  readonly act: string | undefined;
}

export function auditStore(db: Db) {
  return {
    async add(communityId: number, entry: AuditEntry): Promise<void> {
      const { memberId, ...rest } = entry;
      await db
        .insertInto('audit')
        .values({ community_id: communityId, member_id: memberId, ...rest })
        .execute();
    },

    /** What fits the filter, the newest first. */
    async page(
      communityId: number,
      { memberId, act }: AuditFilter,
      { limit, offset }: Page,
    ): Promise<Paged<AuditEntry>> {
      const word = act?.toLowerCase();
      const fitting = db
        .selectFrom('audit')
        .where('community_id', '=', communityId)
        .$if(memberId !== undefined, (query) => query.where('member_id', '=', memberId ?? 0))
        .$if(word !== undefined, (query) =>
          query.where(sql<boolean>`instr(lower(act || ' ' || subject), ${word}) > 0`),
        );
      const { total } = await fitting
        .select((row) => row.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const items = await fitting
        .select(['act', 'subject', 'member_id as memberId', 'at'])
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      return { items, total };
    },

    /** Whether exactly that was written down. */
    async has(communityId: number, entry: AuditEntry & { readonly memberId: number }) {
      const { act, subject, memberId, at } = entry;
      const row = await db
        .selectFrom('audit')
        .select('id')
        .where('community_id', '=', communityId)
        .where('act', '=', act)
        .where('subject', '=', subject)
        .where('member_id', '=', memberId)
        .where('at', '=', at)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** The newest entries first. */
    list: (communityId: number, limit: number): Promise<AuditEntry[]> =>
      db
        .selectFrom('audit')
        .select(['act', 'subject', 'member_id as memberId', 'at'])
        .where('community_id', '=', communityId)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
  };
}
