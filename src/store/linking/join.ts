import { sql } from 'kysely';
import { KnownError } from '../../errors.ts';
import { breathe } from '../breathe.ts';
import type { Db } from '../schema.ts';
import { freeHandle } from './free.ts';
import { mergeMembers } from './merge.ts';
import { forgetUndoable } from './part.ts';
import { tablesWith } from './references.ts';
import { dropSettings, keepSettings } from './settings.ts';
import { highestOf, type Shift, shiftFor } from './shift.ts';
import { joinTags } from './tags.ts';
import { named } from './ways.ts';

/**
 * Makes one community of two: everything of the joining one is the host's from then on, and the record
 * of its side says how to part again. For use in a transaction.
 */
export async function joinCommunity(
  db: Db,
  hostId: number,
  joiningId: number,
  now: number,
): Promise<void> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
  const shift = await shiftFor(db, hostId, joiningId);
  await ensureSides(db, hostId, now);
  await ensureSides(db, joiningId, now);
  await readAnew(db, hostId, joiningId);
  await keepSettings(db, joiningId);
  await dropSettings(db, joiningId);
  await giveWay(db, hostId, joiningId);
  await moveSides(db, hostId, joiningId, shift);
  await joinTags(db, hostId, joiningId);
  await moveNumbered(db, hostId, joiningId, shift);
  // The host's stay; the joining side learns anew when it parts again.
  await sql`DELETE FROM learned_weights WHERE community_id = ${joiningId}`.execute(db);
  // What both asked and kept is to be compared with each other, too.
  await sql`DELETE FROM swept WHERE community_id IN (${hostId}, ${joiningId})`.execute(db);
  for (const table of await tablesWith(db, 'community_id')) {
    if (table === 'search_change') continue;
    await breathe();
    await sql`UPDATE ${sql.table(table)} SET community_id = ${hostId}
      WHERE community_id = ${joiningId}`.execute(db);
  }
  await sql`UPDATE link_code SET state = 'void' WHERE state IN ('open', 'typed')
    AND kind = 'community' AND ${hostId} IN (community_id, typed_community_id)`.execute(db);
  await sql`UPDATE link_code SET typed_community_id = ${hostId}
    WHERE typed_community_id = ${joiningId}`.execute(db);
  await sql`DELETE FROM search_change WHERE community_id = ${joiningId}`.execute(db);
  await mustBeEmpty(db, joiningId);
  await sql`DELETE FROM community WHERE id = ${joiningId}`.execute(db);
  await forgetUndoable(db, [hostId]);
  await meetAgain(db, hostId, now);
  await sql`UPDATE hands SET changed = changed + 1`.execute(db);
}

/** A community that nobody joined yet becomes a side, with all that is in it. */
async function ensureSides(db: Db, communityId: number, now: number): Promise<void> {
  const highest = await highestOf(db, communityId);
  await sql`INSERT INTO side (community_id, ref, name, created_at, host, questions_until,
      snippets_until, last_gone_question, last_gone_snippet, joined_at)
    SELECT id, ref, name, created_at, 1, ${highest.questions}, ${highest.snippets},
           last_gone_question, last_gone_snippet, ${now}
    FROM community AS c WHERE id = ${communityId}
      AND NOT EXISTS (SELECT 1 FROM side WHERE community_id = c.id)`.execute(db);
  // What is new since the last one joined is the host's, too.
  await sql`UPDATE side SET questions_until = ${highest.questions},
      snippets_until = ${highest.snippets},
      (last_gone_question, last_gone_snippet) =
        (SELECT last_gone_question, last_gone_snippet FROM community WHERE id = ${communityId})
    WHERE community_id = ${communityId} AND host = 1`.execute(db);
  const host = sql`(SELECT id FROM side WHERE community_id = ${communityId} AND host = 1)`;
  const isWhole = sql`(SELECT count(*) FROM side WHERE community_id = ${communityId}) = 1`;
  await sql`UPDATE workspace SET side_id = ${host}
    WHERE community_id = ${communityId} AND side_id IS NULL`.execute(db);
  await sql`UPDATE audit SET side_id = ${host}
    WHERE community_id = ${communityId} AND side_id IS NULL AND ${isWhole}`.execute(db);
  await sql`UPDATE member SET side_id = coalesce(
      (SELECT w.side_id FROM account AS a JOIN workspace AS w ON w.id = a.workspace_id
       WHERE a.member_id = member.id ORDER BY a.id LIMIT 1), ${host})
    WHERE community_id = ${communityId} AND side_id IS NULL`.execute(db);
}

const languageOf = (communityId: number) => sql`coalesce(
  (SELECT language FROM search_setting WHERE community_id = ${communityId}), 'en')`;

/** Words that were read by the rules of another language are to be read by the host's. */
async function readAnew(db: Db, hostId: number, joiningId: number): Promise<void> {
  await sql`UPDATE document SET analyser = 0 WHERE community_id = ${joiningId}
    AND ${languageOf(hostId)} <> ${languageOf(joiningId)}`.execute(db);
}

