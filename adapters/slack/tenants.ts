import type { Bot } from '../../commands/kit/bot.ts';
import type { Route } from './install.ts';
import type { Workspace } from './workspace.ts';

/** The workspaces that one running program serves. A delivery reaches the one it is for, or none. */
export interface Tenants {
  /** What browsers are shown, by path. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Serves with this bot from now on. */
  open(bot: Bot): Promise<void>;
  find(body: unknown): Promise<Workspace | undefined>;
  /** The workspace of that id in our own store. */
  at(workspaceId: number): Promise<Workspace | undefined>;
  /** Slack says that the app was taken away from where the delivery comes from; `at` by Slack's clock. */
  uninstalled(body: unknown, at: number | undefined): Promise<void>;
  /** Why nothing is served any more; undefined while something is. */
  parked(): string | undefined;
}
