import { webApi } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import type { Given } from './tokens.ts';

/** What came of a call. `isKnown` is false when Slack may or may not have done it. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      readonly error: string;
      readonly needed?: string;
      readonly isKnown: boolean;
    };

export type Web = ReturnType<typeof createWeb>;

/** After these no call with the token can succeed: https://docs.slack.dev/reference/methods/auth.test#errors */
const fatal = new Set([
  'invalid_auth',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'not_authed',
]);

const timeout = 10_000;
const deadline = 20_000;
const withoutHeader = 5_000;

/**
 * Slack's Web API with one pause per method: a 429 holds every later call of the method until
 * `Retry-After` is over, for at most 20 s; then the call fails. It never throws.
 */
export function createWeb(options: {
  /** The token, or what gives it for each call. */
  readonly token: string | (() => Promise<Given>);
  /** Is told once, when no call can be made any more. */
  readonly onPark?: (why: string) => void;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
}) {
  const { log, clock, wait } = options;
  const fixed = typeof options.token === 'string' ? options.token : undefined;
  const current = typeof options.token === 'string' ? undefined : options.token;
  const client = new webApi.WebClient(fixed, {
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    logger: quiet(log),
  });
  const pausedUntil = new Map<string, number>();
  let parked: string | undefined;

  function park(why: string): void {
    if (parked !== undefined) return;
    parked = why;
    log.error({ event: 'slack parked', why });
    options.onPark?.(why);
  }

  async function call(method: string, args: Record<string, unknown>): Promise<Answer> {
    const latest = clock() + deadline;
    for (;;) {
      if (parked !== undefined) return { ok: false, error: parked, isKnown: true };
      const pause = (pausedUntil.get(method) ?? 0) - clock();
      if (clock() + pause > latest) return failed(method, 'ratelimited', true);
      if (pause > 0) await wait(pause);
      const given = await current?.();
      if (given && !given.ok) {
        if (fatal.has(given.error)) park(given.error);
        return failed(method, given.error, true);
      }
      const more = given && { token: given.token };
      try {
        return { ok: true, body: await client.apiCall(method, { ...args, ...more }) };
      } catch (error) {
        const again = retryAfter(error);
        if (again === undefined) return read(method, error);
        pausedUntil.set(method, clock() + again);
        log.warn({ event: 'slack rate limit', method, ms: again });
      }
    }
  }

  function read(method: string, error: unknown): Answer {
    if (!(error instanceof webApi.WebAPIPlatformError)) return failed(method, 'unreachable', false);
    const { error: name } = error.data;
    const needed = 'needed' in error.data ? error.data.needed : undefined;
    if (fatal.has(name)) park(name);
    const more = typeof needed === 'string' ? { needed } : {};
    return {
      ...failed(method, name, name !== 'fatal_error' && name !== 'internal_error'),
      ...more,
    };
  }

  function failed(method: string, error: string, isKnown: boolean) {
    log.warn({ event: 'slack call failed', method, error });
    return { ok: false, error, isKnown } as const;
  }

  return {
    call,
    park,
    /** Why no calls are made any more; undefined while they are. */
    parked: () => parked,

    /** Posts to a `response_url`; false when it was not taken: expired, used up, or unreachable. */
    async respond(url: string, message: Record<string, unknown>): Promise<boolean> {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(message),
          signal: AbortSignal.timeout(timeout),
        });
        if (!response.ok) log.warn({ event: 'slack response refused', status: response.status });
        return response.ok;
      } catch (error) {
        log.warn({ event: 'slack response failed', err: error });
        return false;
      }
    },
  };
}

/** How long to wait before the call may be made again; undefined when it is no matter of rate. */
function retryAfter(error: unknown): number | undefined {
  if (error instanceof webApi.WebAPIRateLimitedError) return error.retryAfter * 1000;
  // The client has no type of its own for a 429 that does not say when.
  const is429 = error instanceof Error && error.message.startsWith('Retry header did not contain');
  return is429 ? withoutHeader : undefined;
}

/** Bolt's and the client's own remarks; never at debug, where they would say what members wrote. */
export function quiet(log: Log) {
  const level = webApi.LogLevel.WARN;
  const keep =
    (kind: 'warn' | 'error') =>
    (...words: readonly unknown[]) =>
      log[kind]({ event: 'slack sdk', remark: words.map(String).join(' ').slice(0, 300) });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: keep('warn'),
    error: keep('error'),
    setLevel: () => undefined,
    getLevel: () => level,
    setName: () => undefined,
  };
}
