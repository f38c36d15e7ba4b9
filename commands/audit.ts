import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import type { Action } from './kit/view.ts';
import { memberArg, pageArg, theMember } from './references.ts';
import { auditView } from './views/audit.ts';

const onPage = 10;

export const audit = command({
  name: 'settings audit',
  summary: 'What curators and admins did, by whom and when; for admins',
  audience: 'private',
  doors: 'all',
  args: [
    { ...memberArg, summary: 'only what this member did', required: false },
    {
      name: 'act',
      kind: 'line',
      max: 40,
      summary: 'only what has this word in it, like delete',
      required: false,
      isNamed: true,
    },
    pageArg,
  ],
  examples: ['settings audit', 'settings audit @greta', 'settings audit act:delete'],
  async run({ actor, args }, core) {
    const member = args.member ? await theMember(core, actor, args.member) : undefined;
    const { page = 1, act } = args;
    const filter = { memberId: member?.id, act };
    const limit = { limit: onPage, offset: (page - 1) * onPage };
    const { items, total } = await core.auditing.list(actor, filter, limit);
    const kept = { ...(args.member && { member: args.member }), ...(act && { act }) };
    const turn = (label: string, to: number): Action => ({
      label,
      call: { name: 'settings audit', args: { ...kept, page: String(to) } },
    });
    const more = [
      ...(page > 1 ? [turn('Newer', page - 1)] : []),
      ...(page * onPage < total ? [turn('Older', page + 1)] : []),
    ];
    return show(auditView(items, total, page, more));
  },
});
