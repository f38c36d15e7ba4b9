import type { Lookup } from '../store/retrieval-sqlite.ts';
import type { QueryTerm } from './query.ts';

/** Full-text search costs the sum of its terms' frequencies: about this many postings are read. */
const postingsBudget = 6_000;
const mostTerms = 24;

/**
 * The terms worth looking up: the most telling ones (meaningful, rare, in the title) whose postings
 * fit the budget. Where not even one fits, documents must have the two most telling ones. Ranking sees
 * all terms again; this only decides which documents come into question.
 */
export function chooseTerms(terms: readonly QueryTerm[], budget = postingsBudget): Lookup {
  const known = terms
    .filter((term) => term.frequency > 0)
    .toSorted(
      (a, b) => Number(b.meaningful) - Number(a.meaningful) || b.idf * b.weight - a.idf * a.weight,
    )
    .slice(0, mostTerms);
  let left = budget;
  const fitting = known.filter((term) => {
    const fits = term.frequency <= left;
    if (fits) left -= term.frequency;
    return fits;
  });
  return fitting.length > 0
    ? { terms: fitting.map(({ term }) => term), match: 'any' }
    : { terms: known.slice(0, 2).map(({ term }) => term), match: 'all' };
}
