import { z } from 'zod';
import type { Db } from './schema.ts';

/** In place of the command of a draft that was used. */
const done = 'done';

const storedArgs = z.record(z.string(), z.unknown());

/** Words a member typed, kept so that a button that carries only an id can use them. */
export interface Draft {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export function draftStore(db: Db) {
  return {
    async add(memberId: number, draft: Draft, now: number): Promise<number> {
      const { id } = await db
        .insertInto('draft')
        .values({
          member_id: memberId,
          command: draft.command,
          args: JSON.stringify(draft.args),
          created_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },

    async find(memberId: number, id: number): Promise<Draft | undefined> {
      const row = await db
        .selectFrom('draft')
        .select(['command', 'args'])
        .where('id', '=', id)
        .where('member_id', '=', memberId)
        .where('command', '<>', done)
        .executeTakeFirst();
      return row && { command: row.command, args: storedArgs.parse(JSON.parse(row.args)) };
    },

    /** The member's drafts of that command, the newest first. */
    async named(memberId: number, command: string): Promise<(Draft & { readonly id: number })[]> {
      const rows = await db
        .selectFrom('draft')
        .select(['id', 'args'])
        .where('member_id', '=', memberId)
        .where('command', '=', command)
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ id, args }) => ({
        id,
        command,
        args: storedArgs.parse(JSON.parse(args)),
      }));
    },

    async replace(memberId: number, id: number, args: Draft['args']): Promise<void> {
      await db
        .updateTable('draft')
        .set({ args: JSON.stringify(args) })
        .where('id', '=', id)
        .where('member_id', '=', memberId)
        .execute();
    },

    /** Drops the words. The number stays taken: an old button must not post a newer draft. */
    async remove(memberId: number, id: number): Promise<void> {
      await db
        .updateTable('draft')
        .set({ command: done, args: '{}' })
        .where('id', '=', id)
        .where('member_id', '=', memberId)
        .execute();
    },
  };
}
