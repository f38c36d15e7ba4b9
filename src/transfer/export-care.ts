import type { BulkStore } from '../store/bulk.ts';
import type { Entry } from './entry.ts';
import { toTime } from './times.ts';

const pageSize = 500;

/** What became of each snippet, behind all of them: one may stand in the place of an earlier one. */
export async function* exportCare(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const page = (after: number) => bulk.caredForAfter(communityId, after, pageSize);
  for (let rows = await page(0); rows.length > 0; rows = await page(rows.at(-1)?.number ?? 0)) {
    const events = await bulk.snippetEventsOf(rows.map(({ id }) => id));
    const byId = Map.groupBy(events, ({ snippetId }) => snippetId);
    for (const { id, ref, successor } of rows) {
      yield {
        kind: 'care',
        snippet: ref,
        successor,
        events: (byId.get(id) ?? []).map(({ what, by, at, who, instead }) => ({
          ...{ what, by, at: toTime(at) },
          ...(who !== null && { who }),
          ...(instead !== null && { instead }),
        })),
      };
    }
  }
}
