#!/usr/bin/env node
import { createReadStream, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { createConsole } from '../adapters/console/index.ts';
import { commands } from '../commands/index.ts';
import { createBot } from '../commands/kit/bot.ts';
import manifest from '../package.json' with { type: 'json' };
import { type Config, readConfig } from './config.ts';
import { createCore } from './core.ts';
import { KnownError } from './errors.ts';
import { openLog } from './log.ts';
import type { Community } from './model.ts';
import { indexStale } from './search/documents.ts';
import { openStore, type Store } from './store/store.ts';
import { exportEntries } from './transfer/export.ts';
import { type ImportReport, importEntries } from './transfer/import.ts';
import { readJsonLines, writeJsonLines } from './transfer/jsonl.ts';
import { readSlackExport } from './transfer/slack-export.ts';
import { readStackExchange } from './transfer/stackexchange.ts';

const sample = join(import.meta.dirname, '../data/sample.jsonl');
const newRef = () => crypto.randomUUID();
const clock = () => Date.now();

interface GlobalOptions {
  readonly db?: string;
}

interface StartOptions {
  readonly as?: string;
  readonly in?: string;
  readonly script?: string;
  readonly community?: string;
}

interface ImportOptions {
  readonly into?: string;
  readonly allThreads?: boolean;
  readonly mark?: string[];
}

const program = new Command('praxis')
  .description('A community of practice in a chat: ask, answer, keep what worked, find who knows.')
  .version(manifest.version)
  .addOption(new Option('--db <file>', 'the database file').env('PRAXIS_DB'))
  .showHelpAfterError();

program
  .command('start', { isDefault: true })
  .description('start Praxis: without any token, a community in this terminal')
  .option('--as <handle>', 'the member you are')
  .option('--in <channel>', 'the channel you stand in')
  .option('--community <name>', 'which community of the database')
  .option('--script <file>', 'read lines from a file, write plain text')
  .action((options: StartOptions) => start(settings(), options));
