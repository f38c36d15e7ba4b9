import { limits } from '../src/limits.ts';
import { command } from './kit/command.ts';
import { formFor } from './kit/form.ts';
import { show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import { mustMayEdit, snippetArg, theSnippet } from './references.ts';
import { undoAction } from './undo.ts';
import { snippetHistoryView } from './views/history.ts';
import { snippetView } from './views/knowledge.ts';
import { doneView } from './views/questions.ts';

export const showSnippet = command({
  name: 'snippet show',
  summary: 'Show a kept answer',
  group: 'What is kept, one by one',
  audience: 'private',
  doors: 'all',
  args: [snippetArg],
  examples: ['snippet show S7'],
  async run({ actor, args }, core) {
    const snippet = await theSnippet(core, actor, args.snippet);
    const { number } = snippet;
    const now = await core.snippets.inPlaceOf(actor, snippet);
    return show(snippetView(now, now.number === number ? undefined : number));
  },
});

const prose = { kind: 'text', max: limits.text, required: false } as const;
const editArgs = [
  snippetArg,
  { ...prose, name: 'text', summary: 'the new answer' },
  { name: 'title', kind: 'line', max: limits.title, summary: 'the new title', required: false },
  { ...prose, name: 'details', summary: 'the new details of the question', mayBeEmptied: true },
] as const;

const [, textArg, titleArg, detailsArg] = editArgs;
const formArgs = [
  { ...textArg, required: true },
  { ...titleArg, required: true },
  detailsArg,
] as const;

export const editSnippet = command({
  name: 'snippet edit',
  summary: 'Correct a kept answer; earlier texts are kept',
  audience: 'private',
  doors: 'all',
  args: editArgs,
  examples: ['snippet edit S7 title:"How do we review code?"'],
  async run({ actor, args }, core) {
    const snippet = await theSnippet(core, actor, args.snippet);
    const { text, title, details } = args;
    if (text === undefined && title === undefined && details === undefined) {
      mustMayEdit(core, actor, snippet.author);
      const now = { text: snippet.answer, title: snippet.title, details: snippet.question };
      const call = { name: 'snippet edit', args: { snippet: args.snippet, ...now } };
      const summary = `Edit S${args.snippet}`;
      return { kind: 'form', form: formFor({ summary, args: formArgs }, call, []) };
    }
    const now = await core.snippets.edit(actor, snippet.number, {
      ...(title !== undefined && { title }),
      ...(details !== undefined && { question: details }),
      ...(text !== undefined && { answer: text }),
    });
    const isSame =
      now.title === snippet.title &&
      now.question === snippet.question &&
      now.answer === snippet.answer;
    if (isSame) {
      return show(doneView(say`Nothing changed: S${args.snippet} says exactly this already.`));
    }
    const earlier = code(`snippet history ${args.snippet}`);
    return show(
      doneView(
        say`S${args.snippet} is changed. ${earlier} shows what it said before.`,
        await undoAction(core, actor, snippet.number),
      ),
    );
  },
});

export const snippetHistory = command({
  name: 'snippet history',
  summary: 'What became of a kept answer since it was kept, and what it said before',
  audience: 'private',
  doors: 'all',
  args: [snippetArg],
  async run({ actor, args }, core) {
    const snippet = await theSnippet(core, actor, args.snippet);
    const history = await core.snippets.story(actor, snippet.number);
    return show(snippetHistoryView(snippet.number, history));
  },
});

export const restoreSnippet = command({
  name: 'snippet restore',
  summary: 'Bring back what a kept answer said before',
  audience: 'private',
  doors: 'all',
  args: [
    snippetArg,
    {
      name: 'text',
      kind: 'number',
      min: 1,
      max: 1e6,
      summary: 'the number of the text, as its history shows it',
      required: true,
    },
  ],
  examples: ['snippet restore S7 2'],
  async run({ actor, args }, core) {
    const { number } = await theSnippet(core, actor, args.snippet);
    await core.snippets.restore(actor, number, args.text);
    return show(
      doneView(
        say`S${number} says again what it said in text ${args.text}. What it said until now is in its history.`,
        await undoAction(core, actor, number),
      ),
    );
  },
});
