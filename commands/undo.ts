import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import type { Actor } from '../src/model.ts';
import type { Undoable } from '../src/model-care.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { person, say } from './kit/text.ts';
import type { Action } from './kit/view.ts';
import { snippetArg } from './references.ts';
import { doneView } from './views/questions.ts';

/** What was done, as it is named when it is gone again. */
const said: Readonly<Record<string, string>> = {
  edit: 'before the edit',
  restore: 'before the earlier text came back',
  verify: 'before it was verified',
  outdate: 'before it was marked as outdated',
  'mark as right': 'marked as outdated',
  supersede: 'with nothing in its place',
  reinstate: 'replaced by another',
  'take over': 'before it was taken over',
  'hand over': 'before it was handed over',
  'let go': 'looked after as before',
};

/** Takes back what was just done to something that is kept. */
export const undo = command({
  name: 'undo',
  summary: 'Take back what you did to a kept answer in the last 10 minutes',
  audience: 'private',
  doors: 'all',
  args: [
    { ...snippetArg, required: false, summary: 'on which kept answer; your last act unless said' },
    {
      name: 'act',
      kind: 'number',
      min: 1,
      max: 999_999_999,
      summary: 'which act, as its button names it',
      required: false,
      isNamed: true,
    },
  ],
  examples: ['undo', 'undo S7'],
  async run({ actor, args }, core) {
    const number = args.snippet === undefined ? undefined : Number(args.snippet);
    const last = await core.undoing.last(actor, number);
    if (!last) {
      throw new KnownError(
        'not_found',
        number === undefined
          ? 'There is nothing to undo: what you do to a kept answer can be taken back for 10 minutes.'
          : `There is nothing on S${number} that you can undo: that goes for 10 minutes, and what others did only curators take back. \`snippet history S${number}\` shows what happened.`,
      );
    }
    if (args.act !== undefined && args.act !== nameOf(last)) {
      throw new KnownError(
        'conflict',
        `That is undone already, or S${last.snippet} was changed since. \`snippet history S${last.snippet}\` shows what happened.`,
      );
    }
    const { snippet, act, by } = await core.undoing.undo(actor, last.id);
    const how = said[act];
    const whose = by.id === actor.memberId ? [] : say` It was ${person(by)} who did that.`;
    const now =
      act === 'save'
        ? say`S${snippet} is not kept any more.`
        : say`Undone: S${snippet} is as it was${how === undefined ? '' : `, ${how}`}.`;
    return show(doneView(say`${now}${whose}`));
  },
});

/** A button that takes back what the actor just did to the snippet; none when nothing changed. */
export async function undoAction(core: Core, actor: Actor, snippet: number): Promise<Action[]> {
  const done = await core.undoing.last(actor, snippet);
  if (!done) return [];
  const args = { snippet: String(snippet), act: String(nameOf(done)) };
  return [{ label: 'Undo', call: { name: 'undo', args } }];
}

/** An act among those on its snippet in the last 10 minutes: by its second, which tells nothing of others. */
const nameOf = ({ at }: Undoable) => (Math.floor(at / 1000) % 999_999_999) + 1;
