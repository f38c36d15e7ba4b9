import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Person, Reader } from '../model.ts';
import { counts } from './evidence.ts';
import type { Db } from './schema.ts';
import { visibleQuestion, visibleSnippet } from './visibility.ts';

/** From (inclusive) and to (exclusive), in UTC milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** What a digest looks at: these channels (any, when none) and tags (any, when none), as `reader` sees them. */
export interface Scope {
  readonly reader: Reader;
  readonly channelIds: readonly number[];
  readonly tagIds: readonly number[];
}

/** An answered question as it is weighed: who found its answer helpful, of whom could. */
export interface AnsweredCandidate {
  readonly id: number;
  readonly acceptedAt: number;
  readonly acceptedAnswerId: number;
  /** People who said that the accepted answer helped; and that any of its answers did. */
  readonly helped: number;
  readonly voters: number;
  readonly watchers: number;
}

/** An open question as it is weighed. `authorId` is for leaving out a member's own. */
export interface OpenCandidate {
  readonly id: number;
  readonly authorId: number;
  readonly createdAt: number;
  readonly answerCount: number;
  readonly watcherCount: number;
}

/** Knowledge that was there before the period and helped in it. */
export interface Reused {
  readonly answerId: number | null;
  readonly snippetId: number | null;
  readonly people: number;
  /** 1 when its author hides that it speaks for them. */
  readonly isWithheld: number;
}

const most = 200;
/** Counted no further: a reader only needs to know that there are many. */
const countedUpTo = 1_000;

