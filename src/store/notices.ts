import { type Selectable, sql } from 'kysely';
import type { Notice, NoticeDetails, NoticeKind, NoticeState } from '../model-owed.ts';
import type { Db, Schema } from './schema.ts';

export interface NewNotice {
  readonly communityId: number;
  readonly key: string;
  readonly kind: NoticeKind;
  readonly workspaceId: number;
  readonly channelId?: number | null;
  readonly memberId?: number | null;
  readonly questionId?: number | null;
  readonly scheduleId?: number | null;
  readonly details?: NoticeDetails;
  readonly dueAt: number;
}

/** What is owed, in the order it falls due; each is in hand of one process at a time. */
export function noticeStore(db: Db) {
  return {
    /** Writes what is owed; false when the key was owed before, whatever became of it. */
    async add(notice: NewNotice, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('notice')
        .values({
          community_id: notice.communityId,
          key: notice.key,
          kind: notice.kind,
          workspace_id: notice.workspaceId,
          channel_id: notice.channelId ?? null,
          member_id: notice.memberId ?? null,
          question_id: notice.questionId ?? null,
          schedule_id: notice.scheduleId ?? null,
          details: JSON.stringify(notice.details ?? {}),
          due_at: notice.dueAt,
          created_at: now,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /**
     * Takes what is due for connected workspaces of these platforms in hand, the oldest first. A lease
     * that ends far later than any could was made by a clock that has been set back since: it is over.
     * Not so one that ends a little later: somebody read the clock after us and was here before us.
     */
    async claim(
      platforms: readonly string[],
      now: number,
      lease: number,
      limit: number,
    ): Promise<Notice[]> {
      const isFree = sql<boolean>`(leased_until IS NULL OR leased_until <= ${now}
        OR leased_until > ${now + 2 * lease})`;
      const served = db
        .selectFrom('workspace')
        .select('id')
        .where('connected', '=', 1)
        .where('platform', 'in', platforms);
      const due = db
        .selectFrom('notice')
        .select('id')
        .where('state', '=', 'due')
        .where('due_at', '<=', now)
        .where(isFree)
        .where('workspace_id', 'in', served)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit);
      // Mostly there is none, and to look takes no lock.
      if (!(await due.executeTakeFirst())) return [];
      const rows = await db
        .updateTable('notice')
        .set((of) => ({ leased_until: now + lease, attempts: of('attempts', '+', 1) }))
        .where('id', 'in', due)
        .where('state', '=', 'due')
        .where(isFree)
        .returningAll()
        .execute();
      return rows.map(toNotice).sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
    },

    /**
     * Ends a notice, or puts it off, for who has it in hand: false when that is somebody else by now,
     * or it was cancelled meanwhile.
     */
    async settle(
      { id, attempts }: Pick<Notice, 'id' | 'attempts'>,
      became: {
        readonly state: NoticeState;
        readonly dueAt?: number;
        readonly attempts?: number;
        readonly message?: string | null;
        readonly why?: string | null;
        readonly details?: NoticeDetails;
      },
      now: number,
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('notice')
        .set({
          state: became.state,
          settled_at: became.state === 'due' ? null : now,
          leased_until: null,
          ...(became.dueAt !== undefined && { due_at: became.dueAt }),
          ...(became.attempts !== undefined && { attempts: became.attempts }),
          ...(became.message !== undefined && { message: became.message }),
          ...(became.why !== undefined && { why: became.why }),
          ...(became.details && { details: JSON.stringify(became.details) }),
        })
        .where('id', '=', id)
        .where('attempts', '=', attempts)
        .where('state', '=', 'due')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    /** Cancels what is still due about a question: of these kinds, to this member, unless left out. */
    async cancel(
      questionId: number,
      narrowed: { readonly kinds?: readonly NoticeKind[]; readonly memberId?: number },
      why: string,
      now: number,
    ): Promise<void> {
      await db
        .updateTable('notice')
        .set({ state: 'cancelled', settled_at: now, leased_until: null, why })
        .where('question_id', '=', questionId)
        .where('state', '=', 'due')
        .$if(narrowed.kinds !== undefined, (q) => q.where('kind', 'in', narrowed.kinds ?? []))
        .$if(narrowed.memberId !== undefined, (q) =>
          q.where('member_id', '=', narrowed.memberId ?? 0),
        )
        .execute();
    },

    /** Takes back what is still due of the kind about the question, as if it had never been owed. */
    async removeDue(questionId: number, kind: NoticeKind): Promise<void> {
      await db
        .deleteFrom('notice')
        .where('question_id', '=', questionId)
        .where('kind', '=', kind)
        .where('state', '=', 'due')
        .execute();
    },

    /** A digest that was not delivered before the next one is due belongs to that one. */
    async dropDigests(
      of: { readonly scheduleId: number; readonly except: string },
      why: string,
      now: number,
    ): Promise<void> {
      await db
        .updateTable('notice')
        .set({ state: 'cancelled', settled_at: now, leased_until: null, why })
        .where('schedule_id', '=', of.scheduleId)
        .where('key', '!=', of.except)
        .where('kind', '=', 'digest')
        .where('state', '=', 'due')
        .where((is) => is.or([is('leased_until', 'is', null), is('leased_until', '<=', now)]))
        .execute();
    },

    /** Puts off what is still due under the key; false when there is no such notice. */
    async postpone(key: string, dueAt: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('notice')
        .set({ due_at: dueAt })
        .where('key', '=', key)
        .where('state', '=', 'due')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },

    /** Makes what is owed of the card of that name in the channel due at `now`. */
    async hastenCard(channelId: number, key: string, now: number): Promise<void> {
      await db
        .updateTable('notice')
        .set({ due_at: now })
        .where('kind', '=', 'card')
        .where('state', '=', 'due')
        .where('channel_id', '=', channelId)
        .where('due_at', '>', now)
        .where(sql<boolean>`question_id IN (SELECT id FROM question
          WHERE question.channel_id = ${channelId} AND 'question:' || number = ${key})`)
        .execute();
    },

    /** Makes a dead notice due again; false when it is not dead, or not the community's. */
    async revive(communityId: number, id: number, now: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('notice')
        .set({ state: 'due', settled_at: null, attempts: 0, due_at: now, why: null })
        .where('id', '=', id)
        .where('community_id', '=', communityId)
        .where('state', '=', 'dead')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };
}

export function toNotice(row: Selectable<Schema['notice']>): Notice {
  return {
    id: row.id,
    communityId: row.community_id,
    key: row.key,
    kind: row.kind,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    memberId: row.member_id,
    questionId: row.question_id,
    scheduleId: row.schedule_id,
    // Written by this file alone.
    details: JSON.parse(row.details) as NoticeDetails,
    dueAt: row.due_at,
    state: row.state,
    attempts: row.attempts,
    message: row.message,
    why: row.why,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
