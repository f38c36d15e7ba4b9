import type { Log } from '../../src/log.ts';

const atMostEvery = 60_000;

/** Writes to the log that something was dropped: at once, then how much at most once a minute. */
export function createAlarm(log: Log, clock: () => number) {
  const dropped = new Map<string, { readonly count: number; readonly saidAt: number }>();
  return (what: string): void => {
    const { count, saidAt } = dropped.get(what) ?? { count: 0, saidAt: Number.NEGATIVE_INFINITY };
    const isTime = clock() - saidAt >= atMostEvery;
    if (isTime) log.error({ event: 'slack overloaded', dropped: what, count: count + 1 });
    dropped.set(what, isTime ? { count: 0, saidAt: clock() } : { count: count + 1, saidAt });
  };
}
