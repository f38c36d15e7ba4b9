import type { Person, Question, QuestionState, Reader } from '../model.ts';
import { toChannel } from './channels.ts';
import { survivorNumbers, visibleOrigin } from './merged.ts';
import type { Page, Paged } from './page.ts';
import { narrow, type QuestionFilter } from './question-filter.ts';
import type { Db } from './schema.ts';
import { tagNames } from './tag-names.ts';
import { visibleQuestion } from './visibility.ts';

export interface NewQuestion {
  readonly ref: string;
  readonly communityId: number;
  readonly channelId: number;
  readonly authorId: number;
  readonly title: string;
  readonly body: string;
  readonly anonymous: boolean;
  readonly createdAt: number;
}

/** Stands for the author of an anonymous question, to everyone but themselves. */
const nobody: Person = { id: 0, handle: '', name: 'Someone' };

export function questionStore(db: Db) {
  const joined = db
    .selectFrom('question as q')
    .innerJoin('member as asker', 'asker.id', 'q.author_id')
    .innerJoin('channel as c', 'c.id', 'q.channel_id');

  const selectFor = (reader: Reader) =>
    joined
      .selectAll('q')
      .select([
        'asker.handle',
        'asker.name',
        'c.workspace_id',
        'c.external_id',
        'c.private',
        'c.archived',
        'c.shared',
      ])
      .select('c.name as channel_name')
      .select((of) => [
        of
          .selectFrom('answer')
          .whereRef('answer.question_id', '=', 'q.id')
          .where(visibleOrigin(reader, 'answer'))
          .select((count) => count.fn.countAll<number>().as('n'))
          .as('answer_count'),
        of
          .selectFrom('watcher')
          .whereRef('watcher.question_id', '=', 'q.id')
          .select((count) => count.fn.countAll<number>().as('n'))
          .as('watcher_count'),
        of
          .selectFrom('merged_question')
          .whereRef('merged_question.question_id', '=', 'q.id')
          .select('into_id')
          .as('into_id'),
      ]);

  type Row = Awaited<ReturnType<ReturnType<typeof selectFor>['executeTakeFirstOrThrow']>>;

  async function toQuestions(reader: Reader, rows: readonly Row[]): Promise<Question[]> {
    if (rows.length === 0) return [];
    const tags = await tagNames(
      db,
      'question',
      rows.map((row) => row.id),
    );
    const merged = rows.flatMap(({ id, into_id }) => (into_id === null ? [] : [id]));
    const mergedInto = await survivorNumbers(db, reader, merged);
    return rows.map((row) => ({
      id: row.id,
      communityId: row.community_id,
      number: row.number,
      title: row.title,
      body: row.body,
      author:
        row.anonymous === 1 && row.author_id !== reader.memberId
          ? nobody
          : { id: row.author_id, handle: row.handle, name: row.name },
      anonymous: row.anonymous === 1,
      channel: toChannel({ ...row, id: row.channel_id, name: row.channel_name }),
      tags: tags.filter((tag) => tag.id === row.id).map((tag) => tag.name),
      state: row.state,
      answerCount: row.answer_count ?? 0,
      watcherCount: row.watcher_count ?? 0,
      createdAt: row.created_at,
      editedAt: row.edited_at,
      acceptedAt: row.accepted_at,
      ...(row.into_id !== null && { mergedInto: mergedInto.get(row.id) ?? null }),
    }));
  }

  async function count(reader: Reader, filter: QuestionFilter): Promise<number> {
    const { total } = await narrow(
      joined.select((all) => all.fn.countAll<number>().as('total')),
      reader,
      filter,
    ).executeTakeFirstOrThrow();
    return total;
  }

  return {
    /** Of a merged question the one that it leads to, when the reader may see that one, too. */
    async find(reader: Reader, number: number): Promise<Question | undefined> {
      const rows = await selectFor(reader)
        .where(visibleQuestion(reader))
        .where('q.number', '=', number)
        .execute();
      const [own] = await toQuestions(reader, rows);
      if (typeof own?.mergedInto !== 'number') return own;
      const survivor = await this.find(reader, own.mergedInto);
      return survivor && { ...survivor, askedAs: number };
    },

    /** As they are, also those that were merged. */
    async byIds(reader: Reader, ids: readonly number[]): Promise<Question[]> {
      if (ids.length === 0) return [];
      return toQuestions(
        reader,
        await selectFor(reader).where(visibleQuestion(reader)).where('q.id', 'in', ids).execute(),
      );
    },

    /** The filtered questions, newest first (or oldest first). */
    async list(
      reader: Reader,
      filter: QuestionFilter,
      page: Page,
      order: 'newest' | 'oldest' = 'newest',
    ): Promise<Paged<Question>> {
      const rows = await narrow(selectFor(reader), reader, filter)
        .orderBy('q.created_at', order === 'newest' ? 'desc' : 'asc')
        .orderBy('q.id', order === 'newest' ? 'desc' : 'asc')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      return { items: await toQuestions(reader, rows), total: await count(reader, filter) };
    },

    /** How many the filtered questions are. */
    count,

    /** Who asked it in this channel, be it anonymously: for telling nobody but them. */
    async askerOf(
      where: { readonly communityId: number; readonly channelId: number },
      number: number,
    ): Promise<{ askerId: number; isOpen: boolean } | undefined> {
      const row = await db
        .selectFrom('question')
        .select(['author_id as askerId', 'state'])
        .where('community_id', '=', where.communityId)
        .where('channel_id', '=', where.channelId)
        .where('number', '=', number)
        .executeTakeFirst();
      return row && { askerId: row.askerId, isOpen: row.state === 'open' };
    },

    /** How many questions the member asked since `from`, wherever. */
    async countAskedSince(authorId: number, from: number): Promise<number> {
      const { n } = await db
        .selectFrom('question')
        .where('author_id', '=', authorId)
        .where('created_at', '>=', from)
        .select((count) => count.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    },

    /** Writes an open question under the community's next number, which it returns. */
    async add(question: NewQuestion): Promise<{ id: number; number: number }> {
      const { last } = await db
        .selectFrom('question')
        .where('community_id', '=', question.communityId)
        .select((max) => max.fn.max('number').as('last'))
        .executeTakeFirstOrThrow();
      const { gone } = await db
        .selectFrom('community')
        .select('last_gone_question as gone')
        .where('id', '=', question.communityId)
        .executeTakeFirstOrThrow();
      return db
        .insertInto('question')
        .values({
          ref: question.ref,
          community_id: question.communityId,
          channel_id: question.channelId,
          author_id: question.authorId,
          number: Math.max(last ?? 0, gone) + 1,
          title: question.title,
          body: question.body,
          anonymous: question.anonymous ? 1 : 0,
          state: 'open',
          created_at: question.createdAt,
        })
        .returning(['id', 'number'])
        .executeTakeFirstOrThrow();
    },

    async edit(id: number, text: { title: string; body: string }, now: number): Promise<void> {
      await db
        .updateTable('question')
        .set({ ...text, edited_at: now })
        .where('id', '=', id)
        .execute();
    },

    async accept(id: number, answerId: number, byId: number, now: number): Promise<void> {
      await db
        .updateTable('question')
        .set({
          state: 'answered',
          accepted_answer_id: answerId,
          accepted_by_id: byId,
          accepted_at: now,
        })
        .where('id', '=', id)
        .execute();
    },

    /** Opens the question again, without an accepted answer. */
    async unaccept(id: number): Promise<void> {
      await db
        .updateTable('question')
        .set({
          state: 'open',
          accepted_answer_id: null,
          accepted_by_id: null,
          accepted_at: null,
        })
        .where('id', '=', id)
        .execute();
    },

    async setState(id: number, state: QuestionState, now: number): Promise<void> {
      const closedAt = state === 'closed' ? now : null;
      await db
        .updateTable('question')
        .set({ state, closed_at: closedAt })
        .where('id', '=', id)
        .execute();
    },

    /** The member says "I have this question too". False when they had said so before. */
    async watch(id: number, memberId: number, now: number): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('watcher')
        .values({ question_id: id, member_id: memberId, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },

    /** False when the member was not watching. */
    async unwatch(id: number, memberId: number): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom('watcher')
        .where('question_id', '=', id)
        .where('member_id', '=', memberId)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
  };
}
