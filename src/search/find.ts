import { giveSameAnswer } from './distinct.ts';
import type { Bits } from './index/arrays.ts';
import type { SearchIndex } from './index/index.ts';
import type { Scored } from './index/retrieve.ts';
import type { View } from './index/views.ts';
import { type Query, type QueryText, readQuery } from './query.ts';
import { rank } from './ranking.ts';

/** What was kept on purpose is preferred to another answer of the same thread this much. */
const keptBonus = 1.15;

/** What was found where, for whom, by what. */
export interface Findings {
  readonly index: SearchIndex;
  readonly view: View;
  readonly text: QueryText;
  readonly query: Query;
  /** Best first; of each thread the one document that fits best. */
  readonly hits: readonly Scored[];
}

/** Finds what the view has (within `among`) that answers `text`. Any text is a valid query. */
export function find(
  index: SearchIndex,
  view: View,
  text: QueryText,
  { among, language }: { among?: Bits | undefined; language?: string } = {},
): Findings {
  const query = readQuery(index, view, text, language);
  const hits = bestOfThreads(index, rank(index, view, query, { among }));
  return { index, view, text, query, hits };
}

function bestOfThreads(index: SearchIndex, ranked: readonly Scored[]): Scored[] {
  const worth = ({ slot, score }: Scored) => score * (index.isKept(slot) ? keptBonus : 1);
  const seen = new Set<number>();
  return ranked
    .toSorted((a, b) => worth(b) - worth(a))
    .filter(({ slot }) => {
      const thread = index.threadOf(slot);
      const isNew = thread === 0 || !seen.has(thread);
      seen.add(thread);
      return isNew;
    });
}

/** The best hit that gives another answer than this one. */
export function rivalOf({ index, hits }: Findings, hit: Scored): Scored | undefined {
  return hits.find(({ slot }) => slot !== hit.slot && !giveSameAnswer(index, slot, hit.slot));
}
