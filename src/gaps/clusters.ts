import { likeness } from '../search/likeness.ts';
import type { Need } from '../store/needs.ts';

/**
 * From this likeness on two ask for the same: the lowest at which four of five in a group that is shown do
 * (`npm run bench gaps`).
 */
export const sameFrom = 0.4;
/** So many members had it before others are told: of fewer one could guess who they are. */
export const fewestMembers = 3;

/** What was missed, in the terms that it is compared by. */
export interface Worded extends Need {
  readonly wording: ReadonlySet<string>;
}

/**
 * Those that ask for the same, together, the commonest wording first: each joins the group that it is
 * likest to, by that group's first.
 */
export function clustersOf<T extends Worded>(
  needs: readonly T[],
  idfOf: (term: string) => number,
  from = sameFrom,
): T[][] {
  const byWording = Map.groupBy(needs, ({ wording }) => [...wording].toSorted().join(' '));
  const commonest = [...byWording.values()].toSorted((a, b) => b.length - a.length);
  const clusters: T[][] = [];
  /** The clusters whose first has the term: the others need not be looked at. */
  const having = new Map<string, Set<T[]>>();
  for (const same of commonest) {
    const wording = same[0]?.wording ?? new Set();
    const near = new Set([...wording].flatMap((term) => [...(having.get(term) ?? [])]));
    const [best] = [...near]
      .map((cluster) => ({ cluster, score: likeTo(wording, cluster[0], idfOf) }))
      .filter(({ score }) => score >= from)
      .toSorted((a, b) => b.score - a.score);
    if (best) {
      best.cluster.push(...same);
      continue;
    }
    const cluster = [...same];
    clusters.push(cluster);
    for (const term of wording) having.set(term, (having.get(term) ?? new Set()).add(cluster));
  }
  return clusters;
}

const likeTo = (
  wording: ReadonlySet<string>,
  first: Worded | undefined,
  idfOf: (term: string) => number,
) => (first ? likeness(wording, first.wording, idfOf) : 0);

/**
 * What of a cluster may be shown: all of it, when three members had it; else what was asked openly alone.
 * What was dismissed stays away until three more members had it.
 */
export function shownOf<T extends Need>(cluster: readonly T[]): readonly T[] {
  const dismissed = cluster.filter(({ isDismissed }) => isDismissed);
  const before = new Set(dismissed.map(({ memberId }) => memberId));
  const fresh = cluster.filter(
    ({ isDismissed, memberId }) => !isDismissed && !before.has(memberId),
  );
  if (membersOf(fresh) >= fewestMembers) return cluster;
  return dismissed.length > 0 ? [] : cluster.filter(({ questionId }) => questionId !== null);
}

export const membersOf = (needs: readonly Need[]): number =>
  new Set(needs.map(({ memberId }) => memberId)).size;
