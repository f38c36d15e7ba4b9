import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { memberArg, theMember } from './references.ts';
import { exportView, forgettingView, forgottenView } from './views/privacy.ts';

/** What is held on a member, for themselves; and its end. */

export const exportPrivacy = command({
  name: 'privacy export',
  summary: 'Everything that is held on you, as files for you alone',
  group: 'What is held on you, to take along or to delete',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    return show(exportView(await core.privacy.export(actor)));
  },
});

export const forgetPrivacy = command({
  name: 'privacy forget',
  summary: 'Have yourself forgotten here; first you see what that means',
  audience: 'private',
  doors: 'all',
  args: [
    { ...memberArg, summary: 'who left, for curators; yourself unless said', required: false },
  ],
  examples: ['privacy forget'],
  async run({ actor, args }, core) {
    const member = args.member ? await theMember(core, actor, args.member) : undefined;
    return show(forgettingView(await core.privacy.preview(actor, member)));
  },
});

/** The second step: it happens. */
export const forgetNow = command({
  name: 'forget-now',
  summary: 'Have a member forgotten, and no way back',
  audience: 'private',
  doors: 'button',
  args: [memberArg],
  async run({ actor, args }, core) {
    const isSelf = args.member === actor.member.handle;
    const member = isSelf ? actor.member : await theMember(core, actor, args.member);
    await core.privacy.forget(actor, member.id);
    return show(forgottenView(isSelf));
  },
});
