import type { QueryTerm } from './query.ts';
import type { Ranked } from './ranking.ts';

/** At this probability a suggestion is worth a member's attention. */
export const worthShowing = 0.3;

const fewestKnownTerms = 2;
const mostUnknown = 0.4;

/**
 * Logistic regression over the top hit's features, fitted on duplicate questions with half of them
 * made unanswerable (`npm run bench search`). In this order: constant, coverage, coverage by the
 * title, share of the title explained, lead over the next hit.
 */
const weights = [-4.33, -0.42, 2.04, 3.12, 5.65] as const;

/**
 * The probability that the best hit answers the query, 0 to 1; 0 when the query says too little, or
 * speaks mostly of what this community never wrote about.
 */
export function confidence(
  ranked: readonly Ranked<unknown>[],
  terms: readonly QueryTerm[],
): number {
  const [best, next] = ranked;
  if (!best) return 0;
  const title = terms.filter((term) => term.inTitle && term.meaningful);
  const known = title.filter((term) => term.frequency > 0);
  if (known.length < fewestKnownTerms) return 0;
  if (1 - known.length / title.length > mostUnknown) return 0;
  return probability(features(best, next));
}

/** What the probability is computed from; also what a fit needs. */
export function features(best: Ranked<unknown>, next: Ranked<unknown> | undefined): number[] {
  const lead = next ? 1 - next.score / (best.score || 1) : 1;
  return [1, best.coverage, best.titleCoverage, best.titleExplained, lead];
}

function probability(values: readonly number[]): number {
  const logit = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-logit));
}
