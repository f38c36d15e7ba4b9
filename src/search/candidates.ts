import type { QueryTerm } from './query.ts';

/** Full-text search costs the sum of its terms' frequencies: this many postings are read at most. */
const postingsBudget = 12_000;
const mostTerms = 24;
/** However common, the most telling terms are always looked up: otherwise nothing would be found. */
const alwaysKept = 2;

/**
 * The terms worth looking up: the most telling ones (rare, and in the title) whose postings fit the
 * budget. Ranking sees all terms again; this only decides which documents come into question.
 */
export function chooseTerms(terms: readonly QueryTerm[], budget = postingsBudget): string[] {
  const known = terms
    .filter((term) => term.frequency > 0)
    .toSorted(
      (a, b) => Number(b.meaningful) - Number(a.meaningful) || b.idf * b.weight - a.idf * a.weight,
    )
    .slice(0, mostTerms);
  let left = budget;
  return known
    .filter((term, i) => {
      const fits = i < alwaysKept || term.frequency <= left;
      if (fits) left -= term.frequency;
      return fits;
    })
    .map(({ term }) => term);
}