export function digestStore(db: Db) {
  const list = (ids: readonly number[]) => sql.join(ids.map((id) => sql`${id}`));

  /** A question `q` of the scope, that its reader may see. */
  function inScope({ reader, channelIds, tagIds }: Scope): RawBuilder<SqlBool> {
    const channels = channelIds.length > 0 ? sql`q.channel_id IN (${list(channelIds)})` : sql`TRUE`;
    const tags =
      tagIds.length > 0
        ? sql`EXISTS (SELECT 1 FROM question_tag AS qt
            WHERE qt.question_id = q.id AND qt.tag_id IN (${list(tagIds)}))`
        : sql`TRUE`;
    return sql<SqlBool>`(${visibleQuestion(reader)} AND ${channels} AND ${tags})`;
  }

  function snippetInScope({ reader, channelIds, tagIds }: Scope): RawBuilder<SqlBool> {
    const channels = channelIds.length > 0 ? sql`s.channel_id IN (${list(channelIds)})` : sql`TRUE`;
    const tags =
      tagIds.length > 0
        ? sql`EXISTS (SELECT 1 FROM snippet_tag AS st
            WHERE st.snippet_id = s.id AND st.tag_id IN (${list(tagIds)}))`
        : sql`TRUE`;
    return sql<SqlBool>`(${visibleSnippet(reader)} AND ${channels} AND ${tags})`;
  }

  const distinctVoters = (where: RawBuilder<unknown>) =>
    sql`(SELECT count(DISTINCT coalesce(v.member_id, -v.id)) FROM vote AS v WHERE ${where})`;

  const withheld = (answer: string) =>
    sql`EXISTS (SELECT 1 FROM withheld AS w WHERE w.answer_id = ${sql.ref(answer)})`;

  return {
    /** Questions whose answer was accepted in the period, the newest first. */
    async answered(scope: Scope, { from, to }: Period): Promise<AnsweredCandidate[]> {
      const { rows } = await sql<AnsweredCandidate>`
        SELECT q.id, q.accepted_at AS acceptedAt, q.accepted_answer_id AS acceptedAnswerId,
          ${distinctVoters(sql`v.answer_id = q.accepted_answer_id`)} AS helped,
          ${distinctVoters(sql`v.answer_id IN (SELECT id FROM answer WHERE question_id = q.id)`)}
            AS voters,
          (SELECT count(*) FROM watcher AS w WHERE w.question_id = q.id) AS watchers
        FROM question AS q JOIN channel AS c ON c.id = q.channel_id
        WHERE ${inScope(scope)} AND q.state = 'answered' AND q.accepted_answer_id IS NOT NULL
          AND q.accepted_at >= ${from} AND q.accepted_at < ${to}
        ORDER BY q.accepted_at DESC LIMIT ${most}`.execute(db);
      return rows;
    },

    /** The newest open questions, and how many there are, counted up to a thousand. */
    async open(scope: Scope, to: number): Promise<{ items: OpenCandidate[]; total: number }> {
      const { rows } = await sql<{ id: number; createdAt: number; authorId: number }>`
        SELECT q.id, q.created_at AS createdAt, q.author_id AS authorId
        FROM question AS q JOIN channel AS c ON c.id = q.channel_id
        WHERE ${inScope(scope)} AND q.state = 'open' AND q.created_at < ${to}
        ORDER BY q.created_at DESC LIMIT ${countedUpTo}`.execute(db);
      const newest = rows.slice(0, most);
      if (newest.length === 0) return { items: [], total: 0 };
      const ids = list(newest.map(({ id }) => id));
      const counts = await sql<{ id: number; answerCount: number; watcherCount: number }>`
        SELECT q.id,
          (SELECT count(*) FROM answer AS a WHERE a.question_id = q.id) AS answerCount,
          (SELECT count(*) FROM watcher AS w WHERE w.question_id = q.id) AS watcherCount
        FROM question AS q WHERE q.id IN (${ids})`.execute(db);
      const of = new Map(counts.rows.map((row) => [row.id, row]));
      const items = newest.map((row) => ({
        ...row,
        answerCount: of.get(row.id)?.answerCount ?? 0,
        watcherCount: of.get(row.id)?.watcherCount ?? 0,
      }));
      return { items, total: rows.length };
    },

    /** Open questions that were asked through us (not imported) and nobody has answered, the oldest first. */
    async unanswered(scope: Scope, before: number, limit: number): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT q.id FROM question AS q JOIN channel AS c ON c.id = q.channel_id
        WHERE ${inScope(scope)} AND q.state = 'open' AND q.created_at < ${before}
          AND NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.question_id = q.id)
          AND EXISTS (SELECT 1 FROM notice AS n WHERE n.question_id = q.id AND n.kind = 'route')
        ORDER BY q.created_at LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** Snippets written directly, or verified again, in the period; the newest first. */
    async kept(scope: Scope, { from, to }: Period): Promise<number[]> {
      const { rows } = await sql<{ id: number }>`
        SELECT s.id FROM snippet AS s JOIN channel AS c ON c.id = s.channel_id
        WHERE ${snippetInScope(scope)}
          AND s.verified_at >= ${from} AND s.verified_at < ${to}
          AND s.outdated_at IS NULL AND s.successor_id IS NULL
          AND (s.answer_id IS NULL OR s.created_at < ${from})
        ORDER BY s.verified_at DESC LIMIT ${most}`.execute(db);
      return rows.map(({ id }) => id);
    },

    /** Answers and snippets that are older than the period and helped in it, the most helpful first. */
    async reused(scope: Scope, { from, to }: Period): Promise<Reused[]> {
      const people = sql`count(DISTINCT coalesce(v.member_id, -v.id))`;
      const when = sql`v.community_id = ${scope.reader.communityId}
        AND v.created_at >= ${from} AND v.created_at < ${to}`;
      const answers = await sql<Reused>`
        SELECT a.id AS answerId, NULL AS snippetId, ${people} AS people,
          ${withheld('a.id')} AS isWithheld
        FROM vote AS v JOIN answer AS a ON a.id = v.answer_id
        JOIN question AS q ON q.id = a.question_id JOIN channel AS c ON c.id = q.channel_id
        WHERE ${when} AND ${inScope(scope)} AND a.created_at < ${from}
          AND (q.accepted_at IS NULL OR q.accepted_at < ${from})
        GROUP BY a.id ORDER BY people DESC, a.id DESC LIMIT ${most}`.execute(db);
      const snippets = await sql<Reused>`
        SELECT NULL AS answerId, s.id AS snippetId, ${people} AS people,
          ${withheld('s.answer_id')} AS isWithheld
        FROM vote AS v JOIN snippet AS s ON s.id = v.snippet_id
        JOIN channel AS c ON c.id = s.channel_id
        WHERE ${when} AND ${snippetInScope(scope)} AND s.created_at < ${from}
          AND s.outdated_at IS NULL AND s.successor_id IS NULL
        GROUP BY s.id ORDER BY people DESC, s.id DESC LIMIT ${most}`.execute(db);
      return [...answers.rows, ...snippets.rows].sort((a, b) => b.people - a.people);
    },

    /**
     * Whose answers were accepted in the period, and how many were before it, for comparison; of what
     * speaks for them.
     */
    async accepted(
      scope: Scope,
      { from, to }: Period,
      since: number,
    ): Promise<{ member: Person; now: number; before: number; isFirst: boolean }[]> {
      const { rows } = await sql<
        Person & { acceptedNow: number; acceptedBefore: number; isFirst: number }
      >`
        SELECT m.id, m.handle, m.name,
          count(CASE WHEN q.accepted_at >= ${from} THEN 1 END) AS acceptedNow,
          count(CASE WHEN q.accepted_at < ${from} THEN 1 END) AS acceptedBefore,
          NOT EXISTS (
            SELECT 1 FROM answer AS earlier
            JOIN question AS asked ON asked.accepted_answer_id = earlier.id
            WHERE earlier.author_id = m.id AND asked.author_id <> m.id
              AND asked.accepted_at < ${from}) AS isFirst
        FROM question AS q JOIN channel AS c ON c.id = q.channel_id
        JOIN answer AS a ON a.id = q.accepted_answer_id
        JOIN member AS m ON m.id = a.author_id
        WHERE ${inScope(scope)} AND q.accepted_at >= ${since} AND q.accepted_at < ${to}
          AND a.author_id <> q.author_id AND ${counts}
        GROUP BY m.id HAVING acceptedNow > 0
        ORDER BY acceptedNow DESC, m.handle LIMIT ${most}`.execute(db);
      return rows.map(({ acceptedNow, acceptedBefore, isFirst, ...member }) => ({
        member,
        now: acceptedNow,
        before: acceptedBefore,
        isFirst: isFirst === 1,
      }));
    },

    /** Whose answers helped in the period, the most first; of what they do not hide. */
    async thanked(
      scope: Scope,
      { from, to }: Period,
    ): Promise<{ member: Person; votes: number }[]> {
      const { rows } = await sql<Person & { votes: number }>`
        SELECT m.id, m.handle, m.name, count(DISTINCT coalesce(v.member_id, -v.id)) AS votes
        FROM vote AS v JOIN answer AS a ON a.id = v.answer_id
        JOIN question AS q ON q.id = a.question_id JOIN channel AS c ON c.id = q.channel_id
        JOIN member AS m ON m.id = a.author_id
        WHERE v.community_id = ${scope.reader.communityId}
          AND v.created_at >= ${from} AND v.created_at < ${to} AND ${inScope(scope)}
          AND NOT ${withheld('a.id')}
        GROUP BY m.id ORDER BY votes DESC, m.handle LIMIT ${most}`.execute(db);
      return rows.map(({ votes, ...member }) => ({ member, votes }));
    },

    /** Questions asked and answered in each of the last `weeks` weeks before `to`, the oldest first. */
    async weeks(
      scope: Scope,
      to: number,
      weeks: number,
    ): Promise<{ asked: number; answered: number }[]> {
      const week = 7 * 24 * 60 * 60 * 1000;
      const count = async (column: 'created_at' | 'accepted_at') => {
        const at = sql.ref(`q.${column}`);
        const { rows } = await sql<{ ago: number; n: number }>`
          SELECT CAST((${to} - 1 - ${at}) / ${week} AS INTEGER) AS ago, count(*) AS n
          FROM question AS q JOIN channel AS c ON c.id = q.channel_id
          WHERE ${inScope(scope)} AND ${at} >= ${to - weeks * week} AND ${at} < ${to}
          GROUP BY ago`.execute(db);
        return new Map(rows.map(({ ago, n }) => [ago, n]));
      };
      const [asked, answered] = [await count('created_at'), await count('accepted_at')];
      return Array.from({ length: weeks }, (_, i) => {
        const ago = weeks - 1 - i;
        return { asked: asked.get(ago) ?? 0, answered: answered.get(ago) ?? 0 };
      });
    },
  };
}
