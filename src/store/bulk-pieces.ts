/**
 * Statements are cut to few sizes: SQLite binds at most 32,766 values to one
 * (https://www.sqlite.org/limits.html#max_variable_number), and every other size would be another
 * prepared statement to keep.
 */
const insertSizes = [256, 32, 4, 1] as const;
const lookUpSizes = [8, 64, 512] as const;

/** The rows in their order, in pieces of few sizes. */
export function* insertPieces<T>(rows: readonly T[]): Generator<readonly T[]> {
  let start = 0;
  for (const size of insertSizes) {
    for (; rows.length - start >= size; start += size) yield rows.slice(start, start + size);
  }
}

/** What `query` finds for the values, whatever their number; each value is asked for once. */
export async function lookUp<V, R>(
  values: Iterable<V>,
  query: (some: readonly V[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const all = [...new Set(values)];
  const found: R[] = [];
  const largest = lookUpSizes[lookUpSizes.length - 1] ?? 1;
  for (let start = 0; start < all.length; start += largest) {
    for (const row of await query(padded(all.slice(start, start + largest)))) found.push(row);
  }
  return found;
}

/** Repeats the last value up to the next size: asking `IN (1, 2, 2, 2)` finds nothing twice. */
function padded<V>(values: readonly V[]): readonly V[] {
  const size = lookUpSizes.find((candidate) => candidate >= values.length) ?? values.length;
  const last = values.slice(-1);
  return [...values, ...Array.from({ length: size - values.length }, () => last).flat()];
}
