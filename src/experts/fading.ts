import type { Endorser, Expertise } from '../model.ts';

const day = 24 * 60 * 60 * 1000;
/** What a member declares counts half after this time without an answer that backs it. */
const declaredHalfLife = 180 * day;
/** What others say of them counts half after this time. */
const endorsedHalfLife = 365 * day;
/** Two who endorse each other. */
const mutualWeight = 0.5;
/** What counts less than this is shown to nobody else any more. */
const leastShown = 0.25;

/** How much a declaration still counts, 1 to 0: anew with every answer on it. */
export function declaredStrength(
  { declaredAt, lastAnswerAt }: Pick<Expertise, 'declaredAt' | 'lastAnswerAt'>,
  now: number,
): number {
  if (declaredAt === null) return 0;
  return fade(now - Math.max(declaredAt, lastAnswerAt ?? 0), declaredHalfLife);
}

/** How much one endorsement still counts, 1 to 0. */
export function endorsedStrength({ endorsedAt, isMutual }: Endorser, now: number): number {
  return (isMutual ? mutualWeight : 1) * fade(now - endorsedAt, endorsedHalfLife);
}

/** The standing without what has faded; undefined when nothing is left of it. */
export function present<T extends Expertise>(standing: T, now: number): T | undefined {
  const isDeclared = declaredStrength(standing, now) >= leastShown;
  const endorsedBy = standing.endorsedBy.filter(
    (endorser) => endorsedStrength(endorser, now) >= leastShown,
  );
  if (!isDeclared && endorsedBy.length === 0 && standing.answers === 0) return undefined;
  return { ...standing, declaredAt: isDeclared ? standing.declaredAt : null, endorsedBy };
}

/** What someone says and is said of, to put those first for whom most speaks. */
export function saidStrength(standing: Expertise, now: number): number {
  const endorsed = standing.endorsedBy.reduce((sum, one) => sum + endorsedStrength(one, now), 0);
  return declaredStrength(standing, now) + endorsed;
}

const fade = (age: number, halfLife: number) => 2 ** (-Math.max(0, age) / halfLife);
