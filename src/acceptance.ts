import type { AnswerInThread, AnswerName } from './answers.ts';
import { discardSnippet } from './duplicates/carrying-snippets.ts';
import { KnownError } from './errors.ts';
import type { Actor, Question } from './model.ts';
import { oweAccepted, oweCard } from './notices/owed.ts';
import { isAllowed } from './rights.ts';
import { indexQuestion } from './search/documents.ts';
import { keepAnswer } from './snippets.ts';
import type { Tables } from './store/store.ts';
import type { World } from './world.ts';

/** Makes it the accepted answer, and keeps it. @throws KnownError 'forbidden' to who may not. */
export async function acceptIn(
  tables: Tables,
  world: World,
  actor: Actor,
  { question, answers, answer }: AnswerInThread,
  now: number,
): Promise<void> {
  mayAccept(actor, question);
  await discardSnippet(tables, answers.find((other) => other.accepted)?.id);
  await tables.questions.accept(question.id, answer.id, actor.memberId, now);
  const by = { authorId: answer.author.id, actorId: actor.memberId };
  await oweAccepted(tables, question, by, now);
  await keepAnswer(tables, { ref: world.newRef(), actor, question, answer, now });
  await indexQuestion(tables, question.id);
  const name = { question: question.number, answer: answer.number };
  if (question.author.id !== actor.memberId) await audit(tables, actor, 'accept answer', name, now);
}

/** Opens the question again; the snippet goes unless someone worked on it. */
export async function unacceptIn(
  tables: Tables,
  actor: Actor,
  { question, answer }: AnswerInThread,
  now: number,
): Promise<void> {
  mayAccept(actor, question);
  await discardSnippet(tables, answer.id);
  await tables.questions.unaccept(question.id);
  await oweCard(tables, question, now);
  await indexQuestion(tables, question.id);
  const name = { question: question.number, answer: answer.number };
  if (question.author.id !== actor.memberId)
    await audit(tables, actor, 'undo acceptance', name, now);
}

/** @throws KnownError 'forbidden' unless they asked the question, curate, or are let accept any answer. */
export function mayAccept(actor: Actor, question: Question): void {
  const isAsker = question.author.id === actor.memberId;
  if (isAllowed(actor, 'accept answer', ...(isAsker ? (['asker'] as const) : []))) return;
  throw new KnownError(
    'forbidden',
    `Only the person who asked #${question.number}, or a curator, can accept an answer. You can mark it as helpful.`,
  );
}

/** Notes what was done to an answer with more than a member's own rights. */
export async function audit(
  tables: Tables,
  actor: Actor,
  what: string,
  name: AnswerName,
  now: number,
): Promise<void> {
  const subject = `#${name.question}.${name.answer}`;
  await tables.audit.add(actor.communityId, {
    act: what,
    subject,
    memberId: actor.memberId,
    at: now,
  });
}
