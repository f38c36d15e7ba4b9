/** Waits are not shorter than this: Discord's clock and ours differ. */
const least = 50;
/** What a refusal without a time is taken for. */
const withoutTime = 5_000;
/** Discord takes fifty a second from a bot. */
const mostInSecond = 45;

/**
 * When each route may be called again, as the headers of the last answers say; and all of them, where
 * Discord limits the bot as a whole. https://docs.discord.com/developers/topics/rate-limits
 */
export function createBuckets(clock: () => number) {
  const until = new Map<string, number>();
  let allUntil = 0;
  let second = 0;
  let inSecond = 0;

  return {
    /** Takes the headers in, and out of the answer: nobody else is to wait for them. */
    note(method: string, url: string, status: number, headers: Headers): void {
      const route = routeOf(method, new URL(url).pathname);
      const seconds = (name: string) => {
        const value = Number(headers.get(name) ?? Number.NaN);
        return Number.isFinite(value) ? Math.max(least, value * 1_000) : undefined;
      };
      if (status === 429) {
        const pause = seconds('retry-after') ?? withoutTime;
        if (headers.get('x-ratelimit-global') === null) until.set(route, clock() + pause);
        else allUntil = clock() + pause;
      } else if (headers.get('x-ratelimit-remaining') === '0') {
        until.set(route, clock() + (seconds('x-ratelimit-reset-after') ?? 0));
      } else until.delete(route);
      for (const name of ['remaining', 'limit', 'reset', 'reset-after', 'bucket', 'global']) {
        headers.delete(`x-ratelimit-${name}`);
      }
      headers.delete('retry-after');
    },

    /** How long the route is limited still, in milliseconds. */
    left: (method: string, path: string): number =>
      Math.max(0, Math.max(until.get(routeOf(method, path)) ?? 0, allUntil) - clock()),

    /** How long the call has to wait, in milliseconds; 0 counts it as made. */
    pause(method: string, path: string): number {
      const own = until.get(routeOf(method, path)) ?? 0;
      // Answers to interactions are not limited as a whole.
      if (/^\/(interactions|webhooks)\//.test(path)) return Math.max(0, own - clock());
      const wait = Math.max(0, Math.max(own, allUntil) - clock());
      if (wait > 0) return wait;
      const now = Math.floor(clock() / 1_000);
      if (now !== second) inSecond = 0;
      second = now;
      inSecond += 1;
      return inSecond > mostInSecond ? (now + 1) * 1_000 - clock() : 0;
    },
  };
}

/** The route with the ids that limits are counted by: the channel's, the guild's, the webhook's. */
function routeOf(method: string, path: string): string {
  const bare = path.replace(/^.*\/v\d+(?=\/)/, '').split('?')[0] ?? '';
  const [, first = '', major = '', ...rest] = bare.split('/');
  const minor = rest.map((part) => (/^\d{3,}$/.test(part) ? ':id' : part)).join('/');
  return `${method} ${first}/${major}/${first === 'interactions' ? '' : minor}`;
}
