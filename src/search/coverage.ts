import { isFunctionTerm } from './analyse.ts';
import { fieldCount } from './index/forward.ts';
import { frequencyIn } from './index/frequency.ts';
import type { SearchIndex } from './index/index.ts';
import type { View } from './index/views.ts';
import { idf } from './index/weights.ts';
import type { QueryTerm } from './query.ts';

/** How much of a query's line a document covers, and how much of the document's title it explains. */
export interface Coverage {
  /** Share of the idf mass of the line's meaningful terms that the document has: 0 to 1. */
  readonly document: number;
  /** The same of the document's title. */
  readonly title: number;
  /** Share of the idf mass of the title's meaningful terms that the query has: 0 to 1. */
  readonly titleExplained: number;
  /** How many of the line's meaningful terms the document has. */
  readonly matched: number;
}

export function coverageOf(
  index: SearchIndex,
  view: View,
  slot: number,
  terms: readonly QueryTerm[],
): Coverage {
  const fields = Array.from(
    { length: fieldCount },
    (_, f) => new Set(index.forward.termsOf(slot, f)),
  );
  const [title = new Set<number>()] = fields;
  const asked = terms.filter(({ inTitle, isMeaningful }) => inTitle && isMeaningful);
  const mass = massOf(asked) || 1;
  const found = asked.filter(({ id }) => fields.some((field) => field.has(id)));
  const queried = new Set(terms.map(({ id }) => id));
  const telling = [...title]
    .filter((id) => queried.has(id) || !isFunctionTerm(index.vocabulary.term(id)))
    .map((id) => ({ id, idf: idf(frequencyIn(index, view, id), view.count) }));
  return {
    document: massOf(found) / mass,
    title: massOf(asked.filter(({ id }) => title.has(id))) / mass,
    titleExplained: massOf(telling.filter(({ id }) => queried.has(id))) / (massOf(telling) || 1),
    matched: found.length,
  };
}

const massOf = (terms: readonly { readonly idf: number }[]) =>
  terms.reduce((sum, { idf }) => sum + idf, 0);
