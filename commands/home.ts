import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { homeView } from './views/home.ts';

const aFew = { limit: 5, offset: 0 };
const theNewest = { limit: 3, offset: 0 };

/** Nothing, or what people say first to someone new. */
const greeting = /^(?:(?:hi|hey|hello|hallo|hola)(?: there| praxis)?[!.,\s]*)?$/i;

export const home = command({
  name: 'home',
  summary: 'What waits for you, what you know, and what is kept',
  audience: 'private',
  doors: 'all',
  args: [],
  phrases: [{ like: 'hello', pattern: greeting }],
  async run({ actor }, core) {
    const mine = { authorId: actor.memberId, state: 'open' } as const;
    const [asked, forMe, expertise, preferences, left, digest, kept] = await Promise.all([
      core.questions.list(actor, mine, aFew),
      core.questions.forExpert(actor, aFew),
      core.expertise.of(actor, actor.member),
      core.preferences.of(actor),
      core.approaches.left(actor),
      core.digests.schedules.ofMember(actor),
      core.snippets.newest(actor, theNewest),
    ]);
    const { pausedUntil } = preferences;
    const paused = pausedUntil !== null && pausedUntil > core.clock() ? pausedUntil : undefined;
    return show(homeView({ asked, forMe, expertise, paused, left, digest, kept }));
  },
});
