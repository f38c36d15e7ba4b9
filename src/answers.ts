import { acceptIn, audit, mayAccept, unacceptIn } from './acceptance.ts';
import { KnownError } from './errors.ts';
import type { Actor, Answer, Reader, Revision, Thread } from './model.ts';
import { oweAnswered, oweCard, oweHelped } from './notices/owed.ts';
import { found } from './questions.ts';
import { isAllowed } from './rights.ts';
import { indexQuestion } from './search/documents.ts';
import { syncSnippet } from './snippets.ts';
import type { Tables } from './store/store.ts';
import { readText } from './text.ts';
import { act, type World } from './world.ts';

/** An answer as people name it: `42.1`. */
export interface AnswerName {
  readonly question: number;
  readonly answer: number;
}

/** A question with its answers, and the one answer that this is about. */
export interface AnswerInThread extends Thread {
  readonly answer: Answer;
}

/** Answering, accepting and saying thanks. */
export function createAnswers(world: World) {
  const { store } = world;

  return {
    find: (reader: Reader, name: AnswerName): Promise<AnswerInThread | undefined> =>
      lookUp(store, reader, name),

    async history(reader: Reader, name: AnswerName): Promise<Revision[]> {
      const { answer } = await foundAnswer(store, reader, name);
      return store.revisions.of('answer', answer.id);
    },

    /** @throws KnownError 'conflict' when the question is closed. */
    add: (actor: Actor, question: number, body: string): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const asked = await found(tables, actor, question);
        if (asked.state === 'closed') {
          throw new KnownError(
            'conflict',
            `#${question} is closed. Whoever asked it, or a curator, can reopen it.`,
          );
        }
        const { number } = await tables.answers.add({
          ref: world.newRef(),
          communityId: actor.communityId,
          questionId: asked.id,
          authorId: actor.memberId,
          body: readText(body, 'The answer'),
          createdAt: now,
        });
        await indexQuestion(tables, asked.id);
        await oweAnswered(tables, asked, actor.memberId, now);
        return foundAnswer(tables, actor, { question: asked.number, answer: number });
      }),

    /** Replaces the text; the old one is kept as a revision. For its author or a curator. */
    edit: (actor: Actor, name: AnswerName, body: string): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const { question, answer } = await foundAnswer(tables, actor, name);
        const isMine = answer.author.id === actor.memberId;
        if (!isAllowed(actor, 'edit answer', ...(isMine ? (['author'] as const) : []))) {
          throw new KnownError(
            'forbidden',
            'Only its author, or a curator, can edit an answer. You can write another one.',
          );
        }
        const text = readText(body, 'The answer');
        if (text !== answer.body) {
          const old = { title: '', body: answer.body };
          await tables.revisions.add('answer', answer.id, old, actor.memberId, now);
          await tables.answers.edit(answer.id, text, now);
          await tables.sources.part(answer.id);
          await syncSnippet(tables, actor, question.id, now);
          await indexQuestion(tables, question.id);
          await oweCard(tables, question, now);
        }
        if (!isMine) await audit(tables, actor, 'edit answer', name, now);
        return foundAnswer(tables, actor, name);
      }),

    /** Marks the answer that worked and keeps it as a snippet. For the asker or a curator. */
    accept: (actor: Actor, name: AnswerName): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const thread = await foundAnswer(tables, actor, name);
        mayAccept(actor, thread.question);
        if (thread.answer.accepted) {
          throw new KnownError(
            'conflict',
            `That answer to #${name.question} is accepted already. Accept another one instead, or take it back.`,
          );
        }
        await acceptIn(tables, world, actor, thread, now);
        return foundAnswer(tables, actor, name);
      }),

    /** Takes the acceptance back: the question is open again, and the snippet goes unless edited. */
    unaccept: (actor: Actor, name: AnswerName): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const thread = await foundAnswer(tables, actor, name);
        mayAccept(actor, thread.question);
        if (!thread.answer.accepted) {
          throw new KnownError(
            'conflict',
            `That answer to #${name.question} is not accepted, so there is nothing to take back.`,
          );
        }
        await unacceptIn(tables, actor, thread, now);
        return foundAnswer(tables, actor, name);
      }),

    /** @throws KnownError 'forbidden' on one's own answer. A second vote counts no more than the first. */
    markHelpful: (actor: Actor, name: AnswerName): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const { question, answer } = await foundAnswer(tables, actor, name);
        if (answer.author.id === actor.memberId) {
          throw new KnownError(
            'forbidden',
            'This is your own answer: others decide whether it was helpful.',
          );
        }
        const isNew = await tables.votes.add({
          ref: world.newRef(),
          communityId: actor.communityId,
          subject: { answerId: answer.id },
          memberId: actor.memberId,
          kind: 'helpful',
          createdAt: now,
        });
        if (isNew) {
          await oweHelped(tables, question, answer.author.id, now);
          await oweCard(tables, question, now);
        }
        return foundAnswer(tables, actor, name);
      }),

    unmarkHelpful: (actor: Actor, name: AnswerName): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const { question, answer } = await foundAnswer(tables, actor, name);
        await tables.votes.remove({ answerId: answer.id }, actor.memberId, 'helpful');
        await oweCard(tables, question, now);
        return foundAnswer(tables, actor, name);
      }),
  };
}

async function lookUp(
  tables: Pick<Tables, 'questions' | 'answers'>,
  reader: Reader,
  name: AnswerName,
): Promise<AnswerInThread | undefined> {
  const question = await tables.questions.find(reader, name.question);
  if (!question) return undefined;
  const answers = await tables.answers.of(reader, question.id);
  const isNamed = ({ number }: Answer) => number === name.answer;
  const answer = question.askedAs === undefined ? answers.find(isNamed) : undefined;
  return answer ? { question, answers, answer } : lookUpMoved(tables, reader, name);
}

/** The answer that had this name before its question was merged, or parted again. */
async function lookUpMoved(
  tables: Pick<Tables, 'questions' | 'answers'>,
  reader: Reader,
  { question: number, answer: former }: AnswerName,
): Promise<AnswerInThread | undefined> {
  const { communityId } = reader;
  const id = await tables.answers.formerly({ communityId, number }, former);
  const [answer] = id === undefined ? [] : await tables.answers.byIds(reader, [id]);
  const [question] = answer ? await tables.questions.byIds(reader, [answer.questionId]) : [];
  if (!answer || !question) return undefined;
  return { question, answers: await tables.answers.of(reader, question.id), answer };
}

export async function foundAnswer(
  tables: Pick<Tables, 'questions' | 'answers'>,
  reader: Reader,
  name: AnswerName,
): Promise<AnswerInThread> {
  const found = await lookUp(tables, reader, name);
  if (found) return found;
  throw new KnownError('not_found', `There is no answer ${name.question}.${name.answer} here.`);
}
