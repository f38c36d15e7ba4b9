const day = 24 * 60 * 60 * 1000;

/** Questions brought to a member in any 7 days, until they say otherwise. */
export const usualWeeklyLimit = 3;
const week = 7 * day;
/** A ping to which nothing is said has expired by then: it is not open any more. */
export const pingLife = day;
/** Being asked weighs on someone for a while: half of it is gone after this time. */
const loadHalfLife = 7 * day;

/** Why someone is not asked; told to nobody but themselves. */
export type Unavailable = 'paused' | 'at their limit' | 'has an open ping';

/** What decides whether a question may be brought to a member now. */
export interface Availability {
  /** 0 to 10: see `usualWeeklyLimit`. */
  readonly weeklyLimit: number;
  readonly pausedUntil: number | null;
  /** When questions were brought to them, in any order: by the ladder, or by name from a member. */
  readonly pingedAt: readonly number[];
  /** A question was brought to them that they neither took nor passed on, and that has not expired. */
  readonly hasOpenPing: boolean;
}

/** Why no question may be brought to the member now; undefined when one may. */
export function unavailable(member: Availability, now: number): Unavailable | undefined {
  if (member.pausedUntil !== null && now < member.pausedUntil) return 'paused';
  if (pingsLeft(member, now) === 0) return 'at their limit';
  return member.hasOpenPing ? 'has an open ping' : undefined;
}

/** How many more questions may be brought to the member in the 7 days that end now. */
export function pingsLeft({ weeklyLimit, pingedAt }: Availability, now: number): number {
  const lately = pingedAt.filter((at) => now - at < week).length;
  return Math.max(0, weeklyLimit - lately);
}

/** How much of what was brought to the member still weighs on them: each counts half after 7 days. */
export function loadOf({ pingedAt }: Pick<Availability, 'pingedAt'>, now: number): number {
  return pingedAt.reduce((sum, at) => sum + 2 ** (-Math.max(0, now - at) / loadHalfLife), 0);
}

/**
 * A weekly limit that a community can live with, for who never set one: twice what falls on each if
 * everyone takes part, from 2 to 5. `pingsNeeded` are those of a usual week, `experts` who can get them.
 */
export function suggestedWeeklyLimit(pingsNeeded: number, experts: number): number {
  if (experts === 0 || pingsNeeded === 0) return usualWeeklyLimit;
  return Math.min(5, Math.max(2, Math.ceil((2 * pingsNeeded) / experts)));
}
