import { clueNames, usualWeights, type Weights } from './ranking.ts';

/** With fewer questions a fit would learn chance. */
export const fewestScored = 2_000;
/** The newest of the questions judge what was learned from the others. */
const judgingShare = 0.2;
/** How strongly the weights are held to the usual ones. */
const ridge = 0.02;
const mostSteps = 40;
const settled = 1e-4;
const width = clueNames.length;

/** A question as it was when it was asked, and who of those that came into question then answered. */
export interface Scored {
  /** For each of them the clues, one after another, in the order of `clueNames`. */
  readonly clues: Float32Array;
  /** Who answered, by their place; at least one. */
  readonly right: ReadonlySet<number>;
}

/**
 * The weights that a community's own questions, given in the order of time, teach; undefined with fewer
 * than 2,000 of them, and when what the older four fifths teach is worse for the newest fifth than the
 * usual weights. The same questions always give the same weights.
 */
export function learnWeights(questions: readonly Scored[]): Weights | undefined {
  if (questions.length < fewestScored) return undefined;
  const usual = clueNames.map((name) => usualWeights[name]);
  const older = Math.floor(questions.length * (1 - judgingShare));
  const judging = questions.slice(older);
  const learned = fitted(questions.slice(0, older), usual);
  if (reciprocalRank(judging, learned) < reciprocalRank(judging, usual)) return undefined;
  const weights = fitted(questions, usual);
  // Every clue has its weight.
  return Object.fromEntries(clueNames.map((name, i) => [name, weights[i]])) as Weights;
}

/** The mean reciprocal rank of the first who answered. */
export function reciprocalRank(questions: readonly Scored[], weights: readonly number[]): number {
  const sum = questions.reduce((total, { clues, right }) => {
    const scores = scoresOf(clues, weights);
    const best = Math.max(...[...right].map((i) => scores[i] ?? Number.NEGATIVE_INFINITY));
    return total + 1 / (1 + scores.filter((score) => score > best).length);
  }, 0);
  return sum / questions.length;
}

/**
 * A conditional logit (McFadden, 1974): the weights under which it is likeliest that one of those who
 * answered would, held to `prior` by a ridge in proportion to how much each clue varies. Newton's steps,
 * where those who answered share the question in proportion to how likely each was.
 */
function fitted(questions: readonly Scored[], prior: readonly number[]): number[] {
  let weights = [...prior];
  let hold: readonly number[] = [];
  for (let step = 0; step < mostSteps; step += 1) {
    const { slope, curve } = slopeAt(questions, weights);
    if (hold.length === 0) hold = curve.map((row, i) => ridge * (row[i] ?? 0) + 1e-9);
    const pulled = slope.map((s, i) => s - (hold[i] ?? 0) * ((weights[i] ?? 0) - (prior[i] ?? 0)));
    const held = curve.map((row, i) => row.map((c, j) => (i === j ? c + (hold[i] ?? 0) : c)));
    const change = solve(held, pulled);
    weights = weights.map((weight, i) => weight + (change[i] ?? 0));
    if (Math.max(...change.map(Math.abs)) < settled) break;
  }
  return weights;
}

/** The gradient of the log-likelihood, and how much the clues vary where the weights would rank. */
function slopeAt(questions: readonly Scored[], weights: readonly number[]) {
  const slope = new Array<number>(width).fill(0);
  const curve = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  for (const { clues, right } of questions) {
    const chances = softmax(scoresOf(clues, weights));
    const answered = [...right].reduce((sum, i) => sum + (chances[i] ?? 0), 0);
    const means = new Array<number>(width).fill(0);
    for (const [i, chance] of chances.entries()) {
      for (let a = 0; a < width; a += 1) {
        const x = clues[i * width + a] ?? 0;
        const share = right.has(i) ? chance / answered : 0;
        slope[a] = (slope[a] ?? 0) + (share - chance) * x;
        means[a] = (means[a] ?? 0) + chance * x;
        const row = curve[a] ?? [];
        for (let b = 0; b < width; b += 1) {
          row[b] = (row[b] ?? 0) + chance * x * (clues[i * width + b] ?? 0);
        }
      }
    }
    for (const [a, row] of curve.entries()) {
      for (let b = 0; b < width; b += 1) {
        row[b] = (row[b] ?? 0) - (means[a] ?? 0) * (means[b] ?? 0);
      }
    }
  }
  return { slope, curve };
}

function scoresOf(clues: Float32Array, weights: readonly number[]): number[] {
  return Array.from({ length: clues.length / width }, (_, i) =>
    weights.reduce((sum, weight, a) => sum + weight * (clues[i * width + a] ?? 0), 0),
  );
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Solves a small system of linear equations by elimination; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivot] of rows.entries()) {
    for (const [j, row] of rows.entries()) {
      if (i === j) continue;
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let k = i; k < row.length; k += 1) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  return rows.map((row, i) => (row.at(-1) ?? 0) / (row[i] ?? 1));
}
