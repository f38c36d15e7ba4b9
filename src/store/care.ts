import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { CareStep } from '../model-care.ts';
import type { Db } from './schema.ts';
import { dueSnippet, reachable } from './verification.ts';
import { visibleSnippet } from './visibility.ts';

/** A snippet that is due, with whom to ask about it. */
export interface InCare {
  readonly id: number;
  readonly communityId: number;
  readonly channelId: number;
  readonly authorId: number;
  readonly ownerId: number | null;
  readonly verifierId: number | null;
  /** Undefined while nobody was chosen yet. */
  readonly step: CareStep | undefined;
  readonly memberId: number | null;
  readonly since: number;
  readonly askedAt: number | null;
}

/** A role of a platform is known only of who speaks, and believed for so long: 30 days. */
const roleHolds = 30 * 24 * 60 * 60 * 1000;

/** Who is asked whether what is kept is still right. */
export function careStore(db: Db) {
  const columns = sql`s.id, s.community_id AS communityId, s.channel_id AS channelId,
    s.author_id AS authorId, s.owner_id AS ownerId, s.verified_by_id AS verifierId,
    k.step, k.member_id AS memberId, coalesce(k.since, 0) AS since, k.asked_at AS askedAt`;
  const inCare = async (where: RawBuilder<SqlBool>, limit: number): Promise<InCare[]> => {
    const { rows } = await sql<Omit<InCare, 'step'> & { step: CareStep | null }>`
      SELECT ${columns} FROM snippet AS s LEFT JOIN care AS k ON k.snippet_id = s.id
      WHERE ${where} ORDER BY s.verified_at, s.id LIMIT ${limit}`.execute(db);
    return rows.map((row) => ({ ...row, step: row.step ?? undefined }));
  };

  /** A member who may be asked: they are here and not away, nobody's guest, and did not turn it off. */
  const askable = (member: string, now: number) => sql<SqlBool>`(${reachable(member)}
    AND NOT EXISTS (SELECT 1 FROM preference AS away
      WHERE away.member_id = ${sql.ref(member)} AND away.paused_until > ${now})
    AND NOT EXISTS (SELECT 1 FROM mute WHERE mute.member_id = ${sql.ref(member)}
      AND mute.kind = 'verify')
    AND NOT EXISTS (SELECT 1 FROM account AS visiting
      WHERE visiting.member_id = ${sql.ref(member)} AND visiting.guest IS NOT NULL))`;

  return {
    /** What fell due and has nobody to ask yet, the longest unverified first. */
    unassigned: (now: number, limit: number): Promise<InCare[]> =>
      inCare(sql<SqlBool>`(${dueSnippet(now)} AND k.snippet_id IS NULL)`, limit),

    /** Where whom was asked before that time said nothing, cannot be asked any more, or was forgotten. */
    stuck: (now: number, askedBefore: number, limit: number): Promise<InCare[]> =>
      inCare(
        sql<SqlBool>`(${dueSnippet(now)} AND CASE WHEN k.member_id IS NULL THEN k.step <> 'curator'
          ELSE k.asked_at <= ${askedBefore} OR NOT ${askable('k.member_id', now)} END)`,
        limit,
      ),

    /** What waits for a curator's turn. */
    waiting: (communityId: number, now: number, limit: number): Promise<InCare[]> =>
      inCare(
        sql<SqlBool>`(s.community_id = ${communityId} AND ${dueSnippet(now)}
          AND k.step = 'curator' AND k.member_id IS NULL)`,
        limit,
      ),

    /** Communities in which something waits for a curator. */
    async communitiesWaiting(): Promise<number[]> {
      const rows = await db
        .selectFrom('care')
        .where('step', '=', 'curator')
        .where('member_id', 'is', null)
        .select('community_id')
        .distinct()
        .execute();
      return rows.map((row) => row.community_id);
    },

    /** Those of the members who may be asked, in the order given. */
    async askable(ids: readonly number[], now: number): Promise<number[]> {
      if (ids.length === 0) return [];
      const { rows } = await sql<{ id: number }>`SELECT m.id FROM member AS m
        WHERE m.id IN (${sql.join(ids)}) AND ${askable('m.id', now)}`.execute(db);
      return ids.filter((id) => rows.some((row) => row.id === id));
    },

    /** How much each of the members is asked about at the moment. */
    async loadOf(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('care')
        .where('member_id', 'in', ids)
        .groupBy('member_id')
        .select((of) => ['member_id as id', of.fn.countAll<number>().as('count')])
        .execute();
      return new Map(rows.flatMap(({ id, count }) => (id === null ? [] : [[id, count] as const])));
    },

    async assign(
      { id, communityId }: Pick<InCare, 'id' | 'communityId'>,
      step: CareStep,
      memberId: number | null,
      now: number,
    ): Promise<void> {
      const row = { step, member_id: memberId, since: now, asked_at: null };
      await db
        .insertInto('care')
        .values({ snippet_id: id, community_id: communityId, ...row })
        .onConflict((conflict) => conflict.column('snippet_id').doUpdateSet(row))
        .execute();
    },

    /** They are not asked about it again before it is verified. */
    async pass(snippetId: number, memberId: number): Promise<void> {
      await db
        .insertInto('care_pass')
        .values({ snippet_id: snippetId, member_id: memberId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** They may be asked about it after all. */
    async unpass(snippetId: number, memberId: number): Promise<void> {
      await db
        .deleteFrom('care_pass')
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .execute();
    },

    /** They are not asked any more: somebody else is, at the next look. */
    async release(snippetId: number, memberId: number): Promise<void> {
      await db
        .updateTable('care')
        .set({ asked_at: 0 })
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .execute();
    },

    async passedOn(snippetId: number): Promise<ReadonlySet<number>> {
      const rows = await db
        .selectFrom('care_pass')
        .select('member_id')
        .where('snippet_id', '=', snippetId)
        .execute();
      return new Set(rows.map((row) => row.member_id));
    },

    /** Everybody may be asked about it again. */
    async forgetPasses(snippetId: number): Promise<void> {
      await db.deleteFrom('care_pass').where('snippet_id', '=', snippetId).execute();
    },

    /** Nobody is asked any more about what is not due. */
    async removeDone(now: number): Promise<void> {
      const done = sql`(SELECT s.id FROM snippet AS s WHERE NOT ${dueSnippet(now)})`;
      await sql`DELETE FROM care_pass WHERE snippet_id IN ${done}`.execute(db);
      await sql`DELETE FROM care WHERE snippet_id IN ${done}`.execute(db);
    },

    /** Members with something that they were not asked about yet, and told nothing since `toldBefore`. */
    async toAsk(
      toldBefore: number,
      limit: number,
    ): Promise<{ memberId: number; communityId: number }[]> {
      const { rows } = await sql<{ memberId: number; communityId: number }>`
        SELECT DISTINCT k.member_id AS memberId, k.community_id AS communityId FROM care AS k
        WHERE k.asked_at IS NULL AND k.member_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.member_id = k.member_id
            AND n.kind = 'verify' AND (n.state = 'due' OR n.settled_at > ${toldBefore}))
        ORDER BY k.member_id LIMIT ${limit}`.execute(db);
      return rows;
    },

    /** What the reader is asked about and may see, the longest unverified first; or what they were not yet. */
    async dueTo(
      reader: Reader,
      now: number,
      { limit, isNew }: { readonly limit: number; readonly isNew: boolean },
    ): Promise<number[]> {
      const unasked = isNew ? sql<SqlBool>`k.asked_at IS NULL` : sql<SqlBool>`TRUE`;
      const { rows } = await sql<{ id: number }>`
        SELECT s.id FROM care AS k JOIN snippet AS s ON s.id = k.snippet_id
        JOIN channel AS c ON c.id = s.channel_id
        WHERE k.member_id = ${reader.memberId} AND ${unasked}
          AND ${dueSnippet(now)} AND ${visibleSnippet(reader)}
        ORDER BY k.asked_at IS NOT NULL, s.verified_at, s.id LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** What waits for a curator and the reader may see, the longest unverified first. */
    async waitingFor(reader: Reader, now: number, limit: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT s.id FROM care AS k JOIN snippet AS s ON s.id = k.snippet_id
        JOIN channel AS c ON c.id = s.channel_id
        WHERE k.step = 'curator' AND k.member_id IS NULL
          AND ${dueSnippet(now)} AND ${visibleSnippet(reader)}
        ORDER BY s.verified_at, s.id LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    async isAsked(snippetId: number, memberId: number): Promise<boolean> {
      const row = await db
        .selectFrom('care')
        .select('snippet_id')
        .where('snippet_id', '=', snippetId)
        .where('member_id', '=', memberId)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** They were asked about these. */
    async noteAsked(ids: readonly number[], memberId: number, now: number): Promise<void> {
      if (ids.length === 0) return;
      await db
        .updateTable('care')
        .set({ asked_at: now })
        .where('snippet_id', 'in', ids)
        .where('member_id', '=', memberId)
        .where('asked_at', 'is', null)
        .execute();
    },

    /** When it was last anybody's turn there; 0 for never. */
    async lastTurn(communityId: number): Promise<number> {
      const { at } = await db
        .selectFrom('care_turn')
        .where('community_id', '=', communityId)
        .select((of) => of.fn.max('at').as('at'))
        .executeTakeFirstOrThrow();
      return at ?? 0;
    },

    /**
     * Curators and admins who may be asked, who had no turn for longest first; those whom a role of their
     * platform makes curators, if it did when they were here in the 30 days before.
     */
    async curatorsInTurn(communityId: number, now: number): Promise<number[]> {
      const curates = sql<SqlBool>`(m.role <> 'member' OR EXISTS (SELECT 1 FROM account AS own
        WHERE own.member_id = m.id AND own.active = 1 AND own.curated_at > ${now - roleHolds}))`;
      const { rows } = await sql<{ id: number }>`
        SELECT m.id FROM member AS m LEFT JOIN care_turn AS t ON t.member_id = m.id
        WHERE m.community_id = ${communityId} AND ${curates} AND ${askable('m.id', now)}
        ORDER BY coalesce(t.at, 0), m.id`.execute(db);
      return rows.map(({ id }) => id);
    },

    async noteTurn(communityId: number, memberId: number, at: number): Promise<void> {
      await db
        .insertInto('care_turn')
        .values({ member_id: memberId, community_id: communityId, at })
        .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ at }))
        .execute();
    },
  };
}
