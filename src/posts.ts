import type { Question, Reader } from './model.ts';
import { oweEdited } from './notices/owed.ts';
import { indexQuestion } from './search/documents.ts';
import { syncSnippet, syncSnippetTags } from './snippets.ts';
import type { Tables } from './store/store.ts';
import { canonicalTag, mostTags } from './tags.ts';
import { readTitle } from './text.ts';
import type { World } from './world.ts';

/** What was changed about a post: nothing of what is left out. */
export interface PostChange {
  readonly title?: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Questions that are posts on their platform, where people change them without us. */
export function createPosts({ store, clock }: World) {
  /** Everyone where the question is: whoever changed its post is not known to us. */
  const everyone = (communityId: number, channelId: number): Reader => {
    return { communityId, memberId: 0, channelId, isGuest: false };
  };

  return {
    /** The titles that the question had, the newest first. */
    async titles(communityId: number, channelId: number, number: number): Promise<string[]> {
      const question = await store.questions.find(everyone(communityId, channelId), number);
      if (!question) return [];
      const earlier = await store.revisions.of('question', question.id);
      return [question.title, ...earlier.map(({ title }) => title)];
    },

    /**
     * The question says what its post says now. The old text is kept, as replaced by who asked. Tags
     * that cannot be ours, or are too many, are left out. Undefined when nothing changes by it.
     */
    follow: (
      communityId: number,
      channelId: number,
      number: number,
      change: PostChange,
    ): Promise<Question | undefined> =>
      store.write(async (tables) => {
        const now = clock();
        const reader = everyone(communityId, channelId);
        const old = await tables.questions.find(reader, number);
        if (!old) return undefined;
        const title = readTitle(change.title ?? old.title, 'The question');
        const tags = await changedTags(tables, communityId, old.tags, change);
        const isSame = title === old.title && tags.join() === old.tags.join();
        if (isSame) return undefined;
        if (title !== old.title) {
          const authorId = await tables.concerned.authorOf(old.id);
          await tables.revisions.add('question', old.id, old, authorId, now);
          await tables.questions.edit(old.id, { title, body: old.body }, now);
          await syncSnippet(tables, reader, old.id, now);
        }
        await tables.tags.setOfQuestion(old.id, await tables.tags.ensure(communityId, tags, now));
        await syncSnippetTags(tables, reader, old.id);
        await indexQuestion(tables, old.id);
        await oweEdited(tables, old, now);
        return tables.questions.find(reader, number);
      }),
  };
}

/** Canonical, and by the names that aliases lead to; what cannot be a tag is left out. */
async function changedTags(
  { tags }: Pick<Tables, 'tags'>,
  communityId: number,
  old: readonly string[],
  { added, removed }: PostChange,
): Promise<readonly string[]> {
  const canonical = [added, removed].map((names) =>
    names.flatMap((name) => canonicalTag(name) ?? []),
  );
  const known = await tags.named(communityId, canonical.flat());
  const [more = [], gone = []] = canonical.map((names) =>
    names.map((name) => known.find(({ aliases }) => aliases.includes(name))?.name ?? name),
  );
  const left = old.filter((tag) => !gone.includes(tag));
  return [...new Set([...left, ...more])].slice(0, mostTags);
}
