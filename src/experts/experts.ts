import type { Person, Question, Reader, Tag } from '../model.ts';
import type { Indexes } from '../search/indexes.ts';
import type { QueryText } from '../search/query.ts';
import type { Uncounted } from '../store/evidence.ts';
import type { TagEvidence } from '../store/expertise.ts';
import type { Tables } from '../store/store.ts';
import { everyoneIn, type World } from '../world.ts';
import type { Activity } from './activity.ts';
import { evidenceFor } from './evidence.ts';
import { followActivity } from './following.ts';
import { weightsOf } from './learn.ts';
import { hiddenFrom, isSaid, nameable, standing } from './naming.ts';
import { cluesOf, halfLifeDays, rankForQuestion } from './ranking.ts';
import { hangingOn } from './risks.ts';
import type { Candidate } from './routing.ts';
import { tellable } from './telling.ts';
import { createTopicFinder, fewAnswers } from './topic.ts';

const day = 24 * 60 * 60 * 1000;

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
  const onTopic = createTopicFinder(world, indexes, activityOf);

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
    const found = await evidenceFor(tables, indexes, everyone, text, tagIds);
    const { evidence } = found;
    const declined = await tables.expertise.declinedIn(tagIds);
    const hidden = await hiddenFrom(tables, everyone);
    const asker = anonymous ? undefined : author.id;
    const uncounted = await tables.evidence.uncounted(reader.communityId);
    const shows = new Set(evidence.map(({ memberId }) => memberId));
    const active = await activeIn(tables, activity, everyone, uncounted, now);
    const people = [...new Set([...shows, ...active])].flatMap((id) => {
      const doings = activity.of(id, hidden, channel.id, asker, now);
      const isIn = doings !== undefined && (shows.has(id) || doings.threads > 0);
      return isIn && !declined.has(id) ? [[id, doings] as const] : [];
    });
    const withheld = uncounted.map(({ id }) => id);
    const weights = await weightsOf(tables, reader.communityId);
    const profiles = weights.profile === 0 ? new Map() : found.profiles(now, withheld);
    const shown = rankForQuestion(cluesOf({ evidence, profiles }, people, now), weights);
    const toldOf = tellable(evidence);
    const threadsOf = (id: number) => new Set(toldOf.get(id)?.map((one) => one.questionId)).size;
    const inTags = standing(await tables.expertise.inTags(everyone, tagIds), now);
    const answering = new Set(shown.map(({ memberId }) => memberId));
    const declared = new Set(inTags.filter(isSaid).map(({ member }) => member.id));
    const standingOf = (id: number): Knowing['standing'] =>
      shows.has(id) ? 'shown' : declared.has(id) ? 'declared' : 'active';
    const ranked: Knowing[] = [
      ...shown.map((one) => ({
        ...one,
        standing: standingOf(one.memberId),
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

  /**
   * Who was active in the channel of late, where a young community's answers show little; not who
   * withholds what they answered.
   */
  async function activeIn(
    tables: Tables,
    activity: Activity,
    everyone: Reader,
    uncounted: readonly Uncounted[],
    now: number,
  ): Promise<number[]> {
    if ((await tables.evidence.countUpTo(everyone, fewAnswers)) >= fewAnswers) return [];
    const withholding = new Set(uncounted.map(({ memberId }) => memberId));
    return activity.activeIn(everyone.channelId, now).filter((id) => !withholding.has(id));
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
        .filter(({ standing }) => standing !== 'active')
        .filter(({ isSaid, threads }) => isSaid || threads >= fewest)
        .map(({ memberId }) => memberId)
        .filter((id) => !involved.has(id));
      const named = await nameable(store, ids, []);
      return ids.flatMap((id) => named.get(id) ?? []).slice(0, most);
    },
  };
}
