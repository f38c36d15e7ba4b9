import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import {
  chooseSideView,
  codeView,
  joinedView,
  partedView,
  partView,
  refusedView,
  typedView,
  waitingView,
} from './views/linking.ts';

const codeArg = {
  name: 'code',
  kind: 'line',
  max: 40,
  summary: 'the code that the other side was shown',
  required: false,
} as const;

const idArg = { kind: 'number', min: 1, max: 1e9, summary: 'which one', required: true } as const;

/** Workspaces of two communities become one: a code made here, typed there, and confirmed here. */
export const linkSettings = command({
  name: 'settings link',
  summary: 'Make one community with another workspace, or server; for admins',
  audience: 'private',
  doors: 'all',
  args: [codeArg],
  examples: ['settings link', 'settings link K7RM-2QXD'],
  async run({ actor, args }, core) {
    if (args.code !== undefined) {
      await core.linking.typeCode(actor, args.code);
      return show(typedView());
    }
    const { waiting } = await core.linking.state(actor);
    if (waiting) return show(waitingView(waiting.code, waiting.preview));
    return show(codeView(await core.linking.makeCode(actor)));
  },
});

/** The word of the side whose code it is. */
export const joinLink = command({
  name: 'link-yes',
  summary: 'Let the workspace that typed the code join',
  audience: 'private',
  doors: 'button',
  args: [{ ...idArg, name: 'code' }],
  run: async ({ actor, args }, core) =>
    revise(joinedView(await core.linking.join(actor, args.code))),
});

export const refuseLink = command({
  name: 'link-no',
  summary: 'Do not let the workspace that typed the code join',
  audience: 'private',
  doors: 'button',
  args: [{ ...idArg, name: 'code' }],
  async run({ actor, args }, core) {
    await core.linking.refuse(actor, args.code);
    return revise(refusedView());
  },
});

export const unlinkSettings = command({
  name: 'settings unlink',
  summary: 'Part from the workspaces that this one is linked to; for admins',
  audience: 'private',
  doors: 'all',
  args: [],
  examples: ['settings unlink'],
  async run({ actor }, core) {
    const linked = await core.linking.state(actor);
    return show(chooseSideView(linked));
  },
});

/** Before it is done, in words what would happen; `sure` comes with the second press. */
export const partLink = command({
  name: 'unlink-side',
  summary: 'Take a side out of the community',
  audience: 'private',
  doors: 'button',
  args: [
    { ...idArg, name: 'side' },
    { name: 'sure', kind: 'flag', summary: 'it was asked already', required: false },
  ],
  async run({ actor, args }, core) {
    const linked = await core.linking.state(actor);
    const side = linked.sides.find(({ id }) => id === args.side);
    if (!args.sure) return revise(side ? partView(side, linked) : chooseSideView(linked));
    return revise(partedView(await core.linking.part(actor, args.side)));
  },
});
