import { type Bits, hasBit } from './arrays.ts';
import { bestOf } from './best.ts';
import type { SearchIndex } from './index.ts';
import type { View } from './views.ts';

/** A term's number, and what a document earns that is full of it: query weight · idf. */
export interface WeightedTerm {
  readonly id: number;
  readonly worth: number;
}

/** A document's slot and its score. */
export interface Scored {
  readonly slot: number;
  readonly score: number;
}

/** Working space, all zero between two calls. */
let scores = new Float32Array(0);
let touched = new Uint32Array(0);

/**
 * Stage 1: the best `limit` documents of the view (and of `among`) by Σ worth · impact, where an impact
 * is f / (k1 + f), computed beforehand and rounded to 1/255. Best first.
 */
export function retrieve(
  index: SearchIndex,
  terms: readonly WeightedTerm[],
  view: View,
  limit: number,
  among?: Bits,
): Scored[] {
  const size = index.forward.size;
  if (scores.length < size) {
    scores = new Float32Array(size * 2);
    touched = new Uint32Array(size * 2);
  }
  let count = 0;
  for (const { id, worth } of terms) {
    count = addList(index, id, worth, count);
    count = addRecent(index.recent.get(id) ?? [], worth, count);
  }
  return bestOf(scores, touched, count, limit, (slot) => {
    return hasBit(view.bits, slot) && (among === undefined || hasBit(among, slot));
  });
}

function addList(index: SearchIndex, id: number, worth: number, counted: number): number {
  const { starts, slots, impacts } = index.postings;
  if (id < 0 || id + 1 >= starts.length) return counted;
  const to = starts[id + 1] ?? 0;
  let count = counted;
  for (let i = starts[id] ?? 0; i < to; i += 1) {
    const slot = slots[i] ?? 0;
    const before = scores[slot] ?? 0;
    if (before === 0) {
      touched[count] = slot;
      count += 1;
    }
    scores[slot] = before + worth * (impacts[i] ?? 0);
  }
  return count;
}

function addRecent(list: readonly number[], worth: number, counted: number): number {
  let count = counted;
  for (let i = 0; i < list.length; i += 2) {
    const slot = list[i] ?? 0;
    const before = scores[slot] ?? 0;
    if (before === 0) {
      touched[count] = slot;
      count += 1;
    }
    scores[slot] = before + worth * (list[i + 1] ?? 0);
  }
  return count;
}
