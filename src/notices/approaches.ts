import { KnownError } from '../errors.ts';
import { leftFor } from '../experts/availability.ts';
import { declareTags, knownTag } from '../experts/expertise.ts';
import type { ExpertFinder } from '../experts/experts.ts';
import type { Actor, Person } from '../model.ts';
import type { Approach, ApproachKind } from '../model-owed.ts';
import { isAllowed } from '../rights.ts';
import { mustHoldNoSecret } from '../secrets.ts';
import { settingsOf } from '../settings.ts';
import type { Tables } from '../store/store.ts';
import { cleanLine, cleanText } from '../text.ts';
import { act, type World } from '../world.ts';
import { mayBring } from './approached.ts';
import { oweMember } from './owed.ts';
import { askLess, limitOf } from './pings.ts';
import { afterWaking, wakingOf } from './waking.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** One member asks the same other one once in this time. */
const onceIn = 7 * day;
/** Three working days of whom it is for: then who asked hears that they are not available. */
const patience = 27 * hour;
const longestTopic = 300;
const longestWords = 1_000;

/** What a member wants of another. */
export interface Wish {
  readonly kind: Exclude<ApproachKind, 'nominate'>;
  readonly member: Person;
  readonly topic: string;
  readonly words: string;
}

/** Where an approach stands for whom it is for, after they said something. */
export interface ApproachReply {
  readonly approach: Approach;
  readonly asker: Person;
  readonly weeklyLimit: number;
}

