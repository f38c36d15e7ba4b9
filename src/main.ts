#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Argument, Command } from 'commander';
import { commands } from '../commands/index.ts';
import manifest from '../package.json' with { type: 'json' };
import { chooseCommunity } from './communities.ts';
import { createCore } from './core.ts';
import { KnownError, sentenceFor } from './errors.ts';
import { openLog } from './log.ts';
import { backupTo, restoreFrom, verifyFile } from './main/backups.ts';
import { importFrom } from './main/carrying.ts';
import { type Config, readConfig } from './main/config.ts';
import { type StartOptions, startConsole } from './main/console.ts';
import { registerDiscord } from './main/discord.ts';
import { exportAs, type HandbookOptions, importHandbook } from './main/handbook.ts';
import { clock, newRef, openExisting, progress, withStore } from './main/machine.ts';
import { pathProblem } from './main/path-problem.ts';
import { serve } from './main/serve.ts';
import { indexStale } from './search/documents.ts';
import { languages } from './search/stemmers.ts';
import { openStore } from './store/store.ts';
import { sources } from './transfer/sources.ts';

/** The main job: every platform that is configured; without any, a community in this terminal. */
async function start(config: Config, options: StartOptions): Promise<void> {
  const isServing = (config.slack || config.discord) && options.script === undefined;
  if (!isServing) return startConsole(config, options);
  await startServing(config, options.community);
  // A call that a platform has not answered by now would keep the process alive.
  process.exit();
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

/** The settings of the environment and of `.env`, with the database that the command line names. */
function settings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const { db } = program.opts<{ db?: string }>();
  return { ...config, database: db ?? config.database };
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
  .addArgument(
    new Argument('<kind>', 'what it comes from').choices([...Object.keys(sources), 'markdown']),
  )
  .argument('<path>', 'the folder or file')
  .option('--into <community>', 'the community, made when it is not there')
  .option('--all-threads', 'Slack: every thread that starts with a question')
  .option('--marks <emoji...>', 'Slack: reactions that mark an answer')
  .option('--as <handle>', 'Markdown: the member whose edits these are')
  .option('--channel <name>', 'Markdown: where new snippets belong whose file names no channel')
  .option('--overwrite', 'Markdown: where a snippet was changed here too, the file counts')
  .action((kind: keyof typeof sources | 'markdown', path: string, options) =>
    kind === 'markdown'
      ? importHandbook(settings(), path, options)
      : importFrom(settings(), kind, path, options),
  );

program
  .command('export')
  .description('write a community to a file, as JSON Lines; or what it has kept, as a handbook')
  .argument('[file]', 'a new file for everything, as JSON Lines')
  .option('--community <name>', 'which community of the database')
  .option('--markdown <folder>', 'a handbook in Markdown, which can be edited and imported again')
  .option('--site <folder>', 'a handbook as a web site')
  .option('--public', 'a handbook for everyone: names only of who agreed')
  .option('--anonymous', 'a handbook for everyone: no names, and no links to where it was said')
  .option('--channel <name...>', 'in the handbook, also what was said in these private channels')
  .action((file: string | undefined, options: HandbookOptions) =>
    exportAs(settings(), file, options),
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

program
  .command('restore')
  .description(
    'put a backup in the place of the database, which is kept beside it; stop Praxis first',
  )
  .argument('<file>', 'the backup')
  .action((file: string) => restoreFrom(settings(), file));

program
  .command('verify')
  .description('look through the database, or a backup, and say whether it is sound')
  .argument('[file]', 'a backup; without it, the database')
  .action((file: string | undefined) => verifyFile(settings(), file));

try {
  await program.parseAsync();
} catch (error) {
  const reference = newRef().slice(0, 8);
  const known = error instanceof KnownError ? error : pathProblem(error);
  if (!known) openLog('error', null).error({ reference, err: error });
  console.error(sentenceFor(known ?? error, reference));
  process.exitCode = 1;
}
