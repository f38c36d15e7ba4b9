import { contentTerms } from './analyse.ts';
import { likeness } from './likeness.ts';
import type { QueryText } from './query.ts';

/** How something is asked, in terms. */
export interface Wording {
  readonly title: ReadonlySet<string>;
  /** Each term of title and details with its weight; the weights' length is 1. */
  readonly weights: ReadonlyMap<string, number>;
}

/** Of 0.3, 0.5 and 0.7 this found most of the marked duplicates among as many pairs (`npm run bench duplicates`). */
const titleShare = 0.3;

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
 * How much two ask the same, from 0 to 1: the likeness of their titles and the cosine of all they say
 * (G. Salton, 1975).
 */
export function alike(one: Wording, other: Wording, idfOf: (term: string) => number): number {
  let cosine = 0;
  for (const [term, weight] of one.weights) cosine += weight * (other.weights.get(term) ?? 0);
  const titles = likeness(one.title, other.title, idfOf);
  return Math.min(1, titleShare * titles + (1 - titleShare) * cosine);
}
