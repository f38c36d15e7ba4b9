import { sql } from 'kysely';
import type { Reader } from '../model.ts';
import type { Db } from './schema.ts';
import { visibleNeed } from './visibility.ts';

/** What a member looked for and did not find, as it is kept. */
export interface Need {
  readonly id: number;
  readonly channelId: number;
  readonly memberId: number;
  /** The open question that was posted for it. */
  readonly questionId: number | null;
  readonly terms: readonly string[];
  readonly tags: readonly string[];
  readonly text: string | null;
  /** It was looked for in direct messages with the bot: in words that everyone knows. */
  readonly isDirect: boolean;
  readonly at: number;
  readonly isDismissed: boolean;
}

export type NewNeed = Omit<Need, 'id' | 'at' | 'isDismissed'> & { readonly communityId: number };

const joined = (words: readonly string[]) => words.toSorted().join(' ');
const parted = (text: string) => text.split(' ').filter(Boolean);

export function needStore(db: Db) {
  return {
    /** Keeps it; the same of the same member since `since` is one, and becomes its question. */
    async note(need: NewNeed, since: number, now: number): Promise<void> {
      const [terms, tags] = [joined(need.terms), joined(need.tags)];
      const same = await db
        .selectFrom('need')
        .select(['id', 'question_id'])
        .where('member_id', '=', need.memberId)
        .where('channel_id', '=', need.channelId)
        .where('at', '>', since)
        .where('terms', '=', terms)
        .where('tags', '=', tags)
        .where((where) =>
          need.questionId === null
            ? where.or([where('text', 'is', null), where('text', '=', need.text)])
            : where('question_id', 'is', null),
        )
        .orderBy('id', 'desc')
        .executeTakeFirst();
      const isSame = same && terms + tags !== '';
      if (isSame && need.questionId === null) return;
      if (isSame) {
        const asked = { question_id: need.questionId };
        await db.updateTable('need').set(asked).where('id', '=', same.id).execute();
        return;
      }
      await db
        .insertInto('need')
        .values({
          community_id: need.communityId,
          channel_id: need.channelId,
          member_id: need.memberId,
          question_id: need.questionId,
          terms,
          tags,
          text: need.text,
          direct: need.isDirect ? 1 : 0,
          at: now,
        })
        .execute();
    },

    /** What was missed where the reader may see it, the newest first; of what was asked only what is open. */
    async newest(reader: Reader, limit: number): Promise<Need[]> {
      const rows = await db
        .selectFrom('need as n')
        .innerJoin('channel as c', 'c.id', 'n.channel_id')
        .leftJoin('question as q', 'q.id', 'n.question_id')
        .selectAll('n')
        .where(visibleNeed(reader))
        .where(sql<boolean>`(n.question_id IS NULL OR q.state = 'open')`)
        .orderBy('n.at', 'desc')
        .orderBy('n.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        channelId: row.channel_id,
        memberId: row.member_id,
        questionId: row.question_id,
        terms: parted(row.terms),
        tags: parted(row.tags),
        text: row.text,
        isDirect: row.direct === 1,
        at: row.at,
        isDismissed: row.dismissed_at !== null,
      }));
    },

    /** "Not missing": what was dismissed before stays so. */
    async dismiss(ids: readonly number[], now: number): Promise<void> {
      await db
        .updateTable('need')
        .set({ dismissed_at: now })
        .where('id', 'in', ids)
        .where('dismissed_at', 'is', null)
        .execute();
    },

    /** What was missed before `time`. */
    async forgetBefore(communityId: number, time: number): Promise<void> {
      await db
        .deleteFrom('need')
        .where('community_id', '=', communityId)
        .where('at', '<', time)
        .execute();
    },

    /** Nobody agrees to it any more: what was typed goes, and what says nothing without it. */
    async forgetTexts(communityId: number): Promise<void> {
      await sql`DELETE FROM need WHERE community_id = ${communityId}
        AND terms = '' AND tags = '' AND question_id IS NULL`.execute(db);
      await db
        .updateTable('need')
        .set({ text: null })
        .where('community_id', '=', communityId)
        .where('text', 'is not', null)
        .execute();
    },
  };
}
