import { unreachable } from '../errors.ts';
import { availabilityOf } from '../experts/availability.ts';
import type { ExpertFinder, Knowing } from '../experts/experts.ts';
import { pingLife, unavailable } from '../experts/load.ts';
import {
  type Asked,
  type Candidate,
  type Decision,
  decide,
  firstOfEach,
  ladder,
} from '../experts/routing.ts';
import type { Question } from '../model.ts';
import type { Notice, Ping } from '../model-owed.ts';
import { settingsOf } from '../settings.ts';
import type { Tables } from '../store/store.ts';
import { everyoneIn, type World } from '../world.ts';
import { oweMember, owePing, oweRoute } from './owed.ts';
import { stewardOf } from './stewards.ts';
import { type Times, timesOf } from './times.ts';
import { afterWaking, wakingOf } from './waking.ts';

/** Who could answer, who did already, and on whom the topic hangs. */
interface Found {
  readonly knowing: readonly Knowing[];
  readonly answererIds: readonly number[];
  readonly askerId: number;
  readonly hangsOn: readonly number[];
}

export type Ladder = ReturnType<typeof createLadder>;

/** Performs what `src/experts/routing.ts` decides about a question. */
export function createLadder(world: World, experts: ExpertFinder) {
  const { store } = world;

  /** What is born in a private channel is not carried out of it: nobody is asked. */
  async function look(question: Question): Promise<Found> {
    const someone = { ...question, memberId: 0, channelId: 0, isGuest: false };
    const everyone = everyoneIn(question.channel, someone);
    const answers = await store.answers.of(everyone, question.id);
    const about = {
      answererIds: answers.map(({ author }) => author.id),
      askerId: await store.concerned.authorOf(question.id),
    };
    if (question.channel.private) return { ...about, knowing: [], hangsOn: [] };
    const out = new Set([...about.answererIds, about.askerId]);
    const found = await experts.knowing(store, everyone, question);
    return {
      ...about,
      knowing: firstOfEach(found.filter(({ memberId }) => !out.has(memberId))),
      hangsOn: await experts.hangsOn(store, everyone, question),
    };
  }

  async function decideFor(
    tables: Tables,
    question: Question,
    found: Found,
    now: number,
  ): Promise<{ readonly decision: Decision; readonly times: Times }> {
    const { id, number, channel } = question;
    const pings = await tables.pings.of(id);
    const set = await settingsOf(tables, { ...question, channelId: channel.id });
    const times = await timesOf(tables, question, pings.filter(isCounted), set, now);
    const lost = pings.filter(({ state }) => state === 'lost').map(({ memberId }) => memberId);
    const unanswered = {
      ...times,
      number,
      isSettled: false,
      askerId: found.askerId,
      answererIds: [...found.answererIds, ...lost],
      asked: await Promise.all(pings.filter(isCounted).map((ping) => toAsked(tables, ping, now))),
      firstSlots: (await tables.channels.routing(channel.id)).firstAsked,
      hangsOn: found.hangsOn,
      mostAsked: set['experts-asked'],
    };
    const candidates = await candidatesFrom(tables, question, found.knowing, now);
    return { decision: decide(unanswered, candidates, now), times };
  }

  return {
    /** Whether a member who is to be brought the question may still be asked. */
    async mayAsk(
      tables: Tables,
      memberId: number,
      { id: questionId, communityId, channel, tags }: Question,
      now: number,
    ): Promise<boolean> {
      if (await tables.recipients.isPaused({ channelId: null, memberId })) return false;
      const reached = await tables.recipients.workspaceOf(memberId, channel.workspaceId);
      const known = await tables.tags.named(communityId, tags);
      const declined = await tables.expertise.declinedIn(known.map(({ id }) => id));
      if (reached === undefined || declined.has(memberId)) return false;
      const all = await availabilityOf(tables, [memberId], now, { questionId });
      const availability = all.get(memberId);
      const why = availability && unavailable(availability, now);
      // It is theirs already, and what came to them since does not take it away.
      return availability !== undefined && (why === undefined || why === 'has an open ping');
    },

    /** Takes the step of a claimed `route` notice: asks, waits, or hands the question on. */
    async step(notice: Notice, question: Question, now: number): Promise<void> {
      const found = await look(question);
      await store.write(async (tables) => {
        if (!(await tables.notices.settle(notice, { state: 'sent' }, now))) return;
        const { decision, times } = await decideFor(tables, question, found, now);
        switch (decision.kind) {
          case 'wait':
            return oweRoute(tables, question, decision.until, now);
          case 'ask': {
            const before = (await tables.pings.of(question.id)).filter(isCounted).length;
            for (const [at, memberId] of decision.memberIds.entries()) {
              const ping = { questionId: question.id, memberId, rung: before + at + 1 };
              await tables.pings.add(ping, now);
              await owePing(tables, question, memberId, now, now);
            }
            const next = now < times.secondAt ? times.secondAt : times.lastAt;
            return oweRoute(tables, question, next, now);
          }
          case 'hand-on':
            return handOn(tables, question, times.lastAt, now);
          case 'done':
            return;
          default:
            return unreachable(decision);
        }
      });
    },

    /** The ping was delivered. */
    asked: (tables: Tables, question: Question, ping: Ping, now: number): Promise<void> =>
      tables.pings.become(question.id, ping.memberId, 'asked', now),

    /**
     * The expert cannot be reached, or must not be asked any more: it is decided anew, at once. Where it
     * was the steward, the channel is told.
     */
    async lost(
      tables: Tables,
      question: Question,
      { kind, memberId }: Pick<Notice, 'kind' | 'memberId'>,
      now: number,
    ): Promise<void> {
      if (kind === 'steward') return toChannel(tables, question, now, now);
      await tables.pings.become(question.id, memberId ?? 0, 'lost', now);
      await oweRoute(tables, question, now, now);
    },
  };

  /** What decides whether each may be asked now; who cannot be reached here is left out. */
  async function candidatesFrom(
    tables: Tables,
    { id: questionId, channel }: Question,
    knowing: readonly Knowing[],
    now: number,
  ): Promise<Candidate[]> {
    const ids = knowing.map(({ memberId }) => memberId);
    const availability = await availabilityOf(tables, ids, now, { questionId });
    const candidates: Candidate[] = [];
    for (const one of knowing) {
      const { memberId } = one;
      const able = availability.get(memberId);
      const isMuted = await tables.recipients.isPaused({ channelId: null, memberId });
      const reached = await tables.recipients.workspaceOf(memberId, channel.workspaceId);
      if (!able || isMuted || reached === undefined) continue;
      const waking = await wakingOf(tables, memberId);
      const awakeAt = afterWaking(waking, now, 0);
      // Who said "not me" is not among those who know.
      candidates.push({ ...one, ...able, declined: false, awakeAt });
    }
    return candidates;
  }
}

