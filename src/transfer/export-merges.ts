import type { BulkStore } from '../store/bulk.ts';
import type { Entry } from './entry.ts';
import { toTime } from './times.ts';

/** What was merged into what, so that it leads there elsewhere too, and can be undone there. */
export async function* exportMerges(bulk: BulkStore, communityId: number): AsyncGenerator<Entry> {
  const watchers = Map.groupBy(await bulk.mergedWatchersIn(communityId), ({ id }) => id);
  const tags = Map.groupBy(await bulk.mergedTagsIn(communityId), ({ id }) => id);
  for (const { id, ...merge } of await bulk.mergesIn(communityId)) {
    const { answer, acceptedBy, acceptedAt, by, at, ...rest } = merge;
    yield {
      kind: 'merge',
      ...rest,
      accepted:
        answer === null || acceptedAt === null
          ? null
          : { answer, by: acceptedBy, at: toTime(acceptedAt) },
      by,
      at: toTime(at),
      watchers: (watchers.get(id) ?? []).map(({ member }) => member),
      tags: (tags.get(id) ?? []).map(({ name }) => name),
    };
  }
  for (const { away, ...name } of await bulk.formerNamesIn(communityId)) {
    yield { kind: 'former-name', ...name, away: away === 1 };
  }
  const snippetTags = Map.groupBy(await bulk.mergedSnippetTagsIn(communityId), ({ id }) => id);
  for (const { id, at, ...merge } of await bulk.mergedSnippetsIn(communityId)) {
    const names = (snippetTags.get(id) ?? []).map(({ name }) => name);
    yield { kind: 'merged-snippet', ...merge, at: toTime(at), tags: names };
  }
}
