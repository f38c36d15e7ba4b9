import type { Channel, Reader } from '../model.ts';
import { alike, wordingOf } from '../search/alike.ts';
import { frequencyIn } from '../search/index/frequency.ts';
import { idf } from '../search/index/weights.ts';
import type { Indexes } from '../search/indexes.ts';
import type { QueryText } from '../search/query.ts';
import { search } from '../search/search.ts';
import type { World } from '../world.ts';
import type { Subject } from './subject.ts';

/**
 * From this likeness on two are shown to curators: of those that `npm run bench duplicates` prints the one
 * with most of both precision and recall (their harmonic mean).
 */
export const likelyFrom = 0.45;
/** Of each one so many. */
const mostLikely = 3;
const mostCompared = 20;
/** Of what has no answer yet only the newest is compared. */
const mostOpen = 300;

/** Something that may be the same, and how alike it is. */
export type Likely = Subject & { readonly likeness: number };

export type LikelyFinder = ReturnType<typeof createLikely>;

/** Finds what asks the same as a text, as far as a reader may see it, the likest first. */
export function createLikely({ store }: Pick<World, 'store'>, indexes: Indexes) {
  async function compare<T extends Subject>(
    reader: Reader,
    text: QueryText,
    others: readonly T[],
    from: number,
  ): Promise<(T & { readonly likeness: number })[]> {
    const index = await indexes.current(store, reader.communityId);
    if (!index) return [];
    const { language } = await store.searchSettings.of(reader.communityId);
    const view = index.views.of(reader);
    const known = new Map<string, number>();
    const idfOf = (term: string) => {
      const value =
        known.get(term) ?? idf(frequencyIn(index, view, index.vocabulary.find(term)), view.count);
      known.set(term, value);
      return value;
    };
    const asked = wordingOf(text, language, idfOf);
    return others
      .map((other) => {
        const { item } = other;
        const details = 'body' in item ? item.body : item.question;
        const wording = wordingOf({ title: item.title, details }, language, idfOf);
        return { ...other, likeness: alike(asked, wording, idfOf) };
      })
      .filter(({ likeness }) => likeness >= from)
      .toSorted((a, b) => b.likeness - a.likeness)
      .slice(0, mostLikely);
  }

  async function found(reader: Reader, text: QueryText) {
    const { hits } = await search(store, indexes, reader, text);
    const ids = hits.slice(0, mostCompared).map(({ documentId }) => documentId);
    return store.retrieval.found(reader, ids);
  }

  return {
    /** Questions, answered or open, that ask what the text asks. */
    async questions(reader: Reader, text: QueryText, from = likelyFrom): Promise<Likely[]> {
      const answered = (await found(reader, text)).flatMap(({ questionId }) => questionId ?? []);
      const open = await store.questions.openTitles(reader, mostOpen);
      const shared = open.filter(({ title }) => sharesTerms(title, text.title));
      const ids = new Set([...answered, ...shared.map(({ id }) => id)]);
      const others = await store.questions.byIds(reader, [...ids]);
      const standing = others.filter(({ mergedInto }) => mergedInto === undefined);
      const subjects = standing.map((item) => ({ kind: 'question', item }) as const);
      return compare(reader, text, subjects, from);
    },

    /** What is kept and answers what the text asks; nothing that another stands in the place of. */
    async snippets(reader: Reader, text: QueryText, from = likelyFrom): Promise<Likely[]> {
      const ids = (await found(reader, text)).flatMap(({ snippetId }) => snippetId ?? []);
      const others = await store.snippets.byIds(reader, ids);
      const standing = others.filter(({ successor }) => successor === null);
      const subjects = standing.map((item) => ({ kind: 'snippet', item }) as const);
      return compare(reader, text, subjects, from);
    },
  };
}

/** A cheap look before texts are read: some longer word in common, by its beginning. */
function sharesTerms(one: string, other: string): boolean {
  const starts = (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}#+]+/u)
      .filter((word) => word.length > 2)
      .map((word) => word.slice(0, 4));
  const known = new Set(starts(other));
  return starts(one).some((start) => known.has(start));
}

/** Whether one may lead to the other: see `mustStayInside`. */
export function mayBeOne(one: Channel, other: Channel): boolean {
  const isOpen = (channel: Channel) => !channel.private && !channel.shared;
  return one.id === other.id || (isOpen(one) && isOpen(other));
}
