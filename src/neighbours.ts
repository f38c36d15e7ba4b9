import type { Question, Reader } from './model.ts';
import { contentTerms } from './search/analyse.ts';
import { confidenceOf } from './search/confidence.ts';
import { type Findings, find } from './search/find.ts';
import { frequencyIn } from './search/index/frequency.ts';
import type { SearchIndex } from './search/index/index.ts';
import type { View } from './search/index/views.ts';
import { idf } from './search/index/weights.ts';
import type { Indexes } from './search/indexes.ts';
import { likeness } from './search/likeness.ts';
import type { TagSuggester } from './tag-suggestions.ts';
import { everyoneIn, type World } from './world.ts';

/** From this probability on an answered question is linked: surer than what is only suggested. */
const answeredFrom = 0.7;
/** From this likeness on an open question is; of English-usage titles so alike 71% were duplicates. */
const openFrom = 0.6;
const mostDuplicates = 2;
/** As many of the nearest are looked at. */
const mostCompared = 10;
/** As many open questions are compared, the newest. */
const mostOpen = 200;

/** What stands beside a question when it is posted. */
export interface Neighbours {
  /** Questions that probably ask the same: answered ones first, then open ones. */
  readonly duplicates: readonly Question[];
  /** For a question without tags: those that it may be about. */
  readonly tags: readonly string[];
}

export type NeighbourFinder = ReturnType<typeof createNeighbours>;

/** What is close to a question, as everyone in its channel may see. */
export function createNeighbours(world: World, indexes: Indexes, suggestTags: TagSuggester) {
  const { store } = world;

  return {
    async of(reader: Reader, question: Question): Promise<Neighbours> {
      const everyone = everyoneIn(question.channel, reader);
      const index = await indexes.current(store, everyone.communityId);
      const text = { title: question.title, details: question.body };
      const tagsBy = (found?: Findings) =>
        question.tags.length > 0 ? [] : suggestTags(everyone, text, question.id, found);
      if (!index) return { duplicates: [], tags: await tagsBy() };
      const { language, bias } = await store.searchSettings.of(everyone.communityId);
      const view = index.views.of(everyone);
      const findings = find(index, view, text, { language });
      const nearest = findings.hits
        .slice(0, mostCompared)
        .map((hit) => ({ ...hit, id: index.threadOf(hit.slot), document: index.idOf(hit.slot) }))
        .filter(({ id }) => id !== 0 && id !== question.id);
      const documents = nearest.map(({ document }) => document);
      const { outdated } = await store.verification.trust(everyone, documents, world.clock());
      const answered = nearest
        .slice(0, mostDuplicates)
        .filter((hit) => !outdated.has(hit.document))
        .filter((hit) => confidenceOf(findings, hit, bias) >= answeredFrom);
      const open = await store.questions.openTitles(everyone, mostOpen);
      const others = open.filter(({ id }) => id !== question.id);
      const alike = mostAlike(index, view, question.title, others, language);
      const ids = [...new Set([...answered, ...alike].map(({ id }) => id))].slice(
        0,
        mostDuplicates,
      );
      const found = await store.questions.byIds(everyone, ids);
      const byId = new Map(found.map((one) => [one.id, one]));
      return { duplicates: ids.flatMap((id) => byId.get(id) ?? []), tags: await tagsBy(findings) };
    },
  };
}

/** The questions whose titles are so much like this one that they may ask the same, the most alike first. */
function mostAlike<T extends { readonly title: string }>(
  index: SearchIndex,
  view: View,
  title: string,
  others: readonly T[],
  language: string,
): T[] {
  const idfOf = (term: string) =>
    idf(frequencyIn(index, view, index.vocabulary.find(term)), view.count);
  const termsOf = (title: string) => new Set(contentTerms(title, language));
  const asked = termsOf(title);
  return others
    .map((other) => ({ other, likeness: likeness(asked, termsOf(other.title), idfOf) }))
    .filter(({ likeness }) => likeness >= openFrom)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ other }) => other);
}
