import { hasBit } from '../search/index/arrays.ts';
import type { SearchIndex } from '../search/index/index.ts';
import { fullImpact } from '../search/index/postings.ts';
import { retrieve, type Scored, type WeightedTerm } from '../search/index/retrieve.ts';
import type { View } from '../search/index/views.ts';
import { type QueryText, readQuery } from '../search/query.ts';

/** Rare terms say who; each more costs time and says little. */
const mostTerms = 24;
const mostEvidence = 1_000;
/** How soon more of the same term stops to speak for a person. */
const saturation = 1.2;

/** Who wrote near to what was asked. */
export interface Closeness {
  /** The closest documents, best first. */
  readonly documents: readonly Scored[];
  /**
   * For each author, how much of what was asked stands in all that they answered, relative to the
   * author who has most: above 0 to 1.
   */
  readonly people: ReadonlyMap<number, number>;
}

/** What of the view is close to the text, by its most telling terms. */
export function closenessTo(index: SearchIndex, view: View, text: QueryText): Closeness {
  const terms = tellingTerms(index, view, text);
  return {
    documents: retrieve(index, terms, view, mostEvidence),
    people: peopleCloseTo(index, view, terms),
  };
}

function tellingTerms(index: SearchIndex, view: View, text: QueryText): WeightedTerm[] {
  return readQuery(index, view, text)
    .terms.filter(({ frequency }) => frequency > 0)
    .toSorted((a, b) => Number(b.isMeaningful) - Number(a.isMeaningful) || b.worth - a.worth)
    .slice(0, mostTerms);
}

/**
 * BM25 over each person's whole text, from the postings of the documents: Σ_t worth_t · F / (s + F),
 * where F adds up the impacts of term t in the author's documents that the view has.
 */
function peopleCloseTo(
  index: SearchIndex,
  view: View,
  terms: readonly WeightedTerm[],
): Map<number, number> {
  const people = new Map<number, number>();
  for (const { id, worth } of terms) {
    const found = new Map<number, number>();
    const add = (slot: number, impact: number) => {
      if (!hasBit(view.bits, slot)) return;
      const author = index.authorOf(slot);
      found.set(author, (found.get(author) ?? 0) + impact / fullImpact);
    };
    const { starts, slots, impacts } = index.postings;
    const to = id + 1 < starts.length ? (starts[id + 1] ?? 0) : 0;
    for (let i = starts[id] ?? 0; i < to; i += 1) add(slots[i] ?? 0, impacts[i] ?? 0);
    const recent = index.recent.get(id) ?? [];
    for (let i = 0; i < recent.length; i += 2) add(recent[i] ?? 0, recent[i + 1] ?? 0);
    for (const [author, sum] of found) {
      const earned = (worth * sum) / (saturation + sum);
      people.set(author, (people.get(author) ?? 0) + earned);
    }
  }
  const most = Math.max(...people.values());
  return new Map([...people].map(([author, value]) => [author, value / most]));
}
