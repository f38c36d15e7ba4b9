import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import { limits } from '../src/limits.ts';
import type { Actor, Question } from '../src/model.ts';
import { everyoneIn } from '../src/world.ts';
import { command } from './kit/command.ts';
import { formFor } from './kit/form.ts';
import { show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import {
  answerArg,
  answerName,
  mustMayEdit,
  questionArg,
  tagsArg,
  theAnswer,
  theThread,
} from './references.ts';
import { doneView, historyView, questionCard } from './views/questions.ts';

/** `42` names a question, `42.1` an answer to it. */
const threadArg = {
  name: 'what',
  kind: 'reference',
  summary: 'the number of a question or an answer',
  example: '#42 or 42.1',
  required: true,
  canonical: (text: string) => questionArg.canonical(text) ?? answerArg.canonical(text),
  suggest: questionArg.suggest,
  here: questionArg.here,
} as const;

const textArg = {
  name: 'text',
  kind: 'text',
  max: limits.text,
  summary: "the answer's new text, or the question's new details",
  required: false,
  mayBeEmptied: true,
} as const;

const titleArg = {
  name: 'title',
  kind: 'line',
  max: limits.title,
  summary: "the question's new title",
  required: false,
} as const;

const newTagsArg = { ...tagsArg, mayBeEmptied: true } as const;

const editArgs = [threadArg, textArg, titleArg, newTagsArg] as const;

/** In a form the title stands first; typed, what follows the number is the text. */
const questionForm = [threadArg, { ...titleArg, required: true }, textArg, newTagsArg] as const;
const answerForm = [threadArg, { ...textArg, required: true }] as const;

export const edit = command({
  name: 'edit',
  summary: 'Edit your question or answer; earlier texts are kept',
  audience: 'private',
  doors: 'all',
  args: editArgs,
  examples: [
    'edit 42.1 Use git revert instead if you have pushed.',
    'edit 42 title:"How do I undo a commit?"',
    'edit 42 tags:""',
  ],
  async run({ actor, args }, core) {
    const { what, text, title } = args;
    if (what.includes('.')) {
      const { answer } = await theAnswer(core, actor, what);
      if (title !== undefined || args.tags?.length) {
        throw new KnownError('invalid', 'An answer has no title and no tags; give its new text.');
      }
      if (text === undefined) {
        mustMayEdit(core, actor, answer.author);
        const call = { name: 'edit', args: { what, text: answer.body } };
        return {
          kind: 'form',
          form: formFor({ summary: `Edit ${what}`, args: answerForm }, call, []),
        };
      }
      const thread = await core.answers.edit(actor, answerName(what), text);
      if (thread.answer.body === answer.body) return show(doneView(unchanged(what)));
      return show(doneView(edited(what)), [questionCard(thread)]);
    }
    const { question } = await theThread(core, actor, what);
    if (text === undefined && title === undefined && args.tags === undefined) {
      mustMayEdit(core, actor, question.author);
      const now = { title: question.title, text: question.body, tags: question.tags.join(',') };
      const call = { name: 'edit', args: { what, ...now } };
      const note = await likelyTags(core, actor, question);
      return {
        kind: 'form',
        form: formFor({ summary: `Edit #${what}`, args: questionForm }, call, [], note),
      };
    }
    const now = await core.questions.edit(actor, Number(what), {
      ...(title !== undefined && { title }),
      ...(text !== undefined && { body: text }),
      ...(args.tags && { tags: args.tags }),
    });
    const isSame =
      now.title === question.title &&
      now.body === question.body &&
      now.tags.join() === question.tags.join();
    if (isSame) return show(doneView(unchanged(`#${what}`)));
    const thread = await theThread(core, actor, what);
    const isFresh = thread.answers.length === 0;
    const beside = isFresh ? await core.beside(actor, thread.question) : {};
    return show(doneView(edited(`#${what}`)), [questionCard(thread, beside)]);
  },
});

export const history = command({
  name: 'history',
  summary: 'What a question or an answer said before it was edited',
  audience: 'private',
  doors: 'all',
  args: [threadArg],
  examples: ['history 42', 'history 42.1'],
  async run({ actor, args: { what } }, core) {
    if (what.includes('.')) {
      await theAnswer(core, actor, what);
      return show(historyView(what, await core.answers.history(actor, answerName(what))));
    }
    await theThread(core, actor, what);
    return show(historyView(`#${what}`, await core.questions.history(actor, Number(what))));
  },
});

/** For a question without tags: which it may be about. */
async function likelyTags(core: Core, actor: Actor, question: Question) {
  const { title, body, tags, id } = question;
  if (tags.length > 0) return undefined;
  const everyone = everyoneIn(question.channel, actor);
  const likely = await core.tags.suggest(everyone, { title, details: body }, id);
  return likely.length === 0 ? undefined : `It may be about ${likely.join(', ')}.`;
}

const unchanged = (name: string) => say`Nothing changed: ${name} says exactly this already.`;

const edited = (name: string) => {
  const what = name.replace('#', '');
  return say`${name} is changed. ${code(`history ${what}`)} shows what it said before.`;
};
