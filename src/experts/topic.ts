import type { Person, Reader } from '../model.ts';
import type { Indexes } from '../search/indexes.ts';
import { stopWords } from '../search/stop-words.ts';
import type { TagEvidence } from '../store/expertise.ts';
import { canonicalTag } from '../tags.ts';
import type { World } from '../world.ts';
import { evidenceFor } from './evidence.ts';
import type { FollowedActivity } from './following.ts';
import { hiddenFrom, isSaid, nameable, standing } from './naming.ts';
import { rankForTopic, shareAtHour } from './ranking.ts';
import { type Told, type ToldEvidence, tell, tellable, titled } from './telling.ts';

const mostExperts = 5;
const mostOthers = 3;
/** In a community with fewer answers than this, what is found is little to go by. */
export const fewAnswers = 200;
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

/** What may be tags in a topic as people say it: all of it, and its words, without what ends a sentence. */
export function tagsIn(topic: string): string[] {
  const said = topic
    .split(/\s+/)
    .map((word) => word.replace(/^["'“‘(]+|["'”’).,;:!?]+$/gu, ''))
    .filter((word) => !stopWords.has(word.toLowerCase()));
  return [...new Set([topic, ...said].flatMap((word) => canonicalTag(word) ?? []))];
}

/** Who knows about a topic: a tag, or any words. The reader is not among them. */
export function createTopicFinder(world: World, indexes: Indexes, activityOf: FollowedActivity) {
  const { store, clock } = world;

  return async (reader: Reader, topic: string): Promise<Experts> => {
    const now = clock();
    const tags = await store.tags.named(reader.communityId, tagsIn(topic));
    const tagIds = tags.map(({ id }) => id);
    const { evidence } = await evidenceFor(store, indexes, reader, { title: topic }, tagIds);
    const toldOf = tellable(evidence);
    const inTags = standing(await store.expertise.inTags(reader, tagIds), now);
    const ranked = rankForTopic(evidence, now).filter(({ memberId }) => toldOf.has(memberId));
    const ids = [...ranked.map(({ memberId }) => memberId), ...inTags.map((tag) => tag.member.id)];
    const named = await nameable(store, ids, tagIds);
    const activity = await activityOf(store);
    const hidden = await hiddenFrom(store, reader);
    const known = ranked.filter(
      ({ memberId }) => memberId !== reader.memberId && named.has(memberId),
    );
    const shown = known.slice(0, mostExperts).flatMap(({ memberId }) => {
      const member = named.get(memberId);
      if (!member) return [];
      const doings = activity.of(memberId, hidden, reader.channelId, undefined, now);
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
  };
}
