import type { Candidate } from '../store/retrieval-sqlite.ts';
import type { QueryTerm } from './query.ts';

/** Field weights and length normalisation of BM25F (Robertson, Zaragoza & Taylor, 2004). */
const fields = [
  { name: 'title', weight: 5, b: 0.7 },
  { name: 'question', weight: 1, b: 0.85 },
  { name: 'answer', weight: 0.6, b: 0.4 },
] as const;
const k1 = 2.2;

/** A candidate with its BM25F score. */
export interface Ranked<T> {
  readonly candidate: T;
  readonly score: number;
}

/** The terms of a document, field by field, joined by spaces. */
export type Fields = Pick<Candidate, 'title' | 'question' | 'answer'>;

/**
 * Scores the candidates with BM25F over title, question and answer, best first:
 * Σ_t w_t · idf_t · f_t / (k1 + f_t), where f_t = Σ_field weight · tf / (1 - b + b · length / average).
 * Average lengths are taken over the candidates.
 */
export function rank<T extends Fields>(
  candidates: readonly T[],
  terms: readonly QueryTerm[],
): Ranked<T>[] {
  const wanted = new Map(terms.map((term, i) => [term.term, i]));
  const counted = candidates.map((candidate) => ({
    candidate,
    fields: fields.map((field) => count(candidate[field.name], wanted)),
  }));
  const averages = fields.map((_, f) =>
    mean(counted.map((document) => document.fields[f]?.length ?? 0)),
  );
  const ranked = counted.map(({ candidate, fields: counts }) => {
    const score = sum(
      terms.map((term, i) => {
        const frequency = sum(
          fields.map((field, f) => {
            const { tf, length } = counts[f] ?? { tf: new Map<number, number>(), length: 0 };
            const relative = length / (averages[f] || 1);
            return (field.weight * (tf.get(i) ?? 0)) / (1 - field.b + field.b * relative);
          }),
        );
        return (term.weight * term.idf * frequency) / (k1 + frequency);
      }),
    );
    return { candidate, score };
  });
  return ranked.toSorted((a, b) => b.score - a.score);
}

function count(field: string, wanted: ReadonlyMap<string, number>) {
  const tokens = field === '' ? [] : field.split(' ');
  const tf = new Map<number, number>();
  for (const token of tokens) {
    const i = wanted.get(token);
    if (i !== undefined) tf.set(i, (tf.get(i) ?? 0) + 1);
  }
  return { tf, length: tokens.length };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / (numbers.length || 1);
