/** Whether a call's turn came; otherwise why not, and how long until it may be asked for again. */
export type Turn =
  | { readonly isGiven: true }
  | {
      readonly isGiven: false;
      readonly why: 'ratelimited' | 'overloaded';
      readonly afterMs: number;
    };

export type Lane = ReturnType<typeof createLane>;

/**
 * Who calls: `atOnce` at a time, the others in the order they came, of whom the oldest `mostWaiting`
 * are kept. A pause holds all of them. Whoever would be held beyond their deadline is told at once.
 */
export function createLane(options: {
  readonly atOnce: number;
  readonly mostWaiting: number;
  readonly clock: () => number;
  readonly wait: (ms: number) => Promise<void>;
}) {
  const { atOnce, mostWaiting, clock, wait } = options;
  const waiting: (() => void)[] = [];
  let running = 0;
  let pausedUntil = 0;

  function give(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  const late = (): Turn => ({ isGiven: false, why: 'ratelimited', afterMs: pausedUntil - clock() });

  return {
    /** Waits for a turn until `latest`, in UTC milliseconds. Whoever is given one gives it back. */
    async take(latest: number): Promise<Turn> {
      if (pausedUntil > latest) return late();
      if (running < atOnce) running += 1;
      else if (waiting.length < mostWaiting) {
        await new Promise<void>((resolve) => void waiting.push(resolve));
      } else return { isGiven: false, why: 'overloaded', afterMs: 60_000 };
      while (pausedUntil > clock()) {
        if (pausedUntil > latest) {
          give();
          return late();
        }
        await wait(pausedUntil - clock());
      }
      if (clock() <= latest) return { isGiven: true };
      give();
      return { isGiven: false, why: 'overloaded', afterMs: 1_000 };
    },
    give,
    /** Holds every turn for so many milliseconds from now. */
    pause(ms: number): void {
      pausedUntil = Math.max(pausedUntil, clock() + ms);
    },
  };
}
