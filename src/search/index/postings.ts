import type { Forward } from './forward.ts';
import { fieldCount } from './forward.ts';
import { occurrence, type Weights } from './weights.ts';

/** Impacts are kept in a byte: this one stands for a saturated term. */
const fullImpact = 255;

/** For each term the slots of the documents that have it, and what it counts there. */
export interface PostingsParts {
  /** Where the list of each term begins; it ends where the next begins. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly slots: Uint32Array<ArrayBuffer>;
  /** 255 · f / (k1 + f), where f is BM25F's weighted frequency. */
  readonly impacts: Uint8Array<ArrayBuffer>;
}

export const noPostings = (): PostingsParts => ({
  starts: new Uint32Array(1),
  slots: new Uint32Array(0),
  impacts: new Uint8Array(0),
});

/**
 * Counts a document's terms: gives `each` every distinct one, with its impact. The working arrays are
 * kept between documents.
 */
export function createImpacts(forward: Forward, { fields, k1 }: Weights) {
  let frequencies = new Float32Array(1_024);
  let distinct = new Uint32Array(256);

  return (
    slot: number,
    vocabularySize: number,
    averages: readonly number[],
    each: (term: number, impact: number) => void,
  ): void => {
    if (frequencies.length < vocabularySize) frequencies = new Float32Array(vocabularySize * 2);
    const { terms } = forward;
    let count = 0;
    for (let f = 0; f < fieldCount; f += 1) {
      const field = fields[f];
      if (!field) continue;
      const length = forward.lengthOf(slot, f);
      const worth = occurrence(field, length, averages[f] ?? 0);
      const start = forward.startOf(slot, f);
      for (let i = start; i < start + length; i += 1) {
        const term = terms[i] ?? 0;
        const before = frequencies[term] ?? 0;
        if (before === 0) {
          if (count === distinct.length) {
            const larger = new Uint32Array(count * 2);
            larger.set(distinct);
            distinct = larger;
          }
          distinct[count] = term;
          count += 1;
        }
        frequencies[term] = before + worth;
      }
    }
    for (let i = 0; i < count; i += 1) {
      const term = distinct[i] ?? 0;
      const frequency = frequencies[term] ?? 0;
      frequencies[term] = 0;
      each(term, Math.max(1, Math.round((fullImpact * frequency) / (k1 + frequency))));
    }
  };
}

/** Sorts all that the documents say by term: once to count, once to fill in. */
export function buildPostings(
  forward: Forward,
  vocabularySize: number,
  averages: readonly number[],
  weights: Weights,
): PostingsParts {
  const impactsOf = createImpacts(forward, weights);
  const starts = new Uint32Array(vocabularySize + 1);
  for (let slot = 0; slot < forward.size; slot += 1) {
    impactsOf(slot, vocabularySize, averages, (term) => {
      starts[term + 1] = (starts[term + 1] ?? 0) + 1;
    });
  }
  for (let term = 0; term < vocabularySize; term += 1) {
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  }
  const total = starts[vocabularySize] ?? 0;
  const slots = new Uint32Array(total);
  const impacts = new Uint8Array(total);
  const next = starts.slice();
  for (let slot = 0; slot < forward.size; slot += 1) {
    impactsOf(slot, vocabularySize, averages, (term, impact) => {
      const at = next[term] ?? 0;
      slots[at] = slot;
      impacts[at] = impact;
      next[term] = at + 1;
    });
  }
  return { starts, slots, impacts };
}
