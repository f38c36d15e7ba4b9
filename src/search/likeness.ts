/** Two titles with one term in common may be about anything. */
const fewestCommon = 2;

/**
 * How much two questions ask the same, by the terms of their titles, from 0 (nothing in common) to 1: the
 * idf mass of what both have in what each has, 2 · Σ idf(common) / (Σ idf(one) + Σ idf(other)) (L. Dice,
 * 1945, weighed).
 */
export function likeness(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  idfOf: (term: string) => number,
): number {
  const mass = (terms: Iterable<string>) => [...terms].reduce((sum, term) => sum + idfOf(term), 0);
  const common = [...one].filter((term) => other.has(term));
  if (common.length < fewestCommon) return 0;
  return (2 * mass(common)) / (mass(one) + mass(other));
}
