import type { Doings } from './activity.ts';

const day = 24 * 60 * 60 * 1000;
/** Evidence counts half after this many days. */
export const halfLifeDays = 180;

/** An answer to someone else's question, as evidence of what its author knows. */
export interface Evidence {
  readonly memberId: number;
  readonly questionId: number;
  readonly at: number;
  /** How close it is to what was asked, relative to the closest: above 0 to 1. */
  readonly fit: number;
  /** What it counts, 0 to 1: see `weigh`. */
  readonly weight: number;
}

/** A member with what speaks for them. Scores are natural logarithms and are shown to nobody. */
export interface Ranked {
  readonly memberId: number;
  readonly score: number;
}

/**
 * Who would answer this question now, best first:
 *
 * ln(V + .01) + .5 ln(C7 + .02) − .45 ln(1 + n) + .35 ln H − .3 ln(A + .1) + .25 ln(P + .1)
 *
 * - V = Σ_d weight_d · 2^(−age / 180 d) · fit_d², over the 1,000 closest answers (BM25F)
 * - C7: threads they answered in this channel, half-life 7 days
 * - n: threads they ever answered
 * - H: the share of their acts at this hour of the day, smoothed
 * - A: days since they were last seen
 * - P: threads of this asker that they answered, half-life 180 days
 *
 * A conditional logit over the logarithms, fitted on the older part of three communities' histories and
 * rounded; docs/experts.md has the figures.
 */
export function rankForQuestion(
  evidence: readonly Evidence[],
  people: Iterable<readonly [memberId: number, doings: Doings]>,
  now: number,
): Ranked[] {
  const values = valuesOf(evidence, now, 2);
  const ranked = Array.from(people, ([memberId, doings]) => ({
    memberId,
    score:
      Math.log((values.get(memberId) ?? 0) + 0.01) +
      0.5 * Math.log(doings.recentHere + 0.02) -
      0.45 * Math.log(1 + doings.threads) +
      0.35 * Math.log(shareAtHour(doings)) -
      0.3 * Math.log((now - doings.lastAt) / day + 0.1) +
      0.25 * Math.log(doings.helpedAsker + 0.1),
  }));
  return ranked.sort(best);
}

/**
 * Who knows this topic, best first, of those who gave evidence: .8 ln(V + .003) + .2 ln(recent + .05),
 * where V = Σ_d weight_d · 2^(−age / 180 d) · fit_d³, and `recent` counts threads of the last 180 days.
 */
export function rankForTopic(evidence: readonly Evidence[], now: number): Ranked[] {
  const counted = evidence.filter(({ weight }) => weight > 0);
  const recent = Map.groupBy(
    counted.filter(({ at }) => now - at < halfLifeDays * day),
    ({ memberId }) => memberId,
  );
  const ranked = Array.from(valuesOf(counted, now, 3), ([memberId, value]) => {
    const threads = new Set(recent.get(memberId)?.map(({ questionId }) => questionId));
    const score = 0.8 * Math.log(value + 0.003) + 0.2 * Math.log(threads.size + 0.05);
    return { memberId, score };
  });
  return ranked.sort(best);
}

/**
 * The share of a member's acts at this hour of the day, with one act more spread over the day, so that
 * little evidence says little; 1/24 for who is here around the clock.
 */
export function shareAtHour({ actsAtHour, acts }: Pick<Doings, 'actsAtHour' | 'acts'>): number {
  return (actsAtHour + 1) / (acts + 24);
}

/** What the evidence is worth by now, for each member. */
function valuesOf(
  evidence: readonly Evidence[],
  now: number,
  power: number,
): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  for (const one of evidence) {
    const value = one.weight * decay(now - one.at) * one.fit ** power;
    values.set(one.memberId, (values.get(one.memberId) ?? 0) + value);
  }
  return values;
}

export const decay = (age: number) => 2 ** (-Math.max(0, age) / (halfLifeDays * day));

const best = (a: Ranked, b: Ranked) => b.score - a.score || a.memberId - b.memberId;
