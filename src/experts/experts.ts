import type { Person, Question, Reader, Tag } from '../model.ts';
import type { Indexes } from '../search/indexes.ts';
import type { QueryText } from '../search/query.ts';
import { stopWords } from '../search/stop-words.ts';
import type { TagEvidence } from '../store/expertise.ts';
import type { Tables } from '../store/store.ts';
import { canonicalTag } from '../tags.ts';
import { everyoneIn, type World } from '../world.ts';
import type { Activity } from './activity.ts';
import { evidenceFor } from './evidence.ts';
import { present, saidStrength } from './fading.ts';
import { followActivity } from './following.ts';
import { halfLifeDays, rankForQuestion, rankForTopic, shareAtHour } from './ranking.ts';
import { hangingOn } from './risks.ts';
import type { Candidate } from './routing.ts';
import { type Told, type ToldEvidence, tell, tellable, titled } from './telling.ts';

const day = 24 * 60 * 60 * 1000;
const mostExperts = 5;
const mostOthers = 3;
/** In a community with fewer answers than this, what is found is little to go by. */
const fewAnswers = 200;
/** Who did less is not said to be usually around at any time. */
const fewestActs = 10;

/** A member who knows, and what speaks for it, as far as the reader may see. */
export interface Expert extends Told<ToldEvidence> {
  readonly member: Person;
  /** Their standing in the tags that the topic names. */
  readonly tags: readonly TagEvidence[];
  /** Usually about at this hour of the day. */
  readonly isAround: boolean;
}

export interface Experts {
  /** Members whose answers show it, best first. */
  readonly shown: readonly Expert[];
  /** Members who say that they know it, or are said to, and have not answered on it yet. */
  readonly declared: readonly TagEvidence[];
  /** The tags that the topic names. */
  readonly tags: readonly string[];
  /** The community is young: there is little to go by. */
  readonly isThin: boolean;
  /** The reader knows it, too: they are not told to themselves. */
  readonly isReaderAmong: boolean;
}

/** Somebody who might know, for `routing.ts`; the rest of a candidate is when they can be asked. */
export type Knowing = Pick<Candidate, 'memberId' | 'score' | 'standing'> & {
  /** Threads about it that they answered, as far as one can speak of them. */
  readonly threads: number;
  /** They, or others, say that they know it. */
  readonly isSaid: boolean;
};

export type ExpertFinder = ReturnType<typeof createExperts>;

/**
 * Who knows what. Everything that takes `tables` may be part of an act; the others look at the store.
 */
