import { sql } from 'kysely';
import { fates } from './fates.ts';
import type { Db } from './schema.ts';

/** A row with names for what its ids refer to, and times that can be read. */
export type Named = Readonly<Record<string, unknown>>;

/** Ids are only good inside the database; names of its rows elsewhere. */
const inside = new Set(['id', 'ref', 'community_id', 'leased_until', 'last_gone_answer']);

/** How people name what a column refers to. */
const names: Readonly<Record<string, string>> = {
  question_id: `SELECT id, '#' || number AS name FROM question`,
  answer_id: `SELECT a.id, q.number || '.' || a.number AS name FROM answer AS a JOIN question AS q ON q.id = a.question_id`,
  accepted_answer_id: `SELECT a.id, q.number || '.' || a.number AS name FROM answer AS a JOIN question AS q ON q.id = a.question_id`,
  snippet_id: `SELECT id, 'S' || number AS name FROM snippet`,
  channel_id: `SELECT id, '#' || name AS name FROM channel`,
  workspace_id: `SELECT id, platform || ': ' || name AS name FROM workspace`,
  tag_id: `SELECT id, '#' || name AS name FROM tag`,
};

const members = new Set(Object.values(fates).flatMap((all) => all.map(({ column }) => column)));
const memberNames = `SELECT id, '@' || handle AS name FROM member`;

/** Names what rows about a member refer to; the column by which they are about them is left out. */
export function createNaming(db: Db, memberId: number) {
  const known = new Map<string, string>();

  async function nameOf(query: string, id: number): Promise<string> {
    const key = `${query} ${id}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { rows } = await sql<{ name: string }>`
      SELECT name FROM (${sql.raw(query)}) WHERE id = ${id}`.execute(db);
    const name = rows[0]?.name ?? String(id);
    known.set(key, name);
    return name;
  }

  async function cell(column: string, value: unknown): Promise<readonly [string, unknown]> {
    const query = members.has(column) ? memberNames : names[column];
    const label = column.replace(/_id$/, '').replaceAll('_', ' ');
    if (query !== undefined && typeof value === 'number') {
      const isSelf = members.has(column) && value === memberId;
      return [label, isSelf ? 'you' : await nameOf(query, value)];
    }
    const isTime = /(_at|_until|^at|^until|since)$/.test(column) && typeof value === 'number';
    return [label, isTime ? new Date(value).toISOString() : value];
  }

  return async (
    rows: readonly Readonly<Record<string, unknown>>[],
    own: string,
  ): Promise<Named[]> =>
    Promise.all(
      rows.map(async (row) => {
        const shown = Object.entries(row).filter(
          ([column, value]) => column !== own && !inside.has(column) && value !== null,
        );
        return Object.fromEntries(
          await Promise.all(shown.map(([column, value]) => cell(column, value))),
        );
      }),
    );
}
