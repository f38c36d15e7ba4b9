import { setTimeout } from 'node:timers/promises';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import { connectApart } from '../communities.ts';
import type { Config } from '../config.ts';
import { createCore } from '../core.ts';
import type { DiscordConfig } from '../discord-config.ts';
import { KnownError } from '../errors.ts';
import { openLog } from '../log.ts';
import type { World } from '../world.ts';

const platform = 'discord';
/** About half of the three seconds that Discord waits for an answer. */
const lateAfter = 1_500;

const pause = (ms: number) => setTimeout(ms, undefined, { ref: false });

/** Serves the servers that the bot is in until it is told to stop, or Discord does not take it any more. */
export async function serveDiscord(options: {
  readonly config: Config;
  readonly discord: DiscordConfig;
  readonly world: World;
  /** The community that servers join. */
  readonly into: string | undefined;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
}): Promise<void> {
  const { config, discord, world, into, random } = options;
  // Discord's SDK takes a while to load: only who needs it waits for it.
  const { createDiscord } = await import('../../adapters/discord/index.ts');
  const { openHealth } = await import('../../adapters/health.ts');
  const log = openLog(config.logLevel, config.logFile ?? null);
  const core = createCore(world);
  await core.forgetOld();
  if (discord.register) log.info({ event: 'discord commands', changes: await register(config) });
  const adapter = createDiscord({
    ...discord,
    random,
    core,
    log,
    clock: world.clock,
    wait: pause,
    lateness: () => pause(lateAfter),
    connect: (guild) => connectApart(world, { ...guild, platform }, into),
    disconnect: (guild) => world.store.communities.disconnect(platform, guild),
  });
  const isPortFree = config.port !== undefined && config.slack?.http === undefined;
  const health = isPortFree
    ? await openHealth({ port: config.port ?? 0, notReady: adapter.trouble, log })
    : undefined;
  const stop = () => void adapter.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const letGo = guard(adapter.malformed);
  try {
    await adapter.start(createBot({ commands, core, log }));
    log.info({ event: 'stopped' });
  } finally {
    letGo();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await health?.close();
  }
}

/**
 * What the gateway's own handlers throw at a dispatch that they cannot read reaches nobody but the
 * process: it is counted, and no reason to end. Everything else ends the process, as without this.
 */
function guard(malformed: (error: unknown) => void): () => void {
  const hear = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    if (!/node_modules[\\/]@discordjs[\\/]ws[\\/]/.test(stack)) throw error;
    malformed(error);
  };
  process.on('unhandledRejection', hear).on('uncaughtException', hear);
  return () => void process.off('unhandledRejection', hear).off('uncaughtException', hear);
}

/**
 * Registers the commands with Discord in one go, and says what changed.
 * @throws KnownError 'unavailable' when there is no token, or Discord does not take it.
 */
export async function registerDiscord(config: Config, guild: string | undefined): Promise<string> {
  if (!config.discord) {
    throw new KnownError('unavailable', 'Set DISCORD_TOKEN first: docs/discord.md says how.');
  }
  return register({ ...config, discord: { ...config.discord, register: { guild } } });
}

async function register(config: Config): Promise<string> {
  const { discord } = config;
  const { registerCommands } = await import('../../adapters/discord/registering.ts');
  const log = openLog(config.logLevel, config.logFile ?? null);
  return discord
    ? registerCommands({ ...discord, guild: discord.register?.guild, commands, log, wait: pause })
    : '';
}
