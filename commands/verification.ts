import { canonicalTag } from '../src/tags.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { code, count, say } from './kit/text.ts';
import type { Action } from './kit/view.ts';
import { snippetArg, suggestTags, theSnippet } from './references.ts';
import { undoAction } from './undo.ts';
import { doneView } from './views/questions.ts';
import { dueView } from './views/verification.ts';

/** Keeping alive what is kept. */

const edit = (snippet: string): Action => ({
  label: `Edit S${snippet}`,
  call: { name: 'snippet edit', args: { snippet } },
});

export const verifySnippet = command({
  name: 'snippet verify',
  summary: 'Say that a kept answer is still right',
  audience: 'private',
  doors: 'all',
  args: [snippetArg],
  examples: ['snippet verify S7'],
  async run({ actor, args }, core) {
    const { number, owner } = await theSnippet(core, actor, args.snippet);
    await core.verification.verify(actor, number);
    const own: Action[] =
      owner === null
        ? [
            {
              label: 'I look after it',
              call: { name: 'snippet owner', args: { snippet: args.snippet } },
            },
          ]
        : [];
    const text = say`Thank you. S${number} says now that you verified it today.`;
    return show(doneView(text, [...own, ...(await undoAction(core, actor, number))]));
  },
});

export const outdateSnippet = command({
  name: 'snippet outdated',
  summary: 'Say that a kept answer is no longer right',
  audience: 'private',
  doors: 'all',
  args: [
    snippetArg,
    { name: 'undo', kind: 'flag', summary: 'it is right after all', required: false },
  ],
  examples: ['snippet outdated S7', 'snippet outdated S7 --undo'],
  async run({ actor, args }, core) {
    const snippet = await theSnippet(core, actor, args.snippet);
    const { number } = snippet;
    await core.verification.outdate(actor, number, args.undo);
    const takeBack = await undoAction(core, actor, number);
    if (args.undo) return show(doneView(say`S${number} is not outdated any more.`, takeBack));
    const mayEdit = await core.snippets.mayEdit(actor, snippet);
    return show(
      doneView(
        say`S${number} is marked as outdated: it is found last, and no longer offered to who asks. Whoever it helped in the last 90 days is told once. Correcting it brings it back; ${code(`snippet supersede S${number} S12`)} names what to read instead.`,
        [...(mayEdit ? [edit(args.snippet)] : []), ...takeBack],
      ),
    );
  },
});

export const notMySnippet = command({
  name: 'snippet not-mine',
  summary: 'Say that you do not look after a kept answer; somebody else is asked',
  audience: 'private',
  doors: 'all',
  args: [snippetArg],
  examples: ['snippet not-mine S7'],
  async run({ actor, args }, core) {
    const { owner } = await theSnippet(core, actor, args.snippet);
    const isOwner = owner?.id === actor.memberId;
    const { number } = await core.ownership.release(actor, Number(args.snippet));
    const text = say`All right: somebody else is asked about S${number}, and you are not again.`;
    return show(doneView(text, isOwner ? await undoAction(core, actor, number) : []));
  },
});

export const dueSnippets = command({
  name: 'snippet due',
  summary: 'What you are asked about: is it still right?',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    const { mine, waiting } = await core.ownership.due(actor);
    return show(dueView(mine, waiting));
  },
});

export const verifyEvery = command({
  name: 'snippet interval',
  summary: 'Choose how often what is kept on a topic is verified again',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'tag',
      kind: 'reference',
      summary: 'a topic, like postgres',
      example: 'postgres',
      required: true,
      canonical: canonicalTag,
      suggest: suggestTags,
    },
    {
      name: 'days',
      kind: 'number',
      min: 1,
      max: 3650,
      summary: 'after so many days; as the community set it unless said',
      required: false,
    },
  ],
  examples: ['snippet interval kubernetes 90'],
  async run({ actor, args }, core) {
    const tag = await core.verification.every(actor, args.tag, args.days);
    const often = args.days === undefined ? 'as usual' : `after ${count(args.days, 'day')}`;
    const when = code(`snippet verify S7`);
    return show(
      doneView(
        say`What is kept under #${tag.name} is to be verified again ${often}. Its owners are reminded; ${when} does it.`,
      ),
    );
  },
});
