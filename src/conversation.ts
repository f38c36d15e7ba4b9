import { acceptIn, unacceptIn } from './acceptance.ts';
import { type AnswerInThread, type AnswerName, foundAnswer } from './answers.ts';
import { KnownError } from './errors.ts';
import type { Actor, Member, Message, Question } from './model.ts';
import { oweAnswered } from './notices/owed.ts';
import { found } from './questions.ts';
import { indexQuestion } from './search/documents.ts';
import type { Tables } from './store/store.ts';
import { readText } from './text.ts';
import { act, type World } from './world.ts';

/** A message of the actor's channel, and the member who wrote it. */
export interface Words {
  readonly message: Message;
  readonly author: Member;
}

/** A message that was marked, or not any more. */
export interface Mark {
  readonly message: string;
  /** When, as the platform says: deliveries overtake each other. Undefined: now, and nothing is later. */
  readonly at: number | undefined;
}

/** Words that are meant as an answer. */
export interface Meant {
  readonly question: number;
  readonly words: Words;
}

/** Turning what was said in a conversation into answers. */
export function createConversation(world: World) {
  return {
    /**
     * Keeps a message as an answer of who wrote it.
     * @throws KnownError 'conflict' when it is one already, or the question is closed; 'forbidden' when
     * it would carry someone's words out of a private channel.
     */
    keep: (actor: Actor, question: number, words: Words): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        const known = await tables.sources.answerOf(nameOf(actor, words.message));
        if (known) throw await keptAlready(tables, actor, known);
        return add(world, tables, actor, question, words, now);
      }),

    /**
     * Accepts the answer that a message shows, or what a message says: that is kept first, if it is no
     * answer yet.
     * @throws KnownError 'repeated' when the actor did something about the message later; otherwise as
     * `keep`, and as accepting an answer.
     */
    accept: (actor: Actor, mark: Mark, what: AnswerName | Meant): Promise<AnswerInThread> =>
      act(world, actor, async (tables, now) => {
        await inTime(tables, actor, mark, now);
        const thread =
          'answer' in what
            ? await foundAnswer(tables, actor, what)
            : await keptFor(world, tables, actor, what, now);
        if (!thread.answer.accepted) await acceptIn(tables, world, actor, thread, now);
        const { question, answer } = thread;
        return foundAnswer(tables, actor, { question: question.number, answer: answer.number });
      }),

    /**
     * Takes that back; the answer stays. Undefined when nothing was accepted: it may come late.
     * @param shown the accepted answer that the message shows, if it shows one
     * @throws KnownError 'repeated' as `accept`
     */
    unaccept: (
      actor: Actor,
      mark: Mark,
      shown: AnswerName | undefined,
    ): Promise<AnswerInThread | undefined> =>
      act(world, actor, async (tables, now) => {
        await inTime(tables, actor, mark, now);
        const name = shown ?? (await tables.sources.answerOf(markOf(actor, mark)));
        if (!name) return undefined;
        const thread = await foundAnswer(tables, actor, name);
        if (!thread.answer.accepted) return undefined;
        await unacceptIn(tables, actor, thread, now);
        return foundAnswer(tables, actor, name);
      }),
  };
}

const nameOf = ({ channelId }: Actor, { id }: Message) => ({ channelId, message: id });

const markOf = ({ channelId }: Actor, { message }: Mark) => ({ channelId, message });

/** @throws KnownError 'repeated' when the same member did something about the message later. */
async function inTime(tables: Tables, actor: Actor, mark: Mark, now: number): Promise<void> {
  const what = `accept:${actor.memberId}`;
  const isLatest = await tables.latest.advance(markOf(actor, mark), what, mark.at ?? now);
  if (isLatest || mark.at === undefined) return;
  throw new KnownError('repeated', 'Something was done about this message later.');
}

/** The answer that the message became; it becomes one now, unless it did before. */
async function keptFor(
  world: World,
  tables: Tables,
  actor: Actor,
  { question, words }: Meant,
  now: number,
): Promise<AnswerInThread> {
  const known = await tables.sources.answerOf(nameOf(actor, words.message));
  if (known && known.question !== question) throw await keptAlready(tables, actor, known);
  return known
    ? foundAnswer(tables, actor, known)
    : add(world, tables, actor, question, words, now);
}

async function add(
  world: World,
  tables: Tables,
  actor: Actor,
  number: number,
  { message, author }: Words,
  now: number,
): Promise<AnswerInThread> {
  const question = await found(tables, actor, number);
  if (question.state === 'closed') {
    throw new KnownError(
      'conflict',
      `#${number} is closed. Whoever asked it, or a curator, can reopen it.`,
    );
  }
  staysInside(actor, question, author);
  const answer = await tables.answers.add({
    ref: world.newRef(),
    communityId: actor.communityId,
    questionId: question.id,
    authorId: author.id,
    body: readText(message.text, 'The message'),
    // Never before its question, nor in the future, whatever a clock elsewhere says.
    createdAt: Math.min(now, Math.max(question.createdAt, Math.round(message.at))),
  });
  await tables.sources.add({
    of: { answerId: answer.id },
    ...nameOf(actor, message),
    link: message.link,
    keptById: actor.memberId,
  });
  await indexQuestion(tables, question.id);
  await oweAnswered(tables, question, author.id, now);
  return foundAnswer(tables, actor, { question: question.number, answer: answer.number });
}

/**
 * @throws KnownError 'forbidden' when words of another would leave the private channel they were said
 * in, or reach one that people from elsewhere read.
 */
function staysInside(actor: Actor, question: Question, author: Member): void {
  const isHere = question.channel.id === actor.channelId;
  const isOpen = !actor.channel.private && !question.channel.shared;
  if (isHere || isOpen || author.id === actor.memberId) return;
  throw new KnownError(
    'forbidden',
    `What others say here stays here, and #${question.number} was asked elsewhere. Ask whoever wrote it to answer.`,
  );
}

/** Which answer that is, for who may know of its question. */
async function keptAlready(
  tables: Tables,
  actor: Actor,
  { question, answer }: AnswerName,
): Promise<KnownError> {
  const isVisible = (await tables.questions.find(actor, question)) !== undefined;
  const which = isVisible ? `: ${question}.${answer}` : '';
  return new KnownError('conflict', `This message is an answer already${which}.`);
}
