import { sql } from 'kysely';
import { fates, prose } from './fates.ts';
import { survivorsOf } from './merged.ts';
import type { Db } from './schema.ts';

/** Who is to be forgotten, by all that they could be found by. */
export interface Forgotten {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  /** What they are called in what stays. */
  readonly as: string;
}

/** Tables whose texts can be found by their words. */
const found = ['question', 'answer', 'snippet'] as const;

/** Taking a member out of the database; what they gave others stays. */
export function forgettingStore(db: Db) {
  /** The texts with these words in them, changed by `change`. Gives how many. */
  async function rewrite(
    table: string,
    column: string,
    needles: readonly string[],
    change: (text: string) => string,
  ): Promise<number> {
    const isIn = sql.join(
      needles.map((needle) => sql`instr(lower(${sql.ref(column)}), ${needle.toLowerCase()}) > 0`),
      sql` OR `,
    );
    const { rows } = await sql<{ text: string }>`
      SELECT DISTINCT ${sql.ref(column)} AS text FROM ${sql.table(table)}
      WHERE ${isIn}`.execute(db);
    let count = 0;
    for (const { text } of rows) {
      const after = change(text);
      if (after === text) continue;
      if (found.some((one) => one === table)) {
        await sql`UPDATE document SET analyser = 0 WHERE ${sql.ref(`${table}_id`)} IN
          (SELECT id FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${text})`.execute(db);
        if (table === 'question') {
          await sql`UPDATE document SET analyser = 0 WHERE question_id IN
            (SELECT into_id FROM merged_question)`.execute(db);
        }
      }
      await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${after}
        WHERE ${sql.ref(column)} = ${text}`.execute(db);
      count += 1;
    }
    return count;
  }

  return {
    /** The platforms' names of the member's accounts. */
    async externalIds(memberId: number): Promise<string[]> {
      const rows = await db
        .selectFrom('account')
        .select('external_id')
        .where('member_id', '=', memberId)
        .execute();
      return rows.map((row) => row.external_id);
    },

    /** Whether the member can still be met on some platform. */
    async isHere(memberId: number): Promise<boolean> {
      const row = await db
        .selectFrom('account as a')
        .innerJoin('workspace as w', 'w.id', 'a.workspace_id')
        .select('a.id')
        .where('a.member_id', '=', memberId)
        .where('a.active', '=', 1)
        .where('w.connected', '=', 1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Older texts of what the member wrote: they replaced them, or somebody else did. */
    async removeRevisions(memberId: number): Promise<void> {
      await sql`DELETE FROM revision WHERE
        question_id IN (SELECT id FROM question WHERE author_id = ${memberId})
        OR answer_id IN (SELECT id FROM answer WHERE author_id = ${memberId})
        OR (replaced_by_id = ${memberId}
          AND snippet_id IN (SELECT id FROM snippet WHERE author_id = ${memberId}))`.execute(db);
    },

    /** Links to the messages that the member's answers and snippets were kept from: they name them. */
    async removeSources(memberId: number): Promise<void> {
      await sql`DELETE FROM source WHERE
        answer_id IN (SELECT id FROM answer WHERE author_id = ${memberId})
        OR snippet_id IN (SELECT id FROM snippet WHERE author_id = ${memberId})
        OR snippet_id IN (SELECT snippet_id FROM quote WHERE member_id = ${memberId})`.execute(db);
    },

    /** Does with everything that refers to the member what `fates` say. */
    async applyFates(memberId: number): Promise<void> {
      for (const [table, columns] of Object.entries(fates)) {
        for (const { column, fate } of columns) {
          const where = sql`WHERE ${sql.ref(column)} = ${memberId}`;
          if (fate === 'deleted') await sql`DELETE FROM ${sql.table(table)} ${where}`.execute(db);
          if (fate === 'cut') {
            const set = sql`SET ${sql.ref(column)} = NULL`;
            await sql`UPDATE ${sql.table(table)} ${set} ${where}`.execute(db);
          }
        }
      }
    },

    /** What tells somebody else of an approach that is gone: its number may be given again. */
    async removeOutcomes(): Promise<void> {
      await sql`DELETE FROM notice WHERE kind IN ('approach', 'outcome')
        AND json_extract(details, '$.approachId') NOT IN (SELECT id FROM approach)`.execute(db);
    },

    /** From now on the member is called what nobody is, and is named to nobody as who knows. */
    async rename({ id, as }: Forgotten, ref: string): Promise<void> {
      await db
        .updateTable('member')
        .set({ name: 'Former member', handle: as, ref, role: 'member' })
        .where('id', '=', id)
        .execute();
      await db.insertInto('preference').values({ member_id: id, unlisted: 1 }).execute();
      // What they were called before their community was linked, and where it parted from another.
      await sql`DELETE FROM former WHERE kind = 'handle' AND id = ${id}`.execute(db);
      await sql`UPDATE member SET name = 'Former member', handle = 'former-' || id
        WHERE id IN (SELECT member_id FROM stand_in WHERE of_id = ${id})`.execute(db);
      await db.updateTable('stand_in').set({ of_id: null }).where('of_id', '=', id).execute();
    },

    /** Takes the member out of what others wrote: `@ana`, and what a platform calls them. */
    async unmention(
      { handle, name, as }: Forgotten,
      externalIds: readonly string[],
    ): Promise<void> {
      const called = [handle, name].map((one) => `@${one}`);
      const platform = externalIds.filter(isTelling).map((one) => `<@${one}>`);
      const patterns = [...called, ...platform].map((one) => {
        const end = one.endsWith('>') ? '' : '(?![\\p{L}\\p{N}_-])';
        return new RegExp(`${literally(one)}${end}`, 'giu');
      });
      const change = (text: string) =>
        patterns.reduce((changed, pattern) => changed.replace(pattern, `@${as}`), text);
      for (const [table, columns] of Object.entries(prose)) {
        for (const column of columns)
          await rewrite(table, column, [...called, ...platform], change);
      }
    },

    /** What else a platform's name of the member stands in. */
    async removeTraces(externalIds: readonly string[], newRef: () => string): Promise<void> {
      for (const id of externalIds.filter(isTelling)) {
        await sql`DELETE FROM delivery WHERE instr(key, ${id}) > 0`.execute(db);
        await sql`UPDATE installation SET installed_by = NULL
          WHERE installed_by = ${id}`.execute(db);
        const { rows } = await sql<{ id: number }>`
          SELECT id FROM vote WHERE instr(ref, ${id}) > 0`.execute(db);
        for (const { id: vote } of rows) {
          await sql`UPDATE vote SET ref = ${newRef()} WHERE id = ${vote}`.execute(db);
        }
      }
    },

    async removeQuestions(ids: readonly number[]): Promise<void> {
      if (ids.length === 0) return;
      // What they were merged into is found by their words, too.
      const led = [...(await survivorsOf(db, 'question', ids)).values()];
      await db
        .updateTable('document')
        .set({ analyser: 0 })
        .where('question_id', 'in', led)
        .execute();
      await db.deleteFrom('question').where('id', 'in', ids).execute();
    },
  };
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A platform's name of an account that is no ordinary word. */
const isTelling = (externalId: string) => externalId.length >= 6;
