import type { Adapter } from '../../adapters/adapter.ts';
import { commands } from '../../commands/index.ts';
import { connectApart } from '../communities.ts';
import { KnownError } from '../errors.ts';
import { type Log, openLog } from '../log.ts';
import type { Config } from './config.ts';
import type { DiscordConfig } from './discord-config.ts';
import { wait } from './machine.ts';
import type { Served } from './served.ts';

const platform = 'discord';
/** About half of the three seconds that Discord waits for an answer. */
const lateAfter = 1_500;

/** Discord: every server that the bot is in. */
export async function openDiscord(served: Served, discord: DiscordConfig): Promise<Adapter> {
  // Discord's SDK takes a while to load: only who needs it waits for it.
  const { createDiscord } = await import('../../adapters/discord/index.ts');
  const { config, world, log } = served;
  const { communities } = world.store;
  if (discord.register) {
    const changes = await register(discord, discord.register.guild, log);
    log.info({ event: 'discord commands', changes });
  }
  const adapter = createDiscord({
    ...served,
    ...discord,
    clock: world.clock,
    lateness: () => served.wait(lateAfter),
    // Slack's server tells of the whole program, where it has one.
    port: config.slack?.http ? undefined : config.port,
    connect: (guild) => connectApart(world, { ...guild, platform }, served.into),
    disconnect: (guild) => communities.leave(platform, guild, world.clock()),
  });
  // What the gateway's own handlers throw at a dispatch that they cannot read reaches only the process.
  process.on('unhandledRejection', (error) => {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    if (/node_modules[\\/]@discordjs[\\/]ws[\\/]/.test(stack)) adapter.malformed(error);
  });
  return adapter;
}

/**
 * Registers the commands with Discord in one go, and says what changed.
 * @throws KnownError 'unavailable' when there is no token, or Discord does not take it.
 */
export async function registerDiscord(
  { discord, logLevel, logFile }: Config,
  guild: string | undefined,
): Promise<string> {
  if (!discord) {
    throw new KnownError('unavailable', 'Set DISCORD_TOKEN first: docs/discord.md says how.');
  }
  return register(discord, guild, openLog(logLevel, logFile ?? null));
}

async function register(
  discord: DiscordConfig,
  guild: string | undefined,
  log: Log,
): Promise<string> {
  const { registerCommands } = await import('../../adapters/discord/registering.ts');
  return registerCommands({ ...discord, guild, commands, log, wait });
}
