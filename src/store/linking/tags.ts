import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../schema.ts';
import { type Reference, readReferences } from './references.ts';
import { ways } from './ways.ts';

/** The columns that say which tag something has. */
export async function tagUses(db: Db): Promise<readonly Reference[]> {
  const all = await readReferences(db);
  return all.filter(({ table, column }) => ways[table]?.across?.[column] === 'tag');
}

/** What a use of a tag is of: only of what two tags became one for is it kept which of them it was. */
const subjects: Readonly<Record<string, string>> = {
  question_tag: 'question_id',
  snippet_tag: 'snippet_id',
  expertise: 'member_id',
  not_me: 'member_id',
};

/** Tags of the same name become one, and those that the host has as another one's alias. */
export async function joinTags(db: Db, hostId: number, joiningId: number): Promise<void> {
  const side = sql`(SELECT id FROM side WHERE community_id = ${hostId} AND host = 0
    AND ref = (SELECT ref FROM community WHERE id = ${joiningId}))`;
  await sql`INSERT INTO side_tag (side_id, name, tag_id, own, verify_days, created_at, aliases)
    SELECT ${side}, t.name, coalesce(same.id, led.tag_id, t.id),
           coalesce(same.id, led.tag_id) IS NULL, t.verify_days, t.created_at,
           (SELECT json_group_array(alias) FROM tag_alias WHERE tag_id = t.id)
    FROM tag AS t
    LEFT JOIN tag_alias AS led ON led.community_id = ${hostId} AND led.alias = t.name
    LEFT JOIN tag AS same ON same.community_id = ${hostId} AND same.name = t.name
      AND led.tag_id IS NULL
    WHERE t.community_id = ${joiningId} AND (coalesce(same.id, led.tag_id) IS NOT NULL OR NOT EXISTS
      (SELECT 1 FROM side_tag AS brought WHERE brought.tag_id = t.id AND brought.own = 1))`.execute(
    db,
  );
  const merged = sql`SELECT t.id, s.name, s.tag_id FROM side_tag AS s
    JOIN tag AS t ON t.community_id = ${joiningId} AND t.name = s.name
    WHERE s.side_id = ${side} AND s.own = 0`;
  const collapsed = sql`SELECT m.id, m.name FROM (${merged}) AS m WHERE
    (SELECT count(*) FROM side_tag WHERE side_id = ${side} AND tag_id = m.tag_id) > 1`;
  for (const [table, subject] of Object.entries(subjects)) {
    await sql`INSERT INTO former (side_id, kind, id, was)
      SELECT ${side}, ${table}, u.${sql.ref(subject)}, c.name
      FROM ${sql.table(table)} AS u JOIN (${collapsed}) AS c ON c.id = u.tag_id`.execute(db);
  }
  await sql`UPDATE side_tag SET own = 0, tag_id = (SELECT m.tag_id FROM (${merged}) AS m
      WHERE m.id = side_tag.tag_id)
    WHERE tag_id IN (SELECT id FROM (${merged}))`.execute(db);
  for (const { table, column } of await tagUses(db)) {
    await sql`UPDATE OR IGNORE ${sql.table(table)}
      SET ${sql.ref(column)} = (SELECT m.tag_id FROM (${merged}) AS m WHERE m.id = ${sql.ref(`${table}.${column}`)})
      WHERE ${sql.ref(column)} IN (SELECT id FROM (${merged}))`.execute(db);
  }
  // The host's tag gets the aliases that it lacks, unless they mean something there.
  await sql`UPDATE OR IGNORE tag_alias SET community_id = ${hostId}, tag_id = coalesce(
      (SELECT m.tag_id FROM (${merged}) AS m WHERE m.id = tag_alias.tag_id), tag_id)
    WHERE community_id = ${joiningId} AND alias NOT IN
      (SELECT name FROM tag WHERE community_id = ${hostId})`.execute(db);
  await sql`DELETE FROM tag_alias WHERE community_id = ${joiningId}`.execute(db);
  await sql`DELETE FROM tag WHERE id IN (SELECT id FROM (${merged}))`.execute(db);
}