/** Members who ask each other by name: within the limits of who is asked, and with their yes. */
export function createApproaches(world: World, experts: ExpertFinder) {
  const { store, clock } = world;

  /**
   * Brings it to the member, and owes its outcome to who asks; false when they do not want to be
   * asked, are not to be found, or cannot be reached: which of these is told to nobody.
   */
  async function bring(
    tables: Tables,
    actor: Actor,
    wish: Pick<Approach, 'kind' | 'topic' | 'words'> & { readonly member: Person },
    now: number,
  ): Promise<boolean> {
    const { member, kind, topic, words } = wish;
    const { communityId, memberId: askerId, channel } = actor;
    const near = { id: null, communityId, channel };
    const isReached = await tables.recipients.workspaceOf(member.id, channel.workspaceId);
    const isOpen = await mayBring(tables, { memberId: member.id, topic, communityId, kind }, now);
    if (isReached === undefined || !isOpen) return false;
    const about = { communityId, kind, askerId, memberId: member.id, topic, words };
    const approachId = await tables.approaches.add(about, now);
    const details = { approachId };
    const waking = await wakingOf(tables, member.id);
    const brought = { key: `approach:${approachId}`, kind: 'approach', dueAt: now } as const;
    await oweMember(tables, near, member.id, { ...brought, details }, now);
    const dueAt = afterWaking(waking, now, patience);
    const outcome = { key: `outcome:${approachId}`, kind: 'outcome', dueAt } as const;
    await oweMember(tables, near, askerId, { ...outcome, details }, now);
    return true;
  }

  /** Whom the actor has asked this week. @throws KnownError 'conflict' for who has asked enough people. */
  async function askedBy(tables: Tables, actor: Actor, now: number): Promise<ReadonlySet<number>> {
    const { 'requests-a-day': most } = await settingsOf(tables, actor);
    const lately = await tables.approaches.bySince(actor.memberId, now - onceIn);
    if (most === 0) {
      throw new KnownError(
        'conflict',
        'Nobody is asked by name in this community. Ask all of it: `ask`.',
      );
    }
    if (lately.filter(({ createdAt }) => now - createdAt < day).length >= most) {
      throw new KnownError(
        'conflict',
        `You have asked ${most === 1 ? 'somebody' : `${most} people`} by name in the last 24 hours, which is as many as one may. Ask the community: \`ask\`.`,
      );
    }
    return new Set(lately.map(({ memberId }) => memberId));
  }

  async function mayName(tables: Tables, actor: Actor, member: Person, now: number): Promise<void> {
    if (member.id === actor.memberId) {
      throw new KnownError('invalid', 'That is you. Name somebody else.');
    }
    if (!(await askedBy(tables, actor, now)).has(member.id)) return;
    throw new KnownError(
      'conflict',
      `You asked @${member.handle} in the last 7 days. Give them time, or ask the community: \`ask\`.`,
    );
  }

  return {
    /** How many more questions may be brought to the actor this week. */
    left: (actor: Actor): Promise<number> => leftFor(store, actor.memberId, clock()),

    /**
     * Asks the member on the actor's behalf; false when they are not available now.
     * @throws KnownError 'conflict' for who asks too often.
     */
    make: (actor: Actor, wish: Wish): Promise<boolean> =>
      act(world, actor, async (tables, now) => {
        const topic = cleanLine(wish.topic);
        const words = cleanText(wish.words);
        if (topic.length > longestTopic || words === '' || words.length > longestWords) {
          throw new KnownError('invalid', `Say it in 1 to ${longestWords} characters.`);
        }
        mustHoldNoSecret(`${topic}\n${words}`, 'What you wrote');
        await mayName(tables, actor, wish.member, now);
        return bring(tables, actor, { ...wish, topic, words }, now);
      }),

    /**
     * Asks the member, or the best of those on whom the tag does not hang, whether they want to be one
     * of those who know it. Gives whom it was; undefined when nobody is available. For curators.
     */
    async nominate(
      actor: Actor,
      name: string,
      member: Person | undefined,
    ): Promise<Person | undefined> {
      if (!isAllowed(actor, 'nominate expert')) {
        throw new KnownError('forbidden', 'Only a curator nominates. Ask one of them.');
      }
      const tag = await knownTag(store, actor, name);
      const second = member ? [] : await experts.secondLine(actor, tag);
      return act(world, actor, async (tables, now) => {
        if (member) await mayName(tables, actor, member, now);
        const own = member ? await tables.expertise.ofMember(actor, member.id) : [];
        if (own.some((one) => one.tag === tag.name && one.declaredAt !== null)) {
          throw new KnownError(
            'conflict',
            `They declare #${tag.name} already. Name somebody else.`,
          );
        }
        const asked = await askedBy(tables, actor, now);
        for (const one of member ? [member] : second.filter(({ id }) => !asked.has(id))) {
          const wish = { kind: 'nominate', member: one, topic: tag.name, words: '' } as const;
          if (!(await bring(tables, actor, wish, now))) continue;
          const subject = `@${one.handle} for #${tag.name}`;
          const entry = { act: 'nominate', subject, memberId: actor.memberId, at: now };
          await tables.audit.add(actor.communityId, entry);
          return one;
        }
        return undefined;
      });
    },

    /**
     * What whom it is for says. The first word stands; later ones change nothing.
     * @throws KnownError 'not_found' for everybody else.
     */
    answer: (actor: Actor, id: number, said: 'yes' | 'no' | 'less'): Promise<ApproachReply> =>
      act(world, actor, async (tables, now) => {
        const before = await tables.approaches.find(id);
        const [asker] = before ? await tables.members.byIds([before.askerId]) : [];
        if (!before || !asker || before.memberId !== actor.memberId) {
          throw new KnownError('not_found', 'Nobody asks you that any more.');
        }
        const state = said === 'yes' ? 'accepted' : 'declined';
        const isNew = await tables.approaches.become(id, state);
        if (isNew) await tables.notices.postpone(`outcome:${id}`, now);
        if (isNew && said === 'less') await askLess(tables, actor.memberId);
        if (isNew && said === 'yes' && before.kind === 'nominate') {
          await declareTags(tables, actor, [before.topic], now);
        }
        const weeklyLimit = await limitOf(tables, actor.memberId);
        return { approach: isNew ? { ...before, state } : before, asker, weeklyLimit };
      }),
  };
}
