import { setTimeout } from 'node:timers/promises';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import { connectWorkspace } from '../communities.ts';
import type { Config, SlackConfig } from '../config.ts';
import { createCore } from '../core.ts';
import { createInstallations } from '../installations.ts';
import { openLog } from '../log.ts';
import { applyRetention } from '../retention.ts';
import { createVault } from '../vault.ts';
import type { World } from '../world.ts';

const day = 24 * 60 * 60 * 1000;

/** Serves Slack until it is told to stop: the workspace of its token, or all that install Praxis. */
export async function serveSlack(options: {
  readonly config: Config;
  readonly slack: SlackConfig;
  readonly world: World;
  /** The community that workspaces join. */
  readonly into: string | undefined;
  readonly newBytes: (count: number) => Uint8Array;
  /** From 0 to 1. */
  readonly random: () => number;
}): Promise<void> {
  const { config, slack, world, into, newBytes } = options;
  // Slack's SDK takes a while to load: only who needs it waits for it.
  const { createSlack } = await import('../../adapters/slack/index.ts');
  const log = openLog(config.logLevel, config.logFile ?? null);
  const core = createCore(world);
  const vault = slack.oauth && createVault(slack.oauth.key, newBytes);
  const installations = vault && createInstallations({ ...world, vault, into });

  async function tidy(): Promise<void> {
    await core.forgetOld();
    const count = await applyRetention(world, config.retentionDays);
    if (count > 0) log.info({ event: 'installations forgotten', count });
  }

  const adapter = createSlack({
    ...slack,
    installing: slack.oauth && vault && installations && { ...slack.oauth, vault, installations },
    core,
    log,
    clock: world.clock,
    wait: (ms) => setTimeout(ms, undefined, { ref: false }),
    random: options.random,
    connect: (workspace) => connectWorkspace(world, { ...workspace, platform: 'slack' }, into),
  });
  const stop = () => void adapter.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await tidy();
  const daily = setInterval(() => {
    tidy().catch((error: unknown) => log.error({ event: 'not tidied', err: error }));
  }, day);
  try {
    await adapter.start(createBot({ commands, core, log }));
  } finally {
    clearInterval(daily);
  }
  log.info({ event: 'stopped' });
}
