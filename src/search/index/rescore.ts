import { fieldCount } from './forward.ts';
import type { SearchIndex } from './index.ts';
import type { Scored, WeightedTerm } from './retrieve.ts';
import type { View } from './views.ts';
import { occurrence } from './weights.ts';

/** Two terms that stand side by side in the query, as positions in its list of terms. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  readonly worth: number;
}

/** Working space, all zero between two calls: a term's position in the query + 1. */
let positions = new Uint16Array(0);

/**
 * Stage 2: the same documents, scored exactly from what they say, best first. BM25F,
 * Σ worth · f / (k1 + f) with f = Σ over fields of `occurrence`, over the terms and over the pairs of
 * terms that stand side by side.
 */
export function rescore(
  index: SearchIndex,
  candidates: readonly Scored[],
  terms: readonly WeightedTerm[],
  pairs: readonly Pair[],
  view: View,
): Scored[] {
  const known = index.vocabulary.size;
  if (positions.length < known) positions = new Uint16Array(known * 2);
  for (const [i, { id }] of terms.entries()) if (id >= 0) positions[id] = i + 1;
  const pairAt = new Map(pairs.map(({ first, second }, i) => [first * terms.length + second, i]));
  const frequencies = new Float32Array(terms.length);
  const together = new Float32Array(pairs.length);
  const scored = candidates.map(({ slot }) => {
    frequencies.fill(0);
    together.fill(0);
    count(slot);
    return { slot, score: sum(terms, frequencies) + sum(pairs, together) };
  });
  for (const { id } of terms) if (id >= 0) positions[id] = 0;
  return scored.sort((a, b) => b.score - a.score || b.slot - a.slot);

  function count(slot: number): void {
    const said = index.forward.terms;
    for (let f = 0; f < fieldCount; f += 1) {
      const field = index.weights.fields[f];
      if (!field) continue;
      const length = index.forward.lengthOf(slot, f);
      const worth = occurrence(field, length, view.averages[f] ?? 0);
      const start = index.forward.startOf(slot, f);
      let before = 0;
      for (let i = start; i < start + length; i += 1) {
        const position = positions[said[i] ?? 0] ?? 0;
        if (position > 0) {
          frequencies[position - 1] = (frequencies[position - 1] ?? 0) + worth;
          if (before > 0 && pairs.length > 0) {
            const pair = pairAt.get((before - 1) * terms.length + position - 1);
            if (pair !== undefined) together[pair] = (together[pair] ?? 0) + worth;
          }
        }
        before = position;
      }
    }
  }

  function sum(items: readonly { readonly worth: number }[], counts: Float32Array): number {
    const { k1 } = index.weights;
    let total = 0;
    for (const [i, { worth }] of items.entries()) {
      const frequency = counts[i] ?? 0;
      total += (worth * frequency) / (k1 + frequency);
    }
    return total;
  }
}
