import { type RawBuilder, sql } from 'kysely';
import type { Channel, Reader } from '../model.ts';
import { toChannel } from './channels.ts';
import type { Page } from './page.ts';
import type { Db } from './schema.ts';
import { isVisible } from './visibility.ts';

export type PairKind = 'question' | 'snippet';

/** Two that may ask the same, the older first, and why that is thought. */
export interface Pair {
  readonly kind: PairKind;
  readonly id: number;
  readonly likeId: number;
  /** 0 to 1; null when members alone say so. */
  readonly likeness: number | null;
  readonly saidById: number | null;
}

type Column = RawBuilder<unknown>;

/** What the sweep has yet to compare. */
export interface Unswept {
  readonly id: number;
  /** When it was asked, kept or edited last. */
  readonly at: number;
  readonly title: string;
  readonly details: string;
  readonly channel: Channel;
  /** Of a snippet the question that it came from. */
  readonly questionNumber: number | null;
}

export function pairStore(db: Db) {
  const key = (kind: PairKind, one: number, other: number) => {
    const [id, likeId] = [Math.min(one, other), Math.max(one, other)];
    return kind === 'question'
      ? { question_id: id, like_question_id: likeId }
      : { snippet_id: id, like_snippet_id: likeId };
  };
  const columns = (kind: PairKind) =>
    kind === 'question'
      ? (['question_id', 'like_question_id'] as const)
      : (['snippet_id', 'like_snippet_id'] as const);

  /** The pairs of a kind that nobody has decided on, of which the reader may see both. */
  function open(reader: Reader, kind: PairKind) {
    const [id, likeId] = columns(kind).map((name) => sql.ref(`p.${name}`)) as [Column, Column];
    const isSeen = (one: Column) => isVisible(reader, kind, one);
    const isMerged = sql`EXISTS (SELECT 1 FROM ${sql.table(`merged_${kind}`)} AS m
      WHERE ${sql.ref(`m.${kind}_id`)} IN (${id}, ${likeId}))`;
    return sql`SELECT ${sql.lit(kind)} AS kind, ${id} AS id, ${likeId} AS like_id, p.likeness,
        p.said_by_id, p.id AS pair_id
      FROM pair AS p WHERE p.community_id = ${reader.communityId} AND p.dismissed_at IS NULL
        AND ${id} IS NOT NULL AND NOT ${isMerged} AND ${isSeen(id)} AND ${isSeen(likeId)}`;
  }

  return {
    /** What is yet to be decided: what members say first, then the likest. */
    async list(reader: Reader, page: Page): Promise<{ items: Pair[]; total: number }> {
      const all = sql`(${open(reader, 'question')} UNION ALL ${open(reader, 'snippet')})`;
      const { rows } = await sql<{
        kind: PairKind;
        id: number;
        like_id: number;
        likeness: number | null;
        said_by_id: number | null;
        total: number;
      }>`SELECT p.*, count(*) OVER () AS total FROM ${all} AS p
        ORDER BY p.said_by_id IS NULL, p.likeness DESC, p.pair_id DESC
        LIMIT ${page.limit} OFFSET ${page.offset}`.execute(db);
      const items = rows.map((row) => ({
        kind: row.kind,
        id: row.id,
        likeId: row.like_id,
        likeness: row.likeness,
        saidById: row.said_by_id,
      }));
      return { items, total: rows[0]?.total ?? 0 };
    },

    /**
     * The sweep found them alike: noted once, and its likeness renewed. What was dismissed stays so, and
     * what is gone meanwhile is no pair.
     */
    async note(
      communityId: number,
      kind: PairKind,
      pair: { readonly one: number; readonly other: number; readonly likeness: number },
      now: number,
    ): Promise<void> {
      const there = await db
        .selectFrom(kind)
        .select('id')
        .where('community_id', '=', communityId)
        .where('id', 'in', [pair.one, pair.other])
        .execute();
      if (there.length < 2) return;
      await db
        .insertInto('pair')
        .values({
          community_id: communityId,
          ...key(kind, pair.one, pair.other),
          likeness: pair.likeness,
          said_by_id: null,
          created_at: now,
        })
        .onConflict((conflict) =>
          conflict.columns([...columns(kind)]).doUpdateSet({ likeness: pair.likeness }),
        )
        .execute();
    },

    /** A member says so; what was dismissed is to be decided again. */
    async say(
      communityId: number,
      kind: PairKind,
      pair: { readonly one: number; readonly other: number; readonly byId: number },
      now: number,
    ): Promise<void> {
      const said = { said_by_id: pair.byId, dismissed_at: null, dismissed_by_id: null };
      await db
        .insertInto('pair')
        .values({
          community_id: communityId,
          ...key(kind, pair.one, pair.other),
          likeness: null,
          said_by_id: pair.byId,
          created_at: now,
        })
        .onConflict((conflict) => conflict.columns([...columns(kind)]).doUpdateSet(said))
        .execute();
    },

    /** "Not the same": they are not shown again unless a member says otherwise. */
    async dismiss(
      communityId: number,
      kind: PairKind,
      pair: { readonly one: number; readonly other: number; readonly byId: number },
      now: number,
    ): Promise<void> {
      const dismissed = { dismissed_by_id: pair.byId, dismissed_at: now };
      await db
        .insertInto('pair')
        .values({
          community_id: communityId,
          ...key(kind, pair.one, pair.other),
          likeness: null,
          said_by_id: null,
          ...dismissed,
          created_at: now,
        })
        .onConflict((conflict) => conflict.columns([...columns(kind)]).doUpdateSet(dismissed))
        .execute();
    },

    /** What was asked, kept or edited since the sweep was here, the longest ago first. */
    async unswept(communityId: number, kind: PairKind, limit: number): Promise<Unswept[]> {
      const isQuestion = kind === 'question';
      const [details, isStanding] = isQuestion
        ? [sql.ref('i.body'), sql`i.state <> 'closed'`]
        : [sql.ref('i.question'), sql`i.successor_id IS NULL`];
      const from = isQuestion
        ? sql`NULL`
        : sql`(SELECT q.number FROM answer AS a JOIN question AS q ON q.id = a.question_id
            WHERE a.id = i.answer_id)`;
      const at = sql`coalesce(i.edited_at, i.created_at)`;
      const { rows } = await sql<
        Omit<Unswept, 'channel'> & {
          channelId: number;
          workspace_id: number;
          external_id: string;
          name: string;
          private: number;
          shared: number;
        }
      >`
        SELECT i.id, ${at} AS at, i.title, ${details} AS details, ${from} AS "questionNumber",
          c.id AS "channelId", c.workspace_id, c.external_id, c.name, c.private, c.shared
        FROM ${sql.table(kind)} AS i JOIN channel AS c ON c.id = i.channel_id
        LEFT JOIN swept AS w ON w.community_id = i.community_id
        WHERE i.community_id = ${communityId} AND ${isStanding}
          AND (${at}, i.id) > (coalesce(${sql.ref(`w.${kind}_at`)}, 0), coalesce(${sql.ref(`w.${kind}_id`)}, 0))
        ORDER BY at, i.id LIMIT ${limit}`.execute(db);
      return rows.map(({ id, at, title, details, questionNumber, ...channel }) => {
        return {
          id,
          at,
          title,
          details,
          questionNumber,
          channel: toChannel({ ...channel, id: channel.channelId }),
        };
      });
    },

    /** The sweep has compared everything up to this one. */
    async noteSwept(
      communityId: number,
      kind: PairKind,
      { at, id }: { readonly at: number; readonly id: number },
    ): Promise<void> {
      const to =
        kind === 'question'
          ? { question_at: at, question_id: id }
          : { snippet_at: at, snippet_id: id };
      const none = { question_at: 0, question_id: 0, snippet_at: 0, snippet_id: 0 };
      await db
        .insertInto('swept')
        .values({ community_id: communityId, ...none, ...to })
        .onConflict((conflict) => conflict.column('community_id').doUpdateSet(to))
        .execute();
    },
  };
}
