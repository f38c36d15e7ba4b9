import { sql } from 'kysely';
import type { Db } from '../schema.ts';
import type { Parting } from './tags.ts';

const isGeneral = (communityId: number) => sql`community_id = ${communityId}
  AND workspace_id IS NULL AND channel_id IS NULL`;

/** Notes at the host's side what the community has set for all of itself. */
export async function keepSettings(db: Db, communityId: number): Promise<void> {
  await sql`UPDATE side SET settings = json_object(
      'setting', json((SELECT json_group_array(json_object('key', key, 'value', value,
        'set_by_id', set_by_id, 'set_at', set_at)) FROM setting WHERE ${isGeneral(communityId)})),
      'search', json((SELECT json_object('language', language, 'bias', bias)
        FROM search_setting WHERE community_id = ${communityId})))
    WHERE community_id = ${communityId} AND host = 1`.execute(db);
}

/** What the joining one had set for all of itself gives way: the host's holds from then on. */
export async function dropSettings(db: Db, communityId: number): Promise<void> {
  await sql`DELETE FROM setting WHERE ${isGeneral(communityId)}`.execute(db);
  await sql`DELETE FROM search_setting WHERE community_id = ${communityId}`.execute(db);
}

/** A side has again what it had set for all of itself. */
export async function regainSettings(
  db: Db,
  { sideId, communityId, into }: Parting,
): Promise<void> {
  const side = sql`(SELECT settings FROM side WHERE id = ${sideId})`;
  await sql`INSERT INTO setting (community_id, key, value, set_by_id, set_at)
    SELECT ${into}, s.value ->> 'key', s.value ->> 'value',
      (SELECT id FROM member WHERE id = s.value ->> 'set_by_id' AND community_id = ${into}),
      s.value ->> 'set_at'
    FROM json_each(${side}, '$.setting') AS s`.execute(db);
  await sql`INSERT INTO search_setting (community_id, language, bias)
    SELECT ${into}, ${side} ->> '$.search.language', ${side} ->> '$.search.bias'
    WHERE ${side} ->> '$.search.language' IS NOT NULL`.execute(db);
  const language = (id: number) => sql`coalesce(
    (SELECT language FROM search_setting WHERE community_id = ${id}), 'en')`;
  await sql`UPDATE document SET analyser = 0
    WHERE community_id = ${into} AND ${language(into)} <> ${language(communityId)}`.execute(db);
}
