#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Argument, Command } from 'commander';
import { createConsole } from '../adapters/console/index.ts';
import { createCourier } from '../adapters/courier.ts';
import { commands } from '../commands/index.ts';
import { createBot } from '../commands/kit/bot.ts';
import manifest from '../package.json' with { type: 'json' };
import { chooseCommunity } from './communities.ts';
import { type Config, readConfig } from './config.ts';
import { createCore } from './core.ts';
import { KnownError, sentenceFor } from './errors.ts';
import { openLog } from './log.ts';
import { registerDiscord } from './main/discord.ts';
import { serve } from './main/serve.ts';
import { indexStale } from './search/documents.ts';
import { embedderOf } from './search/embeddings.ts';
import { languages } from './search/stemmers.ts';
import { openStore, type Store } from './store/store.ts';
import { exportEntries } from './transfer/export.ts';
import { importEntries } from './transfer/import.ts';
import { writeJsonLines } from './transfer/jsonl.ts';
import { describeImport } from './transfer/report.ts';
import { seed } from './transfer/seed.ts';
import { type SourceOptions, sources } from './transfer/sources.ts';

const sample = {
  file: join(import.meta.dirname, '../data/sample.jsonl'),
  community: 'Software Craft',
};
const newRef = () => crypto.randomUUID();
const clock = () => Date.now();

interface StartOptions {
  readonly as?: string;
  readonly in?: string;
  readonly community?: string;
  readonly script?: string;
}

/** The main job: every adapter that is configured; without any, a community in this terminal. */
async function start(config: Config, options: StartOptions): Promise<void> {
  if ((config.slack || config.discord) && options.script === undefined) {
    await startServing(config, options.community);
    // A call that a platform has not answered by now would keep the process alive.
    process.exit();
  }
  await seed(config.database, sample, clock(), newRef);
  await withStore(openStore(config.database), async (store) => {
    const logFile = config.logFile ?? join(dirname(config.database), 'praxis.log');
    const log = openLog(config.logLevel, logFile);
    const community = await chooseCommunity(store, options.community);
    const workspace = 'terminal';
    const place = { communityId: community.id, platform: 'console', externalId: workspace };
    await store.communities.connect({ ...place, name: 'Terminal' }, clock());
    const embedder = embedderOf(config.embeddings, log, clock);
    const core = createCore({ store, clock, newRef, embedder });
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
    const courier = createCourier({ core, adapters: [terminal], log, random: Math.random });
    const stop = () => void terminal.stop();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    log.info({ event: 'started', version: manifest.version, platform: terminal.platform });
    courier.start();
    core.ready().catch((error: unknown) => log.error({ event: 'index failed', err: error }));
    await terminal.start(bot);
    await courier.stop();
    core.close();
    log.info({ event: 'stopped' });
  });
}

/** Serves the platforms that are configured until it is told to stop. */
async function startServing(config: Config, into?: string): Promise<void> {
  await withStore(openStore(config.database), async (store) => {
    await indexStale(store, (count) => progress(`made ${count} searchable`));
    const world = { store, clock, newRef };
    await serve({ config, world, into, newBytes: randomBytes, random: Math.random });
  });
}

/** For when PRAXIS_SECRET_KEY is lost: nothing that was sealed with it stands in the way of a new one. */
async function forgetTokens(config: Config): Promise<void> {
  await withStore(openExisting(config), async (store) => {
    const count = await store.installations.parkAll(clock());
    console.log(`Forgot the tokens of ${count} installations. Each has to install Praxis again.`);
  });
}

/** Closes the store, whatever becomes of its use. */
async function withStore(store: Store, use: (store: Store) => Promise<void>): Promise<void> {
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

async function importFrom(
  config: Config,
  kind: keyof typeof sources,
  path: string,
  options: SourceOptions & { readonly into?: string },
): Promise<void> {
  if (!existsSync(path)) {
    throw new KnownError('not_found', `There is nothing at ${path}. Check the path.`);
  }
  await withStore(openStore(config.database), async (store) => {
    const into = options.into ?? (await chooseCommunity(store, undefined)).name;
    const { read, keepAccepted } = sources[kind];
    const report = await importEntries({
      store,
      into,
      entries: read(path, options),
      newRef,
      now: clock(),
      keepAccepted,
      onProgress: ({ read: count }) => progress(`read ${count}`),
    });
    const indexed = await indexStale(store, (count) => progress(`made ${count} searchable`));
    console.log(describeImport(report, indexed));
  });
}

/** One line that is written over on a terminal; a log file gets none. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}

async function exportTo(config: Config, file: string, name: string | undefined): Promise<void> {
  await withStore(openExisting(config), async (store) => {
    const community = await chooseCommunity(store, name);
    const lines = await store.read((tables) =>
      writeJsonLines(file, exportEntries(tables, community.id)),
    );
    console.log(`Wrote ${lines} lines of "${community.name}" to ${file}.`);
  });
}

async function speak(
  config: Config,
  language: string | undefined,
  name: string | undefined,
): Promise<void> {
  await withStore(openExisting(config), async (store) => {
    const community = await chooseCommunity(store, name);
    const { searchSettings } = createCore({ store, clock, newRef });
    if (language !== undefined) await searchSettings.setLanguage(community.id, language);
    const { language: now } = await searchSettings.of(community.id);
    console.log(`"${community.name}" is read as ${now}.`);
  });
}

async function backupTo(config: Config, file: string): Promise<void> {
  await withStore(openExisting(config), async (store) => {
    await store.backup(file);
    console.log(`Wrote a backup of ${config.database} to ${file}.`);
  });
}

/** @throws KnownError when there is no such database: what is to be saved must be there. */
function openExisting(config: Config): Store {
  if (existsSync(config.database)) return openStore(config.database);
  throw new KnownError('not_found', `There is no database ${config.database}. Check --db.`);
}

/** The settings of the environment and of `.env`, with the database that the command line names. */
function settings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const { db } = program.opts<{ db?: string }>();
  return { ...config, database: db ?? config.database };
}

