import type { Bot } from '../../commands/kit/bot.ts';
import type { View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import { unreachable } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import type { Posted, Recipient } from '../adapter.ts';
import { createDelivery } from './delivery.ts';
import { createDirectory } from './directory.ts';
import { createExamine } from './examine.ts';
import type { Heard, Self } from './heard.ts';
import { type Ack, createHearing } from './hearing.ts';
import { createPosts } from './posts.ts';
import { createSlashes } from './slashes.ts';
import type { Web } from './web.ts';

/** What is said in a workspace, while it is one of ours. */
type Said = Exclude<Heard, { kind: 'uninstalled' }>;

export type Workspace = ReturnType<typeof createWorkspace>;

/** Praxis in one workspace: its token, what it learned of people and channels, and its cards are its own. */
export function createWorkspace(options: {
  readonly bot: Bot;
  readonly core: Pick<Core, 'members' | 'drafts' | 'accounts' | 'cards' | 'channels'>;
  readonly web: Web;
  readonly self: Self;
  readonly prefix: string;
  readonly log: Log;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
}) {
  const { core, web, self, clock } = options;
  const directory = createDirectory(web, clock, self);
  const delivery = createDelivery(web);
  const slashes = createSlashes(options.bot.commands, options.prefix);
  const workspaceId = () => self.workspaceId;
  const posts = createPosts({ ...options, workspaceId, worded: slashes.view });
  const hearing = createHearing({ ...options, directory, delivery, posts });

  async function act(heard: Said, ack: Ack): Promise<void> {
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
      case 'menu':
        await ack();
        return hearing.menu(heard);
      case 'reaction':
        return hearing.reaction(heard);
      case 'said':
        return hearing.said(heard);
      case 'joined':
        return hearing.joined(heard);
      case 'channel changed':
        directory.forgetChannel(heard.channel);
        await core.channels.note(self.workspaceId, heard.channel, heard.change);
        return;
      case 'user changed':
        directory.forgetUser(heard.user);
        return core.accounts.note(self.workspaceId, heard.user, heard.change);
      case 'workspace renamed':
        if ((heard.team ?? self.team) !== self.team) return;
        return core.channels.noteWorkspace(self.workspaceId, heard.name);
      default:
        return unreachable(heard);
    }
  }

  return {
    /** What it is in our own store. */
    id: self.workspaceId,
    post: (to: Recipient, view: View, key: string): Promise<Posted> => posts.post(to, view, key),
    /** What is wrong or missing there. */
    examine: createExamine({ web, self }),
    /** The user that we are in it. */
    bot: self.bot,
    /** Why it is not served any more; undefined while it is. */
    parked: () => web.parked(),
    /** Does what a delivery asks for. What breaks is said to who is waiting. */
    hear: (heard: Said, ack: Ack): Promise<void> =>
      act(heard, ack).catch((error: unknown) => hearing.broke(error, heard)),
  };
}
