import type { Core } from '../src/core.ts';
import type { Named } from '../src/duplicates/subject.ts';
import { KnownError } from '../src/errors.ts';
import type { Actor, Question } from '../src/model.ts';
import { command } from './kit/command.ts';
import { type Card, revise, show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import { inPages, pageArg, questionArg, snippetArg } from './references.ts';
import {
  bothView,
  mergedSnippetsView,
  mergedView,
  mergesView,
  pairsView,
} from './views/duplicates.ts';
import { doneView, questionCard } from './views/questions.ts';

/** `42` names a question, `S7` what is kept. */
const subject = {
  kind: 'reference',
  example: '#42 or S7',
  required: true,
  canonical: (text: string) =>
    questionArg.canonical(text) ?? /^s[1-9]\d{0,8}$/i.exec(text)?.[0].toUpperCase(),
} as const;

const whatArg = {
  ...subject,
  name: 'what',
  summary: 'a question, or what is kept',
  suggest: questionArg.suggest,
} as const;
const intoArg = {
  ...subject,
  name: 'into',
  summary: 'the one that asks the same, and stays',
  suggest: questionArg.suggest,
} as const;

const read = (text: string): Named =>
  text.startsWith('S')
    ? { kind: 'snippet', number: Number(snippetArg.canonical(text)) }
    : { kind: 'question', number: Number(text) };

export const duplicatesList = command({
  name: 'duplicates list',
  summary: 'What may be asked or kept twice, for curators',
  group: 'What is asked or kept twice',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args }, core) {
    const { found, page, pages } = await inPages(args.page, (some) =>
      core.duplicates.list(actor, some),
    );
    const to = (to: number) => ({ name: 'duplicates list', args: { page: String(to) } });
    const view = pairsView({ found, page, pages, to });
    return args.page === undefined ? show(view) : revise(view);
  },
});

export const duplicatesBoth = command({
  name: 'duplicates both',
  summary: 'Show two questions, or two kept answers, beside each other',
  audience: 'private',
  doors: 'all',
  args: [whatArg, intoArg],
  examples: ['duplicates both #12 #7'],
  async run({ actor, args }, core) {
    return show(bothView(await core.duplicates.both(actor, read(args.what), read(args.into))));
  },
});

export const duplicatesMerge = command({
  name: 'duplicates merge',
  summary: 'Let one question, or kept answer, lead to another that asks the same',
  audience: 'private',
  doors: 'all',
  args: [whatArg, intoArg],
  examples: ['duplicates merge #12 #7', 'duplicates merge S3 S5'],
  run: ({ actor, args }, core) => merge(core, actor, read(args.what), read(args.into)),
});

async function merge(core: Core, actor: Actor, what: Named, into: Named) {
  if (what.kind === 'question' && into.kind === 'question') {
    const { gone, kept } = await core.duplicates.mergeQuestions(actor, what.number, into.number);
    return show(mergedView(gone, kept), await cardsOf(core, actor, [gone, kept]));
  }
  if (what.kind !== into.kind) {
    throw new KnownError(
      'invalid',
      'A question and a kept answer are two things. Name two questions, or two kept answers.',
    );
  }
  const { gone, kept } = await core.duplicates.mergeSnippets(actor, what.number, into.number);
  return show(mergedSnippetsView(gone, kept));
}

export const duplicatesMerged = command({
  name: 'duplicates merged',
  summary: 'What was merged, and can be undone, for curators',
  audience: 'private',
  doors: 'all',
  args: [pageArg],
  async run({ actor, args }, core) {
    const list = await inPages(args.page, (some) => core.duplicates.merged(actor, some));
    const to = (to: number) => ({ name: 'duplicates merged', args: { page: String(to) } });
    const view = mergesView({ ...list, to });
    return args.page === undefined ? show(view) : revise(view);
  },
});

export const duplicatesUndo = command({
  name: 'duplicates undo',
  summary: 'Let what was merged stand for itself again, at any time',
  audience: 'private',
  doors: 'all',
  args: [whatArg],
  examples: ['duplicates undo #12'],
  async run({ actor, args }, core) {
    const what = read(args.what);
    if (what.kind === 'snippet') {
      const { gone, kept } = await core.duplicates.partSnippet(actor, what.number);
      return show(doneView(say`S${gone.number} stands beside S${kept.number} again, as it was.`));
    }
    const { gone, kept } = await core.duplicates.partQuestion(actor, what.number);
    const text = say`#${gone.number} is back as it was, with its own answers. What was said since the merge stays where it was said.`;
    return show(doneView(text), await cardsOf(core, actor, [gone, kept]));
  },
});

export const duplicatesDismiss = command({
  name: 'duplicates dismiss',
  summary: 'Say that two are not the same: they are not shown again',
  audience: 'private',
  doors: 'all',
  args: [whatArg, intoArg],
  examples: ['duplicates dismiss #12 #7'],
  async run({ actor, args }, core) {
    await core.duplicates.dismiss(actor, read(args.what), read(args.into));
    const next = { label: 'What else?', call: { name: 'duplicates list', args: {} } };
    return show(doneView(say`Noted: they are not the same.`, [next]));
  },
});

/** For everybody: who asked it makes one of them; of what others asked, curators are told. */
export const duplicate = command({
  name: 'duplicate',
  summary: 'Say that a question asks the same as another',
  audience: 'private',
  doors: 'all',
  args: [whatArg, { ...intoArg, name: 'of', summary: 'the one that was asked before' }],
  examples: ['duplicate #12 #7'],
  async run({ actor, args }, core) {
    const [what, of] = [read(args.what), read(args.of)];
    if (await core.duplicates.mayClose(actor, what)) return merge(core, actor, what, of);
    const pair = await core.duplicates.say(actor, what, of);
    if (core.mayCurate(actor)) return show(bothView(pair));
    return show(doneView(say`Thank you. A curator decides whether the two become one.`));
  },
});

async function cardsOf(core: Core, actor: Actor, questions: readonly Question[]): Promise<Card[]> {
  const ids = questions.map(({ id }) => id);
  const threads = await core.duplicates.threads(actor, ids);
  return threads.map((thread) => questionCard(thread));
}
