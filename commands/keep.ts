import type { Words } from '../src/conversation.ts';
import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import type { AccountIdentity, Actor, Answer, Message, Thread } from '../src/model.ts';
import { questionOf } from './here.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { messageArg, questionArg, theOpenQuestion, theThread } from './references.ts';
import {
  acceptedView,
  anonymousHint,
  answerOffer,
  keptView,
  untaken,
  whichAnswer,
} from './views/keep.ts';
import { questionCard } from './views/questions.ts';

/** "Answer with this": a message becomes an answer of who wrote it. */
export const keepAnswer = command({
  name: 'keep-answer',
  summary: 'Keep a message as an answer',
  audience: 'private',
  doors: 'button',
  args: [questionArg, messageArg],
  onMessage: {
    label: 'Answer with this',
    async read({ message }) {
      mustBeWords(message);
      return { args: {} };
    },
  },
  listens: {
    why: 'ask whoever asked a question, alone and once, whether a reply in its thread answers it, and to let a kept answer follow when its author edits the message',
    async hear({ what, message, thread, ...where }, core) {
      if (what === 'deleted') {
        await core.overhearing.forget(where, message.id);
        return undefined;
      }
      if (!('text' in message)) return undefined;
      if (what === 'changed') {
        const changed = await core.overhearing.follow(where, message);
        return changed && { cards: [questionCard(changed)] };
      }
      const number = thread && (await questionOf(core, where.channelId, thread));
      const to = number && (await core.overhearing.offer(where, Number(number), thread, message));
      return to ? { aside: { to, view: answerOffer(number, message.id) } } : undefined;
    },
  },
  async run({ actor, args, message }, core) {
    await theOpenQuestion(core, actor, args.question);
    const words = await wordsOf(core, actor, message);
    const thread = await core.conversation.keep(actor, Number(args.question), words);
    const isAsker = thread.question.author.id === actor.memberId;
    return revise(keptView(thread, isAsker), [questionCard(thread)]);
  },
});

/** "This solved it": whoever asked marks a message as what worked. */
export const acceptMessage = command({
  name: 'accept-message',
  summary: 'Accept what a message says as the answer',
  audience: 'private',
  doors: 'button',
  args: [
    questionArg,
    messageArg,
    { name: 'undo', kind: 'flag', summary: 'take it back', required: false },
  ],
  onMessage: {
    emoji: ['✅', '✔', '☑'],
    /** Only of who asked: a tick of others, curators too, says no more than it does in any chat. */
    async read({ actor, message, isUndone }, core) {
      const place = actor.thread ?? message.id;
      const question = await questionOf(core, actor.channelId, place);
      const found = question && (await core.questions.find(actor, Number(question)));
      if (!found || found.author.id !== actor.memberId) return undefined;
      const isCard = (await core.cards.at(actor.channelId, message.id)) !== undefined;
      if (!message.author && !isCard) return undefined;
      if (isUndone && found.anonymous) return undefined;
      return { args: { question, ...(isUndone && { undo: 'yes' }) } };
    },
  },
  async run({ actor, args, message, door, at }, core) {
    const thread = await theThread(core, actor, args.question);
    if (!message) throw messageGone();
    // Everyone sees who reacted: doing what it means would tell who asked.
    if (door === 'reaction' && thread.question.anonymous)
      return show(anonymousHint(args.question, message.id));
    const mark = { message: message.id, at };
    const isCard = (await core.cards.at(actor.channelId, message.id)) !== undefined;
    if (args.undo) {
      const [shown] = isCard ? thread.answers.filter(({ accepted }) => accepted) : [];
      const taken = await core.conversation.unaccept(actor, mark, nameIn(thread, shown));
      if (!taken) throw new KnownError('not_found', 'Nothing is accepted from that message.');
      return revise(untaken(taken), [questionCard(taken)]);
    }
    const [only, ...more] = isCard ? thread.answers : [];
    if (isCard && only === undefined) throw new KnownError('not_found', 'There is no answer yet.');
    if (more.length > 0) return show(whichAnswer(thread));
    const what = nameIn(thread, only) ?? {
      question: thread.question.number,
      words: await wordsOf(core, actor, message),
    };
    const accepted = await core.conversation.accept(actor, mark, what);
    return revise(acceptedView(accepted), [questionCard(accepted)]);
  },
});

const nameIn = ({ question }: Thread, answer: Answer | undefined) =>
  answer && { question: question.number, answer: answer.number };

/** @throws KnownError unless a person wrote it, in words that we can read. */
function mustBeWords({ author, text }: Message): AccountIdentity {
  if (!author) throw new KnownError('invalid', 'Only what a person wrote can be an answer.');
  if (text.trim() !== '') return author;
  throw new KnownError(
    'invalid',
    'There are no words in that message that I can read. Write the answer with `answer`.',
  );
}

async function wordsOf(core: Core, actor: Actor, message: Message | undefined): Promise<Words> {
  if (!message) throw messageGone();
  return { message, author: await core.members.author(actor, mustBeWords(message)) };
}

const messageGone = () => new KnownError('not_found', 'That message is no longer there.');