const isCounted = ({ state }: Ping) => state !== 'lost';

async function toAsked(
  tables: Tables,
  { memberId, state, createdAt: at, askedAt, saidAt }: Ping,
  now: number,
): Promise<Asked> {
  switch (state) {
    case 'taken': {
      const waking = await wakingOf(tables, memberId);
      const until = afterWaking(waking, saidAt ?? at, ladder.grace);
      return { memberId, at, outcome: 'taken', until };
    }
    case 'passed':
      return { memberId, at, outcome: 'passed' };
    case 'silent':
    case 'lost':
      return { memberId, at, outcome: 'expired' };
    case 'owed':
      return { memberId, at, outcome: askedAt === null ? 'open' : 'postponed' };
    case 'asked':
      return { memberId, at, outcome: now - (askedAt ?? at) < pingLife ? 'open' : 'expired' };
    default:
      return unreachable(state);
  }
}

/** To the channel's steward, at once; where there is none, to the channel, when its day is over. */
async function handOn(
  tables: Tables,
  question: Question,
  lastAt: number,
  now: number,
): Promise<void> {
  const stewardId = await stewardOf(tables, question, now);
  if (stewardId === undefined) return toChannel(tables, question, Math.max(now, lastAt), now);
  const told = { key: `steward:${question.id}`, kind: 'steward', dueAt: now } as const;
  return oweMember(tables, question, stewardId, told, now);
}

async function toChannel(
  tables: Tables,
  { id, communityId, channel }: Question,
  dueAt: number,
  now: number,
): Promise<void> {
  const { workspaceId } = channel;
  const at = { communityId, workspaceId, channelId: channel.id, questionId: id };
  await tables.notices.add({ ...at, key: `waiting:${id}`, kind: 'waiting', dueAt }, now);
}
