const mostKept = 5_000;

/** What was learned, for `ms` milliseconds; the oldest goes first. What is being learned is asked for once. */
export function createCache<T>(clock: () => number, ms: number) {
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  const learning = new Map<string, Promise<T | undefined>>();

  async function learn(key: string, ask: () => Promise<T | undefined>): Promise<T | undefined> {
    const value = await ask();
    // Forgotten meanwhile: it may be about what was.
    if (value !== undefined && learning.has(key)) keep(key, value);
    return value;
  }

  function keep(key: string, value: T): void {
    entries.delete(key);
    entries.set(key, { value, until: clock() + ms });
    const [oldest] = entries.keys();
    if (entries.size > mostKept && oldest !== undefined) entries.delete(oldest);
  }

  return {
    /** What is known of `key`, or what `ask` tells; undefined, and asked again next time, when it tells nothing. */
    async get(key: string, ask: () => Promise<T | undefined>): Promise<T | undefined> {
      const entry = entries.get(key);
      if (entry && entry.until > clock()) return entry.value;
      const asked = learning.get(key) ?? learn(key, ask);
      learning.set(key, asked);
      try {
        return await asked;
      } finally {
        if (learning.get(key) === asked) learning.delete(key);
      }
    },
    forget(key: string): void {
      entries.delete(key);
      learning.delete(key);
    },
  };
}
