import { sql } from 'kysely';
import type { QuestionState } from '../model.ts';
import { lastNumber } from './answers.ts';
import { mergedWatchers } from './merged-watchers.ts';
import type { Db, Schema } from './schema.ts';

/** A merge of questions that stands. */
export type Merged = Schema['merged_question'];

/** Where it stands what the other question has by a merge alone. */
const carried = ['merged_watcher', 'merged_tag', 'merged_ping'] as const;

/** What a merge takes along, and what undoing it brings back: rows alone; `src/duplicates` says when. */
export function mergingStore(db: Db) {
  const row = (id: number) =>
    db.selectFrom('question').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  const noteCarried = <T extends (typeof carried)[number]>(table: T, row: Schema[T]) =>
    db
      .insertInto(table)
      // Kysely cannot see that a row of any of the tables fits it.
      .values(row as never)
      .onConflict((conflict) => conflict.doNothing())
      .execute();

  const watchers = mergedWatchers(db);

  /** Answers keep their names of before as ways to them; one that was there before gets its old name. */
  async function moveAnswers(from: number, into: number): Promise<void> {
    const answers = await db
      .selectFrom('answer as a')
      .leftJoin('former_name as f', (join) =>
        join.onRef('f.answer_id', '=', 'a.id').on('f.question_id', '=', into),
      )
      .select(['a.id', 'a.number', 'f.number as before'])
      .where('a.question_id', '=', from)
      .orderBy('a.number')
      .execute();
    let last = await lastNumber(db, into);
    for (const { id, number, before } of answers) {
      if (before !== null) await removeName(into, before);
      const next = before ?? ++last;
      await rename(id, { question: from, number }, { question: into, number: next }, 1);
    }
  }

  const removeName = (question: number, number: number) =>
    db
      .deleteFrom('former_name')
      .where('question_id', '=', question)
      .where('number', '=', number)
      .execute();

  async function rename(
    answerId: number,
    from: { question: number; number: number },
    to: { question: number; number: number },
    isAway: 0 | 1,
  ): Promise<void> {
    const name = { question_id: from.question, number: from.number };
    await db
      .insertInto('former_name')
      .values({ ...name, answer_id: answerId, is_away: isAway })
      .execute();
    await db
      .updateTable('answer')
      .set({ question_id: to.question, number: to.number })
      .where('id', '=', answerId)
      .execute();
  }

  async function carryTags(from: number, into: number, most: number): Promise<void> {
    const of = (id: number) =>
      db.selectFrom('question_tag').select('tag_id').where('question_id', '=', id).execute();
    const there = await of(into);
    const missing = (await of(from)).filter((tag) => !there.some((t) => t.tag_id === tag.tag_id));
    for (const { tag_id } of missing.slice(0, Math.max(0, most - there.length))) {
      await db.insertInto('question_tag').values({ question_id: into, tag_id }).execute();
      await noteCarried('merged_tag', { question_id: from, tag_id });
    }
  }

  /** Who was asked about the one was asked about the other: nobody is asked twice. */
  async function carryPings(from: number, into: number): Promise<void> {
    const asked = await db
      .selectFrom('ping')
      .select('member_id')
      .where('question_id', '=', from)
      .where('asked_at', 'is not', null)
      .where('member_id', 'not in', (of) =>
        of.selectFrom('ping').select('member_id').where('question_id', '=', into),
      )
      .execute();
    for (const { member_id } of asked) {
      await movePing(member_id, from, into);
      await noteCarried('merged_ping', { question_id: from, member_id });
    }
  }

  const movePing = (memberId: number, from: number, into: number) =>
    db
      .updateTable('ping')
      .set({ question_id: into })
      .where('question_id', '=', from)
      .where('member_id', '=', memberId)
      .execute();

  async function bringAnswersBack(from: number, into: number): Promise<void> {
    const away = await db
      .selectFrom('former_name as f')
      .innerJoin('answer as a', 'a.id', 'f.answer_id')
      .select(['a.id', 'a.number', 'f.number as before'])
      .where('f.question_id', '=', from)
      .where('f.is_away', '=', 1)
      .where('a.question_id', '=', into)
      .execute();
    for (const { id, number, before } of away) {
      await removeName(from, before);
      await rename(id, { question: into, number }, { question: from, number: before }, 0);
    }
  }

  return {
    /** The merge that took the question of that number away; undefined when it stands for itself. */
    ofNumber: (communityId: number, number: number): Promise<Merged | undefined> =>
      db
        .selectFrom('merged_question as m')
        .innerJoin('question as q', 'q.id', 'm.question_id')
        .selectAll('m')
        .where('q.community_id', '=', communityId)
        .where('q.number', '=', number)
        .executeTakeFirst(),

    /** The merge that took the question away. */
    find: (questionId: number): Promise<Merged | undefined> =>
      db
        .selectFrom('merged_question')
        .selectAll()
        .where('question_id', '=', questionId)
        .executeTakeFirst(),

    /** Lets `from` lead to `into`, which gets its answers, followers, at most `most` tags, and who was asked. */
    async merge(
      from: number,
      into: number,
      by: { readonly id: number | null; readonly now: number; readonly mostTags: number },
    ): Promise<Merged> {
      const [gone, kept] = [await row(from), await row(into)];
      const { state, accepted_answer_id, accepted_by_id, accepted_at } = gone;
      const accepted = { accepted_answer_id, accepted_by_id, accepted_at };
      const merged = { question_id: from, into_id: into, state, ...accepted };
      await db
        .insertInto('merged_question')
        .values({ ...merged, by_id: by.id, at: by.now })
        .execute();
      const none = { accepted_answer_id: null, accepted_by_id: null, accepted_at: null };
      await db
        .updateTable('question')
        .set({ state: 'closed', ...none })
        .where('id', '=', from)
        .execute();
      await moveAnswers(from, into);
      await watchers.carry(gone, kept);
      await carryTags(from, into, by.mostTags);
      await carryPings(from, into);
      return { ...merged, by_id: by.id, at: by.now };
    },

    /** Brings back all that the merge took; what came since stays with the other. */
    async part({ question_id: from, into_id, ...was }: Merged): Promise<void> {
      const into = await row(into_id);
      await bringAnswersBack(from, into_id);
      await watchers.bringBack(from, into);
      await db
        .deleteFrom('question_tag')
        .where('question_id', '=', into_id)
        .where('tag_id', 'in', (of) =>
          of.selectFrom('merged_tag').select('tag_id').where('question_id', '=', from),
        )
        .execute();
      const pinged = await db
        .selectFrom('merged_ping')
        .select('member_id')
        .where('question_id', '=', from)
        .execute();
      for (const { member_id } of pinged) await movePing(member_id, into_id, from);
      const { state, accepted_answer_id, accepted_by_id, accepted_at } = was;
      const accepted = { accepted_answer_id, accepted_by_id, accepted_at };
      await db
        .updateTable('question')
        .set({ state, ...accepted })
        .where('id', '=', from)
        .execute();
      for (const table of [...carried, 'merged_question'] as const) {
        await db
          .deleteFrom(table as 'merged_question')
          .where('question_id', '=', from)
          .execute();
      }
    },

    /** Merges of the community over which a side of it would part. */
    async across(communityId: number, sideId: number): Promise<Merged[]> {
      const isIn = (question: string) => sql`(SELECT w.side_id IS ${sideId}
        FROM question AS q JOIN channel AS c ON c.id = q.channel_id
        JOIN workspace AS w ON w.id = c.workspace_id
        WHERE q.id = ${sql.ref(question)} AND q.community_id = ${communityId})`;
      return db
        .selectFrom('merged_question as m')
        .selectAll()
        .where(sql<boolean>`${isIn('m.question_id')} <> ${isIn('m.into_id')}`)
        .execute();
    },

    stateOf: async (questionId: number): Promise<QuestionState> => {
      const { state } = await db
        .selectFrom('question')
        .select('state')
        .where('id', '=', questionId)
        .executeTakeFirstOrThrow();
      return state;
    },

    /** What was chosen for the question since it was merged with others is its own. */
    async setTags(questionId: number): Promise<void> {
      const merged = db
        .selectFrom('merged_question')
        .select('question_id')
        .where('into_id', '=', questionId);
      await db.deleteFrom('merged_tag').where('question_id', 'in', merged).execute();
    },

    /** The accepted answer of the question, if it is one of its answers. */
    async accepted(questionId: number): Promise<{ id: number | null; isHere: boolean }> {
      const { accepted_answer_id: id } = await row(questionId);
      const answer =
        id === null
          ? undefined
          : await db
              .selectFrom('answer')
              .select('question_id')
              .where('id', '=', id)
              .executeTakeFirst();
      return { id, isHere: answer?.question_id === questionId };
    },
  };
}
