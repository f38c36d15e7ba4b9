import type { AnswerInThread } from '../src/answers.ts';
import { limits } from '../src/limits.ts';
import { command } from './kit/command.ts';
import { type Reply, show } from './kit/reply.ts';
import { code, say, strong, type Text } from './kit/text.ts';
import type { Action } from './kit/view.ts';
import { answerArg, answerName, questionArg, theAnswer, theOpenQuestion } from './references.ts';
import { doneView, questionCard } from './views/questions.ts';

const undoArg = { name: 'undo', kind: 'flag', summary: 'take it back', required: false } as const;

export const answer = command({
  name: 'answer',
  summary: 'Answer a question',
  audience: 'private',
  doors: 'all',
  args: [
    questionArg,
    { name: 'text', kind: 'text', max: limits.text, summary: 'your answer', required: true },
  ],
  examples: ['answer 42 Use git reset --soft HEAD~1: the commit goes, your changes stay.'],
  async run({ actor, args }, core) {
    await theOpenQuestion(core, actor, args.question);
    const thread = await core.answers.add(actor, Number(args.question), args.text);
    // What was named may lead to another, whose answer it is.
    const { number } = thread.question;
    const name = `${number}.${thread.answer.number}`;
    return confirmed(
      thread,
      say`Thank you. Your answer to #${number} is ${strong(name)}; ${code(`edit ${name}`)} changes it.`,
    );
  },
});

export const accept = command({
  name: 'accept',
  summary: 'Accept the answer that worked, and keep it',
  audience: 'private',
  doors: 'all',
  args: [answerArg, undoArg],
  examples: ['accept 42.1', 'accept 42.1 --undo'],
  phrases: [
    {
      like: 'that worked!',
      pattern: /^(?:this|that|it)(?: one)? (?:worked|works|solved it|helped|did it)\W*$/i,
    },
  ],
  async run({ actor, args }, core) {
    await theAnswer(core, actor, args.answer);
    const name = answerName(args.answer);
    if (args.undo) {
      const thread = await core.answers.unaccept(actor, name);
      return confirmed(
        thread,
        say`${args.answer} is no longer accepted, and #${name.question} is open again.`,
      );
    }
    const thread = await core.answers.accept(actor, name);
    return confirmed(
      thread,
      say`${args.answer} is accepted, and kept for everyone who asks this next.`,
      [{ label: 'Undo', call: { name: 'accept', args: { answer: args.answer, undo: 'yes' } } }],
    );
  },
});

export const helpful = command({
  name: 'helpful',
  summary: 'Say that an answer helped you',
  audience: 'private',
  doors: 'all',
  args: [answerArg, undoArg],
  examples: ['helpful 42.1'],
  async run({ actor, args }, core) {
    await theAnswer(core, actor, args.answer);
    const name = answerName(args.answer);
    const thread = args.undo
      ? await core.answers.unmarkHelpful(actor, name)
      : await core.answers.markHelpful(actor, name);
    const text = args.undo
      ? say`Taken back: ${args.answer} is not marked as helpful by you.`
      : say`Noted: ${args.answer} helped you.`;
    const undo = { name: 'helpful', args: { answer: args.answer, undo: 'yes' } };
    return confirmed(thread, text, args.undo ? [] : [{ label: 'Undo', call: undo }]);
  },
});

function confirmed(thread: AnswerInThread, text: Text, actions: readonly Action[] = []): Reply {
  return show(doneView(text, actions), [questionCard(thread)]);
}
