/**
 * A stream of numbers in [0, 1) that is the same for the same seed: mulberry32,
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function createChance(seed: number) {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    /** A whole number from 0 to n - 1. */
    below,
    /** One of them; undefined when there is none. */
    oneOf: <T>(choices: readonly T[]): T | undefined => choices[below(choices.length)],
  };
}

export type Chance = ReturnType<typeof createChance>;
