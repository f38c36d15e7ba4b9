import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import {
  isItYouView,
  linkedView,
  ownCodeView,
  reachView,
  twinsView,
  unlinkedView,
} from './views/profile-links.ts';

const idArg = { kind: 'number', min: 1, max: 1e9, summary: 'which one', required: true } as const;

/** One person with two accounts: a code made with one, typed with the other. */
export const linkProfile = command({
  name: 'profile link',
  summary: 'Say that you have an account on another platform, too',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'code',
      kind: 'line',
      max: 40,
      summary: 'the code that you were shown there',
      required: false,
    },
  ],
  examples: ['profile link', 'profile link K7RM-2QXD'],
  async run({ actor, args }, core) {
    if (args.code === undefined) return show(ownCodeView(await core.accountLinks.makeCode(actor)));
    const { code, other } = await core.accountLinks.typeCode(actor, args.code);
    return show(isItYouView(code, other, actor.member));
  },
});

export const yesProfile = command({
  name: 'accounts-yes',
  summary: 'Say that the other account is yours',
  audience: 'private',
  doors: 'button',
  args: [{ ...idArg, name: 'code' }],
  run: async ({ actor, args }, core) =>
    revise(linkedView(await core.accountLinks.link(actor, args.code))),
});

export const unlinkProfile = command({
  name: 'profile unlink',
  summary: 'Part your accounts again',
  audience: 'private',
  doors: 'all',
  args: [],
  examples: ['profile unlink'],
  run: async ({ actor }, core) => show(twinsView(await core.accountLinks.of(actor))),
});

export const partProfile = command({
  name: 'accounts-part',
  summary: 'Part these accounts',
  audience: 'private',
  doors: 'button',
  args: [{ ...idArg, name: 'twin' }],
  async run({ actor, args }, core) {
    await core.accountLinks.unlink(actor, args.twin);
    return revise(unlinkedView());
  },
});

export const reachProfile = command({
  name: 'profile reach',
  summary: 'On which platform you are told things in private',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'platform',
      kind: 'line',
      max: 32,
      summary: 'slack or discord; `last`: where you were last',
      required: false,
    },
  ],
  examples: ['profile reach', 'profile reach discord', 'profile reach last'],
  async run({ actor, args }, core) {
    const wanted = args.platform?.trim().toLowerCase();
    if (wanted !== undefined) {
      await core.accountLinks.setReach(actor, wanted === 'last' ? null : wanted);
    }
    return show(reachView(await core.accountLinks.of(actor)));
  },
});
