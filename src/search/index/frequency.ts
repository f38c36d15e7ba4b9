import { hasBit } from './arrays.ts';
import type { SearchIndex } from './index.ts';
import type { View } from './views.ts';

/** Lists up to this long are counted one by one for each reader; longer ones as a whole. */
const countedExactly = 1_000;

/**
 * In how many documents of the view a term stands. Of a term in thousands of documents those count too
 * that the reader may not see: it makes no difference that could be noticed.
 */
export function frequencyIn(index: SearchIndex, view: View, term: number): number {
  if (term < 0) return 0;
  const { starts, slots } = index.postings;
  const [from, to] = [starts[term] ?? 0, starts[term + 1] ?? 0];
  let count = 0;
  if (to - from > countedExactly) count = to - from;
  else for (let i = from; i < to; i += 1) if (hasBit(view.bits, slots[i] ?? 0)) count += 1;
  const recent = index.recent.get(term) ?? [];
  for (let i = 0; i < recent.length; i += 2) if (hasBit(view.bits, recent[i] ?? 0)) count += 1;
  return Math.min(count, view.count);
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
