/** The value below which `share` (0 to 1) of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Of times in milliseconds, what is usual and what is rare. */
export function spread(times: readonly number[]) {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(times, share));
  return { 'p50 ms': p50, 'p95 ms': p95, 'p99 ms': p99 };
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}

/** Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen, 2002); binary relevance. */
export function ndcgAt10<Id>(ids: readonly Id[], relevant: ReadonlySet<Id>): number {
  const discount = (rank: number) => 1 / Math.log2(rank + 2);
  const gain = ids
    .slice(0, 10)
    .reduce((sum, id, i) => sum + (relevant.has(id) ? discount(i) : 0), 0);
  const ideal = Array.from({ length: Math.min(10, relevant.size) }, (_, i) => discount(i));
  return gain / ideal.reduce((sum, n) => sum + n, 0);
}

/** The chance that a random positive scores above a random negative (area under the ROC curve). */
export function auc(
  scored: readonly { readonly score: number; readonly positive: boolean }[],
): number {
  const positives = scored.filter(({ positive }) => positive);
  const negatives = scored.filter(({ positive }) => !positive);
  let wins = 0;
  for (const p of positives) {
    for (const n of negatives) wins += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
  }
  return wins / (positives.length * negatives.length);
}

/** Prints rows under one heading, and the same as one JSON line. */
export function print(heading: string, rows: Rows): void {
  console.log(JSON.stringify(show(heading, rows)));
}

export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Prints rows under one heading, and gives them for a JSON line. */
export function show(heading: string, rows: Rows) {
  console.log(`\n${heading}`);
  console.table(rows.map(rounded));
  return { bench: heading, rows: rows.map(rounded) };
}

function rounded(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  );
}

/** Reciprocal rank of the first relevant one among the first ten; 0 without one. */
export function reciprocalRank(ids: readonly string[], relevant: ReadonlySet<string>): number {
  const rank = ids.slice(0, 10).findIndex((id) => relevant.has(id));
  return rank < 0 ? 0 : 1 / (rank + 1);
}

/** The 95 % bootstrap interval of the mean (Efron, 1979), the same for the same numbers. */
export function bootstrap(numbers: readonly number[], rounds = 2_000): readonly [number, number] {
  let state = 1;
  // Park & Miller's generator: repeatable, and random enough to draw samples.
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return numbers[state % numbers.length] ?? 0;
  };
  const means = Array.from({ length: rounds }, () => {
    let sum = 0;
    for (let i = 0; i < numbers.length; i += 1) sum += draw();
    return sum / numbers.length;
  });
  return [percentile(means, 0.025), percentile(means, 0.975)];
}

/** Expected calibration error over ten bins (Naeini et al., 2015), of the scores above 0. */
export function calibrationError(
  scored: readonly { readonly score: number; readonly positive: boolean }[],
): number {
  const spoken = scored.filter(({ score }) => score > 0);
  const bins = Map.groupBy(spoken, ({ score }) => Math.min(9, Math.floor(score * 10)));
  const gaps = [...bins.values()].map((bin) =>
    Math.abs(bin.reduce((sum, { score, positive }) => sum + score - Number(positive), 0)),
  );
  return gaps.reduce((sum, gap) => sum + gap, 0) / (spoken.length || 1);
}

/** Runs it and says how long it took, in milliseconds. */
export function timed<T>(run: () => T): { readonly result: T; readonly ms: number } {
  const start = performance.now();
  const result = run();
  return { result, ms: performance.now() - start };
}

/** How unequally something is shared out: 0 when all have the same, near 1 when one has all. */
export function gini(shares: readonly number[]): number {
  const sorted = shares.toSorted((a, b) => a - b);
  const total = sorted.reduce((sum, n) => sum + n, 0);
  const weighted = sorted.reduce((sum, n, i) => sum + (i + 1) * n, 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
