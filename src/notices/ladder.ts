import type { ExpertFinder, Knowing } from '../experts/experts.ts';
import { preferencesOf } from '../experts/preferences.ts';
import { type Candidate, choose } from '../experts/routing.ts';
import type { Notice, Ping, Question } from '../model.ts';
import type { Tables } from '../store/store.ts';
import { everyoneIn, type World } from '../world.ts';
import { owePing, oweRoute } from './owed.ts';
import { afterWaking, wakingOf } from './waking.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The ladder: how long each expert's turn lasts, in that expert's waking time. */
export const ladder = {
  beforeFirst: 30 * minute,
  turns: [2 * hour, 4 * hour],
  /** After the third: said in the channel, by the clock on the wall. */
  beforeChannel: 24 * hour,
  /** Who takes a question has this much waking time for it before the next one is asked. */
  grace: 8 * hour,
  mostExperts: 3,
  weeklyLimit: 3,
  limitOver: 7 * day,
} as const;

const candidatesLookedAt = 20;

/** Who could answer, and on whom the topic hangs. */
interface Found {
  readonly knowing: readonly Knowing[];
  readonly hangsOn: readonly number[];
}

const nobody: Found = { knowing: [], hangsOn: [] };

export type Ladder = ReturnType<typeof createLadder>;

