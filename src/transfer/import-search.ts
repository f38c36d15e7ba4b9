import { isStandard } from '../search/settings.ts';
import type { EntryOf } from './entry.ts';
import type { Target } from './target.ts';

/** A community that searches in a way of its own already goes on in it. */
export async function importSearch(
  { communityId, searchSettings, tally }: Target,
  entries: readonly EntryOf<'search'>[],
): Promise<void> {
  for (const { language, bias } of entries) {
    if (isStandard(await searchSettings.of(communityId))) {
      await searchSettings.save(communityId, { language, bias });
      tally.added('search', 1);
    } else tally.known('search', 1);
  }
}
