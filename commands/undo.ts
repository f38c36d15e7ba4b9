import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import type { Actor } from '../src/model.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import type { Action } from './kit/view.ts';
import { doneView } from './views/questions.ts';

/** Takes back what was just done to something that is kept. */
export const undo = command({
  name: 'undo',
  summary: 'Take back what you did to a kept answer in the last ten minutes',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'act',
      kind: 'number',
      min: 1,
      max: 1e9,
      summary: 'which act; the last one unless said',
      required: false,
    },
  ],
  async run({ actor, args }, core) {
    const id = args.act ?? (await core.undoing.last(actor))?.id;
    if (id === undefined) {
      throw new KnownError(
        'not_found',
        'There is nothing to undo: acts on what is kept can be taken back for ten minutes.',
      );
    }
    const { snippet, act } = await core.undoing.undo(actor, id);
    const isGone = act === 'save';
    return show(
      doneView(
        isGone
          ? say`S${snippet} is not kept any more.`
          : say`Undone: S${snippet} is as it was before (${act}).`,
      ),
    );
  },
});

/** A button that takes back what the actor just did to the snippet; none when nothing changed. */
export async function undoAction(core: Core, actor: Actor, snippet: number): Promise<Action[]> {
  const done = await core.undoing.last(actor, snippet);
  return done ? [{ label: 'Undo', call: { name: 'undo', args: { act: String(done.id) } } }] : [];
}
