import type { Adapter } from '../../adapters/adapter.ts';
import { type Courier, createCourier } from '../../adapters/courier.ts';
import { commands } from '../../commands/index.ts';
import { type Bot, createBot } from '../../commands/kit/bot.ts';
import { createCore } from '../core.ts';
import { learnWhoAnswers } from '../experts/learn.ts';
import { openLog } from '../log.ts';
import { applyRetention } from '../retention.ts';
import { embedderOf } from '../search/embeddings.ts';
import { backUpDaily } from './backups.ts';
import { openDiscord } from './discord.ts';
import { examineWith } from './examining.ts';
import { wait } from './machine.ts';
import type { Served, Serving } from './served.ts';
import { openSlack } from './slack.ts';
import { startSweeping } from './sweeping.ts';

const day = 24 * 60 * 60 * 1000;

/** Serves every platform that is configured, in one process, until it is told to stop. */
export async function serve(serving: Serving): Promise<void> {
  const { config, world } = serving;
  const log = openLog(config.logLevel, config.logFile ?? null);
  const embedder = embedderOf(config.embeddings, log, world.clock);
  let adapters: readonly Adapter[] = [];
  const examine = examineWith({ adapters: () => adapters, log, wait });
  const core = createCore({ ...world, embedder, examine });
  adapters = await openAdapters({ ...serving, core, log, wait });
  const courier = createCourier({ core, adapters, log, random: serving.random });
  const bot = poking(createBot({ commands, core, log }), courier);

  async function learn(): Promise<void> {
    const count = await learnWhoAnswers(world);
    if (count > 0) log.info({ event: 'learned who answers', communities: count });
  }

  async function tidy(): Promise<void> {
    await core.forgetOld();
    const count = await applyRetention(world, config.retentionDays);
    if (count > 0) log.info({ event: 'installations forgotten', count });
    try {
      const file = await backUpDaily(world, config.backups);
      if (file !== undefined) log.info({ event: 'backed up', file });
    } catch (error) {
      // Nobody is left unserved for it; `doctor` tells.
      log.error({ event: 'not backed up', err: error });
    }
  }

  const sweeping = startSweeping(core, log);
  // The usual weights do, until it succeeds.
  const notLearned = (error: unknown) => log.error({ event: 'not learned', err: error });
  const stop = () => {
    for (const adapter of adapters) void adapter.stop();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  // Whatever an SDK stumbles over in one delivery is no reason to leave everybody else.
  process.on('unhandledRejection', (error) => log.error({ event: 'unhandled', err: error }));
  await tidy();
  const daily = setInterval(() => {
    sweeping.again();
    tidy().catch((error: unknown) => log.error({ event: 'not tidied', err: error }));
    learn().catch(notLearned);
  }, day);
  courier.start();
  core.ready().catch((error: unknown) => log.error({ event: 'index failed', err: error }));
  sweeping.again();
  learn().catch(notLearned);
  try {
    // One that ends takes the others along: whoever starts processes sees it, and starts all anew.
    const served = adapters.map((adapter) => adapter.start(bot).finally(stop));
    for (const outcome of await Promise.allSettled(served)) {
      if (outcome.status === 'rejected') throw outcome.reason;
    }
  } finally {
    clearInterval(daily);
    await courier.stop();
    await bot.close();
    core.close();
    await sweeping.stop();
  }
  log.info({ event: 'stopped' });
}

async function openAdapters(served: Served): Promise<readonly Adapter[]> {
  const { slack, discord } = served.config;
  return [
    ...(slack ? [await openSlack(served, slack)] : []),
    ...(discord ? [await openDiscord(served, discord)] : []),
  ];
}

/** What follows from an invocation is delivered at once. */
function poking(bot: Bot, courier: Courier): Bot {
  return {
    ...bot,
    async handle(request) {
      const outcome = await bot.handle(request);
      courier.poke();
      return outcome;
    },
  };
}
