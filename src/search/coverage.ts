import { isFunctionTerm } from './analyse.ts';
import type { QueryTerm } from './query.ts';
import type { Fields } from './ranking.ts';

/** How much of a query's line a document covers, and how much of the document's title it explains. */
export interface Coverage {
  /** Share of the idf mass of the line's meaningful terms that the document has: 0 to 1. */
  readonly document: number;
  /** The same of the document's title. */
  readonly title: number;
  /** Share of the title's meaningful terms that the query has: 0 to 1. */
  readonly titleExplained: number;
  /** How many of the line's meaningful terms the document has. */
  readonly matched: number;
}

export function coverageOf(document: Fields, terms: readonly QueryTerm[]): Coverage {
  const title = termsOf(document.title);
  const all = new Set([...title, ...termsOf(document.question), ...termsOf(document.answer)]);
  const asked = terms.filter((term) => term.inTitle && term.meaningful);
  const mass = massOf(asked) || 1;
  const inDocument = asked.filter(({ term }) => all.has(term));
  const queried = new Set(terms.map(({ term }) => term));
  const telling = [...title].filter((term) => !isFunctionTerm(term));
  const explained = telling.filter((term) => queried.has(term));
  return {
    document: massOf(inDocument) / mass,
    title: massOf(asked.filter(({ term }) => title.has(term))) / mass,
    titleExplained: explained.length / (telling.length || 1),
    matched: inDocument.length,
  };
}

const termsOf = (field: string) => new Set(field === '' ? [] : field.split(' '));
const massOf = (terms: readonly QueryTerm[]) => terms.reduce((sum, { idf }) => sum + idf, 0);
