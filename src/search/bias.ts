import type { Judgement } from '../store/suggestions.ts';
import { logistic } from './confidence.ts';

/** Fewer judgements say nothing that is sure. */
const fewest = 200;
/** It is looked at anew after this many more. */
const every = 20;
/** Whatever a community says, the engine's own judgement keeps a say. */
export const largestBias = 2;
const steps = 20;

/**
 * What to add to the logits so that the mean probability is the share that was right: the maximum
 * likelihood of p = logistic(logit + bias), by Newton's method. It is fitted on every second judgement
 * and taken only when it tells the others better than the present bias does (lower log loss); otherwise
 * the present one stays.
 */
export function refit(judgements: readonly Judgement[], present: number): number {
  if (judgements.length < fewest || judgements.length % every !== 0) return present;
  const fitted = bestBias(judgements.filter((_, i) => i % 2 === 0));
  const heldOut = judgements.filter((_, i) => i % 2 === 1);
  return logLoss(heldOut, fitted) < logLoss(heldOut, present) ? fitted : present;
}

function bestBias(judgements: readonly Judgement[]): number {
  let bias = 0;
  for (let step = 0; step < steps; step += 1) {
    const probabilities = judgements.map(({ logit }) => logistic(logit + bias));
    const right = judgements.filter(({ solved }) => solved).length;
    const slope = right - probabilities.reduce((sum, p) => sum + p, 0);
    const curve = probabilities.reduce((sum, p) => sum + p * (1 - p), 0);
    bias = Math.max(-largestBias, Math.min(largestBias, bias + slope / (curve || 1)));
  }
  return bias;
}

function logLoss(judgements: readonly Judgement[], bias: number): number {
  const losses = judgements.map(({ logit, solved }) => {
    const p = logistic(logit + bias);
    return -Math.log(Math.max(1e-9, solved ? p : 1 - p));
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / (losses.length || 1);
}