/** Whom to ask next, one expert at a time. */
export function createLadder(world: World, experts: ExpertFinder) {
  const { store } = world;

  /** Those who could answer, the likeliest first: neither the asker, known or not, nor who has answered. */
  async function candidates(question: Question): Promise<Found> {
    const everyone = everyoneIn(question.channel, {
      ...question,
      memberId: 0,
      channelId: 0,
      isGuest: false,
    });
    const found = await experts.knowing(store, everyone, question);
    const answers = await store.answers.of(everyone, question.id);
    const out = new Set(answers.map(({ author }) => author.id));
    out.add(await store.concerned.authorOf(question.id));
    return {
      knowing: found.filter(({ memberId }) => !out.has(memberId)).slice(0, candidatesLookedAt),
      hangsOn: await experts.hangsOn(store, everyone, question),
    };
  }

  /** What a member said about being asked stands, and so do the limits. */
  async function mayAsk(
    tables: Tables,
    memberId: number,
    now: number,
    /** A question that they are brought already: it is not counted. */
    except = 0,
  ): Promise<boolean> {
    const said = await preferencesOf(tables, memberId);
    if (said.pausedUntil !== null && said.pausedUntil > now) return false;
    if (await tables.recipients.isPaused({ channelId: null, memberId })) return false;
    const since = now - ladder.limitOver;
    const asked = (await tables.pings.countSince([memberId], since, except)).get(memberId) ?? 0;
    return asked < (said.weeklyLimit ?? ladder.weeklyLimit);
  }

  return {
    mayAsk,

    /** Takes the step of a claimed `route` notice: asks the next expert, or says it in the channel. */
    async step(notice: Notice, question: Question, now: number): Promise<void> {
      // What is born in a private channel is not carried out of it.
      const found = question.channel.private ? nobody : await candidates(question);
      await store.write(async (tables) => {
        if (!(await tables.notices.settle(notice, { state: 'sent' }, now))) return;
        const pings = await tables.pings.of(question.id);
        for (const { memberId, state } of pings) {
          if (state !== 'asked' && state !== 'taken') continue;
          await tables.pings.become(question.id, memberId, 'silent', now);
        }
        const rung = pings.filter(isCounted).length + 1;
        const expert = await next(tables, question, pings, found, now);
        if (rung > ladder.mostExperts || expert === undefined) {
          return oweWaiting(tables, question, now);
        }
        await oweFirstPing(tables, question, { memberId: expert, rung }, notice, now);
      });
    },

    /** The ping was delivered: the expert's turn begins. */
    async asked(tables: Tables, question: Question, ping: Ping, now: number): Promise<void> {
      await tables.pings.become(question.id, ping.memberId, 'asked', now);
      if (ping.askedAt !== null) return;
      const turn = ladder.turns[ping.rung - 1];
      if (turn === undefined) return oweWaiting(tables, question, now);
      const waking = wakingOf(await preferencesOf(tables, ping.memberId));
      await oweRoute(tables, question, afterWaking(waking, now, turn), now);
    },

    /** The expert cannot be reached, or must not be asked any more: somebody else is, at once. */
    async lost(tables: Tables, question: Question, memberId: number, now: number): Promise<void> {
      await tables.pings.become(question.id, memberId, 'lost', now);
      await oweRoute(tables, question, now, now, question.createdAt);
    },
  };

  /** Who is asked next, by the rules of `src/experts/routing.ts`; where all sleep, in their morning. */
  async function next(
    tables: Tables,
    question: Question,
    pings: readonly Ping[],
    { knowing, hangsOn }: Found,
    now: number,
  ): Promise<number | undefined> {
    const candidates = await candidatesFrom(tables, question, knowing, now);
    const told = pings.map(({ memberId }) => ({ memberId, at: now, outcome: 'passed' as const }));
    const { number } = question;
    const open = { number, askerId: 0, answererIds: [], asked: told, hangsOn };
    const [awake] = choose(open, candidates, 1, now);
    if (awake !== undefined) return awake;
    const [asleep] = choose(
      open,
      candidates.map((one) => ({ ...one, awakeAt: now })),
      1,
      now,
    );
    return asleep;
  }

  /** What decides whether each may be asked now; who cannot be reached here is left out. */
  async function candidatesFrom(
    tables: Tables,
    { id, channel }: Question,
    found: readonly Knowing[],
    now: number,
  ): Promise<Candidate[]> {
    const ids = found.map(({ memberId }) => memberId);
    const said = await tables.preferences.of(ids);
    const load = await tables.pings.loadOf(ids, id);
    const candidates: Candidate[] = [];
    for (const one of found) {
      const { memberId } = one;
      const preferences = said.get(memberId);
      const isMuted = await tables.recipients.isPaused({ channelId: null, memberId });
      const reached = await tables.recipients.workspaceOf(memberId, channel.workspaceId);
      if (isMuted || reached === undefined) continue;
      candidates.push({
        ...one,
        declined: false,
        weeklyLimit: preferences?.weeklyLimit ?? ladder.weeklyLimit,
        pausedUntil: preferences?.pausedUntil ?? null,
        pingedAt: load.get(memberId)?.pingedAt ?? [],
        hasOpenPing: load.get(memberId)?.hasOpenPing ?? false,
        awakeAt: afterWaking(wakingOf(preferences ?? { zone: null, hours: null }), now, 0),
      });
    }
    return candidates;
  }
}

const isCounted = ({ state }: Ping) => state !== 'lost';

async function oweFirstPing(
  tables: Tables,
  question: Question,
  ping: { readonly memberId: number; readonly rung: number },
  { details, createdAt }: Notice,
  now: number,
): Promise<void> {
  const { memberId, rung } = ping;
  const waking = wakingOf(await preferencesOf(tables, memberId));
  const dueAt =
    rung === 1
      ? afterWaking(waking, details.from ?? createdAt, ladder.beforeFirst)
      : afterWaking(waking, now, 0);
  await tables.pings.add({ questionId: question.id, memberId, rung }, now);
  await owePing(tables, question, memberId, dueAt, now);
}

async function oweWaiting(tables: Tables, question: Question, now: number): Promise<void> {
  const { id, communityId, channel } = question;
  const at = {
    communityId,
    workspaceId: channel.workspaceId,
    channelId: channel.id,
    questionId: id,
  };
  const dueAt = now + ladder.beforeChannel;
  await tables.notices.add({ ...at, key: `waiting:${id}`, kind: 'waiting', dueAt }, now);
}
