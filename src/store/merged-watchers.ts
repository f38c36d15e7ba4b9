import { sql } from 'kysely';
import type { Db } from './schema.ts';

/** A question, as far as following it goes. */
interface Followed {
  readonly id: number;
  readonly author_id: number;
  readonly created_at: number;
}

/** Who follows what is merged: they come along, and go back when that is undone. */
export function mergedWatchers(db: Db) {
  /** Who had the same question, and who asked it, have the other one too. */
  async function carry(from: Followed, into: Followed): Promise<void> {
    const watching = await db
      .selectFrom('watcher')
      .select(['member_id', 'created_at'])
      .where('question_id', '=', from.id)
      .execute();
    const all = [...watching, { member_id: from.author_id, created_at: from.created_at }];
    for (const watcher of all.filter((one) => one.member_id !== into.author_id)) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('watcher')
        .values({ question_id: into.id, ...watcher })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) continue;
      const { member_id } = watcher;
      await db
        .insertInto('merged_watcher')
        .values({ question_id: from.id, member_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  /** Whom another merge that stands would have brought to the same question, it has brought from now on. */
  async function leave(from: number, into: number): Promise<void> {
    const { rows } = await sql<{ memberId: number; heirId: number }>`
      SELECT w.member_id AS memberId, min(led.question_id) AS heirId
      FROM merged_watcher AS w
      JOIN merged_question AS led ON led.into_id = ${into} AND led.question_id <> ${from}
      JOIN question AS q ON q.id = led.question_id
      WHERE w.question_id = ${from} AND (q.author_id = w.member_id OR EXISTS (
        SELECT 1 FROM watcher AS own
        WHERE own.question_id = q.id AND own.member_id = w.member_id))
      GROUP BY w.member_id`.execute(db);
    for (const { memberId, heirId } of rows) {
      await db
        .updateTable('merged_watcher')
        .set({ question_id: heirId })
        .where('question_id', '=', from)
        .where('member_id', '=', memberId)
        .execute();
    }
  }

  /** Who does not follow the other any more said so of both. */
  async function bringBack(from: number, into: Followed): Promise<void> {
    await leave(from, into.id);
    const watching = db
      .selectFrom('watcher')
      .select('member_id')
      .where('question_id', '=', into.id);
    await db
      .deleteFrom('watcher')
      .where('question_id', '=', from)
      .where('member_id', 'not in', watching)
      .where('member_id', '<>', into.author_id)
      .execute();
    await db
      .deleteFrom('watcher')
      .where('question_id', '=', into.id)
      .where('member_id', 'in', (of) =>
        of.selectFrom('merged_watcher').select('member_id').where('question_id', '=', from),
      )
      .execute();
    await db.deleteFrom('merged_watcher').where('question_id', '=', from).execute();
  }

  return { carry, bringBack };
}