/** Gives the leaving side the tags that it had and those that it uses, and what is its own to them. */
export async function partTags(
  db: Db,
  { communityId, sideId, into, now }: Parting,
  isLeaving: (table: string) => RawBuilder<unknown>,
): Promise<void> {
  const used = await tagUses(db);
  await sql`DROP TABLE IF EXISTS temp.tag_copy`.execute(db);
  await sql`CREATE TEMP TABLE tag_copy (tag_id INTEGER, name TEXT, is_main INTEGER, new_id INTEGER,
    PRIMARY KEY (tag_id, name))`.execute(db);
  await sql`INSERT INTO tag_copy SELECT s.tag_id, s.name,
      s.name = (SELECT min(name) FROM side_tag WHERE side_id = s.side_id AND tag_id = s.tag_id)
        AND NOT EXISTS (SELECT 1 FROM side_tag AS same JOIN tag AS t ON t.id = same.tag_id
          AND t.name = same.name WHERE same.side_id = s.side_id AND same.tag_id = s.tag_id)
      OR s.name = (SELECT name FROM tag WHERE id = s.tag_id), NULL
    FROM side_tag AS s WHERE s.side_id = ${sideId}`.execute(db);
  for (const { table, column } of used) {
    await sql`INSERT OR IGNORE INTO tag_copy SELECT DISTINCT t.id, t.name, 1, NULL
      FROM ${sql.table(table)} JOIN tag AS t ON t.id = ${sql.ref(`${table}.${column}`)}
      WHERE ${isLeaving(table)} AND NOT EXISTS
        (SELECT 1 FROM tag_copy AS had WHERE had.tag_id = t.id)`.execute(db);
  }
  await sql`INSERT INTO tag (community_id, name, verify_days, created_at)
    SELECT ${into}, c.name, coalesce(s.verify_days, t.verify_days), coalesce(s.created_at, ${now})
    FROM tag_copy AS c JOIN tag AS t ON t.id = c.tag_id
    LEFT JOIN side_tag AS s ON s.side_id = ${sideId} AND s.name = c.name`.execute(db);
  await sql`UPDATE tag_copy SET new_id =
    (SELECT id FROM tag WHERE community_id = ${into} AND name = tag_copy.name)`.execute(db);
  await sql`INSERT OR IGNORE INTO tag_alias (community_id, alias, tag_id)
    SELECT ${into}, a.value, c.new_id FROM side_tag AS s, json_each(s.aliases) AS a
    JOIN tag_copy AS c ON c.name = s.name AND c.tag_id = s.tag_id
    WHERE s.side_id = ${sideId}`.execute(db);
  await sql`INSERT OR IGNORE INTO tag_alias (community_id, alias, tag_id)
    SELECT ${into}, a.alias, c.new_id FROM tag_copy AS c
    JOIN tag_alias AS a ON a.tag_id = c.tag_id
    WHERE a.community_id = ${communityId} AND NOT EXISTS (SELECT 1 FROM side_tag AS s
      WHERE s.side_id = ${sideId} AND s.tag_id = c.tag_id)`.execute(db);
  for (const { table, column } of used) {
    const subject = subjects[table];
    const main = sql`(SELECT new_id FROM tag_copy
      WHERE tag_id = ${sql.ref(`${table}.${column}`)} ORDER BY is_main DESC LIMIT 1)`;
    const was = subject
      ? sql`coalesce((SELECT c.new_id FROM former AS f JOIN tag_copy AS c ON c.name = f.was
          AND c.tag_id = ${sql.ref(`${table}.${column}`)}
          WHERE f.side_id = ${sideId} AND f.kind = ${table}
            AND f.id = ${sql.ref(`${table}.${subject}`)} LIMIT 1), ${main})`
      : main;
    if (subject) await regain(db, sideId, { table, column }, subject, isLeaving(table));
    const isOld = sql`${isLeaving(table)} AND ${sql.ref(column)} IN (SELECT tag_id FROM tag_copy)`;
    await sql`UPDATE OR IGNORE ${sql.table(table)} SET ${sql.ref(column)} = ${was}
      WHERE ${isOld}`.execute(db);
    // It has that one already, by what it regained.
    await sql`DELETE FROM ${sql.table(table)} WHERE ${isOld}`.execute(db);
  }
}

export interface Parting {
  readonly communityId: number;
  readonly sideId: number;
  /** The community that the leaving side is from then on. */
  readonly into: number;
  readonly now: number;
}

/** Where two tags of one thing became one, it has both again. */
async function regain(
  db: Db,
  sideId: number,
  { table, column }: Pick<Reference, 'table' | 'column'>,
  subject: string,
  isLeaving: RawBuilder<unknown>,
): Promise<void> {
  const more = table === 'expertise' ? ', declared_at' : table === 'not_me' ? ', said_at' : '';
  await sql`INSERT OR IGNORE INTO ${sql.table(table)}
      (${sql.ref(subject)}, ${sql.ref(column)}${sql.raw(more)})
    SELECT ${sql.ref(subject)}, c.new_id${sql.raw(more)} FROM ${sql.table(table)}
    JOIN former AS f ON f.side_id = ${sideId} AND f.kind = ${table}
      AND f.id = ${sql.ref(`${table}.${subject}`)}
    JOIN tag_copy AS c ON c.name = f.was AND c.tag_id = ${sql.ref(`${table}.${column}`)}
    WHERE ${isLeaving} AND (SELECT count(*) FROM former AS both WHERE both.side_id = ${sideId}
      AND both.kind = ${table} AND both.id = f.id) > 1`.execute(db);
}

/** Tags that came with the side, and that nobody uses who stays. */
export async function dropTags(db: Db, sideId: number): Promise<void> {
  const uses = await tagUses(db);
  const isUsed = sql.join(
    uses.map(
      ({ table, column }) => sql`EXISTS (SELECT 1 FROM ${sql.table(table)}
        WHERE ${sql.ref(`${table}.${column}`)} = tag.id)`,
    ),
    sql` OR `,
  );
  await sql`DELETE FROM tag WHERE id IN (SELECT tag_id FROM side_tag WHERE side_id = ${sideId}
      AND own = 1) AND id NOT IN (SELECT tag_id FROM side_tag WHERE side_id <> ${sideId})
    AND NOT (${isUsed})`.execute(db);
}
