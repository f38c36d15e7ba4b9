import type { BesideFinder } from '../beside.ts';
import { createCaring } from '../caring.ts';
import type { Digests } from '../digests/digests.ts';
import { KnownError } from '../errors.ts';
import type { ExpertFinder } from '../experts/experts.ts';
import type { Actor, Channel, Question } from '../model.ts';
import type { Notice, NoticeDetails } from '../model-owed.ts';
import { isAllowed } from '../rights.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { endInSilence } from './approached.ts';
import { cardKey } from './cards.ts';
import { createLadder } from './ladder.ts';
import { createMatters, type Matter } from './matters.ts';
import { oweMember } from './owed.ts';
import { type Report, report } from './report.ts';
import { createSchedules } from './schedules.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Longer than any adapter takes to post: by then it is known that nobody has it in hand. */
const lease = 2 * minute;
const firstRetry = 30_000;
const longestRetry = 6 * hour;
/** Tried so often over about a day and a half; then it is dead, and listed. */
const mostAttempts = 12;
/** A workspace that takes nothing is looked at again after this long; its notices wait. */
const workspaceRetry = 10 * minute;

/** Where a notice goes. */
export type Destination =
  | { readonly kind: 'channel'; readonly platform: string; readonly channel: Channel }
  | {
      readonly kind: 'account';
      readonly platform: string;
      readonly workspaceId: number;
      readonly externalId: string;
    };

/** What is to be done with a claimed notice: post this there, or nothing any more. */
export type Task =
  | {
      readonly kind: 'post';
      readonly to: Destination;
      readonly matter: Matter;
      readonly key: string;
    }
  | { readonly kind: 'nothing'; readonly why: string };

/** Whom a refusal concerns, as adapters say it. */
export type Whose = 'place' | 'member' | 'workspace';

/** After so many failed attempts: exponential, between half of it and all of it. */
export function retryAfter(attempts: number, chance: number): number {
  const full = Math.min(longestRetry, firstRetry * 2 ** (attempts - 1));
  return Math.round(full * (0.5 + chance / 2));
}

