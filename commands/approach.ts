import { canonicalTag } from '../src/tags.ts';
import { fitsButton } from './kit/call.ts';
import { command } from './kit/command.ts';
import { revise, show } from './kit/reply.ts';
import { say } from './kit/text.ts';
import { memberArg, tagArg, theMember } from './references.ts';
import { approachReplyView, madeView } from './views/approaches.ts';
import { doneView } from './views/questions.ts';

/** Members asking each other by name, from what `find-expert` shows. */

const topicArg = {
  name: 'topic',
  kind: 'line',
  max: 300,
  summary: 'what it is about, in a few words',
  required: false,
} as const;

function asking(name: string, summary: string, kind: 'ask' | 'introduce', wish: string) {
  return command({
    name,
    summary,
    audience: 'private',
    doors: 'button',
    args: [
      memberArg,
      { name: 'words', kind: 'text', max: 1_000, summary: wish, required: true },
      topicArg,
    ],
    async run({ actor, args: { words, ...args } }, core) {
      const member = await theMember(core, actor, args.member);
      const wanted = { kind, member, topic: args.topic ?? '', words };
      return show(madeView(await core.approaches.make(actor, wanted), member, wanted));
    },
  });
}

export const askThem = asking(
  'ask-them',
  'Ask this person, in private',
  'ask',
  'what you would like to know; they see it with your name',
);
export const introduceUs = asking(
  'introduce-us',
  'Be introduced to this person',
  'introduce',
  'why you would like to meet; they see it with your name',
);

/** One word, so that a member may be named behind it. */
const oneTagArg = {
  ...tagArg,
  kind: 'reference',
  example: 'postgres',
  canonical: canonicalTag,
} as const;

export const nominate = command({
  name: 'expertise nominate',
  summary: 'Ask somebody whether people may go to them for a topic, for curators',
  audience: 'private',
  doors: 'all',
  args: [oneTagArg, { ...memberArg, required: false }],
  examples: ['expertise nominate postgres', 'expertise nominate postgres @greta'],
  async run({ actor, args }, core) {
    const named = args.member ? await theMember(core, actor, args.member) : undefined;
    const member = await core.approaches.nominate(actor, args.tag, named);
    const wanted = { kind: 'nominate', topic: args.tag, words: '' } as const;
    if (member) return show(madeView(true, member, wanted));
    if (named) return show(madeView(false, named, wanted));
    const ask = { name: 'expertise who-else', args: { tag: args.tag } };
    const text = say`Nobody beside those who know it already is available now. Ask the channel, or name somebody.`;
    return show(
      doneView(text, fitsButton(ask) ? [{ label: 'Ask who else knows', call: ask }] : []),
    );
  },
});

const approachArg = {
  name: 'approach',
  kind: 'number',
  min: 1,
  max: 999_999_999,
  summary: 'which',
  required: true,
} as const;

function saying(name: string, summary: string, said: 'yes' | 'no' | 'less') {
  return command({
    name,
    summary,
    audience: 'private',
    doors: 'button',
    args: [approachArg],
    async run({ actor, args }, core) {
      return revise(
        approachReplyView(await core.approaches.answer(actor, args.approach, said), said),
      );
    },
  });
}

export const yesToApproach = saying('approach-yes', 'Say yes to who asks you', 'yes');
export const noToApproach = saying('approach-no', 'Say not now to who asks you', 'no');
export const lessApproach = saying('approach-less', 'Be asked less often', 'less');
