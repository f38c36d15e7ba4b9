/** The value below which `share` (0 to 1) of the numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
}

/** Normalised discounted cumulative gain of the first ten (Järvelin & Kekäläinen, 2002); binary relevance. */
export function ndcgAt10(ids: readonly string[], relevant: ReadonlySet<string>): number {
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
export function print(heading: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
  console.log(`\n${heading}`);
  console.table(rows.map(rounded));
  console.log(JSON.stringify({ bench: heading, rows: rows.map(rounded) }));
}

function rounded(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'number' ? Number(value.toPrecision(4)) : value,
    ]),
  );
}
