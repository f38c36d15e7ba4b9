import { webApi } from '@slack/bolt';

/** A call that did not succeed. */
export interface Failure {
  readonly ok: false;
  /** Slack's name of the error; ours are 'overloaded' and 'unreachable'. */
  readonly error: string;
  /** False when Slack may or may not have done it. */
  readonly isKnown: boolean;
  /** The scope that is missing. */
  readonly needed?: string;
  /** How long until it may be tried again, in milliseconds. */
  readonly afterMs?: number;
}

/** A 429 that does not say when, in milliseconds. */
const withoutHeader = 5_000;

/** Slack's own troubles, in which part of the call may have been done: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const troubles = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
]);

/** What an error of Slack's client means. */
export function readFailure(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(error.retryAfter * 1000);
  // The client has no type of its own for a 429 that does not say when.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return limited(withoutHeader);
  }
  if (!(error instanceof webApi.WebAPIPlatformError)) return unreachable;
  const { error: name, response_metadata: metadata } = error.data;
  // An answer that is no JSON, or cut short, comes as the name of the error: it is none.
  if (typeof name !== 'string' || !/^[a-z0-9_]+$/.test(name)) return unreachable;
  if (name === 'ratelimited' || name === 'rate_limited') {
    return limited((metadata?.retryAfter ?? withoutHeader / 1000) * 1000);
  }
  const needed = 'needed' in error.data ? error.data.needed : undefined;
  return {
    ok: false,
    error: name,
    isKnown: !troubles.has(name),
    ...(typeof needed === 'string' && { needed }),
  };
}

const unreachable: Failure = { ok: false, error: 'unreachable', isKnown: false };

const limited = (afterMs: number): Failure => ({
  ok: false,
  error: 'ratelimited',
  isKnown: true,
  afterMs,
});
