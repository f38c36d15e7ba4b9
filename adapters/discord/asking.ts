import { encodeCall, fitsButton } from '../../commands/kit/call.ts';
import type { Command } from '../../commands/kit/command.ts';
import { callOf, type Form } from '../../commands/kit/form.ts';
import { say } from '../../commands/kit/text.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import type { Actor, Reader } from '../../src/model.ts';
import { type Modal, toModal } from './forms.ts';

/** The call of the button that opens a form again; the adapter's own, no command has this name. */
export const resume = 'resume form';

/** Stands before the names in a draft that are no arguments. */
const own = '?';

/** A form as it was left, and the words of the message that it is about. */
export interface Kept {
  readonly form: Form;
  readonly words?: string;
}

/** Opens forms as modals, and keeps what stands in them. */
export function createAsking(options: {
  readonly core: Pick<Core, 'drafts'>;
  readonly commands: readonly Command[];
}) {
  const { core, commands } = options;

  /** With the words of the message that it is about: they may not be read again. */
  function keep(form: Form, actor: Actor, words?: string): Promise<number> {
    const fields = form.fields.map(({ arg }) => arg.name).join(',');
    const more = {
      [`${own}fields`]: fields,
      [`${own}title`]: form.title,
      ...(words !== undefined && { [`${own}words`]: words }),
    };
    const call = callOf(form);
    return core.drafts.keep(actor, {
      command: `form ${call.name}`,
      args: { ...call.args, ...more },
    });
  }

  return {
    /** Undefined when what stands in the form is more than a modal holds. */
    async modal(
      form: Form,
      actor: () => Promise<Actor>,
      words?: string,
    ): Promise<Modal | undefined> {
      if (fitsButton(form.call) && words === undefined) return toModal(form, encodeCall(form.call));
      const draft = String(await keep({ ...form, fields: [] }, await actor(), words));
      return toModal(form, encodeCall({ name: resume, args: { draft } }));
    },

    /** Says what was wrong, or why the form is not open yet, with a button that opens it as it was left. */
    async again(form: Form, actor: Actor, words?: string): Promise<View> {
      const draft = String(await keep(form, actor, words));
      const problems = [form.problem, ...form.fields.map(({ problem }) => problem)].flatMap(
        (problem) => problem ?? [],
      );
      const isWrong = problems.length > 0;
      const action = {
        label: isWrong ? 'Edit again' : 'Open the form',
        call: { name: resume, args: { draft } },
        style: 'primary',
      } as const;
      return {
        name: 'form',
        title: [form.title],
        blocks: [
          {
            kind: 'prose',
            text: say`${isWrong ? problems.join('\n') : 'This needs a little more.'}`,
          },
          ...(isWrong ? [{ kind: 'note', text: ['What you wrote is kept.'] } as const] : []),
          { kind: 'actions', actions: [action] },
        ],
      };
    },

    /** The form as it was left; undefined when it is not the reader's, or too old. */
    async kept(draft: number, reader: Reader): Promise<Kept | undefined> {
      const found = await core.drafts.find(reader, draft);
      const name = /^form (.*)$/.exec(found?.command ?? '')?.[1];
      const command = commands.find((known) => known.name === name);
      if (!found || !command) return undefined;
      const args = new Map(Object.entries(found.args).map(([key, value]) => [key, String(value)]));
      const asked = (args.get(`${own}fields`) ?? '').split(',');
      const fields = command.args.flatMap((arg) => {
        const value = args.get(arg.name);
        if (arg.kind === 'message' || !asked.includes(arg.name)) return [];
        return [{ arg, ...(value !== undefined && { value }) }];
      });
      const rest = [...args].filter(([key]) => !asked.includes(key) && !key.startsWith(own));
      const words = args.get(`${own}words`);
      const form = {
        title: args.get(`${own}title`) ?? command.summary,
        call: { name: command.name, args: Object.fromEntries(rest) },
        fields,
      };
      return { form, ...(words !== undefined && { words }) };
    },
  };
}

export type Asking = ReturnType<typeof createAsking>;