/** What is owed, until it is delivered: claimed, judged again, delivered or put off, and settled. */
export function createNotices(
  world: World,
  experts: ExpertFinder,
  digests: Digests,
  beside: BesideFinder,
) {
  const { store, clock } = world;
  const ladder = createLadder(world, experts);
  const schedules = createSchedules(world);
  const caring = createCaring(world, experts);
  const matters = createMatters(world, { ladder, beside, digest: digests.owed });

  async function destinationOf(notice: Notice): Promise<Destination | undefined> {
    const { workspaceId, channelId, memberId } = notice;
    if (channelId !== null) {
      const place = await store.recipients.channel(channelId);
      return place && { kind: 'channel', platform: place.platform, channel: place.channel };
    }
    if (memberId === null) return undefined;
    const platform = await store.recipients.platformOf(workspaceId);
    const externalId = await store.recipients.account(workspaceId, memberId);
    if (!platform || !externalId) return undefined;
    return { kind: 'account', platform, workspaceId, externalId };
  }

  async function questionOf(tables: Tables, id: number | null): Promise<Question | undefined> {
    if (id === null) return undefined;
    const about = await tables.concerned.whereabouts(id);
    if (!about) return undefined;
    return tables.questions.find({ ...about, memberId: 0, isGuest: false }, about.number);
  }

  /** Delivered: what follows from that is owed in the same transaction. */
  async function settled(tables: Tables, notice: Notice, now: number): Promise<void> {
    const { memberId, channelId, questionId } = notice;
    await tables.recipients.resume({ channelId, memberId });
    if (notice.kind === 'ping') {
      const question = await questionOf(tables, questionId);
      const pings = questionId === null ? [] : await tables.pings.of(questionId);
      const ping = pings.find((one) => one.memberId === memberId);
      if (question && ping?.state === 'owed') await ladder.asked(tables, question, ping, now);
    }
    if (notice.kind === 'digest' && notice.scheduleId !== null) {
      const schedule = await tables.schedules.find(notice.scheduleId);
      if (schedule) await schedules.oweUnread(tables, schedule, now);
    }
  }

  /** It is not tried again. An expert or a steward who cannot be reached makes room for the next. */
  async function die(tables: Tables, notice: Notice, why: string, now: number): Promise<boolean> {
    if (!(await tables.notices.settle(notice, { state: 'dead', why }, now))) return false;
    const { kind, questionId, details } = notice;
    if (kind === 'approach') await endInSilence(tables, details.approachId ?? 0, now);
    const isPassedOn = kind === 'ping' || kind === 'steward';
    const question = isPassedOn ? await questionOf(tables, questionId) : undefined;
    if (question) await ladder.lost(tables, question, notice, now);
    return true;
  }

  /** Nothing can be delivered there: noted, and told once to who set it up. */
  async function paused(
    tables: Tables,
    notice: Notice,
    sentence: string,
    now: number,
  ): Promise<void> {
    const { channelId, memberId, communityId, workspaceId } = notice;
    const isNew = await tables.recipients.pause(
      { workspaceId, channelId, memberId },
      sentence,
      now,
    );
    const place = channelId === null ? undefined : await tables.recipients.channel(channelId);
    if (!isNew || !place) return;
    const schedule = await tables.schedules.ofChannel(place.channel.id);
    const admin = await tables.members.firstAdmin(communityId);
    const whom = schedule?.setById ?? admin?.id;
    if (whom === undefined) return;
    const key = `undeliverable:${channelId}:${now}`;
    const details = { sentence, channelId: place.channel.id };
    const about = { id: null, communityId, channel: place.channel };
    await oweMember(tables, about, whom, { key, kind: 'undeliverable', dueAt: now, details }, now);
  }

  return {
    /** Owes the digests and reminders whose time has come, and takes what is due in hand. */
    async claim(platforms: readonly string[], limit: number): Promise<Notice[]> {
      const now = clock();
      await schedules.owe(now);
      await caring.owe(now);
      return store.notices.claim(platforms, now, lease, limit);
    },

    /** When there is something to do next, as far as it is known. */
    async nextAt(platforms: readonly string[]): Promise<number | undefined> {
      const times = [await store.notices.nextDue(platforms), await schedules.nextAt()];
      const known = times.filter((time) => time !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },

    /** Looks at a claimed notice as the facts are now. What needs no post is done here. */
    async prepare(notice: Notice): Promise<Task> {
      const now = clock();
      const verdict = await matters.judge(notice, now);
      switch (verdict.kind) {
        case 'wait': {
          const { attempts, dueAt } = { attempts: notice.attempts - 1, dueAt: verdict.until };
          await store.notices.settle(notice, { state: 'due', dueAt, attempts }, now);
          return { kind: 'nothing', why: 'not at this hour' };
        }
        case 'step':
          await ladder.step(notice, verdict.question, now);
          return { kind: 'nothing', why: 'whom to ask was decided' };
        case 'silent':
          await store.notices.settle(notice, { state: 'sent', why: verdict.why }, now);
          return { kind: 'nothing', why: verdict.why };
        case 'lost':
          await store.write(async (tables) => {
            const why = 'they are asked no more';
            if (!(await tables.notices.settle(notice, { state: 'cancelled', why }, now))) return;
            await ladder.lost(tables, verdict.question, notice, now);
          });
          return { kind: 'nothing', why: 'they are asked no more' };
        case 'pointless':
          await store.notices.settle(notice, { state: 'cancelled', why: verdict.why }, now);
          return { kind: 'nothing', why: verdict.why };
        case 'tell': {
          const to = await destinationOf(notice);
          if (to) {
            const { matter } = verdict;
            return { kind: 'post', to, matter, key: keyOf(notice, matter) };
          }
          const why = 'there is nowhere to deliver it';
          await store.write((tables) => die(tables, notice, why, now));
          return { kind: 'nothing', why };
        }
      }
    },

    /** It stands as `message`. */
    delivered: (notice: Notice, message: string, matter: Matter): Promise<void> =>
      store.write(async (tables) => {
        const now = clock();
        const shown = shownIn(matter);
        const details = { ...notice.details, ...(shown && { shown }) };
        const became = { state: 'sent', message, details, why: null } as const;
        if (!(await tables.notices.settle(notice, became, now))) return;
        if (matter.kind === 'verify') {
          const ids = matter.snippets.map(({ id }) => id);
          await tables.care.noteAsked(ids, notice.memberId ?? 0, now);
        }
        await settled(tables, notice, now);
      }),

    /** It did not get through, or nobody knows: it is tried again, later and later; in the end it is dead. */
    async failed(notice: Notice, why: string, afterMs: number, chance: number): Promise<void> {
      const now = clock();
      if (notice.attempts >= mostAttempts) {
        await store.write((tables) => die(tables, notice, why, now));
        return;
      }
      const dueAt = now + Math.max(afterMs, retryAfter(notice.attempts, chance));
      await store.notices.settle(notice, { state: 'due', dueAt, why }, now);
    },

    /** Not before somebody acts. */
    refused: (notice: Notice, whose: Whose, sentence: string): Promise<void> =>
      store.write(async (tables) => {
        const now = clock();
        if (whose === 'workspace') {
          const attempts = notice.attempts - 1;
          const dueAt = now + workspaceRetry;
          await tables.notices.settle(
            notice,
            { state: 'due', dueAt, attempts, why: sentence },
            now,
          );
          return;
        }
        if (await die(tables, notice, sentence, now)) await paused(tables, notice, sentence, now);
      }),

    report: (actor: Actor): Promise<Report> => report(world, actor),

    /** Sends a dead notice again, and what goes to the same place with it. For admins. */
    resend: (actor: Actor, id: number): Promise<boolean> =>
      act(world, actor, async (tables, now) => {
        if (!isAllowed(actor, 'resend notice')) {
          throw new KnownError('forbidden', 'Only an admin sends notices again. Ask one of them.');
        }
        const dead = await tables.notices.find(id);
        if (dead?.communityId !== actor.communityId) return false;
        const { channelId, memberId } = dead;
        await tables.recipients.resume({ channelId, memberId });
        const entry = {
          act: 'resend notice',
          subject: String(id),
          memberId: actor.memberId,
          at: now,
        };
        await tables.audit.add(actor.communityId, entry);
        return tables.notices.revive(actor.communityId, id, now);
      }),
  };
}

/** What is remembered of what was told: a digest shows only what is new, and who was helped hears once. */
function shownIn(matter: Matter): NoticeDetails['shown'] {
  if (matter.kind === 'digest') return matter.digest.shown;
  if (matter.kind !== 'outdated') return undefined;
  return Object.fromEntries(matter.snippets.map(({ id, number }) => [String(id), `S${number}`]));
}

/** A card stands under the name that commands post and edit it by. */
function keyOf(notice: Notice, matter: Matter): string {
  if (matter.kind === 'gone') return cardKey(matter.number);
  return matter.kind === 'card' ? cardKey(matter.thread.question.number) : notice.key;
}

export type Notices = ReturnType<typeof createNotices>;
