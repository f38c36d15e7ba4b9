import type { BulkStore } from '../store/bulk.ts';
import type { Entry } from './entry.ts';
import { toTime } from './times.ts';

/** What members said of what may be the same: nobody decides on it again. */
export async function* exportPairs(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  for (const { dismissedAt, at, ...pair } of await bulk.pairsIn(communityId)) {
    const dismissed = dismissedAt === null ? null : toTime(dismissedAt);
    yield { kind: 'pair', ...pair, dismissedAt: dismissed, at: toTime(at) };
  }
}
