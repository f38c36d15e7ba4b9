import { confidenceOf, features } from '../../../src/search/confidence.ts';
import { find } from '../../../src/search/find.ts';
import { show } from '../figures.ts';
import { indexed, visibleOf } from './calibration.ts';
import type { ConfidenceSet } from './confidence-sets.ts';

/** One question: what the probability is computed from, and whether the first hit answered. */
interface Sample {
  readonly values: readonly number[];
  readonly answered: boolean;
  readonly weight: number;
}

const communities = 60;
const documentsOfSmall = 60;
const askedInSmall = 12;
const steps = 30;
/** A little regularisation keeps the steps finite. */
const ridge: number = 1e-3;

/**
 * The weights of `src/search/confidence.ts`: fitted on the sets, each whole and as sixty communities of
 * sixty documents, each counting the same.
 */
export function fitConfidence(sets: Readonly<Record<string, ConfidenceSet>>) {
  const samples = Object.values(sets).flatMap((set) => [
    ...balanced(samplesOf(set)),
    ...balanced(smallOnes(set).flatMap(samplesOf)),
  ]);
  const [constant, agreement, lead, matched] = regressed(samples);
  return show('weights of the confidence, fitted anew', [{ constant, agreement, lead, matched }]);
}

/** Only where the engine would say anything at all. */
function samplesOf(set: ConfidenceSet): Omit<Sample, 'weight'>[] {
  const index = indexed(set.documents);
  const view = index.views.everything();
  return set.queries.flatMap(({ title, details, answers, hidden }) => {
    const among = visibleOf(set.documents, hidden);
    const findings = find(index, view, { title, details }, { among });
    const [best] = findings.hits;
    if (!best || confidenceOf(findings, best) === 0) return [];
    const answered = answers(set.documents[best.slot]?.id ?? '');
    return { values: features(findings, best), answered };
  });
}

const balanced = (samples: readonly Omit<Sample, 'weight'>[]): Sample[] =>
  samples.map((sample) => ({ ...sample, weight: 1 / samples.length }));

/** Communities of few documents, in which half of the questions have an answer. */
function smallOnes({ documents, queries }: ConfidenceSet): ConfidenceSet[] {
  let state = 3;
  const draw = <T>(list: readonly T[]): T | undefined => {
    state = (state * 48_271) % 2_147_483_647;
    return list[state % list.length];
  };
  return Array.from({ length: communities }, () => {
    const asked = Array.from({ length: askedInSmall }, () => draw(queries) ?? []).flat();
    const answers = asked.flatMap(({ answers, hidden }, i) => {
      const fitting = documents.filter(({ id }) => answers(id) && !hidden(id));
      return i % 2 === 0 ? (draw(fitting) ?? []) : [];
    });
    const chosen = new Set(answers);
    while (chosen.size < Math.min(documentsOfSmall, documents.length)) {
      const one = draw(documents);
      if (one) chosen.add(one);
    }
    return { documents: documents.filter((one) => chosen.has(one)), queries: asked };
  });
}

/** Logistic regression by Newton's method (iteratively reweighted least squares). */
function regressed(samples: readonly Sample[]): number[] {
  const size = samples[0]?.values.length ?? 0;
  const zeros = () => Array.from({ length: size }, () => 0);
  let weights = zeros();
  for (let step = 0; step < steps; step += 1) {
    const slope = weights.map((weight) => -ridge * weight);
    const curve = zeros().map((_, i) => zeros().map((zero, j) => (i === j ? ridge : zero)));
    for (const { values, answered, weight } of samples) {
      const logit = values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
      const p = 1 / (1 + Math.exp(-logit));
      for (const [i, a] of values.entries()) {
        slope[i] = (slope[i] ?? 0) + weight * (Number(answered) - p) * a;
        const row = curve[i] ?? [];
        for (const [j, b] of values.entries())
          row[j] = (row[j] ?? 0) + weight * p * (1 - p) * a * b;
      }
    }
    const change = solved(curve, slope);
    weights = weights.map((weight, i) => weight + (change[i] ?? 0));
  }
  return weights;
}

/** The x of A x = b, by Gauss–Jordan elimination; A is positive definite, so that no pivot is 0. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    for (const [r, row] of rows.entries()) {
      const factor = r === i ? 0 : (row[i] ?? 0) / (pivot[i] ?? 1);
      for (const [c, value] of pivot.entries()) row[c] = (row[c] ?? 0) - factor * value;
    }
  }
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}
