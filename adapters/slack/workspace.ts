import type { Bot } from '../../commands/kit/bot.ts';
import type { Core } from '../../src/core.ts';
import { unreachable } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { createCards } from './cards.ts';
import { createDelivery } from './delivery.ts';
import { createDirectory } from './directory.ts';
import type { Heard, Self } from './heard.ts';
import { type Ack, createHearing } from './hearing.ts';
import type { Web } from './web.ts';

export type Workspace = ReturnType<typeof createWorkspace>;

/** Praxis in one workspace: its token, what it learned of people and channels, and its cards are its own. */
export function createWorkspace(options: {
  readonly bot: Bot;
  readonly core: Pick<Core, 'members' | 'drafts' | 'accounts' | 'cards'>;
  readonly web: Web;
  readonly self: Self;
  readonly prefix: string;
  readonly log: Log;
  readonly clock: () => number;
}) {
  const { web, self, log, clock } = options;
  const directory = createDirectory(web, clock);
  const delivery = createDelivery(web);
  const cards = createCards({
    web,
    cards: options.core.cards,
    workspaceId: () => self.workspaceId,
    log,
  });
  const hearing = createHearing({ ...options, directory, delivery, cards });

  async function act(heard: Heard, ack: Ack): Promise<void> {
    switch (heard.kind) {
      case 'submission':
        return hearing.submission(heard, ack);
      case 'suggestion':
        return hearing.suggestion(heard, ack);
      case 'slash':
        await ack();
        return hearing.slash(heard);
      case 'mention':
        return hearing.mention(heard);
      case 'home opened':
        return hearing.homeOpened(heard);
      case 'global shortcut':
        await ack();
        return hearing.globalShortcut(heard);
      case 'press':
        await ack();
        return hearing.press(heard);
      case 'channel changed':
        return directory.forgetChannel(heard.channel);
      case 'user changed':
        return directory.forgetUser(heard.user);
      case 'uninstalled':
        return web.park('uninstalled');
      default:
        return unreachable(heard);
    }
  }

  return {
    /** The user that we are in it. */
    bot: self.bot,
    /** Why it is not served any more; undefined while it is. */
    parked: () => web.parked(),
    /** Does what a delivery asks for. What breaks is said to who is waiting. */
    hear: (heard: Heard, ack: Ack): Promise<void> =>
      act(heard, ack).catch((error: unknown) => hearing.broke(error, heard)),
  };
}
