import { KnownError } from '../errors.ts';
import { preferencesOf } from '../experts/preferences.ts';
import { ladder } from '../experts/routing.ts';
import type { Actor, Person, Question } from '../model.ts';
import type { Ping } from '../model-owed.ts';
import { found } from '../questions.ts';
import { settingsOfMembers } from '../settings.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { oweMember, owePing, oweRoute } from './owed.ts';
import { afterWaking, laterFor, wakingOf } from './waking.ts';

/** Where a question stands for an expert who was asked, after they said something. */
export interface PingReply {
  readonly question: Question;
  /** Someone else who took it before. */
  readonly takenBy: Person | undefined;
  /** When the expert is reminded; null when they are not. */
  readonly remindAt: number | null;
  readonly weeklyLimit: number;
  /** The tags on which they are asked nothing from now on, as this is not their area. */
  readonly declined: readonly string[];
}

export type Later = 'tonight' | 'tomorrow' | 'monday';

/** What an expert says to being asked. Each may be said again and changes nothing then. */
export function createPings(world: World) {
  /**
   * Runs `say` for an actor who was brought the question. A question that needs nobody any more is
   * left as it is.
   * @throws KnownError 'not_found' for who was not.
   */
  function answered(
    actor: Actor,
    number: number,
    say: (
      tables: Tables,
      asked: { readonly question: Question; readonly ping: Ping },
      now: number,
    ) => Promise<Partial<PingReply>>,
  ): Promise<PingReply> {
    return act(world, actor, async (tables, now) => {
      const question = await found(tables, actor, number);
      const pings = await tables.pings.of(question.id);
      const ping = pings.find(({ memberId }) => memberId === actor.memberId);
      if (!ping) {
        throw new KnownError(
          'not_found',
          `You were not asked about #${number}. You can answer it all the same: \`answer ${number}\`.`,
        );
      }
      const other = pings.find((one) => one.state === 'taken' && one.memberId !== actor.memberId);
      const [takenBy] = other ? await tables.members.byIds([other.memberId]) : [];
      const reply: PingReply = {
        question,
        takenBy,
        remindAt: null,
        weeklyLimit: await limitOf(tables, actor.memberId),
        declined: [],
      };
      const isOver = question.state !== 'open' || question.answerCount > 0;
      return isOver ? reply : { ...reply, ...(await say(tables, { question, ping }, now)) };
    });
  }

  /** Lets the next expert be asked now, unless someone has taken the question. */
  async function goOn(tables: Tables, question: Question, now: number): Promise<void> {
    const pings = await tables.pings.of(question.id);
    if (pings.some(({ state }) => state === 'taken')) return;
    await oweRoute(tables, question, now, now);
  }

  async function decline(
    tables: Tables,
    { question, ping }: { readonly question: Question; readonly ping: Ping },
    now: number,
  ): Promise<void> {
    if (ping.state === 'passed') return;
    const { memberId } = ping;
    await tables.pings.become(question.id, memberId, 'passed', now);
    await tables.notices.cancel(question.id, { kinds: ['ping'], memberId }, 'passed on', now);
    await goOn(tables, question, now);
  }

  return {
    /** Stops the ladder for a while and tells the asker; after it the next expert is asked. */
    take: (actor: Actor, number: number): Promise<PingReply> =>
      answered(actor, number, async (tables, { question, ping }, now) => {
        const pings = await tables.pings.of(question.id);
        if (pings.some(({ state }) => state === 'taken')) return {};
        const { memberId } = ping;
        await tables.pings.become(question.id, memberId, 'taken', now);
        await tables.notices.cancel(question.id, { kinds: ['ping', 'waiting'] }, 'taken', now);
        const waking = await wakingOf(tables, memberId);
        await oweRoute(tables, question, afterWaking(waking, now, ladder.grace), now);
        const askerId = await tables.concerned.authorOf(question.id);
        const key = `taken:${question.id}:${memberId}`;
        const notice = { key, kind: 'taken', dueAt: now, details: { memberId } } as const;
        await oweMember(tables, question, askerId, notice, now);
        return {};
      }),

    pass: (actor: Actor, number: number): Promise<PingReply> =>
      answered(actor, number, async (tables, asked, now) => {
        await decline(tables, asked, now);
        return {};
      }),

    /** Brings it again when the actor said; the next expert is asked meanwhile. */
    later: (actor: Actor, number: number, when: Later): Promise<PingReply> =>
      answered(actor, number, async (tables, { question, ping }, now) => {
        if (ping.state === 'taken') return {};
        const waking = await wakingOf(tables, actor.memberId);
        const remindAt = laterFor(waking, when, now);
        await tables.pings.become(question.id, actor.memberId, 'owed', now);
        await owePing(tables, question, actor.memberId, remindAt, now);
        if (ping.state !== 'owed') await goOn(tables, question, now);
        return { remindAt };
      }),

    /**
     * Passes it on, and is not asked about its tags again, but for those in which the actor answered or
     * which they declare: where several meet, it is the others that are not theirs.
     */
    notMine: (actor: Actor, number: number): Promise<PingReply> =>
      answered(actor, number, async (tables, asked, now) => {
        await decline(tables, asked, now);
        const own = await tables.expertise.ofMember(actor, actor.memberId);
        const known = own.filter((tag) => tag.answers > 0 || tag.declaredAt !== null);
        const names = asked.question.tags.filter((name) => known.every(({ tag }) => tag !== name));
        const declined = await tables.tags.named(actor.communityId, names);
        for (const { id } of declined) await tables.expertise.decline(actor.memberId, id, now);
        return { declined: declined.map(({ name }) => name) };
      }),

    /** Passes it on, and halves how many questions a week are brought to the actor. */
    less: (actor: Actor, number: number): Promise<PingReply> =>
      answered(actor, number, async (tables, asked, now) => {
        if (asked.ping.state === 'passed') return {};
        await decline(tables, asked, now);
        return { weeklyLimit: await askLess(tables, actor.memberId) };
      }),
  };
}

/** As many questions as the member is brought in a week. */
export async function limitOf(tables: Tables, memberId: number): Promise<number> {
  const usual = await settingsOfMembers(tables, [memberId], ['weekly-limit']);
  return (await preferencesOf(tables, memberId)).weeklyLimit ?? usual(memberId)['weekly-limit'];
}

/** Halves it; gives what it is then. */
export async function askLess(tables: Tables, memberId: number): Promise<number> {
  const weeklyLimit = Math.floor((await limitOf(tables, memberId)) / 2);
  await tables.preferences.save(memberId, { weeklyLimit });
  return weeklyLimit;
}
