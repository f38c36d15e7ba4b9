import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { code, count, say } from './kit/text.ts';
import { snippetArg, tagArg, theSnippet } from './references.ts';
import { doneView } from './views/questions.ts';

/** Keeping alive what is kept. */

const edit = (snippet: string) => ({
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
    const { number } = await theSnippet(core, actor, args.snippet);
    await core.verification.verify(actor, number);
    return show(doneView(say`Thank you. S${number} says now that you verified it today.`));
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
    const { number } = await theSnippet(core, actor, args.snippet);
    await core.verification.outdate(actor, number, args.undo);
    if (args.undo) return show(doneView(say`S${number} is not outdated any more.`));
    const call = { name: 'snippet outdated', args: { snippet: args.snippet, undo: 'yes' } };
    return show(
      doneView(
        say`S${number} is marked as outdated: it is still found, and no longer offered to who asks. Correcting it brings it back.`,
        [edit(args.snippet), { label: 'Undo', call }],
      ),
    );
  },
});

export const verifyEvery = command({
  name: 'snippet interval',
  summary: 'Choose how often what is kept on a topic is verified again',
  audience: 'private',
  doors: 'all',
  args: [
    tagArg,
    {
      name: 'days',
      kind: 'number',
      min: 1,
      max: 3650,
      summary: 'after so many days; 180 unless said',
      required: false,
    },
  ],
  examples: ['snippet interval kubernetes 90'],
  async run({ actor, args }, core) {
    const tag = await core.verification.every(actor, args.tag.replace(/^#/, ''), args.days);
    const often = args.days === undefined ? 'as usual' : `after ${count(args.days, 'day')}`;
    const when = code(`snippet verify S7`);
    return show(
      doneView(
        say`What is kept under #${tag.name} is to be verified again ${often}. Its owners are reminded; ${when} does it.`,
      ),
    );
  },
});
