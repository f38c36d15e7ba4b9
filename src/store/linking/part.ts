import { sql } from 'kysely';
import { breathe } from '../breathe.ts';
import type { Db } from '../schema.ts';
import { freeHandle, freeName } from './free.ts';
import { gatherLeaving, type Leaving } from './leaving.ts';
import { type Reference, readReferences, tablesWith } from './references.ts';
import { keepSettings, regainSettings } from './settings.ts';
import { splitMember } from './split.ts';
import { dropTags, type Parting, partTags } from './tags.ts';
import { named, ways } from './ways.ts';

/**
 * Takes a side out of its community, with everything that was born in its workspaces, into one of its
 * own, whose id it gives. Of the other side's members a name stays at what they wrote, on both sides.
 * For use in a transaction.
 */
export async function partSide(
  db: Db,
  communityId: number,
  sideId: number,
  now: number,
): Promise<number> {
  await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
  await splitAcross(db, sideId);
  await passHosting(db, communityId, sideId);
  const references = (await readReferences(db)).filter(({ table }) => ways[table]?.home !== null);
  const leaving = await gatherLeaving(db, references, { communityId, sideId });
  const into = await foundAgain(db, sideId);
  const parting = { communityId, sideId, into, now };
  await moveRows(db, leaving, parting);
  await renumber(db, parting);
  await regainNames(db, parting);
  await partTags(db, parting, leaving.isLeaving);
  await dropAcross(db, leaving, references, [communityId, into]);
  await nameAcross(db, leaving, references, parting);
  await regainSettings(db, parting);
  await dropTags(db, sideId);
  await sql`DELETE FROM link_code
    WHERE ${communityId} IN (community_id, typed_community_id)`.execute(db);
  await db.deleteFrom('side').where('id', '=', sideId).execute();
  await sql`DROP TABLE temp.leaving`.execute(db);
  await sql`DROP TABLE temp.tag_copy`.execute(db);
  await sql`UPDATE hands SET changed = changed + 1`.execute(db);
  await leaveAlone(db, communityId, now);
  return into;
}

/** When the host is who leaves, the next one that joined is the host of those who stay. */
async function passHosting(db: Db, communityId: number, sideId: number): Promise<void> {
  const next = await db
    .selectFrom('side')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '<>', sideId)
    .where((of) =>
      of.exists(of.selectFrom('side').select('id').where('id', '=', sideId).where('host', '=', 1)),
    )
    .orderBy('id')
    .executeTakeFirst();
  if (!next) return;
  await keepSettings(db, communityId);
  await sql`UPDATE workspace SET side_id = ${sideId}
    WHERE community_id = ${communityId} AND side_id IS NULL`.execute(db);
  await sql`UPDATE side SET host = (id = ${next.id})
    WHERE community_id = ${communityId}`.execute(db);
  const name = await freeName(db, next.name);
  await sql`UPDATE community SET ref = ${next.ref}, name = ${name}
    WHERE id = ${communityId}`.execute(db);
}

