import type { Call } from '../../commands/kit/call.ts';
import { callOf, type Form } from '../../commands/kit/form.ts';
import { say } from '../../commands/kit/text.ts';
import type { Core } from '../../src/core.ts';
import type { createDelivery } from './delivery.ts';
import type { Directory } from './directory.ts';
import { type FormMemory, formMemory, toModal } from './forms.ts';
import { type Origin, platform, type Self } from './heard.ts';
import { limits } from './limits.ts';
import type { Web } from './web.ts';

/** The call of the button that opens a form again; the adapter's own, no command has this name. */
export const resume = 'resume form';

/** Opens forms as modals, and keeps what stands in them. */
export function createAsking(options: {
  readonly core: Pick<Core, 'members' | 'drafts'>;
  readonly web: Web;
  readonly directory: Directory;
  readonly delivery: ReturnType<typeof createDelivery>;
  readonly self: Self;
}) {
  const { core, web, directory, delivery, self } = options;

  /** Without a trigger, or when it has expired, a button opens the form; its words are kept. */
  async function open(form: Form, origin: Origin): Promise<void> {
    if (origin.trigger !== undefined) {
      const view = toModal(form, await memoryOf(form, origin));
      const method = origin.surface?.kind === 'modal' ? 'views.push' : 'views.open';
      const opened = await web.call(method, { trigger_id: origin.trigger, view });
      if (opened.ok || !opened.isKnown) return;
    }
    const draft = await keep(callOf(form), origin);
    const call = { name: resume, args: { draft: String(draft) } };
    const blocks = [
      { kind: 'prose', text: say`${form.problem ?? 'This needs a little more.'}` },
      { kind: 'actions', actions: [{ label: 'Open the form', call, style: 'primary' }] },
    ] as const;
    await delivery.show({ name: 'form', title: [form.title], blocks }, origin, 'private');
  }

  async function keep(call: Call, origin: Pick<Origin, 'user' | 'channel'>): Promise<number> {
    const actor = await arrive(origin);
    return core.drafts.keep(actor, { command: `form ${call.name}`, args: call.args });
  }

  async function arrive(origin: Pick<Origin, 'user' | 'channel'>) {
    const account = await directory.person(origin.user);
    const channel = await directory.channel(origin.channel);
    return core.members.arrive(account, { platform, workspace: self.team, channel }, 'form');
  }

  /** What the modal keeps; arguments that are too long for it are kept as a draft. */
  async function memoryOf(form: Form, origin: Origin): Promise<FormMemory> {
    const where = {
      channel: origin.channel.id,
      ...(origin.thread && { thread: origin.thread }),
      ...(origin.responseUrl && { responseUrl: origin.responseUrl }),
      ...(origin.surface && { surface: origin.surface.kind }),
    };
    const memory = { name: form.call.name, args: { ...form.call.args }, ...where };
    if (JSON.stringify(memory).length <= limits.privateMetadata) return memory;
    const draft = await keep(form.call, origin);
    return { name: form.call.name, args: {}, draft, ...where };
  }

  async function kept(draft: number, origin: Pick<Origin, 'user' | 'channel'>) {
    const found = await core.drafts.find(await arrive(origin), draft);
    if (!found?.command.startsWith('form ')) return undefined;
    const args = Object.entries(found.args).map(([name, value]) => [name, String(value)]);
    return { name: found.command.slice('form '.length), args: Object.fromEntries(args) } as Call;
  }

  return { open, memoryOf, kept };
}

/** What a modal remembers; undefined when it is none of ours. */
export function readMemory(text: string): FormMemory | undefined {
  try {
    return formMemory.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
