import type { Reader } from './model.ts';
import type { Hit } from './search/search.ts';
import type { Tables } from './store/store.ts';

/** What was not verified in time counts for less: what fits a little worse and is looked after goes first. */
const overdueWorth = 0.8;
/** A chain of what stands in the place of what is followed so far. */
const longestChain = 8;

/** A hit as it is shown. `found` is the document that the words were found in. */
export interface TrustedHit extends Hit {
  readonly found: number;
}

export interface Trusted {
  /** The best first; what stands in the place of another is there instead of it, once. */
  readonly hits: readonly TrustedHit[];
  /** What is no longer right: never offered, and found last. */
  readonly outdated: readonly TrustedHit[];
}

/** Puts what the reader found in the order in which it can be relied on. */
export async function byTrust(
  { verification }: Pick<Tables, 'verification'>,
  reader: Reader,
  hits: readonly Hit[],
  now: number,
): Promise<Trusted> {
  let current: readonly TrustedHit[] = hits.map((hit) => ({ ...hit, found: hit.documentId }));
  let { successors, overdue, outdated } = await look(current);
  for (let step = 0; successors.size > 0 && step < longestChain; step += 1) {
    current = current.map((hit) => {
      return { ...hit, documentId: successors.get(hit.documentId) ?? hit.documentId };
    });
    ({ successors, overdue, outdated } = await look(current));
  }
  const seen = new Set<number>();
  const once = current.filter(({ documentId }) => {
    const isNew = !seen.has(documentId);
    seen.add(documentId);
    return isNew;
  });
  const worth = ({ documentId, score }: TrustedHit) =>
    score * (overdue.has(documentId) ? overdueWorth : 1);
  const isOutdated = ({ documentId }: TrustedHit) => outdated.has(documentId);
  return {
    hits: once.filter((hit) => !isOutdated(hit)).toSorted((a, b) => worth(b) - worth(a)),
    outdated: once.filter(isOutdated),
  };

  function look(some: readonly TrustedHit[]) {
    const ids = some.map(({ documentId }) => documentId);
    return verification.trust(reader, ids, now);
  }
}
