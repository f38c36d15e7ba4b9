import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import { inPages, pageArg, questionArg, theThread } from './references.ts';
import { formerNote } from './views/linking.ts';
import { pageActions } from './views/phrases.ts';
import { doneView, questionCard, questionView } from './views/questions.ts';

export const showQuestion = command({
  name: 'show',
  summary: 'Show a question with its answers',
  audience: 'private',
  doors: 'all',
  args: [questionArg, { ...pageArg, isNamed: true }],
  examples: ['show 42'],
  async run({ actor, args }, core) {
    const { question, answers } = await theThread(core, actor, args.question);
    const { found, page, pages } = await inPages(args.page, async ({ limit, offset }) => ({
      answers: answers.slice(offset, offset + limit),
      total: answers.length,
    }));
    const beside = await core.beside(actor, question);
    const to = (page: number) => ({
      name: 'show',
      args: { question: args.question, page: String(page) },
    });
    const thread = { question, answers: found.answers };
    const view = questionView(thread, beside, pageActions(page, pages, to));
    const was = await core.formerNumbers.former(actor, 'question', question.number);
    const whole = was
      ? { ...view, blocks: [...view.blocks, formerNote(question.number, was)] }
      : view;
    return args.page === undefined ? show(whole) : revise(whole);
  },
});

export const meToo = command({
  name: 'me-too',
  summary: 'Say that you have this question too',
  audience: 'private',
  doors: 'all',
  args: [questionArg, { name: 'undo', kind: 'flag', summary: 'take it back', required: false }],
  examples: ['me-too 42'],
  async run({ actor, args }, core) {
    await theThread(core, actor, args.question);
    const number = Number(args.question);
    if (args.undo) await core.questions.unwatch(actor, number);
    else await core.questions.watch(actor, number);
    const thread = await theThread(core, actor, args.question);
    const call = { name: 'me-too', args: { question: args.question, undo: 'yes' } };
    const view = args.undo
      ? doneView(say`You no longer follow #${args.question}.`)
      : doneView(say`You follow #${args.question} now.`, [{ label: 'Undo', call }]);
    return show(view, [questionCard(thread)]);
  },
});

export const close = command({
  name: 'close',
  summary: 'Close your question without an accepted answer',
  audience: 'private',
  doors: 'all',
  args: [questionArg],
  examples: ['close 42'],
  async run({ actor, args }, core) {
    await theThread(core, actor, args.question);
    await core.questions.close(actor, Number(args.question));
    const thread = await theThread(core, actor, args.question);
    const call = { name: 'reopen', args: { question: args.question } };
    const view = doneView(say`#${args.question} is closed.`, [{ label: 'Reopen', call }]);
    return show(view, [questionCard(thread)]);
  },
});

export const reopen = command({
  name: 'reopen',
  summary: 'Open a closed question again',
  audience: 'private',
  doors: 'all',
  args: [questionArg],
  examples: ['reopen 42'],
  async run({ actor, args }, core) {
    await theThread(core, actor, args.question);
    await core.questions.reopen(actor, Number(args.question));
    const thread = await theThread(core, actor, args.question);
    return show(doneView(say`#${args.question} is open again.`), [questionCard(thread)]);
  },
});

export const stillOpen = command({
  name: 'still-open',
  summary: 'Say that your question still needs an answer, so that it is kept',
  audience: 'private',
  doors: 'all',
  args: [questionArg],
  examples: ['still-open 42'],
  async run({ actor, args }, core) {
    await theThread(core, actor, args.question);
    const { number } = await core.questions.want(actor, Number(args.question));
    return show(
      doneView(
        say`#${number} stays: it is not deleted before it has been without an answer for as long again.`,
      ),
    );
  },
});
