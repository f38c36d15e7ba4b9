import { KnownError } from '../src/errors.ts';
import { muteable } from '../src/notices/mutes.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import { mutesView } from './views/mutes.ts';
import { doneView } from './views/questions.ts';

const kindArg = {
  name: 'kind',
  kind: 'choice',
  choices: muteable,
  summary: 'what it is about',
  required: true,
} as const;

export const noticesList = command({
  name: 'notices list',
  summary: 'See what you are told in private, and turn it off or on',
  group: 'What you are told in private',
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    return show(mutesView(await core.mutes.of(actor)));
  },
});

export const noticesOff = command({
  name: 'notices off',
  summary: 'Be told no more of one kind',
  audience: 'private',
  doors: 'all',
  args: [kindArg],
  examples: ['notices off helped'],
  async run({ actor, args }, core) {
    await core.mutes.turnOff(actor, args.kind);
    const undo = { label: 'Undo', call: { name: 'notices on', args: { kind: args.kind } } };
    return show(
      doneView(say`No more of these. ${code('notices list')} shows what is off.`, [undo]),
    );
  },
});

export const noticesOn = command({
  name: 'notices on',
  summary: 'Be told of one kind again',
  audience: 'private',
  doors: 'all',
  args: [kindArg],
  async run({ actor, args }, core) {
    await core.mutes.turnOn(actor, args.kind);
    return show(doneView(say`You are told again: ${args.kind}.`));
  },
});

export const noticesResend = command({
  name: 'notices resend',
  summary: 'Send again what could not be delivered; for admins',
  forRole: 'admin',
  audience: 'private',
  doors: 'all',
  args: [
    { name: 'notice', kind: 'number', min: 1, max: 1e9, summary: 'its number', required: true },
  ],
  async run({ actor, args }, core) {
    if (await core.notices.resend(actor, args.notice)) {
      return show(
        doneView(say`It is sent again now; ${code('doctor')} shows whether it got through.`),
      );
    }
    throw new KnownError(
      'not_found',
      `There is no failed notice ${args.notice} here. \`doctor\` lists what could not be delivered.`,
    );
  },
});
