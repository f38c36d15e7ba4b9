import { sql } from 'kysely';
import type { Role } from '../../model.ts';
import type { Db } from '../schema.ts';
import { freeHandle, freeRef } from './free.ts';
import { doersOf, keyBut } from './merge.ts';
import { type Reference, readColumns, readReferences } from './references.ts';

/** What was done since two became one is at home where it was done, when only one of them is there. */
const since: readonly (Reference & { readonly at: string; readonly channel: string })[] = [
  {
    table: 'question',
    column: 'author_id',
    parent: 'member',
    at: 'created_at',
    channel: 'channel_id',
  },
  {
    table: 'answer',
    column: 'author_id',
    parent: 'member',
    at: 'created_at',
    channel: '(SELECT channel_id FROM question WHERE question.id = question_id)',
  },
  {
    table: 'snippet',
    column: 'author_id',
    parent: 'member',
    at: 'created_at',
    channel: 'channel_id',
  },
];

/**
 * Undoes `mergeMembers`: the accounts are another member's again, and with them what was theirs before,
 * what was put aside, and what was asked, answered and kept since where only they have an account.
 */
export async function splitMember(db: Db, twinId: number): Promise<number> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
  const twin = await db
    .selectFrom('twin as t')
    .innerJoin('member as m', 'm.id', 't.member_id')
    .selectAll('t')
    .select(['m.community_id', 'm.role as now_role'])
    .where('t.id', '=', twinId)
    .executeTakeFirstOrThrow();
  const { community_id, ref, handle, name, role, joined_at, side_id } = twin;
  const { id } = await db
    .insertInto('member')
    .values({
      community_id,
      ref: await freeRef(db, 'member', community_id, ref),
      handle: await freeHandle(db, community_id, handle),
      name,
      role,
      joined_at,
      side_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`UPDATE account SET member_id = ${id}, twin_id = NULL WHERE twin_id = ${twinId}`.execute(
    db,
  );
  await sql`UPDATE former SET id = ${id} WHERE kind = 'handle' AND id = ${twin.was_id}`.execute(db);
  for (const doer of await doersOf(db)) await giveBack(db, doer, twin, id);
  for (const doing of since) await giveNew(db, doing, twin, id);
  await sql`UPDATE document SET
      author_id = coalesce((SELECT author_id FROM snippet WHERE id = snippet_id),
        (SELECT author_id FROM answer WHERE id = answer_id)),
      asker_id = coalesce((SELECT author_id FROM question WHERE id = question_id), asker_id)
    WHERE author_id IN (${twin.member_id}, ${id}) OR asker_id IN (${twin.member_id}, ${id})`.execute(
    db,
  );
  await restore(db, twin, id);
  const was = roleBefore(twin);
  await sql`UPDATE member SET role = ${was} WHERE id = ${twin.member_id}`.execute(db);
  await sql`DELETE FROM twin WHERE id = ${twinId}`.execute(db);
  await sql`UPDATE hands SET changed = changed + 1`.execute(db);
  return id;
}

interface Twin {
  readonly id: number;
  readonly member_id: number;
  readonly was_id: number;
  readonly made_at: number;
}

async function giveBack(db: Db, doer: Reference, twin: Twin, to: number): Promise<void> {
  const { table, column } = doer;
  const key = await keyBut(db, doer);
  await sql`UPDATE OR IGNORE ${sql.table(table)} SET ${sql.ref(column)} = ${to}
    WHERE ${sql.ref(column)} = ${twin.member_id} AND ${key} IN
      (SELECT key FROM carried WHERE twin_id = ${twin.id} AND place = ${`${table}.${column}`})`.execute(
    db,
  );
}

async function giveNew(
  db: Db,
  { table, column, at, channel }: (typeof since)[number],
  twin: Twin,
  to: number,
): Promise<void> {
  const platformsOf = (member: number) => sql`(SELECT w.platform FROM account AS a
    JOIN workspace AS w ON w.id = a.workspace_id WHERE a.member_id = ${member})`;
  await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${to}
    WHERE ${sql.ref(column)} = ${twin.member_id} AND ${sql.ref(at)} >= ${twin.made_at}
      AND ${sql.raw(channel)} IN (SELECT c.id FROM channel AS c
        JOIN workspace AS w ON w.id = c.workspace_id
        WHERE w.platform IN ${platformsOf(to)}
          AND w.platform NOT IN ${platformsOf(twin.member_id)})`.execute(db);
}

/** What was put aside, as far as what it is about is still there. */
async function restore(db: Db, twin: Twin, to: number): Promise<void> {
  const references = await readReferences(db);
  const spared = await db
    .selectFrom('spared')
    .select(['place', 'record'])
    .where('twin_id', '=', twin.id)
    .orderBy('id')
    .execute();
  for (const { place, record } of spared) {
    const [table = ''] = place.split('.');
    // Written by mergeMembers alone.
    const row = JSON.parse(record) as Record<string, number | string | null>;
    const leads = references.filter((one) => one.table === table);
    for (const { column, parent } of leads) {
      if (parent === 'member' && row[column] === twin.was_id) row[column] = to;
    }
    if (!(await allThere(db, leads, row))) continue;
    const columns = (await readColumns(db, table)).filter((name) => Object.hasOwn(row, name));
    // An id may have been given to another row meanwhile.
    const given = columns.filter((name) => name !== 'id');
    await sql`INSERT OR IGNORE INTO ${sql.table(table)}
      (${sql.join(given.map((name) => sql.ref(name)))})
      VALUES (${sql.join(given.map((name) => row[name] ?? null))})`.execute(db);
  }
}

async function allThere(
  db: Db,
  leads: readonly Reference[],
  row: Readonly<Record<string, number | string | null>>,
): Promise<boolean> {
  for (const { column, parent } of leads) {
    const to = row[column];
    if (to === null || to === undefined) continue;
    const { rows } = await sql`SELECT 1 FROM ${sql.table(parent)} WHERE id = ${to}`.execute(db);
    if (rows.length === 0) return false;
  }
  return true;
}

/** The role that the other one had, unless it was changed since. */
function roleBefore(twin: {
  readonly role: Role;
  readonly member_role: Role;
  readonly now_role: Role;
}): Role {
  const wasRaised = twin.now_role === twin.role && twin.role !== twin.member_role;
  return wasRaised ? twin.member_role : twin.now_role;
}
