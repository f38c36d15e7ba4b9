import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { digestView } from './views/digests.ts';

const daysArg = {
  name: 'days',
  kind: 'number',
  min: 1,
  max: 92,
  summary: 'how many days back; 7 unless said',
  required: false,
} as const;

const aWeek = 7;

export const digestNow = command({
  name: 'digest now',
  summary: "Post this channel's week here",
  audience: 'public',
  doors: 'all',
  args: [daysArg],
  examples: ['digest now', 'digest now 30'],
  async run({ actor, args }, core) {
    return show(digestView(await core.digests.compose(actor, args.days ?? aWeek)));
  },
});

export const digestPreview = command({
  name: 'digest preview',
  summary: "See this channel's week, for yourself",
  audience: 'private',
  doors: 'all',
  args: [daysArg],
  phrases: [
    {
      like: 'what did I miss?',
      pattern: /^(?:what did (?:i|we) miss|what happened this week)\W*$/i,
    },
  ],
  async run({ actor, args }, core) {
    return show(digestView(await core.digests.compose(actor, args.days ?? aWeek)));
  },
});
