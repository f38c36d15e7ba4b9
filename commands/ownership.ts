import { KnownError } from '../src/errors.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { code, person, say } from './kit/text.ts';
import { memberArg, snippetArg, theMember, theSnippet } from './references.ts';
import { undoAction } from './undo.ts';
import { doneView } from './views/questions.ts';

/** Who looks after what is kept, and what stands in the place of what. */

export const ownSnippet = command({
  name: 'snippet owner',
  summary: 'Look after a kept answer, or give it to somebody who does',
  audience: 'private',
  doors: 'all',
  args: [snippetArg, { ...memberArg, required: false }],
  examples: ['snippet owner S7', 'snippet owner S7 @bo'],
  async run({ actor, args }, core) {
    const { number } = await theSnippet(core, actor, args.snippet);
    const member =
      args.member === undefined ? undefined : await theMember(core, actor, args.member);
    const isSelf = member === undefined || member.id === actor.memberId;
    if (isSelf) await core.ownership.takeOver(actor, number);
    else await core.ownership.handOver(actor, number, member);
    const text = isSelf
      ? say`You look after S${number} now: when it was not verified for long, you are asked whether it is still right. ${code(`snippet not-mine S${number}`)} ends that.`
      : say`${person(member)} looks after S${number} now.`;
    return show(doneView(text, await undoAction(core, actor, number)));
  },
});

export const supersedeSnippet = command({
  name: 'snippet supersede',
  summary: 'Put another kept answer in the place of one: whoever looks for it is led there',
  audience: 'private',
  doors: 'all',
  args: [
    snippetArg,
    {
      ...snippetArg,
      name: 'by',
      example: 'S12',
      summary: 'the number of the one that is to be read instead',
      required: false,
    },
    { name: 'undo', kind: 'flag', summary: 'nothing stands in its place', required: false },
  ],
  examples: ['snippet supersede S7 S12', 'snippet supersede S7 --undo'],
  async run({ actor, args }, core) {
    if ((args.by === undefined) !== args.undo) {
      throw new KnownError(
        'invalid',
        'Name both, the one that is replaced first: `snippet supersede S7 S12`. `--undo` takes it back.',
      );
    }
    const number = Number(args.snippet);
    const by = args.by === undefined ? undefined : Number(args.by);
    await core.ownership.supersede(actor, number, by);
    const takeBack = await undoAction(core, actor, number);
    const text =
      by === undefined
        ? say`Nothing stands in the place of S${number} any more.`
        : say`Whoever looks for S${number} finds S${by} instead.`;
    return show(doneView(text, takeBack));
  },
});