/** Names that both have: the joining side's give way. */
async function giveWay(db: Db, hostId: number, joiningId: number): Promise<void> {
  const side = sql`(SELECT id FROM side WHERE community_id = ${joiningId} AND host = 1)`;
  for (const table of named) {
    await sql`UPDATE ${sql.table(table)} SET ref = ref || '~side' || ${side}
      WHERE community_id = ${joiningId} AND ref IN
        (SELECT ref FROM ${sql.table(table)} WHERE community_id = ${hostId})`.execute(db);
  }
  const { rows: taken } = await sql<{ id: number; handle: string; side_id: number | null }>`
    SELECT id, handle, side_id FROM member WHERE community_id = ${joiningId} AND handle IN
      (SELECT handle FROM member WHERE community_id = ${hostId})`.execute(db);
  for (const { id, handle } of taken) {
    await sql`INSERT OR IGNORE INTO former (side_id, kind, id, was)
      SELECT coalesce(side_id, ${side}), 'handle', id, handle
      FROM member WHERE id = ${id}`.execute(db);
    const { rows } = await sql<{ handle: string }>`SELECT handle FROM member
      WHERE community_id = ${joiningId} AND handle LIKE ${`${handle.replace(/[%_]/g, '')}%`}`.execute(
      db,
    );
    await renamed(db, id, hostId, handle, new Set(rows.map((row) => row.handle)));
  }
  // Of a workspace that both know one is connected; the other only says where its channels came from.
  const both = sql<{ id: number }>`SELECT j.id FROM workspace AS j JOIN workspace AS h
    ON h.platform = j.platform AND h.external_id = j.external_id
    WHERE h.community_id = ${hostId} AND j.community_id = ${joiningId}`;
  const { rows } = await both.execute(db);
  for (const { id } of rows) {
    await sql`UPDATE workspace SET external_id = external_id || '~' || id
      WHERE connected = 0 AND (id = ${id} OR id = (SELECT h.id FROM workspace AS h
        JOIN workspace AS j ON h.platform = j.platform AND h.external_id = j.external_id
        WHERE j.id = ${id} AND h.community_id = ${hostId} AND j.connected = 1))`.execute(db);
  }
}

async function renamed(
  db: Db,
  id: number,
  hostId: number,
  handle: string,
  own: ReadonlySet<string>,
): Promise<void> {
  let wanted = await freeHandle(db, hostId, handle);
  for (let n = 2; own.has(wanted); n += 1) {
    wanted = await freeHandle(db, hostId, `${handle.slice(0, 30)}-${n}`);
  }
  await db.updateTable('member').set({ handle: wanted }).where('id', '=', id).execute();
}

async function moveSides(db: Db, hostId: number, joiningId: number, shift: Shift): Promise<void> {
  await sql`UPDATE side SET community_id = ${hostId}, host = 0,
      questions_shifted = questions_shifted + ${shift.questions},
      questions_until = questions_until + ${shift.questions},
      snippets_shifted = snippets_shifted + ${shift.snippets},
      snippets_until = snippets_until + ${shift.snippets}
    WHERE community_id = ${joiningId}`.execute(db);
}

async function moveNumbered(
  db: Db,
  hostId: number,
  joiningId: number,
  shift: Shift,
): Promise<void> {
  // Cards stand under their questions' numbers.
  await sql`UPDATE card SET key = 'question:' ||
      (CAST(substr(key, 10) AS INTEGER) + ${shift.questions}) ||
      CASE WHEN key LIKE 'question:%/card' THEN '/card' ELSE '' END
    WHERE key LIKE 'question:%' AND channel_id IN (SELECT c.id FROM channel AS c
      JOIN workspace AS w ON w.id = c.workspace_id WHERE w.community_id = ${joiningId})`.execute(
    db,
  );
  await sql`UPDATE question SET community_id = ${hostId}, number = number + ${shift.questions}
    WHERE community_id = ${joiningId}`.execute(db);
  await sql`UPDATE snippet SET community_id = ${hostId}, number = number + ${shift.snippets}
    WHERE community_id = ${joiningId}`.execute(db);
  for (const [column, by] of [
    ['last_gone_question', shift.questions],
    ['last_gone_snippet', shift.snippets],
  ] as const) {
    const gone = sql.ref(column);
    await sql`UPDATE community SET ${gone} = max(${gone}, coalesce(
        (SELECT nullif(${gone}, 0) + ${by} FROM community WHERE id = ${joiningId}), 0))
      WHERE id = ${hostId}`.execute(db);
  }
}

/** Deleting the community deletes whatever is still its own: so nothing may be. */
async function mustBeEmpty(db: Db, communityId: number): Promise<void> {
  for (const table of await tablesWith(db, 'community_id')) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(table)}
      WHERE community_id = ${communityId} LIMIT 1`.execute(db);
    if (rows.length > 0) {
      throw new KnownError('unavailable', `Nothing was joined: ${table} cannot be moved.`);
    }
  }
}

/** Who stood in for a member of the other side, while the two were apart, is that member again. */
async function meetAgain(db: Db, communityId: number, now: number): Promise<void> {
  const { rows } = await sql<{ stand_in: number; member: number }>`
    SELECT s.member_id AS stand_in, s.of_id AS member FROM stand_in AS s
    JOIN member AS m ON m.id = s.member_id JOIN member AS o ON o.id = s.of_id
    WHERE m.community_id = ${communityId} AND o.community_id = ${communityId}`.execute(db);
  for (const { stand_in, member } of rows) {
    const twin = await mergeMembers(db, member, stand_in, now);
    await db.deleteFrom('twin').where('id', '=', twin).execute();
    // The name in their place had their handle.
    await sql`UPDATE OR IGNORE member SET handle = coalesce((SELECT was FROM former
        WHERE kind = 'handle' AND id = ${member} LIMIT 1), handle)
      WHERE id = ${member}`.execute(db);
  }
}
