import { limits } from '../src/limits.ts';
import { command } from './kit/command.ts';
import { formFor } from './kit/form.ts';
import { show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import { snippetArg, theSnippet } from './references.ts';
import { undoAction } from './undo.ts';
import { earlierTextView, snippetHistoryView } from './views/history.ts';
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
    const insteadOf = now.number === number ? undefined : number;
    const mayEdit = await core.snippets.mayEdit(actor, now);
    return show(snippetView(now, { insteadOf, mayEdit }));
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
    const named = await theSnippet(core, actor, args.snippet);
    const { text, title, details } = args;
    if (text === undefined && title === undefined && details === undefined) {
      // An old button opens what is read now.
      const snippet = await core.snippets.inPlaceOf(actor, named);
      await core.snippets.mustMayEdit(actor, snippet);
      const number = String(snippet.number);
      const now = { text: snippet.answer, title: snippet.title, details: snippet.question };
      const call = { name: 'snippet edit', args: { snippet: number, ...now } };
      const summary = `Edit S${number}`;
      return { kind: 'form', form: formFor({ summary, args: formArgs }, call, []) };
    }
    const now = await core.snippets.edit(actor, named.number, {
      ...(title !== undefined && { title }),
      ...(details !== undefined && { question: details }),
      ...(text !== undefined && { answer: text }),
    });
    const isSame =
      now.title === named.title && now.question === named.question && now.answer === named.answer;
    if (isSame) {
      return show(doneView(say`Nothing changed: S${args.snippet} says exactly this already.`));
    }
    const earlier = code(`snippet history S${args.snippet}`);
    return show(
      doneView(
        say`S${args.snippet} is changed. ${earlier} shows what it said before.`,
        await undoAction(core, actor, named.number),
      ),
    );
  },
});

export const snippetHistory = command({
  name: 'snippet history',
  summary: 'What became of a kept answer since it was kept, and what it said before',
  audience: 'private',
  doors: 'all',
  args: [
    snippetArg,
    {
      name: 'text',
      kind: 'number',
      min: 1,
      max: 1e6,
      summary: 'which earlier text to show in full',
      required: false,
    },
  ],
  examples: ['snippet history S7', 'snippet history S7 2'],
  async run({ actor, args }, core) {
    const snippet = await theSnippet(core, actor, args.snippet);
    const history = await core.snippets.story(actor, snippet.number);
    const text = history.revisions.find(({ number }) => number === args.text);
    if (text) return show(earlierTextView(snippet.number, text));
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
