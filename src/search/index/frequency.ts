import { type Bits, hasBit } from './arrays.ts';
import type { SearchIndex } from './index.ts';
import type { PostingsParts } from './postings.ts';
import type { View } from './views.ts';

/** What longer lists count is remembered: going through a million slots takes milliseconds. */
const shortList = 1_000;

/**
 * By the sorted part and by what is visible, the counts of long lists. Either is another object as soon
 * as the counts are no longer so, but for documents that are gone: they count until the next merge.
 */
const remembered = new WeakMap<PostingsParts, WeakMap<Bits, Map<number, number>>>();

/** In how many documents of the view a term stands: what the reader may not see does not count. */
export function frequencyIn(index: SearchIndex, view: View, term: number): number {
  if (term < 0) return 0;
  const recent = index.recent.get(term) ?? [];
  let count = sortedFrequency(index.postings, view.bits, term);
  for (let i = 0; i < recent.length; i += 2) if (hasBit(view.bits, recent[i] ?? 0)) count += 1;
  return Math.min(count, view.count);
}

function sortedFrequency(postings: PostingsParts, bits: Bits, term: number): number {
  const { starts, slots } = postings;
  const [from, to] = [starts[term] ?? 0, starts[term + 1] ?? 0];
  const counts = to - from > shortList ? countsOf(postings, bits) : undefined;
  const known = counts?.get(term);
  if (known !== undefined) return known;
  let count = 0;
  for (let i = from; i < to; i += 1) if (hasBit(bits, slots[i] ?? 0)) count += 1;
  counts?.set(term, count);
  return count;
}

function countsOf(postings: PostingsParts, bits: Bits): Map<number, number> {
  const ofPostings = remembered.get(postings) ?? new WeakMap<Bits, Map<number, number>>();
  const counts = ofPostings.get(bits) ?? new Map<number, number>();
  remembered.set(postings, ofPostings.set(bits, counts));
  return counts;
}

/** Whether the term stands in so many threads of the view, or in so many documents that stand alone. */
export function isInThreads(index: SearchIndex, view: View, term: number, enough: number): boolean {
  if (term < 0) return false;
  const { starts, slots } = index.postings;
  const threads = new Set<number>();
  const isEnough = (slot: number) => {
    // A slot that stands alone is counted by itself.
    if (hasBit(view.bits, slot)) threads.add(index.threadOf(slot) || -1 - slot);
    return threads.size >= enough;
  };
  for (let i = starts[term] ?? 0; i < (starts[term + 1] ?? 0); i += 1) {
    if (isEnough(slots[i] ?? 0)) return true;
  }
  const recent = index.recent.get(term) ?? [];
  return recent.some((slot, i) => i % 2 === 0 && isEnough(slot));
}

/** Whether any document of the view has the term. */
export function isKnown(index: SearchIndex, view: View, term: number): boolean {
  if (term < 0) return false;
  const { starts, slots } = index.postings;
  const to = starts[term + 1] ?? 0;
  for (let i = starts[term] ?? 0; i < to; i += 1) if (hasBit(view.bits, slots[i] ?? 0)) return true;
  const recent = index.recent.get(term) ?? [];
  return recent.some((slot, i) => i % 2 === 0 && hasBit(view.bits, slot));
}
