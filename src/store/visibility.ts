import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../model.ts';

/**
 * The one rule of who may see knowledge, as a condition for every query that reads it: it belongs to
 * the reader's community, and it was born in a public channel, in the channel where the reader
 * stands, or the reader is one of its authors. To a guest only the channel counts: where a public
 * channel ends, and what their own words led to elsewhere, is not theirs to know.
 *
 * @param item alias of the row that has `community_id`
 * @param channel alias of its joined channel
 * @param isAuthor condition under which the reader counts as one of its authors
 */
function visible(
  reader: Reader,
  item: string,
  channel: string,
  isAuthor: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> {
  const [community, isPrivate, id] = [
    sql.ref(`${item}.community_id`),
    sql.ref(`${channel}.private`),
    sql.ref(`${channel}.id`),
  ];
  if (reader.isGuest) {
    return sql<SqlBool>`(${community} = ${reader.communityId} AND ${id} = ${reader.channelId})`;
  }
  return sql<SqlBool>`(${community} = ${reader.communityId} AND
    (${isPrivate} = 0 OR ${id} = ${reader.channelId} OR ${isAuthor}))`;
}

/** For a question `q` in channel `c`: its authors are who asked and who answered. */
export function visibleQuestion(reader: Reader): RawBuilder<SqlBool> {
  const me = reader.memberId;
  const isAuthor = sql<SqlBool>`(q.author_id = ${me} OR q.id IN
    (SELECT mine.question_id FROM answer AS mine WHERE mine.author_id = ${me}))`;
  return visible(reader, 'q', 'c', isAuthor);
}

/** For a snippet `s` in channel `c`: its authors are who wrote it and who asked. */
export function visibleSnippet(reader: Reader): RawBuilder<SqlBool> {
  const me = reader.memberId;
  const isAuthor = sql<SqlBool>`(s.author_id = ${me} OR EXISTS
    (SELECT 1 FROM answer AS a JOIN question AS asked ON asked.id = a.question_id
      WHERE a.id = s.answer_id AND asked.author_id = ${me}))`;
  return visible(reader, 's', 'c', isAuthor);
}

/** Whether the reader may see the question, or the snippet, of that id. */
export function isVisible(
  reader: Reader,
  kind: 'question' | 'snippet',
  id: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const alias = kind === 'question' ? 'q' : 's';
  const visible = kind === 'question' ? visibleQuestion(reader) : visibleSnippet(reader);
  return sql<SqlBool>`EXISTS (SELECT 1 FROM ${sql.table(kind)} AS ${sql.ref(alias)}
    JOIN channel AS c ON c.id = ${sql.ref(`${alias}.channel_id`)}
    WHERE ${sql.ref(`${alias}.id`)} = ${id} AND ${visible})`;
}

/** For a document `d` in channel `c`: its authors are who asked and who wrote the answer. */
export function visibleDocument(reader: Reader): RawBuilder<SqlBool> {
  const me = reader.memberId;
  return visible(reader, 'd', 'c', sql<SqlBool>`(d.author_id = ${me} OR d.asker_id = ${me})`);
}

/** For what was missed `n` in channel `c`: who missed it is told to nobody, so it has no authors. */
export function visibleNeed(reader: Reader): RawBuilder<SqlBool> {
  // In direct messages with the bot nobody else was told, and nothing but what everyone knows is kept.
  return visible(reader, 'n', 'c', sql<SqlBool>`n.direct = 1`);
}

/** For a member `m`: a guest knows who asked or answered where they stand, and themselves. */
export function visibleMember(reader: Reader): RawBuilder<SqlBool> {
  const { communityId, memberId, channelId } = reader;
  if (!reader.isGuest) return sql<SqlBool>`m.community_id = ${communityId}`;
  return sql<SqlBool>`(m.community_id = ${communityId} AND (m.id = ${memberId}
    OR EXISTS (SELECT 1 FROM question AS q
      WHERE q.channel_id = ${channelId} AND q.author_id = m.id AND q.anonymous = 0)
    OR EXISTS (SELECT 1 FROM answer AS a JOIN question AS q ON q.id = a.question_id
      WHERE q.channel_id = ${channelId} AND a.author_id = m.id)))`;
}

/** For what is said of a member's knowledge in `memberColumn`: a guest knows what they say themselves. */
export function visibleStanding(reader: Reader, memberColumn: string): RawBuilder<SqlBool> {
  return reader.isGuest
    ? sql<SqlBool>`${sql.ref(memberColumn)} = ${reader.memberId}`
    : sql<SqlBool>`TRUE`;
}

/**
 * For a tag `t`: a topic is known to who may see something about it. Tags that someone declares, or
 * that a curator gave aliases, are known to everyone. (Unused ones are not: who declares and retracts
 * a guess could tell by it whether others use it where they cannot see.)
 */
export function visibleTag(reader: Reader): RawBuilder<SqlBool> {
  const toAll = sql<SqlBool>`EXISTS (SELECT 1 FROM tag_alias AS curated WHERE curated.tag_id = t.id)`;
  return sql<SqlBool>`(t.community_id = ${reader.communityId} AND (
    EXISTS (SELECT 1 FROM question_tag AS used
      JOIN question AS q ON q.id = used.question_id JOIN channel AS c ON c.id = q.channel_id
      WHERE used.tag_id = t.id AND ${visibleQuestion(reader)})
    OR EXISTS (SELECT 1 FROM snippet_tag AS used
      JOIN snippet AS s ON s.id = used.snippet_id JOIN channel AS c ON c.id = s.channel_id
      WHERE used.tag_id = t.id AND ${visibleSnippet(reader)})
    OR EXISTS (SELECT 1 FROM expertise AS declared
      WHERE declared.tag_id = t.id AND ${visibleStanding(reader, 'declared.member_id')})
    OR ${reader.isGuest ? sql<SqlBool>`FALSE` : toAll}))`;
}
