import { z } from 'zod';
import { KnownError } from '../../src/errors.ts';
import { addresseeOf } from './addressee.ts';
import type { Self } from './heard.ts';
import type { SlackOptions } from './index.ts';
import type { Tenants } from './tenants.ts';
import { createWeb, type Web } from './web.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** https://docs.slack.dev/reference/methods/auth.test */
const identity = z.object({
  team_id: z.string().min(1),
  team: z.string().default('Slack'),
  user_id: z.string().min(1),
});

/** The one workspace whose token is in the settings. */
export function byToken(options: SlackOptions): Tenants {
  let only: { readonly team: string; readonly web: Web; readonly workspace: Workspace } | undefined;

  /** @throws KnownError 'unavailable' when Slack does not know the token, or cannot be reached. */
  async function identify(web: Web): Promise<Self> {
    const answer = await web.call('auth.test', {});
    if (!answer.ok) {
      throw new KnownError(
        'unavailable',
        `Slack did not take SLACK_BOT_TOKEN (${answer.error}). Install the app to the workspace and copy its Bot User OAuth Token.`,
      );
    }
    const id = identity.parse(answer.body);
    const { id: workspaceId } = await options.connect({ externalId: id.team_id, name: id.team });
    return { team: id.team_id, bot: id.user_id, workspaceId };
  }

  return {
    routes: new Map(),
    async open(bot) {
      const web = createWeb({ ...options, token: options.botToken ?? '' });
      const self = await identify(web);
      const workspace = createWorkspace({ ...options, bot, web, self });
      only = { team: self.team, web, workspace };
    },
    find: async (body) => (addresseeOf(body).team === only?.team ? only?.workspace : undefined),
    at: async (workspaceId) => (only?.workspace.id === workspaceId ? only.workspace : undefined),
    async uninstalled(body) {
      if (addresseeOf(body).team === only?.team) only?.web.park('uninstalled');
    },
    parked: () => only?.web.parked(),
  };
}
