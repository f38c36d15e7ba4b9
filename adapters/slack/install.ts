import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Core } from '../../src/core.ts';
import { KnownError, sentenceFor } from '../../src/errors.ts';
import type { Installations } from '../../src/installations.ts';
import type { Log } from '../../src/log.ts';
import type { Vault } from '../../src/vault.ts';
import { showPage } from './html.ts';
import type { OAuth } from './oauth.ts';
import { callbackPath, slashName } from './register.ts';

export const installPath = '/slack/install';
/** Where Bolt has it: https://docs.slack.dev/tools/bolt-js/concepts/authenticating-oauth */
const callbackOfBolt = '/slack/oauth_redirect';

const again = { label: 'Start again', path: installPath };

const cookie = 'praxis_install';
const stateLabel = 'slack install';
const stateLasts = 10 * 60 * 1000;
const state = z.object({ nonce: z.string(), at: z.number() });

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * The way by which a workspace installs Praxis in a browser: to Slack, and back with a code. What comes
 * back must have been begun here, by the same browser, within ten minutes, and only once.
 */
export function installRoutes(options: {
  readonly oauth: OAuth;
  readonly installations: Installations;
  readonly deliveries: Core['deliveries'];
  readonly vault: Vault;
  /** Where browsers reach us. */
  readonly url: string;
  readonly prefix: string;
  readonly clock: () => number;
  readonly log: Log;
  /** Is told of what was installed. */
  readonly onInstalled: (installed: { id: number; externalId: string }) => void;
}): ReadonlyMap<string, Route> {
  const { oauth, installations, vault, clock, log } = options;
  const redirectUri = new URL(callbackPath, options.url).href;
  const isSecure = options.url.startsWith('https:') ? '; Secure' : '';
  const setCookie = (value: string, seconds: number) =>
    `${cookie}=${value}; Path=/slack; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure}`;

  async function begin(_: IncomingMessage, response: ServerResponse): Promise<void> {
    const sealed = vault.seal(
      JSON.stringify({ nonce: crypto.randomUUID(), at: clock() }),
      stateLabel,
    );
    response.writeHead(302, {
      location: oauth.authorizeUrl(redirectUri, sealed),
      'set-cookie': setCookie(sealed, stateLasts / 1000),
      'cache-control': 'no-store',
    });
    response.end();
  }

  /** @throws KnownError that says why it was not begun here. */
  async function checkState(given: string | null, request: IncomingMessage): Promise<void> {
    if (!given || given !== cookieOf(request)) {
      throw new KnownError(
        'invalid',
        'This installation was not begun in this browser. Start again.',
      );
    }
    const text = vault.open(given, stateLabel);
    const { data } = state.safeParse(text === undefined ? undefined : JSON.parse(text));
    if (!data || data.at > clock() || clock() - data.at > stateLasts) {
      throw new KnownError('invalid', 'This installation was begun too long ago. Start again.');
    }
    if (!(await options.deliveries.remember(`slack:install:${data.nonce}`))) {
      throw new KnownError('invalid', 'This installation was finished before. Start again.');
    }
  }

  async function finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams: given } = new URL(request.url ?? '', 'http://here');
    response.setHeader('set-cookie', setCookie('', 0));
    if (given.get('error') === 'access_denied') {
      const sentence = 'Nothing was installed: you cancelled it. Start again whenever you like.';
      return showPage(response, 200, 'Not installed', sentence, again);
    }
    await checkState(given.get('state'), request);
    const code = given.get('code');
    if (!code) throw refused(given.get('error') ?? 'no code');
    const begunAt = clock();
    const found = await oauth.exchange(code, redirectUri);
    if (!found.ok) throw refused(found.error);
    const installed = await installations.install(found.value, begunAt);
    const { name } = found.value;
    if (!installed) {
      const sentence = `Praxis was removed from ${name} while it was being installed there. Start again if that was not meant.`;
      throw new KnownError('conflict', sentence);
    }
    options.onInstalled(installed);
    log.info({ event: 'slack workspace installed', team: installed.externalId });
    const sentence = `Praxis is installed in ${name}. You can close this page: in Slack, type ${slashName('praxis', options.prefix)} help in any channel; ${slashName('praxis', options.prefix)} settings sets it up.`;
    showPage(response, 200, 'Installed', sentence);
  }

  const guarded =
    (route: Route): Route =>
    async (request, response) => {
      if (request.method !== 'GET') {
        response.writeHead(405, { allow: 'GET' }).end();
        return;
      }
      try {
        await route(request, response);
      } catch (error) {
        const isKnown = error instanceof KnownError;
        const reference = crypto.randomUUID().slice(0, 8);
        if (isKnown) log.warn({ event: 'slack not installed', code: error.code });
        else log.error({ event: 'slack not installed', reference, err: error });
        const status = isKnown ? statusOf(error) : 500;
        showPage(response, status, 'Not installed', sentenceFor(error, reference), again);
      }
    };

  return new Map([
    [installPath, guarded(begin)],
    [callbackPath, guarded(finish)],
    [callbackOfBolt, guarded(finish)],
  ]);
}

const statusOf = ({ code }: KnownError) => (code === 'unavailable' ? 503 : 400);

/** What Slack's word means for who installs: https://docs.slack.dev/reference/methods/oauth.v2.access#errors */
function refused(error: string): KnownError {
  switch (error) {
    case 'unreachable':
    case 'unreadable':
    case 'ratelimited':
      return new KnownError(
        'unavailable',
        'Slack could not be asked just now, so nothing was installed. Start again in a minute.',
      );
    case 'invalid_code':
    case 'code_already_used':
    case 'no code':
      return new KnownError(
        'invalid',
        'Slack did not take this installation: it was used before, or is too old. Start again.',
      );
    case 'invalid_client_id':
    case 'bad_client_secret':
    case 'bad_redirect_uri':
      return new KnownError(
        'invalid',
        `Slack did not take this installation (${error}). Whoever runs Praxis has to check SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and PRAXIS_URL.`,
      );
    default: {
      const word = /^[a-z_]{1,60}$/.test(error) ? ` (${error})` : '';
      return new KnownError(
        'invalid',
        `Slack did not let it be installed${word}. Ask an admin of the workspace, or start again.`,
      );
    }
  }
}

function cookieOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
}
