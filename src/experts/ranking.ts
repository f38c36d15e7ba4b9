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

/** What is known of who knows: answers, and how much of all that each wrote is about it. */
export interface Known {
  readonly evidence: readonly Evidence[];
  readonly profiles: ReadonlyMap<number, number>;
}

/** A member with what speaks for them. Scores are natural logarithms and are shown to nobody. */
export interface Ranked {
  readonly memberId: number;
  readonly score: number;
}

/** What speaks for a member when a question is asked, each as a natural logarithm; see `clues`. */
export const clueNames = [
  'evidence',
  'recent',
  'steady',
  'threads',
  'hour',
  'away',
  'helped',
  'profile',
] as const;

/** What each clue counts in a ranking. */
export type Weights = Readonly<Record<(typeof clueNames)[number], number>>;

/**
 * A conditional logit, fitted on the older part of three communities' histories, pooled, and rounded:
 * docs/experts.md. The other two clues pay in some communities and cost in others: they count where a
 * community's own history says so (`learnWeights`).
 */
export const usualWeights: Weights = {
  evidence: 1,
  recent: 0.5,
  steady: 0,
  threads: -0.45,
  hour: 0.35,
  away: -0.3,
  helped: 0.25,
  profile: 0,
};

export interface Clues {
  readonly memberId: number;
  /** In the order of `clueNames`. */
  readonly values: readonly number[];
}

/**
 * What speaks for each member:
 *
 * - evidence: ln(V + .01), V = Σ_d weight_d · 2^(−age / 180 d) · fit_d², over the 1,000 closest answers
 * - recent, steady: ln(C7 + .02), ln(C90 + .1), threads they answered in this channel, half-lives of 7
 *   and 90 days
 * - threads: ln(1 + n), those they ever answered
 * - hour: ln H, the share of their acts at this hour of the day, smoothed
 * - away: ln(A + .1), days since they were last seen
 * - helped: ln(P + .1), threads of this asker that they answered, half-life 180 days
 * - profile: ln(L + .3), how much of what they wrote is about it: see `profilesIn`
 */
export function cluesOf(
  { evidence, profiles }: Known,
  people: Iterable<readonly [memberId: number, doings: Doings]>,
  now: number,
): Clues[] {
  const values = valuesOf(evidence, now, 2);
  return Array.from(people, ([memberId, doings]) => {
    const clues: Weights = {
      evidence: Math.log((values.get(memberId) ?? 0) + 0.01),
      recent: Math.log(doings.recentHere + 0.02),
      steady: Math.log(doings.steadyHere + 0.1),
      threads: Math.log(1 + doings.threads),
      hour: Math.log(shareAtHour(doings)),
      away: Math.log(Math.max(0, now - doings.lastAt) / day + 0.1),
      helped: Math.log(doings.helpedAsker + 0.1),
      profile: Math.log((profiles.get(memberId) ?? 0) + 0.3),
    };
    return { memberId, values: clueNames.map((name) => clues[name]) };
  });
}

/** Who would answer this question now, best first: Σ weight · clue. */
export function rankForQuestion(clues: readonly Clues[], weights = usualWeights): Ranked[] {
  const each = clueNames.map((name) => weights[name]);
  return clues
    .map(({ memberId, values }) => {
      const score = values.reduce((sum, value, i) => sum + value * (each[i] ?? 0), 0);
      return { memberId, score };
    })
    .sort(best);
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
