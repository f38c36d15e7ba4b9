import { z } from 'zod';
import { KnownError } from '../errors.ts';
import type { EmbeddingsConfig } from '../search/embeddings.ts';
import { type DiscordConfig, discordOf, discordSettings } from './discord-config.ts';
import { type SlackConfig, slackOf, slackSettings } from './slack-config.ts';

const settings = z.object({
  PRAXIS_DB: z.string().min(1).default('data/local/praxis.db'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FILE: z.string().min(1).optional(),
  NO_COLOR: z.string().optional(),
  PRAXIS_BACKUPS: z.string().min(1).optional(),
  PRAXIS_BACKUPS_KEPT: z.coerce.number().int().min(1).max(1_000).default(7),
  PRAXIS_RETENTION_DAYS: z.coerce.number().int().min(0).max(36_500).default(30),
  ...slackSettings,
  ...discordSettings,
  EMBEDDINGS_URL: z.url().optional(),
  EMBEDDINGS_MODEL: z.string().min(1).optional(),
  EMBEDDINGS_KEY: z.string().min(1).optional(),
});

export interface Config {
  readonly database: string;
  readonly logLevel: string;
  /** Where the log goes instead of its usual place. */
  readonly logFile: string | undefined;
  /** https://no-color.org */
  readonly noColour: boolean;
  /** Where health is served, when it is said. */
  readonly port: number | undefined;
  /** Undefined while Discord is not to be served. */
  readonly discord: DiscordConfig | undefined;
  /** Where Praxis is reached from outside, when it is said. */
  readonly url: string | undefined;
  /** Where a backup is made each day, and how many are kept; undefined while nobody asks for them. */
  readonly backups: { readonly folder: string; readonly kept: number } | undefined;
  /** How long the data of a workspace that uninstalled Praxis is kept, in days. */
  readonly retentionDays: number;
  /** Undefined while no Slack workspace is to be served. */
  readonly slack: SlackConfig | undefined;
  /** Undefined while search goes by words alone. */
  readonly embeddings: EmbeddingsConfig | undefined;
}

/** Every key that is read; `.env.example` lists the same. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/**
 * The settings in `env`; empty ones count as not set.
 * @throws KnownError 'invalid' naming every problem at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const read = settings.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new KnownError('invalid', `These settings need a look:\n  ${problems.join('\n  ')}`);
  }
  return {
    database: read.data.PRAXIS_DB,
    logLevel: read.data.LOG_LEVEL,
    logFile: read.data.LOG_FILE,
    noColour: read.data.NO_COLOR !== undefined,
    port: read.data.PORT,
    discord: discordOf(read.data),
    url: read.data.PRAXIS_URL,
    backups:
      read.data.PRAXIS_BACKUPS === undefined
        ? undefined
        : { folder: read.data.PRAXIS_BACKUPS, kept: read.data.PRAXIS_BACKUPS_KEPT },
    retentionDays: read.data.PRAXIS_RETENTION_DAYS,
    slack: slackOf(read.data),
    embeddings: embeddingsOf(read.data),
  };
}

type Given = z.infer<typeof settings>;

/** @throws KnownError 'invalid' when there is an address without a model, or the other way round. */
function embeddingsOf(given: Given): EmbeddingsConfig | undefined {
  const { EMBEDDINGS_URL: url, EMBEDDINGS_MODEL: model, EMBEDDINGS_KEY: key } = given;
  if (url === undefined && model === undefined) return undefined;
  if (url === undefined || model === undefined) {
    const missing = url === undefined ? 'EMBEDDINGS_URL' : 'EMBEDDINGS_MODEL';
    throw new KnownError(
      'invalid',
      `These settings need a look:\n  ${missing}: embeddings need an address and a model`,
    );
  }
  return { url, model, key };
}
