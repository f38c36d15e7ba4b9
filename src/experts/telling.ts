import type { Reader } from '../model.ts';
import type { EvidenceTitle } from '../store/evidence.ts';
import type { Tables } from '../store/store.ts';
import { cut } from '../text.ts';
import type { FoundEvidence } from './evidence.ts';
import { decay } from './ranking.ts';

const day = 24 * 60 * 60 * 1000;
/** Evidence that fits worse than this says little: it counts for ranking, but is not spoken of. */
const fitWorthTelling = 0.35;
const mostTold = 3;
const longestTitle = 80;
const lately = 90 * day;

/** Evidence with all that may be told of it. */
export interface ToldEvidence extends FoundEvidence, EvidenceTitle {}

/** What can be told of somebody's answers on a topic. */
export interface Told<One> {
  /** The answers that show it best, at most 3, each to another question. */
  readonly told: readonly One[];
  /** Threads about the topic that they answered; how many of them in the last 90 days. */
  readonly threads: number;
  readonly lately: number;
}

/** By member, the evidence that is worth telling. */
export const tellable = (evidence: readonly FoundEvidence[]) =>
  Map.groupBy(
    evidence.filter(({ fit, weight }) => fit >= fitWorthTelling && weight > 0),
    ({ memberId }) => memberId,
  );

/** What is said of somebody's answers: confirmed ones first, then those that count most by now. */
export function tell(evidence: readonly FoundEvidence[], now: number): Told<FoundEvidence> {
  const threads = new Map<number, FoundEvidence>();
  const worth = (one: FoundEvidence) =>
    (one.accepted || one.thanked ? 2 : one.helpful > 0 ? 1 : 0) +
    decay(now - one.at) * one.fit ** 3;
  for (const one of evidence.toSorted((a, b) => worth(b) - worth(a))) {
    if (!threads.has(one.questionId)) threads.set(one.questionId, one);
  }
  const all = [...threads.values()];
  return {
    told: all.slice(0, mostTold),
    threads: all.length,
    lately: all.filter(({ at }) => now - at < lately).length,
  };
}

/** The same with what the questions are called, as far as the reader may see them. */
export async function titled<Item extends Told<FoundEvidence>>(
  tables: Pick<Tables, 'evidence'>,
  reader: Reader,
  items: readonly Item[],
): Promise<(Item & Told<ToldEvidence>)[]> {
  const ids = items.flatMap(({ told }) => told.map(({ documentId }) => documentId));
  const titles = await tables.evidence.titles(reader, ids);
  const called = new Map(titles.map((one) => [one.documentId, one]));
  const withTitle = (one: FoundEvidence): ToldEvidence[] => {
    const known = called.get(one.documentId);
    return known ? [{ ...one, ...known, title: cut(known.title, longestTitle) }] : [];
  };
  return items.map((item) => ({ ...item, told: item.told.flatMap(withTitle) }));
}
