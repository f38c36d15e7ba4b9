import { coverageOf } from './coverage.ts';
import type { QueryTerm } from './query.ts';
import type { Fields, Ranked } from './ranking.ts';

/** At this probability a suggestion is worth a member's attention. */
export const worthShowing = 0.3;

const fewestKnownTerms = 2;
const mostUnknown = 0.4;
/** More matching terms than this do not make it surer. */
const enoughMatches = 5;

/**
 * Logistic regression over the features of the best hit, in their order. Fitted on questions with
 * known duplicates or intents (English usage, a bank's customers, a voice assistant; each counting
 * the same), a half of which had its answers taken away.
 */
const weights = [-4.4, 1.08, 2.32, 1.49, 4.3, 1.02] as const;

/**
 * The probability that the best hit answers the query, 0 to 1; 0 when the query says too little, or
 * speaks mostly of what this community never wrote about.
 */
export function confidence(ranked: readonly Ranked<Fields>[], terms: readonly QueryTerm[]): number {
  const [best, next] = ranked;
  if (!best) return 0;
  const title = terms.filter((term) => term.inTitle && term.meaningful);
  const known = title.filter((term) => term.frequency > 0);
  if (known.length < fewestKnownTerms) return 0;
  if (1 - known.length / title.length > mostUnknown) return 0;
  const values = features(best, next, terms);
  const logit = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-logit));
}

/**
 * What the probability is computed from: a constant, how much of the query the title covers, how much
 * of the title the query explains, the score as a share of the highest possible, the lead over the
 * next hit, and how many terms match.
 */
function features(
  best: Ranked<Fields>,
  next: Ranked<Fields> | undefined,
  terms: readonly QueryTerm[],
): readonly number[] {
  const { title, titleExplained, matched } = coverageOf(best.candidate, terms);
  const highest = terms.reduce((sum, { weight, idf }) => sum + weight * idf, 0) || 1;
  const lead = next ? 1 - next.score / (best.score || 1) : 1;
  const matches = Math.min(matched, enoughMatches) / enoughMatches;
  return [1, title, titleExplained, best.score / highest, lead, matches];
}
