import type { QuestionState } from '../model.ts';
import { lastNumber } from './answers.ts';
import { mergedTags } from './merged-tags.ts';
import { mergedWatchers } from './merged-watchers.ts';
import { type Merge, merges } from './merges.ts';
import type { Db } from './schema.ts';

/** What a merge takes along, and what undoing it brings back: rows alone; `src/duplicates` says when. */
export function mergingStore(db: Db) {
  const row = (id: number) =>
    db.selectFrom('question').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  const watchers = mergedWatchers(db);
  const tags = mergedTags(db, 'question');

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
      await db
        .insertInto('merged_ping')
        .values({ question_id: from, member_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
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
    ...merges(db, 'question'),

    /** Lets `from` lead to `into`, which gets its answers, followers, at most `most` tags, and who was asked. */
    async merge(
      from: number,
      into: number,
      by: { readonly id: number | null; readonly now: number; readonly mostTags: number },
    ): Promise<{ readonly acceptedAnswerId: number | null; readonly acceptedById: number | null }> {
      const [gone, kept] = [await row(from), await row(into)];
      const { state, accepted_answer_id, accepted_by_id, accepted_at } = gone;
      const accepted = { accepted_answer_id, accepted_by_id, accepted_at };
      await db
        .insertInto('merged_question')
        .values({
          question_id: from,
          into_id: into,
          state,
          ...accepted,
          by_id: by.id,
          at: by.now,
        })
        .execute();
      const none = { accepted_answer_id: null, accepted_by_id: null, accepted_at: null };
      await db
        .updateTable('question')
        .set({ state: 'closed', ...none })
        .where('id', '=', from)
        .execute();
      await moveAnswers(from, into);
      await watchers.carry(gone, kept);
      await tags.carry(from, into, by.mostTags);
      await carryPings(from, into);
      return { acceptedAnswerId: accepted_answer_id, acceptedById: accepted_by_id };
    },

    /** Brings back all that the merge took; what came since stays with the other. */
    async part({ id, intoId }: Merge): Promise<void> {
      const { state, ...was } = await db
        .selectFrom('merged_question')
        .select(['state', 'accepted_answer_id', 'accepted_by_id', 'accepted_at'])
        .where('question_id', '=', id)
        .executeTakeFirstOrThrow();
      await bringAnswersBack(id, intoId);
      await watchers.bringBack(id, await row(intoId));
      await tags.bringBack(id, intoId);
      const pinged = await db
        .deleteFrom('merged_ping')
        .where('question_id', '=', id)
        .returning('member_id')
        .execute();
      for (const { member_id } of pinged) await movePing(member_id, intoId, id);
      // Its accepted answer may have been deleted since.
      const isOpen = state === 'answered' && was.accepted_answer_id === null;
      const none = { accepted_answer_id: null, accepted_by_id: null, accepted_at: null };
      await db
        .updateTable('question')
        .set(isOpen ? { state: 'open', ...none } : { state, ...was })
        .where('id', '=', id)
        .execute();
      await db.deleteFrom('merged_question').where('question_id', '=', id).execute();
    },

    /** The question's answers that merges brought to it, which stand: undoing takes them away again. */
    async brought(questionId: number): Promise<ReadonlySet<number>> {
      const rows = await db
        .selectFrom('former_name as f')
        .innerJoin('answer as a', 'a.id', 'f.answer_id')
        .select('a.id')
        .where('a.question_id', '=', questionId)
        .where('f.is_away', '=', 1)
        .execute();
      return new Set(rows.map(({ id }) => id));
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

    /** The accepted answer of the question, where it is another's by now: whether it is accepted there. */
    async lostAccepted(
      questionId: number,
    ): Promise<{ readonly id: number; readonly isAccepted: boolean } | undefined> {
      const answer = await db
        .selectFrom('question as q')
        .innerJoin('answer as a', 'a.id', 'q.accepted_answer_id')
        .innerJoin('question as its', 'its.id', 'a.question_id')
        .select(['a.id', 'its.accepted_answer_id as acceptedId'])
        .where('q.id', '=', questionId)
        .whereRef('its.id', '<>', 'q.id')
        .executeTakeFirst();
      return answer && { id: answer.id, isAccepted: answer.acceptedId === answer.id };
    },
  };
}
