import type { Question, Reader } from './model.ts';
import { contentTerms } from './search/analyse.ts';
import { confidenceOf } from './search/confidence.ts';
import { coverageOf } from './search/coverage.ts';
import { find } from './search/find.ts';
import { frequencyIn } from './search/index/frequency.ts';
import type { SearchIndex } from './search/index/index.ts';
import type { Scored } from './search/index/retrieve.ts';
import type { View } from './search/index/views.ts';
import { idf } from './search/index/weights.ts';
import type { Indexes } from './search/indexes.ts';
import { likeness } from './search/likeness.ts';
import { tagsOfNeighbours } from './search/neighbours.ts';
import { everyoneIn, type World } from './world.ts';

/** From this probability on an answered question is linked: surer than what is only suggested. */
const answeredFrom = 0.7;
/** From this likeness on an open question is; of English-usage titles so alike 71% were duplicates. */
const openFrom = 0.6;
const mostDuplicates = 2;
const mostNeighbours = 10;
/** What has fewer of the telling terms of the question's title is not near. */
const fewestMatched = 2;
/** As many open questions are compared, the newest. */
const mostOpen = 200;

/** What stands beside a question when it is posted. */
export interface Neighbours {
  /** Questions that probably ask the same: answered ones first, then open ones. */
  readonly duplicates: readonly Question[];
  /** For a question without tags: those of the questions that are close to it. */
  readonly tags: readonly string[];
}

export type NeighbourFinder = ReturnType<typeof createNeighbours>;

/** What is close to a question, as everyone in its channel may see. */
export function createNeighbours(world: World, indexes: Indexes) {
  const { store } = world;

  return {
    async of(reader: Reader, question: Question): Promise<Neighbours> {
      const everyone = everyoneIn(question.channel, reader);
      const index = await indexes.current(store, everyone.communityId);
      if (!index) return { duplicates: [], tags: [] };
      const { language, bias } = await store.searchSettings.of(everyone.communityId);
      const view = index.views.of(everyone);
      const text = { title: question.title, details: question.body };
      const findings = find(index, view, text, { language });
      const isNear = ({ slot }: Scored) =>
        coverageOf(index, view, slot, findings.query.terms).matched >= fewestMatched;
      const nearest = findings.hits
        .slice(0, mostNeighbours)
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
      const near = question.tags.length > 0 ? [] : nearest.filter(isNear);
      const found = await store.questions.byIds(everyone, [...ids, ...near.map(({ id }) => id)]);
      const byId = new Map(found.map((one) => [one.id, one]));
      const tagged = near.map(({ id, score }) => ({ score, tags: byId.get(id)?.tags ?? [] }));
      return {
        duplicates: ids.flatMap((id) => byId.get(id) ?? []),
        tags: tagsOfNeighbours(tagged),
      };
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
