import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { tagArg } from './references.ts';
import { risksView, whoElseView } from './views/risks.ts';

export const risks = command({
  name: 'expertise risks',
  summary: 'Topics that hang on one or two people, for curators',
  forRole: 'curator',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    const { risks, total } = await core.risks.list(actor);
    return show(risksView(risks, total));
  },
});

export const whoElse = command({
  name: 'expertise who-else',
  summary: 'Ask this channel who else knows a topic',
  audience: 'public',
  doors: 'all',
  args: [tagArg],
  examples: ['expertise who-else postgres'],
  async run({ actor, args }, core) {
    return show(whoElseView(await core.expertise.known(actor, args.tag)));
  },
});
