import type { EntryOf } from './entry.ts';
import { toRevisions } from './import-revisions.ts';
import { giveNumbers } from './numbers.ts';
import { findMembers, type Target, withoutKnown } from './target.ts';
import { toMillis, toMillisOrNull } from './times.ts';

type AnswerEntry = EntryOf<'answer'>;

export async function importAnswers(
  target: Target,
  entries: readonly AnswerEntry[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const known = await bulk.answersByRef(
    communityId,
    entries.map((entry) => entry.ref),
  );
  const fresh = withoutKnown(entries, new Set(known.map((row) => row.ref)), tally);
  const questions = await bulk.questionsByRef(
    communityId,
    fresh.map((entry) => entry.question),
  );
  const questionIds = new Map(questions.map((row) => [row.ref, row.id]));
  const members = await findMembers(
    target,
    fresh.flatMap((entry) => [entry.author, ...entry.revisions.map((revision) => revision.by)]),
  );
  const placed = fresh.flatMap((entry) => {
    const questionId = questionIds.get(entry.question);
    const authorId = members.get(entry.author);
    if (questionId !== undefined && authorId !== undefined) return { entry, questionId, authorId };
    const missing = questionId === undefined ? 'question' : 'author';
    tally.skip({ reason: `an answer whose ${missing} is not here`, where: entry.ref });
    return [];
  });

  const numbers = await answerNumbers(target, placed);
  const ids = await bulk.addAnswers(
    communityId,
    placed.map(({ entry, questionId, authorId }) => ({
      ref: entry.ref,
      questionId,
      authorId,
      number: numbers.get(entry.ref) ?? 0,
      body: entry.body,
      createdAt: toMillis(entry.createdAt),
      editedAt: toMillisOrNull(entry.editedAt),
    })),
  );
  tally.added('answer', placed.length);
  await bulk.addRevisions(
    placed.flatMap(({ entry }) =>
      toRevisions(target, 'answer', ids.get(entry.ref) ?? 0, entry.revisions, members),
    ),
  );
}

/** The number within its question for each answer, by ref. */
async function answerNumbers(
  target: Target,
  placed: readonly { readonly entry: AnswerEntry; readonly questionId: number }[],
): Promise<Map<string, number>> {
  const byQuestion = Map.groupBy(placed, ({ questionId }) => questionId);
  const wanted = placed.flatMap(({ entry }) => entry.number ?? []);
  const last = await target.bulk.lastAnswerNumbers(byQuestion.keys());
  const rows = await target.bulk.takenAnswerNumbers(byQuestion.keys(), wanted);
  const taken = Map.groupBy(rows, (row) => row.questionId);
  return new Map(
    [...byQuestion].flatMap(([questionId, answers]) => {
      const inUse = new Set(taken.get(questionId)?.map((row) => row.number));
      const numbers = giveNumbers(
        answers.map(({ entry }) => entry.number),
        last.get(questionId) ?? 0,
        inUse,
      );
      return answers.map(({ entry }, at) => [entry.ref, numbers[at] ?? 0] as const);
    }),
  );
}

/** Marks answers accepted. The first acceptance of a question stands. */
export async function importAcceptances(
  target: Target,
  entries: readonly EntryOf<'acceptance'>[],
): Promise<void> {
  const { bulk, communityId, tally } = target;
  const rows = await bulk.answersByRef(
    communityId,
    entries.map((entry) => entry.answer),
  );
  const answers = new Map(rows.map((row) => [row.ref, row]));
  const members = await findMembers(
    target,
    entries.flatMap((entry) => entry.by ?? []),
  );
  const acceptedNow = new Map<number, number>();
  const acceptances = entries.flatMap((entry) => {
    const answer = answers.get(entry.answer);
    const acceptedById = entry.by === null ? answer?.askerId : members.get(entry.by);
    if (!answer || acceptedById === undefined) {
      const missing = answer ? 'accepter' : 'answer';
      tally.skip({ reason: `an acceptance whose ${missing} is not here`, where: entry.answer });
      return [];
    }
    const standing = answer.acceptedAnswerId ?? acceptedNow.get(answer.questionId);
    if (standing === answer.id) tally.known('acceptance', 1);
    else if (standing !== undefined) {
      tally.skip({ reason: 'an acceptance in a question that has another accepted answer' });
    }
    if (standing !== undefined) return [];
    acceptedNow.set(answer.questionId, answer.id);
    const { questionId, id: answerId, createdAt } = answer;
    // Some sources know only the day: nobody accepted what was not written yet.
    const acceptedAt = Math.max(createdAt, toMillisOrNull(entry.at) ?? createdAt);
    return { questionId, answerId, acceptedById, acceptedAt };
  });
  await bulk.accept(acceptances);
  tally.added('acceptance', acceptances.length);
  if (target.keepAccepted) {
    const kept = await bulk.keepAnswers(
      communityId,
      acceptances.map((acceptance) => acceptance.answerId),
    );
    tally.added('snippet', kept);
  }
}
