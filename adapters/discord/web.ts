import {
  DefaultRestOptions,
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  REST,
  type RouteLike,
} from 'discord.js';
import type { Log } from '../../src/log.ts';
import { createBuckets } from './buckets.ts';
import { createCircuit } from './circuit.ts';

/** What came of a call. `isKnown` is false when Discord may or may not have done it. */
export type Answer =
  | { readonly ok: true; readonly body: unknown }
  | {
      readonly ok: false;
      /** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json; 0 without one. */
      readonly code: number;
      readonly status: number;
      readonly isKnown: boolean;
      /** An earlier attempt may have been done, so that this refusal may be of a repeat. */
      readonly isRepeat?: boolean;
      /** When it may be taken, for what is limited. */
      readonly afterMs?: number;
    };

export type Failure = Extract<Answer, { ok: false }>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  readonly body?: unknown;
  /** Sent beside the body. */
  readonly files?: readonly { readonly name: string; readonly data: Buffer }[];
  /** Interactions and webhooks answer with the token in their path. */
  readonly isTokenless?: boolean;
  /** Whether doing it twice is as good as once. GET, PUT, PATCH and DELETE are. */
  readonly isRepeatable?: boolean;
  /** How long it may take altogether. */
  readonly within?: number;
  readonly reason?: string;
}

export type Web = ReturnType<typeof createWeb>;

const usualTimeout = 10_000;
const deadline = 20_000;
/** How long a call is put off while the circuit is open. */
const putOff = 30_000;
const firstBackOff = 400;
const mostAttempts = 4;

/**
 * Discord's REST API. A limited call waits as Discord says, for at most `within` (20 s); what fails on
 * Discord's side is tried again with jitter if that does no harm. It never throws. `onRefused` hears
 * that the token is not taken any more: no call can succeed after that.
 */
export function createWeb(options: {
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly onRefused: () => void;
  /** How long one request may take, in milliseconds. */
  readonly timeout?: number | undefined;
}) {
  const { log, clock, wait, random, timeout = usualTimeout } = options;
  const circuit = createCircuit(clock);
  const buckets = createBuckets(clock);
  const rest = new REST({
    version: '10',
    ...(options.apiUrl && { api: baseOf(options.apiUrl) }),
    retries: 0,
    timeout,
    rejectOnRateLimit: () => true,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    async makeRequest(url, init) {
      const answer = await DefaultRestOptions.makeRequest(url, init);
      // REST would wait by itself, with timers that keep the program from ending.
      buckets.note(init.method ?? 'GET', url, answer.status, answer.headers);
      // What others use up with us does not count against us.
      const isShared = answer.headers.get('x-ratelimit-scope') === 'shared';
      if (answer.status === 429 && !isShared) invalid();
      noteTime(answer.headers.get('date'));
      return answer;
    },
  }).setToken(options.token);
  let isRefused = false;
  let ahead: number | undefined;

  async function call(method: Method, path: string, how: CallOptions = {}): Promise<Answer> {
    const latest = clock() + (how.within ?? deadline);
    let isRepeat = false;
    const isRepeatable = how.isRepeatable ?? method !== 'POST';
    let failures = 0;
    for (;;) {
      if (isRefused) return failure(401, 0, true);
      const limited = buckets.pause(method, path);
      if (clock() + limited > latest) {
        log.warn({ event: 'discord limited', method, path: routeOf(path), ms: limited });
        return { ...failure(429, 0, true), afterMs: limited };
      }
      if (limited > 0) {
        await wait(limited);
        continue;
      }
      if (!circuit.mayCall()) return { ...failure(429, 0, true), afterMs: putOff };
      try {
        const body = await rest.request({
          method: method as never, // REST's own list of methods is an enum.
          fullRoute: path as RouteLike,
          ...(how.body !== undefined && { body: how.body }),
          ...(how.files?.length && { files: [...how.files] }),
          ...(how.isTokenless && { auth: false }),
          ...(how.reason !== undefined && { reason: how.reason }),
        });
        if (circuit.wasTaken()) log.info({ event: 'discord circuit closed' });
        return { ok: true, body };
      } catch (error) {
        const failed = read(error, method, path);
        const isLimited = failed.afterMs !== undefined;
        const pause = failed.afterMs ?? backOff(failures);
        if (!isLimited) failures += 1;
        const isWorth =
          isLimited ||
          (isRepeatable && failures < mostAttempts && (failed.status >= 500 || !failed.isKnown));
        if (!isWorth || clock() + pause > latest) {
          const { code, status } = failed;
          log.warn({ event: 'discord call failed', method, path: routeOf(path), status, code });
          return { ...failed, isRepeat };
        }
        isRepeat ||= !failed.isKnown;
        // What is limited waits at the top, with all others of its route.
        if (!isLimited) await wait(pause);
      }
    }
  }

  /** Twice as long each time, and at random within that: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter */
  const backOff = (failures: number) => firstBackOff * 2 ** failures * (0.5 + random() / 2);

  function read(error: unknown, method: Method, path: string): Failure {
    if (error instanceof RateLimitError) {
      return { ...failure(429, 0, true), afterMs: buckets.left(method, path) };
    }
    if (error instanceof DiscordAPIError) {
      const { status } = error;
      if (status === 401 || status === 403) invalid();
      // A webhook's or an interaction's own token says nothing about ours.
      if (status === 401 && !/^\/(webhooks|interactions)\//.test(path)) refuse();
      return failure(status, Number(error.code) || 0, true);
    }
    if (error instanceof HTTPError) return failure(error.status, 0, false);
    const why = error instanceof Error ? error.name : 'unknown';
    log.warn({ event: 'discord unreachable', why });
    return failure(0, 0, false);
  }

  /** Discord's time, to the second. */
  function noteTime(date: string | null): void {
    const at = date === null ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(at)) ahead = clock() - at;
  }

  function invalid(): void {
    if (circuit.wasInvalid()) log.error({ event: 'discord circuit open' });
  }

  function refuse(): void {
    if (isRefused) return;
    isRefused = true;
    options.onRefused();
  }

  return {
    call,
    rest,
    /** How far our clock is ahead of Discord's, in milliseconds, as its last answer says. */
    clockAhead: () => ahead,
    /** Why calls are not made just now; undefined while they are. */
    trouble: (): string | undefined => {
      if (isRefused) return 'token refused';
      return circuit.isOpen() ? 'too many refused calls' : undefined;
    },
  };
}

const failure = (status: number, code: number, isKnown: boolean): Failure => ({
  ok: false,
  code,
  status,
  isKnown,
});

/** The address without the version, which REST puts behind it. */
function baseOf(url: string): string {
  return url.replace(/\/+$/, '').replace(/\/v\d+$/, '');
}

/** The path without ids and tokens, for the log. */
function routeOf(path: string): string {
  return path.replace(/\/\d{5,}/g, '/…').replace(/\/(webhooks|interactions)\/.*$/, '/$1/…');
}
