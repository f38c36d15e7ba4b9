import type { Reader } from './model.ts';
import { contentTerms } from './search/analyse.ts';
import { coverageOf } from './search/coverage.ts';
import { type Findings, find } from './search/find.ts';
import type { Indexes } from './search/indexes.ts';
import { votesOf } from './search/neighbours.ts';
import type { QueryText } from './search/query.ts';
import { canonicalTag } from './tags.ts';
import type { World } from './world.ts';

/** As many are suggested at most. */
const mostSuggested = 3;
/** As many of the nearest answers and snippets vote. */
const mostNeighbours = 15;
/** What has fewer of the telling terms of the title is not near. */
const fewestMatched = 2;
/**
 * What a tag weighs that is named in the title, or in the details alone, beside its share of the votes: as
 * logistic regression weighs them, on either half of the questions of `npm run bench tags` much alike.
 */
const named = { title: 0.45, details: 0.25 };
/** What weighs less is not suggested: from here on two of three are right. */
const worthFrom = 0.55;
/** A tag has at most so many words, … */
const longestName = 3;
/** … and so many words of a text are looked through for tags. */
const mostWords = 300;

export type TagSuggester = ReturnType<typeof createTagSuggestions>;

/** Which topics a text is about, by what the community called what is close to it, and by their names. */
export function createTagSuggestions(world: World, indexes: Indexes) {
  const { store } = world;

  /** Names and aliases that stand in the text, as the tags that they mean. */
  async function namedIn(reader: Reader, text: string, language: string): Promise<string[]> {
    const names = namesIn(text, language);
    const tags = await store.tags.named(reader.communityId, names);
    if (tags.length === 0) return [];
    return (await store.tags.knownTo(reader, tags)).map(({ name }) => name);
  }

  async function look(reader: Reader, text: QueryText, language: string) {
    const index = await indexes.current(store, reader.communityId);
    return index && find(index, index.views.of(reader), text, { language });
  }

  async function votes({ index, view, query, hits }: Findings, own: number | undefined) {
    const near = hits
      .filter(({ slot }) => own === undefined || index.threadOf(slot) !== own)
      .slice(0, mostNeighbours)
      .filter(({ slot }) => coverageOf(index, view, slot, query.terms).matched >= fewestMatched);
    const uses = await store.tagUses.ofDocuments(near.map(({ slot }) => index.idOf(slot)));
    const now = world.clock();
    return votesOf(
      near.map(({ slot, score }) => ({
        score,
        age: now - index.timeOf(slot),
        tags: uses.filter((use) => use.documentId === index.idOf(slot)).map(({ tag }) => tag),
      })),
    );
  }

  /**
   * At most three tags for a text, the surest first; none when unsure. Only what the reader may see
   * counts, and only tags that are the community's words (`tagUses.established`).
   *
   * @param own the question that the text is from: what was answered to it does not count
   * @param found what the same text found for the same reader, where that is known
   */
  return async (
    reader: Reader,
    text: QueryText,
    own?: number,
    found?: Findings,
  ): Promise<string[]> => {
    const { language } = await store.searchSettings.of(reader.communityId);
    // While the index is built after a start, only what is named counts.
    const findings = found ?? (await look(reader, text, language));
    const worth = findings ? await votes(findings, own) : new Map<string, number>();
    const inTitle = await namedIn(reader, text.title, language);
    const inDetails = await namedIn(reader, text.details ?? '', language);
    const isInTitle = (name: string) => inTitle.includes(name);
    const weightOf = (name: string) => {
      const more = isInTitle(name) ? named.title : inDetails.includes(name) ? named.details : 0;
      return (worth.get(name) ?? 0) + more;
    };
    const likely = [...new Set([...worth.keys(), ...inTitle, ...inDetails])].filter(
      (name) => isInTitle(name) || weightOf(name) >= worthFrom,
    );
    const established = await store.tagUses.established(reader, likely);
    return established
      .filter(
        // A name that a curator said yes to says enough by itself.
        ({ name, isApproved }) => (isApproved && isInTitle(name)) || weightOf(name) >= worthFrom,
      )
      .map(({ name }) => ({ name, weight: weightOf(name) }))
      .toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
      .slice(0, mostSuggested)
      .map(({ name }) => name);
  };
}

/** What in the text may be the name of a tag: one to three words, as a tag is spelled. */
function namesIn(text: string, language: string): string[] {
  const words = text
    .split(/\s+/, mostWords)
    .map((word) => word.replace(/^[^.\p{L}\p{N}#]+|[^\p{L}\p{N}#+]+$/gu, ''));
  const names = words.flatMap((_, at) =>
    Array.from({ length: longestName }, (_, more) => words.slice(at, at + more + 1))
      .filter((some) => some.every((word) => word !== ''))
      .map((some) => some.join('-'))
      .filter((name) => contentTerms(name, language).length > 0)
      .flatMap((name) => canonicalTag(name) ?? []),
  );
  return [...new Set(names)];
}
