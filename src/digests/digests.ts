import type { ExpertFinder } from '../experts/experts.ts';
import type { Actor, Channel, Reader, Schedule } from '../model.ts';
import type { Notice } from '../model-owed.ts';
import { lastSlot, periodsIn, spanOf } from '../notices/periods.ts';
import type { Scope } from '../store/digests.ts';
import { anywhere, everyoneIn, type World } from '../world.ts';
import { compose, type Digest, isEmpty } from './compose.ts';
import { createSettings, usual } from './settings.ts';

export type { Digest } from './compose.ts';

const day = 24 * 60 * 60 * 1000;
const usualDays = 7;
/** Digests before this one that are looked at, so that nothing is said twice. */
const remembered = 26;

/** A digest as it would be sent now; null when nothing would be. */
export interface Preview {
  readonly digest: Digest | null;
  readonly schedule: Schedule | undefined;
}

export type Digests = ReturnType<typeof createDigests>;

/** What is worth a reader's minute, and when it is brought. */
export function createDigests(world: World, experts: ExpertFinder) {
  const { store, clock } = world;

  async function scopeOf(
    schedule: Pick<Schedule, 'communityId' | 'memberId' | 'channels' | 'tags'>,
    channel: Channel | undefined,
    looker?: Reader,
  ): Promise<Scope> {
    const { communityId, memberId } = schedule;
    const self = await anywhere(store, { communityId, memberId: memberId ?? 0 });
    const tags = await store.tags.named(communityId, schedule.tags);
    const isOwn = schedule.channels.length === 0 && schedule.tags.length === 0;
    const own = isOwn && channel ? [channel.id] : [];
    const reader = channel ? everyoneIn(channel, self) : self;
    return {
      // What everyone may know is more than what a guest who looks at it may.
      reader: looker?.isGuest ? { ...reader, isGuest: true } : reader,
      channelIds: schedule.channels.length > 0 ? schedule.channels : own,
      tagIds: tags.map(({ id }) => id),
    };
  }

  /** What earlier digests of the schedule showed, the newest last. */
  async function shownBefore(scheduleId: number): Promise<Readonly<Record<string, string>>> {
    const sent = await store.notices.sentBy(scheduleId, remembered);
    return Object.assign({}, ...sent.toReversed().map(({ details }) => details.shown ?? {}));
  }

  async function composeFor(
    schedule: Schedule,
    span: { readonly from: number; readonly to: number },
    looker?: Reader,
  ): Promise<Digest> {
    const place =
      schedule.channelId === null ? undefined : await store.recipients.channel(schedule.channelId);
    return compose(store, experts, {
      scope: await scopeOf(schedule, place?.channel, looker),
      channel: place?.channel,
      scheduleId: schedule.id,
      tags: schedule.tags,
      sections: schedule.sections,
      period: span,
      periods: periodsIn(schedule, span),
      before: await shownBefore(schedule.id),
    });
  }

  async function lastTo(scheduleId: number): Promise<number | undefined> {
    return (await store.notices.sentBy(scheduleId, 1))[0]?.details.to;
  }

  async function previewOf(schedule: Schedule, isKept: boolean, looker: Reader): Promise<Preview> {
    const to = clock() + 1;
    const from = isKept ? await lastTo(schedule.id) : undefined;
    const span =
      from === undefined ? { from: to - usualDays * day, to } : spanOf(schedule, to, from);
    const digest = await composeFor(schedule, span, looker);
    const isSent = schedule.whenEmpty || !isEmpty(digest);
    return { digest: isSent ? digest : null, schedule: isKept ? schedule : undefined };
  }

  return {
    schedules: createSettings(world),

    /** The last `days` days of the channel in which the actor stands, as everyone there may know. */
    async compose(actor: Actor, days: number): Promise<Digest> {
      const to = clock() + 1;
      const { communityId } = actor;
      const none = { communityId, memberId: null, channels: [], tags: [] };
      return compose(store, experts, {
        scope: await scopeOf(none, actor.channel, actor),
        channel: actor.channel,
        scheduleId: null,
        tags: [],
        sections: [],
        period: { from: to - days * day, to },
        periods: 1,
        before: {},
      });
    },

    /** Exactly what the channel's schedule would send now; what the usual one would, when it has none. */
    async preview(actor: Actor): Promise<Preview> {
      const kept = await store.schedules.ofChannel(actor.channelId);
      return previewOf(
        kept ?? usualSchedule(actor, { channelId: actor.channelId }),
        kept !== undefined,
        actor,
      );
    },

    /** The same for the actor's own; without a schedule, about what they declare that they know. */
    async previewMine(actor: Actor): Promise<Preview> {
      const kept = await store.schedules.ofMember(actor.memberId);
      const tags = await store.expertise.declaredBy(actor.memberId);
      const whose = { memberId: actor.memberId, tags };
      return previewOf(kept ?? usualSchedule(actor, whose), kept !== undefined, actor);
    },

    /** What a schedule owes for the notice; undefined when there is nothing to say. */
    async owed(schedule: Schedule, { details }: Notice): Promise<Digest | undefined> {
      const to = details.to ?? lastSlot(schedule, clock()).at;
      const digest = await composeFor(schedule, { from: details.from ?? to - usualDays * day, to });
      return schedule.whenEmpty || !isEmpty(digest) ? digest : undefined;
    },
  };
}

function usualSchedule(
  actor: Actor,
  whose: {
    readonly channelId?: number;
    readonly memberId?: number;
    readonly tags?: readonly string[];
  },
): Schedule {
  return {
    id: 0,
    communityId: actor.communityId,
    channelId: whose.channelId ?? null,
    memberId: whose.memberId ?? null,
    ...usual,
    zone: 'UTC',
    sections: [],
    channels: [],
    tags: whose.tags ?? [],
    whenEmpty: false,
    setById: actor.memberId,
    setAt: 0,
    nextAt: 0,
    readAt: null,
  };
}
