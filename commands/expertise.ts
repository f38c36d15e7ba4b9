import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { code, person, say } from './kit/text.ts';
import { memberArg, tagArg, tagsArg, theMember } from './references.ts';
import { expertiseView } from './views/experts.ts';
import { doneView } from './views/questions.ts';

const mustTags = { ...tagsArg, required: true } as const;

const declared = (tags: readonly string[]) =>
  tags.length === 0
    ? say`You declare nothing now.`
    : say`You declare ${tags.map((tag) => `#${tag}`).join(', ')}.`;

export const addExpertise = command({
  name: 'expertise add',
  summary: 'Declare what you know',
  audience: 'private',
  doors: 'all',
  args: [mustTags],
  examples: ['expertise add postgres sql'],
  async run({ actor, args }, core) {
    const tags = await core.expertise.declare(actor, args.tags);
    return show(doneView(say`${declared(tags)} Questions on these may find you.`));
  },
});

export const removeExpertise = command({
  name: 'expertise remove',
  summary: 'Take back what you declared',
  audience: 'private',
  doors: 'all',
  args: [mustTags],
  examples: ['expertise remove sql'],
  async run({ actor, args }, core) {
    return show(doneView(declared(await core.expertise.retract(actor, args.tags))));
  },
});

export const listExpertise = command({
  name: 'expertise list',
  summary: 'What you, or another member, know and what shows it',
  group: 'What you know, and which questions are brought to you',
  audience: 'private',
  doors: 'all',
  args: [{ ...memberArg, required: false }],
  examples: ['expertise list', 'expertise list @ana'],
  async run({ actor, args }, core) {
    const member = args.member ? await theMember(core, actor, args.member) : actor.member;
    const isMe = member.id === actor.memberId;
    const title = isMe ? say`Your expertise` : say`What ${person(member)} knows`;
    const empty = isMe
      ? say`Nothing yet. ${code('expertise add postgres')} declares it; answering shows it.`
      : say`Nothing shown or declared yet.`;
    const left = isMe ? await core.approaches.left(actor) : undefined;
    return show(expertiseView(title, await core.expertise.of(actor, member), empty, left));
  },
});

export const endorseExpertise = command({
  name: 'expertise endorse',
  summary: 'Say that another member knows something',
  audience: 'private',
  doors: 'all',
  args: [memberArg, tagArg],
  examples: ['expertise endorse @greta postgres'],
  async run({ actor, args }, core) {
    const member = await theMember(core, actor, args.member);
    const tag = await core.expertise.endorse(actor, member, args.tag);
    return show(doneView(say`You endorsed ${person(member)} on #${tag}.`));
  },
});
