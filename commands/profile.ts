import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { memberArg, theMember } from './references.ts';
import { profileView } from './views/experts.ts';

export const profile = command({
  name: 'profile show',
  summary: 'What is known about you, or another member',
  group: 'What is known about you, or another member',
  audience: 'private',
  doors: 'all',
  args: [{ ...memberArg, required: false }],
  examples: ['profile show', 'profile show @ana'],
  phrases: [
    { like: 'who am I?', pattern: /^(?:who am i|what do you know about me)\W*$/i },
    { like: 'profile', pattern: /^profile(?:\s+(@\S+))?\s*$/i },
  ],
  async run({ actor, args }, core) {
    const member = args.member ? await theMember(core, actor, args.member) : actor.member;
    const left = member.id === actor.memberId ? await core.approaches.left(actor) : undefined;
    return show(profileView(await core.members.profile(actor, member), left));
  },
});
