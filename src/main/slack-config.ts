import { z } from 'zod';
import { KnownError } from '../errors.ts';

/** 32 bytes, as `openssl rand -hex 32` or `openssl rand -base64 32` writes them. */
const secretKey = z.string().transform((text, context) => {
  const isHex = /^[0-9a-f]{64}$/i.test(text);
  const key = Buffer.from(text, isHex ? 'hex' : 'base64');
  if (key.length === 32 && (isHex || /^[\w+/-]{43}=?$/.test(text))) return key;
  const message = 'must be 32 bytes in base64 or hex, as `openssl rand -base64 32` writes them';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** The settings that connect Slack, and where it reaches us. */
export const slackSettings = {
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(1).optional(),
  SLACK_CLIENT_ID: z.string().min(1).optional(),
  SLACK_CLIENT_SECRET: z.string().min(1).optional(),
  PRAXIS_SECRET_KEY: secretKey.optional(),
  PRAXIS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SLACK_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/)
    .optional(),
  SLACK_API_URL: z.url().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
};

type Given = z.infer<z.ZodObject<typeof slackSettings>>;

/** What lets workspaces install Praxis themselves, by OAuth. */
export interface OAuthConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Seals their tokens. */
  readonly key: Uint8Array;
  /** Where browsers reach us. */
  readonly url: string;
}

/** What connects Slack. */
export interface SlackConfig {
  /** The token of the one workspace that is served; undefined with `oauth`. */
  readonly botToken: string | undefined;
  readonly oauth: OAuthConfig | undefined;
  readonly appToken: string | undefined;
  /** Without a secret only pages are served. */
  readonly http: { readonly secret: string | undefined; readonly port: number } | undefined;
  readonly prefix: string;
  readonly apiUrl: string | undefined;
}

const defaultPort = 3_000;

/**
 * Undefined while none of its keys is set.
 * @throws KnownError 'invalid' saying what else Slack needs.
 */
export function slackOf(given: Given): SlackConfig | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, PORT: port } = given;
  const { SLACK_SIGNING_SECRET: secret, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } = given;
  const keys = [botToken, appToken, secret, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET];
  if (keys.every((key) => key === undefined)) return undefined;
  const missing = missingFor(given);
  if (missing) throw new KnownError('invalid', `These settings need a look:\n  ${missing}`);
  const oauth = oauthOf(given);
  const isServed =
    oauth || (secret !== undefined && (port !== undefined || appToken === undefined));
  return {
    botToken,
    oauth,
    appToken,
    http: isServed ? { secret, port: port ?? defaultPort } : undefined,
    prefix: given.SLACK_PREFIX ?? '',
    apiUrl: given.SLACK_API_URL,
  };
}

/** The first thing that Slack still needs; undefined when nothing is missing. */
function missingFor(given: Given): string | undefined {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret } = given;
  if ((id === undefined) !== (secret === undefined))
    return 'SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: Slack needs both, or neither';
  if (id !== undefined && botToken !== undefined)
    return 'SLACK_BOT_TOKEN serves one workspace, SLACK_CLIENT_ID every one that installs Praxis: set one of them';
  if (id !== undefined && given.PRAXIS_SECRET_KEY === undefined)
    return 'PRAXIS_SECRET_KEY: the tokens of workspaces are stored with it. Make one with `openssl rand -base64 32`, and keep it';
  if (id === undefined && botToken === undefined)
    return 'SLACK_BOT_TOKEN: Slack needs it beside the other token; or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, for workspaces to install Praxis themselves';
  if (given.SLACK_APP_TOKEN === undefined && given.SLACK_SIGNING_SECRET === undefined)
    return 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: Slack needs one of them';
  return undefined;
}

function oauthOf(given: Given): OAuthConfig | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = given;
  const { PRAXIS_SECRET_KEY: key, PORT: port = defaultPort } = given;
  if (clientId === undefined || clientSecret === undefined || key === undefined) return undefined;
  return { clientId, clientSecret, key, url: given.PRAXIS_URL ?? `http://localhost:${port}` };
}
