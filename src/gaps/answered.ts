import type { Reader } from '../model.ts';
import { contentTerms } from '../search/analyse.ts';
import type { Indexes } from '../search/indexes.ts';
import { listFrom } from '../search/policy.ts';
import { type Hit, search } from '../search/search.ts';
import { byTrust } from '../trust.ts';
import type { World } from '../world.ts';

/** Of fewer words it cannot be told whether something answers them. */
const fewestWords = 2;
const mostLookedAt = 20;

/** Whether what is found for a text is good enough to be offered, as far as the reader may see. */
export function createAnswered({ store, clock }: World, indexes: Indexes) {
  async function goodFor(reader: Reader, title: string): Promise<readonly Hit[]> {
    const { hits, sureOf } = await search(store, indexes, reader, { title });
    const trusted = await byTrust(store, reader, hits.slice(0, mostLookedAt), clock());
    const { language } = await store.searchSettings.of(reader.communityId);
    if (contentTerms(title, language).length < fewestWords) return trusted.hits;
    return trusted.hits.filter(
      (hit) => sureOf({ ...hit, documentId: hit.found }).confidence >= listFrom,
    );
  }

  return {
    /** Anything at all. */
    by: async (reader: Reader, title: string): Promise<boolean> =>
      (await goodFor(reader, title)).length > 0,

    /** Something that was written, or edited, after `time`. */
    async since(reader: Reader, title: string, time: number): Promise<boolean> {
      const good = (await goodFor(reader, title)).map(({ documentId }) => documentId);
      const found = await store.retrieval.found(reader, good);
      const ofAnswers = found.flatMap(({ answerId }) => answerId ?? []);
      const ofSnippets = found.flatMap(({ snippetId }) => snippetId ?? []);
      const texts = [
        ...(await store.answers.byIds(reader, ofAnswers)),
        ...(await store.snippets.byIds(reader, ofSnippets)),
      ];
      return texts.some(({ createdAt, editedAt }) => (editedAt ?? createdAt) > time);
    },
  };
}
