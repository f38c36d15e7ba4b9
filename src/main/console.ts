import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Adapter } from '../../adapters/adapter.ts';
import { createConsole } from '../../adapters/console/index.ts';
import { createCourier } from '../../adapters/courier.ts';
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/kit/bot.ts';
import manifest from '../../package.json' with { type: 'json' };
import { chooseCommunity, connectTerminal } from '../communities.ts';
import { createCore } from '../core.ts';
import { openLog } from '../log.ts';
import { indexStale } from '../search/documents.ts';
import { embedderOf } from '../search/embeddings.ts';
import { openStore } from '../store/store.ts';
import { seed } from '../transfer/seed.ts';
import type { Config } from './config.ts';
import { examineWith } from './examining.ts';
import { keepFile } from './keep-file.ts';
import { clock, newRef, progress, wait, withStore } from './machine.ts';
import { startSweeping } from './sweeping.ts';

const sample = {
  file: join(import.meta.dirname, '../../data/sample.jsonl'),
  community: 'Software Craft',
};

export interface StartOptions {
  readonly as?: string;
  readonly in?: string;
  readonly community?: string;
  readonly script?: string;
}

/** A community in this terminal; in a new database the sample community. */
export async function startConsole(config: Config, options: StartOptions): Promise<void> {
  await seed(config.database, sample, clock(), newRef);
  await withStore(openStore(config.database), async (store) => {
    const logFile = config.logFile ?? join(dirname(config.database), 'praxis.log');
    const log = openLog(config.logLevel, logFile);
    const community = await chooseCommunity(store, options.community);
    const called = options.community ?? community.name;
    const workspace = await connectTerminal({ store, clock }, community, called);
    const embedder = embedderOf(config.embeddings, log, clock);
    const adapters: Adapter[] = [];
    const examine = examineWith({ adapters: () => adapters, log, wait });
    const core = createCore({ store, clock, newRef, embedder, examine });
    await core.members.adoptAll('console', workspace);
    await core.forgetOld();
    // After an update that reads words differently, or an import that was cut off.
    await indexStale(store, (count) => progress(`made ${count} searchable`));
    const bot = createBot({ commands, core, log });
    const input = options.script === undefined ? process.stdin : createReadStream(options.script);
    const isTerminal = options.script === undefined && process.stdin.isTTY && process.stdout.isTTY;
    const terminal = createConsole({
      community,
      workspace,
      members: core.members,
      cards: core.cards,
      newDelivery: newRef,
      keepFile: (name, content) => keepFile(dirname(config.database), name, content),
      input,
      output: process.stdout,
      isTerminal,
      isColoured: isTerminal && !config.noColour,
      width: () => (process.stdout.isTTY ? process.stdout.columns : 80),
      as: options.as ?? (await core.members.owner(community.id)).handle,
      in: options.in,
      clock,
      heard: async () => void (await courier.run()),
    });
    adapters.push(terminal);
    const courier = createCourier({ core, adapters, log, random: Math.random });
    const stop = () => void terminal.stop();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    log.info({ event: 'started', version: manifest.version, platform: terminal.platform });
    courier.start();
    core.ready().catch((error: unknown) => log.error({ event: 'index failed', err: error }));
    const sweeping = startSweeping(core, log);
    sweeping.again();
    await terminal.start(bot);
    await courier.stop();
    core.close();
    await sweeping.stop();
    log.info({ event: 'stopped' });
  });
}
