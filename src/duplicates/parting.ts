import { indexQuestion } from '../search/documents.ts';
import type { Tables } from '../store/store.ts';
import { bringBackThrough } from './carrying.ts';
import { partThrough } from './snippets.ts';

/** Undoes every merge over which a side of the community parts: each side goes with what is its own. */
export async function partAcross(
  tables: Tables,
  communityId: number,
  sideId: number,
): Promise<void> {
  const { merging, mergingSnippets } = tables;
  for (let [first] = await merging.across(communityId, sideId); first; ) {
    for (const id of await bringBackThrough(tables, first)) await indexQuestion(tables, id);
    [first] = await merging.across(communityId, sideId);
  }
  for (let [first] = await mergingSnippets.across(communityId, sideId); first; ) {
    await partThrough(tables, first);
    [first] = await mergingSnippets.across(communityId, sideId);
  }
}
