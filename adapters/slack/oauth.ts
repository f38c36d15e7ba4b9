import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Installed, Tokens } from '../../src/installations.ts';
import type { Log } from '../../src/log.ts';
import { platform } from './heard.ts';
import { scopes } from './register.ts';
import { mrkdwnText } from './text.ts';
import { quiet } from './web.ts';

const named = z.object({ id: z.string().min(1), name: z.string().optional() });
const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
});

/** https://docs.slack.dev/reference/methods/oauth.v2.access */
const exchanged = granted.extend({
  bot_user_id: z.string().min(1).optional(),
  is_enterprise_install: z.boolean().optional(),
  team: named.nullish(),
  enterprise: named.nullish(),
  authed_user: z.object({ id: z.string().min(1) }).nullish(),
});

const tested = z.object({ user_id: z.string().min(1) });

/** Where members are asked whether the app may be installed, unless the Web API is elsewhere. */
const slack = 'https://slack.com';
const timeout = 10_000;

export type OAuth = ReturnType<typeof createOAuth>;

/** What came of asking Slack for tokens; `error` is Slack's word, or 'unreachable'. */
type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

/**
 * Slack's OAuth: https://docs.slack.dev/authentication/installing-with-oauth. Bolt's InstallProvider is
 * not used: it keeps its own time, sets a cookie that plain HTTP loses, stores before it knows whether
 * the app was removed meanwhile, and lets two processes refresh the same token.
 */
export function createOAuth(options: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiUrl: string | undefined;
  readonly clock: () => number;
  readonly log: Log;
}) {
  const { clientId, clientSecret, apiUrl, clock, log } = options;
  const secrets = { client_id: clientId, client_secret: clientSecret };
  const client = new webApi.WebClient(undefined, {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: quiet(log),
  });

  async function call<T>(
    method: string,
    args: Record<string, unknown>,
    schema: z.ZodType<T>,
  ): Promise<Asked<T>> {
    try {
      const { data } = schema.safeParse(await client.apiCall(method, args));
      return data ? { ok: true, value: data } : { ok: false, error: 'unreadable' };
    } catch (error) {
      const name = error instanceof webApi.WebAPIPlatformError ? error.data.error : 'unreachable';
      log.warn({ event: 'slack call failed', method, error: name });
      return { ok: false, error: name };
    }
  }

  const tokensOf = (answer: z.infer<typeof granted>): Tokens => ({
    access: answer.access_token,
    ...(answer.refresh_token !== undefined && { refresh: answer.refresh_token }),
    expiresAt: answer.expires_in === undefined ? null : clock() + answer.expires_in * 1000,
  });

  return {
    /** Where the browser is sent to ask for the installation. */
    authorizeUrl(redirectUri: string, state: string): string {
      const url = new URL('/oauth/v2/authorize', apiUrl ?? slack);
      url.searchParams.set('client_id', clientId);
      url.searchParams.set('scope', Object.keys(scopes).toSorted().join(','));
      url.searchParams.set('redirect_uri', redirectUri);
      url.searchParams.set('state', state);
      return url.href;
    },

    /** What was installed, in exchange for the code that the browser brought. */
    async exchange(code: string, redirectUri: string): Promise<Asked<Installed>> {
      const args = { ...secrets, code, redirect_uri: redirectUri };
      const answer = await call('oauth.v2.access', args, exchanged);
      if (!answer.ok) return answer;
      const { value } = answer;
      const isOrganisation = value.is_enterprise_install ?? false;
      const where = isOrganisation ? value.enterprise : value.team;
      if (!where) return { ok: false, error: 'unreadable' };
      const bot = value.bot_user_id ?? (await botOf(value.access_token));
      if (bot === undefined) return { ok: false, error: 'unreachable' };
      const installed = {
        platform,
        externalId: where.id,
        name: where.name || where.id,
        isOrganisation,
        bot,
        installedBy: value.authed_user?.id ?? null,
        tokens: tokensOf(value),
      };
      return { ok: true, value: installed };
    },

    /** The next tokens: https://docs.slack.dev/authentication/using-token-rotation */
    async refresh(refresh: string): Promise<Asked<Tokens>> {
      const args = { ...secrets, grant_type: 'refresh_token', refresh_token: refresh };
      const answer = await call('oauth.v2.access', args, granted);
      return answer.ok ? { ok: true, value: { refresh, ...tokensOf(answer.value) } } : answer;
    },

    /** Tells a member in private, by a token that may be the last one. */
    async tell(token: string, user: string, text: string): Promise<void> {
      const blocks = [{ type: 'section', text: mrkdwnText(text) }];
      await call('chat.postMessage', { token, channel: user, text, blocks }, z.unknown());
    },
  };

  async function botOf(token: string): Promise<string | undefined> {
    const answer = await call('auth.test', { token }, tested);
    return answer.ok ? answer.value.user_id : undefined;
  }
}
