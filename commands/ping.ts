import type { Core } from '../src/core.ts';
import type { Actor } from '../src/model.ts';
import type { PingReply } from '../src/notices/pings.ts';
import { command } from './kit/command.ts';
import { revise } from './kit/reply.ts';
import { questionArg } from './references.ts';
import { type PingSaid, pingReplyView } from './views/pings.ts';

/** What an expert who was asked in private can say, each a button of the card that asked. */
function saying(
  name: PingSaid,
  summary: string,
  act: (core: Core, actor: Actor, question: number) => Promise<PingReply>,
) {
  return command({
    name,
    summary,
    audience: 'private',
    doors: 'button',
    args: [questionArg],
    async run({ actor, args }, core) {
      return revise(pingReplyView(name, await act(core, actor, Number(args.question))));
    },
  });
}

export const takePing = saying('take', 'Say that you look into a question', (core, actor, number) =>
  core.pings.take(actor, number),
);
export const passPing = saying('pass', 'Leave a question to others', (core, actor, number) =>
  core.pings.pass(actor, number),
);
export const notMinePing = saying(
  'not-my-area',
  'Say that a question is not your area',
  (core, actor, number) => core.pings.notMine(actor, number),
);
export const lessPing = saying('ask-less', 'Be asked less often', (core, actor, number) =>
  core.pings.less(actor, number),
);

export const laterPing = command({
  name: 'later',
  summary: 'Be reminded of a question later',
  audience: 'private',
  doors: 'button',
  args: [
    questionArg,
    {
      name: 'when',
      kind: 'choice',
      choices: ['tonight', 'tomorrow', 'monday'],
      summary: 'when to be reminded',
      required: true,
    },
  ],
  async run({ actor, args }, core) {
    const reply = await core.pings.later(actor, Number(args.question), args.when);
    return revise(pingReplyView('later', reply));
  },
});