/** Members who made one of their accounts on both sides are two again. */
async function splitAcross(db: Db, sideId: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    SELECT t.id FROM twin AS t JOIN account AS own ON own.twin_id = t.id
    JOIN workspace AS home ON home.id = own.workspace_id
    WHERE EXISTS (SELECT 1 FROM account AS a JOIN workspace AS w ON w.id = a.workspace_id
      WHERE a.member_id = t.member_id AND a.twin_id IS NOT t.id
        AND (w.side_id IS ${sideId}) <> (home.side_id IS ${sideId}))
    GROUP BY t.id ORDER BY t.id DESC`.execute(db);
  for (const { id } of rows) await splitMember(db, id);
}

async function foundAgain(db: Db, sideId: number): Promise<number> {
  const side = await db
    .selectFrom('side')
    .selectAll()
    .where('id', '=', sideId)
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('community')
    .values({
      ref: side.ref,
      name: await freeName(db, side.name),
      created_at: side.created_at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What is at home there changes its community; what belongs to a community by name is seen to elsewhere. */
async function moveRows(db: Db, { isLeaving }: Leaving, { sideId, into }: Parting): Promise<void> {
  for (const table of await tablesWith(db, 'community_id')) {
    const isOwn = table === 'workspace' || table === 'member' || ways[table]?.home;
    if (!isOwn) continue;
    await breathe();
    await sql`UPDATE ${sql.table(table)} SET community_id = ${into}
      WHERE ${isLeaving(table)}`.execute(db);
  }
  await sql`UPDATE installation SET community_id = ${into} WHERE id IN
    (SELECT installation_id FROM workspace WHERE side_id = ${sideId})`.execute(db);
}

/** What had a number before has it again; what is new keeps its own. */
async function renumber(db: Db, { communityId, sideId, into }: Parting): Promise<void> {
  for (const kind of ['question', 'snippet'] as const) {
    const by = sql.ref(`${kind}s_shifted`);
    const until = sql.ref(`${kind}s_until`);
    const side = sql`side WHERE id = ${sideId}`;
    const isOld = sql`number > (SELECT ${by} FROM ${side}) AND number <= (SELECT ${until} FROM ${side})`;
    if (kind === 'question') {
      await sql`UPDATE card SET key = 'question:' ||
          (CAST(substr(key, 10) AS INTEGER) - (SELECT ${by} FROM ${side})) ||
          CASE WHEN key LIKE 'question:%/card' THEN '/card' ELSE '' END
        WHERE key LIKE 'question:%' AND CAST(substr(key, 10) AS INTEGER) IN
            (SELECT number FROM question WHERE community_id = ${into} AND ${isOld})
          AND channel_id IN (SELECT id FROM leaving WHERE kind = 'channel')`.execute(db);
    }
    await sql`UPDATE ${sql.table(kind)} SET number = number - (SELECT ${by} FROM ${side})
      WHERE community_id = ${into} AND ${isOld}`.execute(db);
  }
  // Numbers of what was deleted are not given again, whichever side it was.
  for (const kind of ['question', 'snippet'] as const) {
    const [gone, until] = [sql.ref(`last_gone_${kind}`), sql.ref(`s.${kind}s_until`)];
    await sql`UPDATE community SET ${gone} = (SELECT CASE
        WHEN c.${gone} > ${until} AND EXISTS (SELECT 1 FROM ${sql.table(kind)}
          WHERE community_id = ${into} AND number > ${until}) THEN c.${gone}
        ELSE s.${gone} END
        FROM side AS s, community AS c WHERE s.id = ${sideId} AND c.id = ${communityId})
      WHERE id = ${into}`.execute(db);
  }
}

/** Names that had to give way are as they were. */
async function regainNames(db: Db, { sideId, into }: Parting): Promise<void> {
  await sql`UPDATE member SET handle = (SELECT was FROM former
      WHERE side_id = ${sideId} AND kind = 'handle' AND id = member.id)
    WHERE community_id = ${into} AND id IN
      (SELECT id FROM former WHERE side_id = ${sideId} AND kind = 'handle')
    AND NOT EXISTS (SELECT 1 FROM member AS other JOIN former AS f ON f.was = other.handle
      WHERE f.side_id = ${sideId} AND f.kind = 'handle' AND f.id = member.id
        AND other.community_id = ${into})`.execute(db);
  for (const table of named) {
    const suffix = `~side${sideId}`;
    await sql`UPDATE OR IGNORE ${sql.table(table)}
      SET ref = substr(ref, 1, length(ref) - length(${suffix}))
      WHERE community_id = ${into} AND ref LIKE '%' || ${suffix}`.execute(db);
  }
}

async function dropAcross(
  db: Db,
  { isAcross }: Leaving,
  references: readonly Reference[],
  communityIds: readonly number[],
): Promise<void> {
  for (const reference of references) {
    await breathe();
    const { table, column } = reference;
    const across = ways[table]?.across?.[column];
    if (across === 'drop') {
      await sql`DELETE FROM ${sql.table(table)} WHERE ${isAcross(reference)}`.execute(db);
    } else if (across === 'clear') {
      await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = NULL
        WHERE ${isAcross(reference)}`.execute(db);
    }
  }
  for (const kind of ['member', 'snippet']) {
    const isMember = kind === 'member' ? 1 : 0;
    await sql`UPDATE snippet_event SET other_id = NULL WHERE other_id IS NOT NULL
      AND (what = 'owned') = ${isMember}
      AND (other_id IN (SELECT id FROM leaving WHERE kind = ${kind})) <>
        (snippet_id IN (SELECT id FROM leaving WHERE kind = 'snippet'))`.execute(db);
  }
  await forgetUndoable(db, communityIds);
  // What is owed, but tells of somebody or of a channel that the receiver's side knows no more.
  for (const [kind, path] of [
    ['member', '$.memberId'],
    ['channel', '$.channelId'],
    ['approach', '$.approachId'],
  ] as const) {
    await sql`DELETE FROM notice WHERE state = 'due' AND details ->> ${path} IS NOT NULL
      AND (details ->> ${path} IN (SELECT id FROM leaving WHERE kind = ${kind})) <>
        (workspace_id IN (SELECT id FROM leaving WHERE kind = 'workspace'))`.execute(db);
  }
}

