/** About one a second in a channel, some more in a burst: https://docs.slack.dev/apis/web-api/rate-limits#posting-messages */
const every = 1_000;
const burst = 3;
const mostKept = 1_000;

/** Spreads posts so that a channel gets no more than Slack takes. (Generic cell rate algorithm.) */
export function createPace(clock: () => number) {
  /** When a channel's burst will be whole again, in UTC milliseconds. */
  const whole = new Map<string, number>();

  return {
    /**
     * How many milliseconds to wait before posting in the channel. The post is counted, unless it would
     * be made after `latest`.
     */
    take(channel: string, latest: number): number {
      const now = clock();
      const from = Math.max(now, whole.get(channel) ?? 0);
      const start = Math.max(now, from - (burst - 1) * every);
      if (start <= latest) whole.set(channel, from + every);
      if (whole.size > mostKept) forgetBefore(now);
      return start - now;
    },
  };

  function forgetBefore(now: number): void {
    for (const [channel, at] of whole) if (at <= now) whole.delete(channel);
  }
}
