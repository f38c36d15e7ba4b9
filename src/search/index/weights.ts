/** Weight and length normalisation (0: none, 1: full) of one field. */
export interface FieldWeight {
  readonly weight: number;
  readonly b: number;
}

/** What BM25F is computed with (Robertson, Zaragoza & Taylor, 2004). */
export interface Weights {
  readonly fields: readonly [title: FieldWeight, question: FieldWeight, answer: FieldWeight];
  /** How soon repeating a term stops to count. */
  readonly k1: number;
}

export const standardWeights: Weights = {
  fields: [
    { weight: 5, b: 0.7 },
    { weight: 1, b: 0.85 },
    { weight: 0.6, b: 0.4 },
  ],
  k1: 2.2,
};

/**
 * What one occurrence of a term counts in a field of that length: weight / (1 - b + b · length / average).
 */
export function occurrence({ weight, b }: FieldWeight, length: number, average: number): number {
  return weight / (1 - b + b * (length / (average || 1)));
}

/** ln(1 + (N - df + .5) / (df + .5)): never negative (Lucene's form of Robertson & Spärck Jones). */
export function idf(frequency: number, total: number): number {
  const known = Math.max(total, frequency);
  return Math.log(1 + (known - frequency + 0.5) / (frequency + 0.5));
}
