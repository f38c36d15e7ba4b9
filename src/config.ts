import { z } from 'zod';
import { KnownError } from './errors.ts';
import type { EmbeddingsConfig } from './search/embeddings.ts';

const settings = z.object({
  PRAXIS_DB: z.string().min(1).default('data/local/praxis.db'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FILE: z.string().min(1).optional(),
  NO_COLOR: z.string().optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/)
    .optional(),
  SLACK_API_URL: z.url().optional(),
  EMBEDDINGS_URL: z.url().optional(),
  EMBEDDINGS_MODEL: z.string().min(1).optional(),
  EMBEDDINGS_KEY: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
});

/** What connects a Slack workspace. */
export interface SlackConfig {
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly http: { readonly secret: string; readonly port: number } | undefined;
  readonly prefix: string;
  readonly apiUrl: string | undefined;
}

const defaultPort = 3_000;

export interface Config {
  readonly database: string;
  readonly logLevel: string;
  /** Where the log goes instead of its usual place. */
  readonly logFile: string | undefined;
  /** https://no-color.org */
  readonly noColour: boolean;
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
    slack: slackOf(read.data),
    embeddings: embeddingsOf(read.data),
  };
}

/** @throws KnownError 'invalid' when there is an address without a model, or the other way round. */
function embeddingsOf(given: z.infer<typeof settings>): EmbeddingsConfig | undefined {
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

/** @throws KnownError 'invalid' saying what else Slack needs. */
function slackOf(given: z.infer<typeof settings>): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, PORT: port } = given;
  const secret = given.SLACK_SIGNING_SECRET;
  if (botToken === undefined && appToken === undefined && secret === undefined) return undefined;
  if (botToken === undefined || (appToken === undefined && secret === undefined)) {
    const missing =
      botToken === undefined
        ? 'SLACK_BOT_TOKEN: Slack needs it beside the other token'
        : 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: Slack needs one of them beside the bot token';
    throw new KnownError('invalid', `These settings need a look:\n  ${missing}`);
  }
  const isServed = secret !== undefined && (port !== undefined || appToken === undefined);
  return {
    botToken,
    appToken,
    http: isServed ? { secret, port: port ?? defaultPort } : undefined,
    prefix: given.SLACK_PREFIX ?? '',
    apiUrl: given.SLACK_API_URL,
  };
}
