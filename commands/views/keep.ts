import type { AnswerInThread } from '../../src/answers.ts';
import type { Thread } from '../../src/model.ts';
import { code, person, say, strong } from '../kit/text.ts';
import type { Action, View } from '../kit/view.ts';
import { doneView } from './questions.ts';

const nameOf = ({ question, answer }: AnswerInThread) => `${question.number}.${answer.number}`;

const acceptMessage = (question: string, message: string): Action => ({
  label: 'This solved it',
  call: { name: 'accept-message', args: { question, message } },
  style: 'primary',
});

/** Asks whoever asked, for them alone, what a reply in the thread is worth. */
export function answerOffer(question: string, message: string): View {
  const keep = { name: 'keep-answer', args: { question, message } };
  return {
    name: 'answer-offer',
    title: [],
    blocks: [
      { kind: 'prose', text: say`Does this reply answer your question #${question}?` },
      {
        kind: 'actions',
        actions: [acceptMessage(question, message), { label: 'Keep as an answer', call: keep }],
      },
      {
        kind: 'note',
        text: say`I ask once for a thread. ${code('Answer with this')} in the menu of any reply keeps it too.`,
      },
    ],
  };
}

/** Asks before doing what would tell everyone who asked. */
export function anonymousHint(question: string, message: string): View {
  const text = say`You asked #${question} anonymously, and everyone sees who reacted. If others should not guess, take the reaction back; this button accepts the answer without it.`;
  return doneView(text, [acceptMessage(question, message)]);
}

/** Asks which of a question's answers is meant. */
export function whichAnswer({ question, answers }: Thread): View {
  const actions = answers.map(({ number, author }): Action => {
    const name = `${question.number}.${number}`;
    return { label: `${name} by ${author.name}`, call: { name: 'accept', args: { answer: name } } };
  });
  return doneView(say`Which answer to #${question.number} worked?`, actions);
}

export function keptView(thread: AnswerInThread, isAsker: boolean): View {
  const name = nameOf(thread);
  const accept: Action = {
    label: 'This solved it',
    call: { name: 'accept', args: { answer: name } },
    style: 'primary',
  };
  return doneView(
    say`Kept as answer ${strong(name)} by ${person(thread.answer.author)}.`,
    isAsker ? [accept] : [],
  );
}

export function acceptedView(thread: AnswerInThread): View {
  const name = nameOf(thread);
  const undo = { name: 'accept', args: { answer: name, undo: 'yes' } };
  return doneView(
    say`${name} by ${person(thread.answer.author)} is accepted, and kept for everyone who asks this next.`,
    [{ label: 'Undo', call: undo }],
  );
}

export function untaken(thread: AnswerInThread): View {
  return doneView(
    say`${nameOf(thread)} is no longer accepted, and #${thread.question.number} is open again.`,
  );
}
