import type { SearchIndex } from '../search/index/index.ts';
import { retrieve, type Scored } from '../search/index/retrieve.ts';
import type { View } from '../search/index/views.ts';
import type { QueryTerm } from '../search/query.ts';
import { telling } from '../search/ranking.ts';

const mostEvidence = 1_000;

/**
 * The documents of the view that are close to a text by its telling terms, best first. Looking at them
 * a second time, as search does, finds no better people.
 */
export function closestTo(index: SearchIndex, view: View, terms: readonly QueryTerm[]): Scored[] {
  return retrieve(index, telling(terms, view.count), view, mostEvidence);
}
