import type { Core } from '../src/core.ts';
import type { Actor } from '../src/model.ts';
import { command } from './kit/command.ts';
import { type Card, show } from './kit/reply.ts';
import { code, say } from './kit/text.ts';
import type { View } from './kit/view.ts';
import { questionCard } from './views/questions.ts';

/** Open questions whose cards may come late. */
const mostCards = 20;

/** What whoever brought us into a channel is told, once; and the cards that wait for it. */
export const welcome = command({
  name: 'welcome',
  summary: 'What I do in this channel',
  audience: 'private',
  doors: 'button',
  args: [],
  async run({ actor }, core) {
    return show(welcomeView(actor.channel.name), await cardsOwed(core, actor));
  },
});

/** The open questions of the channel that have no card there: nothing could be posted. */
async function cardsOwed(core: Core, actor: Actor): Promise<readonly Card[]> {
  const { channelId } = actor;
  const filter = { state: 'open', channelId } as const;
  const open = await core.questions.list(actor, filter, { limit: mostCards, offset: 0 }, 'oldest');
  const cards = open.items.map(async ({ number }) => {
    const thread = await core.questions.thread(actor, number);
    const card = thread && questionCard(thread);
    const known = card && (await core.cards.find(channelId, card.key));
    return card && !known?.message ? [card] : [];
  });
  return (await Promise.all(cards)).flat();
}

function welcomeView(channel: string): View {
  return {
    name: 'welcome',
    title: say`Thank you for inviting me to #${channel}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'ask How do I …', value: ['asks the community, here'] },
          { label: 'find-expert <topic>', value: ['finds who knows'] },
          { label: 'digest preview', value: ['shows the week of this channel'] },
          {
            label: 'settings',
            value: [
              'what is set here, and how to change it; I listen to nothing until a curator says so',
            ],
          },
        ],
      },
      {
        kind: 'note',
        text: say`Mention me with any of these, or in your own words. ${code('help')} lists the rest.`,
      },
    ],
  };
}
