import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../schema.ts';
import { type Reference, readColumns, readKey, readReferences } from './references.ts';

/** References that say who a member is, not what they did: they are seen to by name. */
const own = new Set(['account.member_id', 'twin.member_id', 'stand_in.member_id']);

/** The columns that say who did something, or whose it is. */
export async function doersOf(db: Db): Promise<readonly Reference[]> {
  const all = await readReferences(db);
  return all.filter(
    ({ table, column, parent }) => parent === 'member' && !own.has(`${table}.${column}`),
  );
}

/** What a row is known by, but for the column that changes: an array as JSON. */
export async function keyBut(db: Db, { table, column }: Reference): Promise<RawBuilder<string>> {
  const key = (await readKey(db, table)).filter((name) => name !== column);
  return sql`json_array(${sql.join(key.map((name) => sql.ref(name)))})`;
}

/**
 * Makes one member of two: everything that `gone` did is the other's from then on, and there is no
 * `gone` any more. What there is room for only once is put aside. Gives the record by which `part`
 * undoes it.
 */
export async function mergeMembers(
  db: Db,
  memberId: number,
  goneId: number,
  now: number,
): Promise<number> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
  const {
    rows: [twin],
  } = await sql<{ id: number }>`
    INSERT INTO twin (member_id, was_id, ref, handle, name, role, member_role, joined_at, side_id, made_at)
    SELECT ${memberId}, gone.id, gone.ref, gone.handle, gone.name, gone.role, kept.role,
           gone.joined_at, gone.side_id, ${now}
    FROM member AS gone JOIN member AS kept ON kept.id = ${memberId}
    WHERE gone.id = ${goneId} RETURNING id`.execute(db);
  const twinId = twin?.id ?? 0;
  await sql`UPDATE twin SET member_id = ${memberId} WHERE member_id = ${goneId}`.execute(db);
  await sql`UPDATE account SET twin_id = ${twinId}
    WHERE member_id = ${goneId} AND twin_id IS NULL`.execute(db);
  await sql`UPDATE account SET member_id = ${memberId} WHERE member_id = ${goneId}`.execute(db);
  await spareOwn(db, twinId, memberId, goneId);
  for (const doer of await doersOf(db)) await carry(db, doer, twinId, memberId, goneId);
  await sql`UPDATE member SET role = ${strongest(memberId, goneId)}
    WHERE id = ${memberId}`.execute(db);
  await sql`DELETE FROM member WHERE id = ${goneId}`.execute(db);
  await askOnce(db, memberId, now);
  await sql`UPDATE hands SET changed = changed + 1`.execute(db);
  return twinId;
}

const strongest = (one: number, other: number) => sql`
  (SELECT role FROM member WHERE id IN (${one}, ${other})
   ORDER BY CASE role WHEN 'admin' THEN 0 WHEN 'curator' THEN 1 ELSE 2 END LIMIT 1)`;

/** Nobody votes for themselves, or watches what they asked. */
async function spareOwn(db: Db, twinId: number, one: number, other: number): Promise<void> {
  const isCross = (doer: string, author: RawBuilder<unknown>) => sql`
    ((${sql.ref(doer)} = ${one} AND ${author} = ${other})
      OR (${sql.ref(doer)} = ${other} AND ${author} = ${one}))`;
  const author = sql`coalesce((SELECT author_id FROM answer WHERE id = answer_id),
    (SELECT author_id FROM snippet WHERE id = snippet_id))`;
  await spare(db, twinId, 'vote', 'member_id', isCross('member_id', author));
  const asker = sql`(SELECT author_id FROM question WHERE id = question_id)`;
  await spare(db, twinId, 'watcher', 'member_id', isCross('member_id', asker));
}

/** Puts rows aside, whole. */
async function spare(
  db: Db,
  twinId: number,
  table: string,
  column: string,
  which: RawBuilder<unknown>,
): Promise<void> {
  const columns = await readColumns(db, table);
  const record = sql`json_object(${sql.join(columns.map((name) => sql`${name}, ${sql.ref(name)}`))})`;
  await sql`INSERT INTO spared (twin_id, place, record)
    SELECT ${twinId}, ${`${table}.${column}`}, ${record}
    FROM ${sql.table(table)} WHERE ${which}`.execute(db);
  await sql`DELETE FROM ${sql.table(table)} WHERE ${which}`.execute(db);
}

async function carry(
  db: Db,
  doer: Reference,
  twinId: number,
  memberId: number,
  goneId: number,
): Promise<void> {
  const { table, column } = doer;
  const place = `${table}.${column}`;
  const key = await keyBut(db, doer);
  const isTheirs = sql`${sql.ref(column)} = ${goneId}`;
  await sql`INSERT INTO carried (twin_id, place, key)
    SELECT ${twinId}, ${place}, ${key} FROM ${sql.table(table)} WHERE ${isTheirs}`.execute(db);
  await sql`UPDATE OR IGNORE ${sql.table(table)} SET ${sql.ref(column)} = ${memberId}
    WHERE ${isTheirs}`.execute(db);
  await sql`DELETE FROM carried WHERE twin_id = ${twinId} AND place = ${place} AND key IN
    (SELECT ${key} FROM ${sql.table(table)} WHERE ${isTheirs})`.execute(db);
  await spare(db, twinId, table, column, isTheirs);
}

/** Of what was owed to both, one is enough; and nobody is asked what they asked themselves. */
async function askOnce(db: Db, memberId: number, now: number): Promise<void> {
  await sql`UPDATE notice
    SET state = 'cancelled', settled_at = ${now}, leased_until = NULL, why = 'they are one person'
    WHERE member_id = ${memberId} AND state = 'due' AND question_id IS NOT NULL
      AND (EXISTS (SELECT 1 FROM notice AS same WHERE same.member_id = notice.member_id
             AND same.kind = notice.kind AND same.question_id = notice.question_id
             AND same.state = 'due' AND same.id < notice.id)
        OR (kind = 'ping' AND question_id IN
             (SELECT id FROM question WHERE author_id = ${memberId})))`.execute(db);
}