/** A file or folder that cannot be used, as a sentence; undefined for any other error. */
function pathProblem(error: unknown): KnownError | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof path !== 'string' || !/^(ENOENT|EISDIR|ENOTDIR|EACCES|EPERM|EROFS)$/.test(`${code}`)) {
    return undefined;
  }
  return new KnownError(
    'not_found',
    `${path} cannot be used (${code}). Check the path, and what this user may read and write.`,
  );
}

// The database, its log and what is written from it are for this user alone.
process.umask(0o077);

const program = new Command('praxis')
  .description('A community of practice in a chat: ask, answer, keep what worked, find who knows.')
  .version(manifest.version)
  .option('--db <file>', 'the database file, instead of PRAXIS_DB')
  .showHelpAfterError()
  .addHelpText(
    'after',
    '\nStarting takes options too: praxis --as bruno --in databases --script lines.txt',
  );

program
  .command('start', { isDefault: true })
  .description(
    'start Praxis: Slack, Discord or both by its settings, or a community in this terminal',
  )
  .option('--as <handle>', 'the member you are')
  .option('--in <channel>', 'the channel you stand in')
  .option('--community <name>', 'which community of the database')
  .option('--script <file>', 'read lines from a file and write plain text')
  .action((options: StartOptions) => start(settings(), options));

program
  .command('import')
  .description('import a community; importing it again changes nothing')
  .addArgument(new Argument('<kind>', 'what it comes from').choices(Object.keys(sources)))
  .argument('<path>', 'the folder or file')
  .option('--into <community>', 'the community, made when it is not there')
  .option('--all-threads', 'Slack: every thread that starts with a question')
  .option('--marks <emoji...>', 'Slack: reactions that mark an answer')
  .action((kind: keyof typeof sources, path: string, options) =>
    importFrom(settings(), kind, path, options),
  );

program
  .command('export')
  .description('write a community to a file, as JSON Lines')
  .argument('<file>', 'a new file')
  .option('--community <name>', 'which community of the database')
  .action((file: string, options: { community?: string }) =>
    exportTo(settings(), file, options.community),
  );

const slack = program.command('slack').description('what Slack needs to know');

slack
  .command('manifest')
  .description("print the app's manifest, for https://api.slack.com/apps?new_app=1")
  .option('--rotate', 'with tokens that end after 12 hours, and are renewed')
  .action(async ({ rotate }: { rotate?: boolean }) => {
    const { toManifest } = await import('../adapters/slack/register.ts');
    const { slack: given, url } = settings();
    const hasSocket = url === undefined || given?.appToken !== undefined;
    const more = { url, hasSocket, isRotating: rotate ?? false };
    console.log(JSON.stringify(toManifest(commands, given?.prefix, more), null, 2));
  });

slack
  .command('forget-tokens')
  .description('delete the tokens of every workspace, for when PRAXIS_SECRET_KEY is lost')
  .action(() => forgetTokens(settings()));

program
  .command('language')
  .description(`how a community's words are read: ${languages.join(', ')}`)
  .argument('[language]', 'the language; without one, says which it is')
  .option('--community <name>', 'which community of the database')
  .action((language: string | undefined, options: { community?: string }) =>
    speak(settings(), language, options.community),
  );

program
  .command('discord')
  .description('what Discord needs to know')
  .command('register')
  .description('register the commands, everywhere or in one server, and say what changed')
  .option('--guild <id>', 'the server; without it, everywhere')
  .action(async ({ guild }: { guild?: string }) => {
    console.log(await registerDiscord(settings(), guild));
  });

program
  .command('backup')
  .description('copy the database while it is in use')
  .argument('<file>', 'a new file')
  .action((file: string) => backupTo(settings(), file));

try {
  await program.parseAsync();
} catch (error) {
  const reference = newRef().slice(0, 8);
  const known = error instanceof KnownError ? error : pathProblem(error);
  if (!known) openLog('error', null).error({ reference, err: error });
  console.error(sentenceFor(known ?? error, reference));
  process.exitCode = 1;
}
