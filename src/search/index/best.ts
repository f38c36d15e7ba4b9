import type { Scored } from './retrieve.ts';

/** Working space: the slots of a heap. */
let heap = new Uint32Array(0);

/**
 * The best `limit` of the first `count` slots in `touched` that are wanted, best first; among equals the
 * one with the higher slot, which is newer. Sets their scores back to zero. A binary heap holds the best
 * so far with the worst of them on top: most slots are compared with that alone.
 */
export function bestOf(
  scores: Float32Array,
  touched: Uint32Array,
  count: number,
  limit: number,
  isWanted: (slot: number) => boolean,
): Scored[] {
  if (heap.length < limit) heap = new Uint32Array(limit);
  let size = 0;
  let worst = 0;
  for (let i = 0; i < count; i += 1) {
    const slot = touched[i] ?? 0;
    if ((scores[slot] ?? 0) < worst || !isWanted(slot)) continue;
    if (size < limit) {
      rise(scores, size, slot);
      size += 1;
    } else if (isWorse(scores, heap[0] ?? 0, slot)) sink(scores, size, slot);
    if (size === limit) worst = scores[heap[0] ?? 0] ?? 0;
  }
  const best = Array.from(heap.subarray(0, size), (slot) => ({ slot, score: scores[slot] ?? 0 }));
  for (let i = 0; i < count; i += 1) scores[touched[i] ?? 0] = 0;
  return best.sort((a, b) => b.score - a.score || b.slot - a.slot);
}

function isWorse(scores: Float32Array, a: number, b: number): boolean {
  const [ofA, ofB] = [scores[a] ?? 0, scores[b] ?? 0];
  return ofA < ofB || (ofA === ofB && a < b);
}

/** Adds a slot to a heap of `size`. */
function rise(scores: Float32Array, size: number, slot: number): void {
  let i = size;
  while (i > 0) {
    const parent = heap[(i - 1) >> 1] ?? 0;
    if (!isWorse(scores, slot, parent)) break;
    heap[i] = parent;
    i = (i - 1) >> 1;
  }
  heap[i] = slot;
}

/** Puts a slot in the place of the worst. */
function sink(scores: Float32Array, size: number, slot: number): void {
  let i = 0;
  for (let child = 1; child < size; child = 2 * i + 1) {
    const right = child + 1;
    if (right < size && isWorse(scores, heap[right] ?? 0, heap[child] ?? 0)) child = right;
    const below = heap[child] ?? 0;
    if (!isWorse(scores, below, slot)) break;
    heap[i] = below;
    i = child;
  }
  heap[i] = slot;
}
