import { webApi } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { createAlarm } from './alarm.ts';
import { type Failure, readFailure } from './failure.ts';
import { createLane, type Lane } from './lane.ts';
import { createPace } from './pace.ts';
import type { Given } from './tokens.ts';

/** What came of a call. */
export type Answer = { readonly ok: true; readonly body: unknown } | Failure;

export type Web = ReturnType<typeof createWeb>;

/** After these no call with the token can succeed: https://docs.slack.dev/reference/methods/auth.test#errors */
const fatal = new Set([
  'invalid_auth',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'not_authed',
]);

/** What a repetition would do a second time; all else is the same done twice. */
const onlyOnce = new Set(['chat.postMessage', 'chat.postEphemeral', 'views.open', 'views.push']);

/** How long a call may take with all its waiting and trying, in milliseconds, and how often it is tried. */
const patient = { deadline: 20_000, tries: 4 };
const glancing = { deadline: 2_000, tries: 1 };
/** How long one request of such a call may take. */
const timeout = 10_000;
const glance = 1_500;
/** Slack's tiers allow some 20 to 100 calls a minute: https://docs.slack.dev/apis/web-api/rate-limits */
const ofMethod = { atOnce: 8, mostWaiting: 200 };
const ofResponses = { atOnce: 32, mostWaiting: 1_000 };

/** How long to wait after the `n`th try that failed, in milliseconds: longer each time, never two alike. */
export function backOff(n: number, random: () => number): number {
  return 250 * 2 ** n * (0.5 + random());
}

/**
 * Slack's Web API for one workspace. Each method has its own queue: a 429 holds that method for as
 * long as `Retry-After` says, and nothing else. Posts are spread over time in each channel. What fails
 * without Slack saying so is tried again where that is harmless. Nothing takes longer than 20 s, and
 * nothing throws.
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
  /** From 0 to 1. */
  readonly random: () => number;
  /** How long one request may take, in milliseconds. */
  readonly timeout?: number;
}) {
  const { log, clock, wait, random } = options;
  const longest = options.timeout ?? timeout;
  const open = (ms: number) =>
    new webApi.WebClient(typeof options.token === 'string' ? options.token : undefined, {
      ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: Math.min(ms, longest),
      logger: quiet(log),
    });
  const clients = { patient: open(timeout), glancing: open(glance) };
  const lanes = new Map<string, Lane>();
  const responses = createLane({ ...ofResponses, clock, wait });
  const pace = createPace(clock);
  const alarm = createAlarm(log, clock);
  let parked: string | undefined;

  function park(why: string): void {
    if (parked !== undefined) return;
    parked = why;
    log.error({ event: 'slack parked', why });
    options.onPark?.(why);
  }

  /** Undefined when the client has one that stays. */
  async function givenToken(): Promise<Given | undefined> {
    return typeof options.token === 'string' ? undefined : options.token();
  }

  function laneOf(method: string): Lane {
    const lane = lanes.get(method) ?? createLane({ ...ofMethod, clock, wait });
    lanes.set(method, lane);
    return lane;
  }

  function failed(method: string, failure: Failure): Failure {
    const { error, needed } = failure;
    if (error === 'overloaded') alarm(method);
    log.warn({ event: 'slack call failed', method, error, ...(needed && { needed }) });
    if (fatal.has(error)) park(error);
    return failure;
  }

  /** Held by the method's queue and by 429s, until Slack says yes or no, or nobody knows. */
  async function tryOnce(
    client: webApi.WebClient,
    method: string,
    args: Record<string, unknown>,
    latest: number,
  ): Promise<Answer> {
    const lane = laneOf(method);
    for (;;) {
      if (parked !== undefined) return { ok: false, error: parked, isKnown: true };
      const turn = await lane.take(latest);
      if (!turn.isGiven) {
        return failed(method, { ok: false, error: turn.why, isKnown: true, afterMs: turn.afterMs });
      }
      try {
        const given = await givenToken();
        if (given && !given.ok) return failed(method, { ...given, isKnown: true });
        const token = given && { token: given.token };
        return { ok: true, body: await client.apiCall(method, { ...args, ...token }) };
      } catch (error) {
        const failure = readFailure(error);
        if (failure.error !== 'ratelimited') return failed(method, failure);
        lane.pause(failure.afterMs ?? 0);
        log.warn({ event: 'slack rate limit', method, ms: failure.afterMs });
      } finally {
        lane.give();
      }
    }
  }

  async function ask(
    client: webApi.WebClient,
    method: string,
    args: Record<string, unknown>,
    { deadline, tries }: typeof patient,
  ): Promise<Answer> {
    const latest = clock() + deadline;
    if (method === 'chat.postMessage') {
      const ms = pace.take(String(args.channel), latest);
      if (clock() + ms > latest) {
        return failed(method, { ok: false, error: 'ratelimited', isKnown: true, afterMs: ms });
      }
      if (ms > 0) await wait(ms);
    }
    for (let n = 1; ; n += 1) {
      const answer = await tryOnce(client, method, args, latest);
      if (answer.ok || answer.isKnown || onlyOnce.has(method)) return answer;
      const ms = backOff(n, random);
      if (n >= tries || clock() + ms > latest) return answer;
      await wait(ms);
    }
  }

  return {
    park,
    /** Why no calls are made any more; undefined while they are. */
    parked: () => parked,

    call: (method: string, args: Record<string, unknown>) =>
      ask(clients.patient, method, args, patient),

    /** A call for what would be good to know: whoever waits for it can do without after two seconds. */
    glance: (method: string, args: Record<string, unknown>) =>
      ask(clients.glancing, method, args, glancing),

    /** Posts to a `response_url`: 'refused' when it has expired or is used up, 'unknown' when nobody knows. */
    async respond(
      url: string,
      message: Record<string, unknown>,
    ): Promise<'taken' | 'refused' | 'unknown'> {
      const { isGiven } = await responses.take(clock() + patient.deadline);
      if (!isGiven) {
        alarm('responses');
        return 'refused';
      }
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(message),
          signal: AbortSignal.timeout(longest),
        });
        // Read to its end, so that the connection can be used again.
        await response.text();
        if (response.ok) return 'taken';
        log.warn({ event: 'slack response refused', status: response.status });
        return response.status >= 500 ? 'unknown' : 'refused';
      } catch (error) {
        log.warn({ event: 'slack response failed', err: error });
        return 'unknown';
      } finally {
        responses.give();
      }
    },
  };
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
