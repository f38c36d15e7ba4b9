import type { Person, Question, Reader } from '../model.ts';
import { coverageOf } from '../search/coverage.ts';
import type { Indexes } from '../search/indexes.ts';
import { type QueryText, readQuery } from '../search/query.ts';
import { rank } from '../search/ranking.ts';
import { stopWords } from '../search/stop-words.ts';
import type { TagEvidence } from '../store/expertise.ts';
import { canonicalTag } from '../tags.ts';
import { everyoneIn, type World } from '../world.ts';
import { type Evidence, rankStandings, type Standing } from './ranking.ts';

const mostEvidence = 1_000;
/** Evidence that fits worse than this says little: it counts for ranking, but is not spoken of. */
const fitWorthTelling = 0.35;
/**
 * A topic is known here when a close document has this share of what it says: nobody is an
 * expert because of two words in passing.
 */
const coverageOfTopic = 0.4;
const closestLookedAt = 20;
const mostExperts = 5;
const mostOthers = 3;

/** A member who knows, and what speaks for it, as far as the reader may see. */
export interface Expert {
  readonly member: Person;
  /** Threads about the topic that they answered, answers accepted, and the last one's time. */
  readonly threads: number;
  readonly accepted: number;
  readonly lastAnswerAt: number;
  /** Their standing in the tags that the topic names. */
  readonly tags: readonly TagEvidence[];
}

export interface Experts {
  /** Members whose answers show it, best first. */
  readonly shown: readonly Expert[];
  /** Members who say that they know it, or are said to, and have not answered on it yet. */
  readonly declared: readonly TagEvidence[];
  /** The tags that the topic names. */
  readonly tags: readonly string[];
}

export type ExpertFinder = ReturnType<typeof createExperts>;

/** Who knows what. */
export function createExperts(world: World, indexes: Indexes) {
  const { store, clock } = world;

  async function evidenceByText(reader: Reader, text: QueryText): Promise<Evidence[]> {
    const index = await indexes.current(store, reader.communityId);
    if (!index) return [];
    const view = index.views.of(reader);
    const query = readQuery(index, view, text);
    const hits = rank(index, view, query, { limit: mostEvidence });
    const isKnown = hits
      .slice(0, closestLookedAt)
      .some(({ slot }) => coverageOf(index, view, slot, query.terms).document >= coverageOfTopic);
    if (!isKnown) return [];
    const scores = new Map(hits.map(({ slot, score }) => [index.idOf(slot), score]));
    const found = await store.retrieval.evidenceOf(reader, [...scores.keys()]);
    const best = hits[0]?.score || 1;
    return found.map((evidence) => {
      return { ...evidence, fit: (scores.get(evidence.documentId) ?? 0) / best };
    });
  }

  async function evidenceFor(
    reader: Reader,
    text: QueryText,
    tagIds: readonly number[],
  ): Promise<Evidence[]> {
    const byText = await evidenceByText(reader, text);
    const inTags = await store.retrieval.evidenceIn(reader, tagIds, mostEvidence);
    const byTag = inTags.map((evidence) => ({ ...evidence, fit: 1 }));
    const tagged = new Set(byTag.map(({ documentId }) => documentId));
    return [...byTag, ...byText.filter(({ documentId }) => !tagged.has(documentId))];
  }

  async function find(
    reader: Reader,
    text: QueryText,
    tagNames: readonly string[],
  ): Promise<Experts> {
    const tags = await store.tags.named(reader.communityId, tagNames);
    const tagIds = tags.map(({ id }) => id);
    const evidence = await evidenceFor(reader, text, tagIds);
    const standings = rankStandings(evidence, clock());
    const told = new Map(
      rankStandings(
        evidence.filter(({ fit }) => fit >= fitWorthTelling),
        clock(),
      ).map((standing) => [standing.memberId, standing]),
    );
    const named = await store.expertise.inTags(reader, tagIds);
    const ids = [
      ...standings.map(({ memberId }) => memberId),
      ...named.map(({ member }) => member.id),
    ];
    const gone = await store.members.goneAmong(ids);
    const inTags = named.filter(({ member }) => !gone.has(member.id));
    const people = (await store.members.byIds(ids)).filter(({ id }) => !gone.has(id));
    const shown = standings.flatMap(({ memberId }) => {
      const member = people.find(({ id }) => id === memberId);
      const standing: Standing | undefined = told.get(memberId);
      if (!member || !standing) return [];
      const own = inTags.filter((tag) => tag.member.id === memberId);
      return { member, ...standing, tags: own };
    });
    const answering = new Set(shown.map(({ member }) => member.id));
    return {
      shown,
      declared: inTags.filter(({ member }) => !answering.has(member.id)),
      tags: tags.map(({ name }) => name),
    };
  }

  return {
    /** Who knows about a topic: a tag, or any words. The reader is not among them. */
    async onTopic(reader: Reader, topic: string): Promise<Experts> {
      const said = topic.split(/\s+/).filter((word) => !stopWords.has(word.toLowerCase()));
      const words = [topic, ...said].flatMap((word) => canonicalTag(word) ?? []);
      const { shown, declared, tags } = await find(reader, { title: topic }, words);
      const isOther = ({ member }: { member: Person }) => member.id !== reader.memberId;
      return {
        shown: shown.filter(isOther).slice(0, mostExperts),
        declared: declared.filter(isOther).slice(0, mostOthers),
        tags,
      };
    },

    /**
     * Who else would answer this question, as everyone in its channel may know: neither its asker nor
     * who has answered; at most `most`. Nobody for an anonymous question: where everyone knows who knows
     * something, who is missing among them is who asked.
     */
    async forQuestion(reader: Reader, question: Question, most: number): Promise<Person[]> {
      if (question.anonymous) return [];
      const text = { title: question.title, details: question.body };
      const everyone = everyoneIn(question.channel, reader);
      const { shown, declared } = await find(everyone, text, question.tags);
      const answers = await store.answers.of(reader, question.id);
      const involved = new Set([question.author.id, ...answers.map(({ author }) => author.id)]);
      const people = [...shown, ...declared].map(({ member }) => member);
      const distinct = people.filter(
        ({ id }, i) => !involved.has(id) && people.findIndex((p) => p.id === id) === i,
      );
      return distinct.slice(0, most);
    },
  };
}
