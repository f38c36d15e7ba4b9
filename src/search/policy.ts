/** From this probability on one answer is shown alone; from `listFrom` on a few; below, none. */
export const oneFrom = 0.5;
export const listFrom = 0.3;
/** As many are listed. */
const mostListed = 4;
/** What is listed must be this good, relative to the best. */
const closeToBest = 0.5;

export type Verdict = 'one' | 'list' | 'silence';

export function verdictOn(confidence: number): Verdict {
  if (confidence >= oneFrom) return 'one';
  return confidence >= listFrom ? 'list' : 'silence';
}

/** Those of the hits (best first) that are worth a member's attention before a question is posted. */
export function worthShowing<T extends { readonly score: number }>(
  hits: readonly T[],
  confidence: number,
): readonly T[] {
  const verdict = verdictOn(confidence);
  if (verdict === 'silence') return [];
  const close = hits.filter(({ score }) => score >= closeToBest * (hits[0]?.score ?? 0));
  return close.slice(0, verdict === 'one' ? 1 : mostListed);
}
