import { sql } from 'kysely';
import type { Notice, NoticeKind } from '../model-owed.ts';
import { toNotice } from './notices.ts';
import type { Page, Paged } from './page.ts';
import type { Db } from './schema.ts';

/** Looking at what is owed, and what became of it. */
export function noticeLists(db: Db) {
  return {
    async find(id: number): Promise<Notice | undefined> {
      const row = await db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toNotice(row);
    },

    /** How many notices of the kind there were about the question (to the member): the next is one more. */
    async countOf(questionId: number, kind: NoticeKind, memberId?: number): Promise<number> {
      const { n } = await db
        .selectFrom('notice')
        .where('question_id', '=', questionId)
        .where('kind', '=', kind)
        .$if(memberId !== undefined, (q) => q.where('member_id', '=', memberId ?? 0))
        .select((count) => count.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    },

    /** When the waiting of the question's ladder began; undefined before its first step was owed. */
    async routedFrom(questionId: number): Promise<number | undefined> {
      const row = await db
        .selectFrom('notice')
        .selectAll()
        .where('question_id', '=', questionId)
        .where('kind', '=', 'route')
        .orderBy('id', 'desc')
        .executeTakeFirst();
      return row && toNotice(row).details.from;
    },

    /** What could not be delivered, the newest first. */
    async dead(communityId: number, page: Page): Promise<Paged<Notice>> {
      const dead = db
        .selectFrom('notice')
        .where('community_id', '=', communityId)
        .where('state', '=', 'dead');
      const rows = await dead
        .selectAll()
        .orderBy('settled_at', 'desc')
        .orderBy('id', 'desc')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      const { total } = await dead
        .select((count) => count.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items: rows.map(toNotice), total };
    },

    /** When the last notice of the kind to the member was sent, and whether one is due. */
    async lastTo(memberId: number, kind: NoticeKind): Promise<{ sentAt: number; isDue: boolean }> {
      const row = await db
        .selectFrom('notice')
        .where('member_id', '=', memberId)
        .where('kind', '=', kind)
        .select([
          sql<number>`coalesce(max(CASE WHEN state = 'sent' THEN settled_at END), 0)`.as('sentAt'),
          sql<number>`coalesce(max(state = 'due'), 0)`.as('isDue'),
        ])
        .executeTakeFirstOrThrow();
      return { sentAt: row.sentAt, isDue: row.isDue === 1 };
    },

    /** The schedule of the digest that was owed under the key. */
    async scheduleOf(key: string): Promise<number | undefined> {
      const row = await db
        .selectFrom('notice')
        .select('schedule_id as id')
        .where('key', '=', key)
        .where('kind', '=', 'digest')
        .executeTakeFirst();
      return row?.id ?? undefined;
    },

    /** The newest notices of a schedule that were sent, the newest first. */
    async sentBy(scheduleId: number, limit: number): Promise<Notice[]> {
      const rows = await db
        .selectFrom('notice')
        .selectAll()
        .where('schedule_id', '=', scheduleId)
        .where('kind', '=', 'digest')
        .where('state', '=', 'sent')
        .orderBy('settled_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toNotice);
    },

    /** When the next notice falls due, for connected workspaces of these platforms. */
    async nextDue(platforms: readonly string[]): Promise<number | undefined> {
      const row = await db
        .selectFrom('notice as n')
        .innerJoin('workspace as w', 'w.id', 'n.workspace_id')
        .where('n.state', '=', 'due')
        .where('w.connected', '=', 1)
        .where('w.platform', 'in', platforms)
        .select('n.due_at as dueAt')
        .orderBy('n.due_at')
        .limit(1)
        .executeTakeFirst();
      return row?.dueAt;
    },

    /** How many wait, and the oldest of them that should have been delivered. */
    async backlog(
      communityId: number,
      now: number,
    ): Promise<{ due: number; since: number | null }> {
      const row = await db
        .selectFrom('notice')
        .where('state', '=', 'due')
        .where('community_id', '=', communityId)
        .where('due_at', '<=', now)
        .select((of) => [of.fn.countAll<number>().as('due'), of.fn.min('due_at').as('since')])
        .executeTakeFirstOrThrow();
      return { due: row.due, since: row.since };
    },
  };
}
