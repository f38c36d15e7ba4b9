import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { pageView } from './views/privacy-page.ts';

export const privacyPage = command({
  name: 'privacy page',
  summary: 'Whether a public handbook names you, and has a page on you',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'state',
      kind: 'choice',
      choices: ['on', 'off'],
      summary: 'on or off; off unless you say on',
      required: false,
    },
  ],
  examples: ['privacy page', 'privacy page on'],
  async run({ actor, args }, core) {
    const { page, unlisted } =
      args.state === undefined
        ? await core.preferences.of(actor)
        : await core.preferences.onPage(actor, args.state === 'on');
    return show(pageView(page, unlisted));
  },
});