/** What was done a moment before is kept with texts and ids of then: it is not undone any more. */
export async function forgetUndoable(db: Db, communityIds: readonly number[]): Promise<void> {
  await sql`DELETE FROM undoable WHERE snippet_id IN
    (SELECT id FROM snippet WHERE community_id IN (${sql.join(communityIds)}))`.execute(db);
}

/** Puts a name in the place of each member of the other side. */
async function nameAcross(
  db: Db,
  { isLeaving, isAcross }: Leaving,
  references: readonly Reference[],
  { communityId, into }: Parting,
): Promise<void> {
  const to = references.filter(({ table, column }) => ways[table]?.across?.[column] === 'name');
  await sql`DROP TABLE IF EXISTS temp.named_across`.execute(db);
  await sql`CREATE TEMP TABLE named_across (member_id INTEGER, community_id INTEGER, new_id INTEGER,
    PRIMARY KEY (member_id))`.execute(db);
  for (const reference of to) {
    await breathe();
    const { table, column } = reference;
    await sql`INSERT OR IGNORE INTO named_across
      SELECT ${sql.ref(`${table}.${column}`)},
        CASE WHEN ${isLeaving(table)} THEN ${into} ELSE ${communityId} END, NULL
      FROM ${sql.table(table)} WHERE ${isAcross(reference)}`.execute(db);
  }
  const { rows } = await sql<{ id: number; community_id: number }>`
    SELECT member_id AS id, community_id FROM named_across ORDER BY 1`.execute(db);
  for (const row of rows) await standIn(db, row.id, row.community_id);
  for (const reference of to) {
    await breathe();
    const { table, column } = reference;
    const place = sql.ref(`${table}.${column}`);
    await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} =
        (SELECT new_id FROM named_across WHERE member_id = ${place})
      WHERE ${isAcross(reference)}`.execute(db);
  }
  await sql`DROP TABLE temp.named_across`.execute(db);
}

/** Somebody's name in a community that they are no member of: `Mateo (Discord)`. */
async function standIn(db: Db, memberId: number, communityId: number): Promise<void> {
  const {
    rows: [known],
  } = await sql<{ ref: string; handle: string; name: string; joined: number; platform: string }>`
    SELECT m.ref, m.handle, m.name, m.joined_at AS joined,
      (SELECT w.platform FROM account AS a JOIN workspace AS w ON w.id = a.workspace_id
       WHERE a.member_id = m.id ORDER BY a.id LIMIT 1) AS platform
    FROM member AS m WHERE m.id = ${memberId}`.execute(db);
  if (!known) return;
  const from = known.platform ? ` (${known.platform.replace(/^./, (c) => c.toUpperCase())})` : '';
  const there = known.platform ? `${known.handle.slice(0, 30)}-${known.platform}` : known.handle;
  const handle = await freeHandle(db, communityId, there);
  const name = known.name.slice(0, 100 - from.length) + from;
  const { id } = await db
    .insertInto('member')
    .values({
      community_id: communityId,
      // Nobody else's, and it says nothing about who it is elsewhere.
      ref: `stand-in-${communityId}-${memberId}`,
      handle,
      name,
      role: 'member',
      joined_at: known.joined,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.insertInto('stand_in').values({ member_id: id, of_id: memberId }).execute();
  await sql`UPDATE named_across SET new_id = ${id} WHERE member_id = ${memberId}`.execute(db);
}

/**
 * Of a community with one side nothing is left of its having been more: a host is what it was; one that
 * had joined gets back what had to give way, as if it left, too.
 */
async function leaveAlone(db: Db, communityId: number, now: number): Promise<void> {
  const [last, ...others] = await db
    .selectFrom('side')
    .select(['id', 'questions_shifted as shifted'])
    .select(sql<number>`EXISTS (SELECT 1 FROM side_tag WHERE side_id = side.id)`.as('isJoined'))
    .where('community_id', '=', communityId)
    .execute();
  if (!last || others.length > 0) return;
  if (last.shifted === 0 && last.isJoined === 0) {
    await db.deleteFrom('side').where('id', '=', last.id).execute();
    return;
  }
  const places = ['workspace', 'member', 'audit'];
  for (const table of places) {
    await sql`UPDATE ${sql.table(table)} SET side_id = ${last.id}
      WHERE community_id = ${communityId} AND side_id IS NULL`.execute(db);
  }
  await sql`UPDATE community SET ref = ref || '~' || id, name = 'community ' || id
    WHERE id = ${communityId}`.execute(db);
  await partSide(db, communityId, last.id, now);
  await sql`DELETE FROM search_change WHERE community_id = ${communityId}`.execute(db);
  await sql`DELETE FROM community WHERE id = ${communityId} AND NOT EXISTS
    (SELECT 1 FROM workspace WHERE community_id = ${communityId})`.execute(db);
}
