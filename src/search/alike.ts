import { contentTerms } from './analyse.ts';
import type { QueryText } from './query.ts';

/** How something is asked, in terms. */
export interface Wording {
  readonly title: ReadonlySet<string>;
  /** Each term of title and details with its weight; the weights' length is 1. */
  readonly weights: ReadonlyMap<string, number>;
}

/**
 * Of .5, .6 and .7 this found most of the marked duplicates among the first 300 pairs (`npm run bench
 * duplicates`). BM25 in the place of coverage, pairs of words, the lead over the next likest, and a
 * regression over all of them, fitted on one half and tried on the other, found no more.
 */
const coverageShare = 0.6;
/** Two that have one term in common may be about anything. */
const fewestCommon = 2;

/** The wording of a text, where a term weighs (1 + ln tf) · idf. */
export function wordingOf(
  { title, details = '' }: QueryText,
  language: string,
  idfOf: (term: string) => number,
): Wording {
  const counts = new Map<string, number>();
  for (const term of contentTerms(`${title}\n${details}`, language)) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const raw = [...counts].map(([term, n]) => [term, (1 + Math.log(n)) * idfOf(term)] as const);
  const length = Math.hypot(...raw.map(([, weight]) => weight)) || 1;
  return {
    title: new Set(contentTerms(title, language)),
    weights: new Map(raw.map(([term, weight]) => [term, weight / length])),
  };
}

/**
 * How much two ask the same, from 0 to 1: how much of the idf mass of both titles the other's text has,
 * title or not, and the cosine of all they say (G. Salton, 1975).
 */
export function alike(one: Wording, other: Wording, idfOf: (term: string) => number): number {
  const common = [
    ...[...one.title].filter((term) => other.weights.has(term)),
    ...[...other.title].filter((term) => one.weights.has(term)),
  ];
  if (new Set(common).size < fewestCommon) return 0;
  const mass = (terms: Iterable<string>) => [...terms].reduce((sum, term) => sum + idfOf(term), 0);
  const coverage = mass(common) / (mass(one.title) + mass(other.title));
  let cosine = 0;
  for (const [term, weight] of one.weights) cosine += weight * (other.weights.get(term) ?? 0);
  return Math.min(1, coverageShare * coverage + (1 - coverageShare) * cosine);
}