export function createExperts(world: World, indexes: Indexes) {
  const { store, clock } = world;
  const activityOf = followActivity();

  /** Where the reader may know that somebody did something. */
  async function visibleTo(tables: Tables, reader: Reader) {
    const hidden = await tables.activity.privateChannels();
    return (channelId: number) => channelId === reader.channelId || !hidden.has(channelId);
  }

  /** Members who are here, whom one may name, and who did not say "not me" to one of the tags. */
  async function nameable(
    tables: Tables,
    ids: readonly number[],
    tagIds: readonly number[],
  ): Promise<ReadonlyMap<number, Person>> {
    const preferences = await tables.preferences.of(ids);
    const declined = await tables.expertise.declinedIn(tagIds);
    const people = await tables.members.byIds(ids);
    const gone = await tables.members.goneAmong(ids);
    const named = people.filter(
      ({ id }) => !preferences.get(id)?.unlisted && !declined.has(id) && !gone.has(id),
    );
    return new Map(named.map((person) => [person.id, person]));
  }

  async function onTopic(reader: Reader, topic: string): Promise<Experts> {
    const now = clock();
    const said = topic.split(/\s+/).filter((word) => !stopWords.has(word.toLowerCase()));
    const words = [topic, ...said].flatMap((word) => canonicalTag(word) ?? []);
    const tags = await store.tags.named(reader.communityId, words);
    const tagIds = tags.map(({ id }) => id);
    const evidence = await evidenceFor(store, indexes, reader, { title: topic }, tagIds);
    const toldOf = tellable(evidence);
    const inTags = standing(await store.expertise.inTags(reader, tagIds), now);
    const ranked = rankForTopic(evidence, now).filter(({ memberId }) => toldOf.has(memberId));
    const ids = [...ranked.map(({ memberId }) => memberId), ...inTags.map((tag) => tag.member.id)];
    const named = await nameable(store, ids, tagIds);
    const activity = await activityOf(store);
    const isVisible = await visibleTo(store, reader);
    const known = ranked.filter(
      ({ memberId }) => memberId !== reader.memberId && named.has(memberId),
    );
    const shown = known.slice(0, mostExperts).flatMap(({ memberId }) => {
      const member = named.get(memberId);
      if (!member) return [];
      const doings = activity.of(memberId, isVisible, reader.channelId, undefined, now);
      const isAround =
        doings !== undefined && doings.acts >= fewestActs && shareAtHour(doings) >= 1 / 24;
      const own = inTags.filter((tag) => tag.member.id === memberId);
      return [{ member, ...tell(toldOf.get(memberId) ?? [], now), tags: own, isAround }];
    });
    const answering = new Set(ranked.map(({ memberId }) => memberId));
    const isOther = (id: number) => named.has(id) && id !== reader.memberId;
    const declared = inTags.filter(
      (tag) => isSaid(tag) && isOther(tag.member.id) && !answering.has(tag.member.id),
    );
    return {
      shown: await titled(store, reader, shown),
      declared: declared.slice(0, mostOthers),
      tags: tags.map(({ name }) => name),
      isReaderAmong: [...ranked, ...inTags.map(({ member }) => ({ memberId: member.id }))].some(
        ({ memberId }) => memberId === reader.memberId,
      ),
      isThin: (await store.evidence.countUpTo(reader, fewAnswers)) < fewAnswers,
    };
  }

  /** Who might answer a question, as everyone in its channel may know, the likeliest first. */
  async function knowing(
    tables: Tables,
    activity: Activity,
    reader: Reader,
    question: Question,
  ): Promise<Knowing[]> {
    const now = clock();
    const { channel, anonymous, author } = question;
    const everyone = everyoneIn(channel, reader);
    const text: QueryText = { title: question.title, details: question.body };
    const tags = await tables.tags.named(reader.communityId, question.tags);
    const tagIds = tags.map(({ id }) => id);
    const evidence = await evidenceFor(tables, indexes, everyone, text, tagIds);
    const declined = await tables.expertise.declinedIn(tagIds);
    const isVisible = await visibleTo(tables, everyone);
    const asker = anonymous ? undefined : author.id;
    const people = [...new Set(evidence.map(({ memberId }) => memberId))].flatMap((id) => {
      const doings = activity.of(id, isVisible, channel.id, asker, now);
      return doings && !declined.has(id) ? [[id, doings] as const] : [];
    });
    const shown = rankForQuestion(evidence, people, now);
    const toldOf = tellable(evidence);
    const threadsOf = (id: number) => new Set(toldOf.get(id)?.map((one) => one.questionId)).size;
    const inTags = standing(await tables.expertise.inTags(everyone, tagIds), now);
    const answering = new Set(evidence.map(({ memberId }) => memberId));
    const declared = new Set(inTags.filter(isSaid).map(({ member }) => member.id));
    const ranked = [
      ...shown.map((one) => ({
        ...one,
        standing: 'shown' as const,
        threads: threadsOf(one.memberId),
        isSaid: declared.has(one.memberId),
      })),
      ...[...declared]
        .filter((id) => !answering.has(id) && !declined.has(id))
        .map((memberId) => ({
          memberId,
          score: 0,
          standing: 'declared' as const,
          threads: 0,
          isSaid: true,
        })),
    ];
    const gone = await tables.members.goneAmong(ranked.map(({ memberId }) => memberId));
    return ranked.filter(({ memberId }) => !gone.has(memberId));
  }

  return {
    /** Takes in what members did, so that the first who asks need not wait for it. */
    ready: async (): Promise<void> => void (await activityOf(store)),

    /** Who knows about a topic: a tag, or any words. The reader is not among them. */
    onTopic,

    /**
     * Who might answer this question: for bringing it to them, which only they learn of. The asker may
     * be among them, and who answered.
     */
    knowing: async (tables: Tables, reader: Reader, question: Question): Promise<Knowing[]> =>
      knowing(tables, await activityOf(tables), reader, question),

    /** The one or two members on whom a tag of the question hangs, for `routing.ts`. */
    async hangsOn(tables: Tables, reader: Reader, question: Question): Promise<number[]> {
      const tags = await tables.tags.named(reader.communityId, question.tags);
      if (tags.length === 0) return [];
      const everyone = everyoneIn(question.channel, reader);
      const ids = tags.map(({ id }) => id);
      return hangingOn(await tables.risks.shares(everyone, clock(), halfLifeDays * day, ids));
    },

    /**
     * Who knows a tag beside those on whom it hangs, and does not declare it yet, the best first, as
     * the reader may see.
     */
    async secondLine(reader: Reader, tag: Tag): Promise<Person[]> {
      const halfLife = halfLifeDays * day;
      const shares = await store.risks.shares(reader, clock(), halfLife, [tag.id]);
      const holding = new Set(hangingOn(shares));
      const { shown, declared } = await onTopic(reader, tag.name);
      const declares = ({ declaredAt }: TagEvidence) => declaredAt !== null;
      const known = [
        ...shown.filter(({ tags }) => !tags.some(declares)),
        ...declared.filter((one) => !declares(one)),
      ];
      return known.map(({ member }) => member).filter(({ id }) => !holding.has(id));
    },

    /**
     * Who else would answer this question, as everyone in its channel may know: neither its asker nor
     * who has answered; at most `most`. Nobody for an anonymous question: where everyone knows who knows
     * something, who is missing among them is who asked.
     * @param fewest threads like it that they must have answered, unless it is said that they know it
     */
    async forQuestion(
      reader: Reader,
      question: Question,
      most: number,
      fewest = 0,
    ): Promise<Person[]> {
      if (question.anonymous) return [];
      const ranked = await knowing(store, await activityOf(store), reader, question);
      const answers = await store.answers.of(reader, question.id);
      const involved = new Set([question.author.id, ...answers.map(({ author }) => author.id)]);
      const ids = ranked
        .filter(({ isSaid, threads }) => isSaid || threads >= fewest)
        .map(({ memberId }) => memberId)
        .filter((id) => !involved.has(id));
      const named = await nameable(store, ids, []);
      return ids.flatMap((id) => named.get(id) ?? []).slice(0, most);
    },
  };
}

const isSaid = (tag: TagEvidence) => tag.declaredAt !== null || tag.endorsedBy.length > 0;

/** What has not faded, those first of whom most is said. */
const standing = (inTags: readonly TagEvidence[], now: number) =>
  inTags
    .flatMap((tag) => present(tag, now) ?? [])
    .toSorted((a, b) => saidStrength(b, now) - saidStrength(a, now) || a.member.id - b.member.id);
