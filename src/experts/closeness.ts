import type { SearchIndex } from '../search/index/index.ts';
import { retrieve, type Scored, type WeightedTerm } from '../search/index/retrieve.ts';
import type { View } from '../search/index/views.ts';
import { type QueryText, readQuery } from '../search/query.ts';

/** Rare terms say who; each more costs time and says little. */
const mostTerms = 24;
const mostEvidence = 1_000;

/**
 * The documents of the view that are close to the text by its most telling terms, best first: at most
 * 1,000. Slots of the index, with scores.
 */
export function closestTo(index: SearchIndex, view: View, text: QueryText): Scored[] {
  return retrieve(index, tellingTerms(index, view, text), view, mostEvidence);
}

function tellingTerms(index: SearchIndex, view: View, text: QueryText): WeightedTerm[] {
  return readQuery(index, view, text)
    .terms.filter(({ frequency }) => frequency > 0)
    .toSorted((a, b) => Number(b.isMeaningful) - Number(a.isMeaningful) || b.worth - a.worth)
    .slice(0, mostTerms);
}
