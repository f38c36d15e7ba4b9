import type { Scored } from './retrieve.ts';

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
  const heap: Scored[] = [];
  const isWorse = (a: Scored, b: Scored) =>
    a.score < b.score || (a.score === b.score && a.slot < b.slot);
  let worst = 0;
  for (let i = 0; i < count; i += 1) {
    const slot = touched[i] ?? 0;
    const score = scores[slot] ?? 0;
    scores[slot] = 0;
    if (score < worst || !isWanted(slot)) continue;
    const scored = { slot, score };
    if (heap.length < limit) rise(heap, scored, isWorse);
    else if (heap[0] && isWorse(heap[0], scored)) sink(heap, scored, isWorse);
    if (heap.length === limit) worst = heap[0]?.score ?? 0;
  }
  return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1));
}

type IsWorse = (a: Scored, b: Scored) => boolean;

function rise(heap: Scored[], scored: Scored, isWorse: IsWorse): void {
  let i = heap.push(scored) - 1;
  for (let parent = heap[(i - 1) >> 1]; i > 0 && parent; parent = heap[(i - 1) >> 1]) {
    if (!isWorse(scored, parent)) break;
    heap[i] = parent;
    i = (i - 1) >> 1;
  }
  heap[i] = scored;
}

/** Puts `scored` in the place of the worst. */
function sink(heap: Scored[], scored: Scored, isWorse: IsWorse): void {
  let i = 0;
  for (;;) {
    const [left, right] = [heap[2 * i + 1], heap[2 * i + 2]];
    if (!left) break;
    const isRight = right !== undefined && isWorse(right, left);
    const child = isRight ? right : left;
    if (!isWorse(child, scored)) break;
    heap[i] = child;
    i = 2 * i + (isRight ? 2 : 1);
  }
  heap[i] = scored;
}
