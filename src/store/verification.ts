import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleSnippet } from './visibility.ts';

const day = 24 * 60 * 60 * 1000;

/** When what is kept is to be verified again, and by whom. */
export interface Rhythm {
  /** Days after which that is, where neither its tags nor its community say otherwise. */
  readonly usualDays: number;
  /** An owner who says nothing is not asked about the same again for so long, in milliseconds. */
  readonly silence: number;
}

/** What is kept and may not be right any more. */
export function verificationStore(db: Db) {
  /** A member of a column who can be told something. */
  const reachable = (member: string) => sql`EXISTS (SELECT 1 FROM account AS reach
    JOIN workspace AS w ON w.id = reach.workspace_id
    WHERE reach.member_id = ${sql.ref(member)} AND reach.active = 1 AND w.connected = 1)`;

  /** For a snippet `s` that is due, and not outdated. An edit counts: who corrects it reads it. */
  function due(now: number, { usualDays, silence }: Rhythm): RawBuilder<SqlBool> {
    const usual = sql`(SELECT CAST(o.value AS INTEGER) FROM setting AS o
      WHERE o.community_id = s.community_id AND o.key = 'verify-days')`;
    const days = sql`coalesce((SELECT min(t.verify_days) FROM snippet_tag AS st
      JOIN tag AS t ON t.id = st.tag_id WHERE st.snippet_id = s.id), ${usual}, ${usualDays})`;
    return sql<SqlBool>`(s.outdated_at IS NULL AND s.verified_at <= ${now} - ${days} * ${day}
      AND coalesce(s.edited_at, 0) <= ${now} - ${days} * ${day}
      AND coalesce(s.asked_at, 0) <= ${now} - ${silence})`;
  }

  /** Its owner: who wrote it, or, when they cannot be told, who vouched for it. */
  const vouchedInstead = sql`NOT ${reachable('s.author_id')}`;

  return {
    /** Members who own something that is due and were told nothing of it since; nobody who turned it off. */
    async owners(
      now: number,
      rhythm: Rhythm,
      toldBefore: number,
      limit: number,
    ): Promise<{ memberId: number; communityId: number }[]> {
      const { rows } = await sql<{ memberId: number; communityId: number }>`
        SELECT m.id AS memberId, m.community_id AS communityId FROM member AS m
        WHERE ${reachable('m.id')}
          AND NOT EXISTS (SELECT 1 FROM mute WHERE mute.member_id = m.id AND mute.kind = 'verify')
          AND NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.member_id = m.id AND n.kind = 'verify'
            AND (n.state = 'due' OR n.settled_at > ${toldBefore}))
          AND (EXISTS (SELECT 1 FROM snippet AS s
              WHERE s.author_id = m.id AND ${due(now, rhythm)})
            OR EXISTS (SELECT 1 FROM snippet AS s
              WHERE s.verified_by_id = m.id AND ${due(now, rhythm)} AND ${vouchedInstead}))
        ORDER BY m.id LIMIT ${limit}`.execute(db);
      return rows;
    },

    /** What the reader owns and may see that is due, the longest unverified first. */
    async dueTo(reader: Reader, now: number, rhythm: Rhythm, limit: number): Promise<number[]> {
      const me = reader.memberId;
      const { rows } = await sql<{ id: number }>`
        SELECT s.id FROM snippet AS s JOIN channel AS c ON c.id = s.channel_id
        WHERE (s.author_id = ${me} OR (s.verified_by_id = ${me} AND ${vouchedInstead}))
          AND ${due(now, rhythm)} AND ${visibleSnippet(reader)}
        ORDER BY s.verified_at, s.id LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** Documents of what is outdated, of the whole community: what is found is put in order by it. */
    async outdated(communityId: number): Promise<ReadonlySet<number>> {
      const { rows } = await sql<{ id: number }>`
        SELECT d.id FROM snippet AS s JOIN document AS d ON d.snippet_id = s.id
        WHERE s.community_id = ${communityId} AND s.outdated_at IS NOT NULL`.execute(db);
      return new Set(rows.map(({ id }) => id));
    },

    /** Their owner was asked about them. */
    async noteAsked(ids: readonly number[], now: number): Promise<void> {
      if (ids.length === 0) return;
      await db.updateTable('snippet').set({ asked_at: now }).where('id', 'in', ids).execute();
    },

    /** The member vouches for it from now on. */
    async accept(id: number, memberId: number, now: number): Promise<void> {
      await db
        .updateTable('snippet')
        .set({ verified_by_id: memberId, verified_at: now, outdated_at: null, asked_at: null })
        .where('id', '=', id)
        .execute();
    },

    /** It is no longer right; null takes that back. */
    async noteOutdated(id: number, at: number | null): Promise<void> {
      await db.updateTable('snippet').set({ outdated_at: at }).where('id', '=', id).execute();
    },

    /** What is kept under the tag is verified every so many days; null: as usual. */
    async noteDays(tagId: number, days: number | null): Promise<void> {
      await db.updateTable('tag').set({ verify_days: days }).where('id', '=', tagId).execute();
    },
  };
}
