import type { Bits } from './index/arrays.ts';
import type { SearchIndex } from './index/index.ts';
import { rescore } from './index/rescore.ts';
import { retrieve, type Scored } from './index/retrieve.ts';
import type { View } from './index/views.ts';
import type { Query, QueryTerm } from './query.ts';

/** How many documents are looked at closely. */
const mostCandidates = 150;
/** A term that stands in more of the documents than this brings no candidates… */
const commonShare = 0.15;
/** … unless its list is this short, or it is one of the two rarest. */
const shortList = 1_000;
const alwaysLookedUp = 2;
/** Of a long query as many terms bring candidates… */
const mostLookedUp = 40;
/** … whose lists are this long together: reading a million takes some ten milliseconds. */
const mostPostings = 800_000;

/** The best documents of the view for the query, in two stages. Best first. */
export function rank(
  index: SearchIndex,
  view: View,
  { terms, pairs }: Query,
  { limit = mostCandidates, among }: { limit?: number; among?: Bits | undefined } = {},
): Scored[] {
  const candidates = retrieve(index, telling(terms, view.count), view, limit, among);
  return rescore(index, candidates, terms, pairs, view);
}

/**
 * The terms by which documents come into question: those that carry meaning (function words where
 * nothing else is known), without the common ones.
 */
export function telling(terms: readonly QueryTerm[], total: number): QueryTerm[] {
  const known = terms.filter(({ frequency }) => frequency > 0);
  const meaningful = known.filter(({ isMeaningful }) => isMeaningful);
  const most = Math.max(shortList, commonShare * total);
  let left = mostPostings;
  return (meaningful.length > 0 ? meaningful : known)
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, mostLookedUp)
    .toSorted((a, b) => a.frequency - b.frequency)
    .filter(({ frequency }, i) => {
      left -= frequency;
      return i < alwaysLookedUp || (frequency <= most && left >= 0);
    });
}
