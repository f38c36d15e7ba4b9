import type { Adapter } from '../../adapters/adapter.ts';
import { connectWorkspace } from '../communities.ts';
import { createInstallations } from '../installations.ts';
import { createVault } from '../vault.ts';
import type { Served } from './served.ts';
import type { SlackConfig } from './slack-config.ts';

/** Slack: the workspace of its token, or all that install Praxis. */
export async function openSlack(served: Served, slack: SlackConfig): Promise<Adapter> {
  // Slack's SDK takes a while to load: only who needs it waits for it.
  const { createSlack } = await import('../../adapters/slack/index.ts');
  const { world, into } = served;
  const vault = slack.oauth && createVault(slack.oauth.key, served.newBytes);
  const installations = vault && createInstallations({ ...world, vault, into });
  return createSlack({
    ...served,
    ...slack,
    installing: slack.oauth && vault && installations && { ...slack.oauth, vault, installations },
    clock: world.clock,
    connect: (workspace) => connectWorkspace(world, { ...workspace, platform: 'slack' }, into),
  });
}
