import { KnownError } from '../errors.ts';
import type { ExpertFinder } from '../experts/experts.ts';
import { preferencesOf } from '../experts/preferences.ts';
import type { Actor, Channel, Notice, Reader, Schedule } from '../model.ts';
import { isZone, lastSlot, nextSlot, periodsIn, spanOf } from '../notices/periods.ts';
import type { Scope } from '../store/digests.ts';
import { act, anywhere, everyoneIn, mayCurate, type World } from '../world.ts';
import { compose, type Digest, isEmpty } from './compose.ts';

export type { Digest } from './compose.ts';

const day = 24 * 60 * 60 * 1000;
const usualDays = 7;
/** Digests before this one that are looked at, so that nothing is said twice. */
const remembered = 26;
/** Monday, 09:00. */
const usual = { weekday: 1, minute: 9 * 60 };
const mostTags = 10;

/** What is set about a digest; what is left out stays as it was, or is as usual. */
export interface Setting {
  readonly weekday?: number | undefined;
  readonly minute?: number | undefined;
  readonly zone?: string | undefined;
  readonly sections?: Schedule['sections'] | undefined;
  /** Names of channels and tags that it covers. */
  readonly channels?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly whenEmpty?: boolean | undefined;
}

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

  /** @throws KnownError 'invalid' or 'not_found' for what cannot be a schedule. */
  async function read(actor: Actor, setting: Setting, before: Schedule | undefined) {
    const said = await preferencesOf(store, actor.memberId);
    const zone = setting.zone ?? before?.zone ?? said.zone ?? 'UTC';
    if (!isZone(zone)) {
      throw new KnownError(
        'invalid',
        `"${zone}" is no time zone I know. Name it like Europe/Berlin or America/New_York.`,
      );
    }
    const known = setting.channels?.length
      ? await store.channels.inWorkspace(actor.channel.workspaceId)
      : [];
    const channels = setting.channels?.map((name) => {
      const wanted = name.replace(/^#/, '').toLowerCase();
      // A private channel's week is for that channel alone.
      const found = known.find((one) => {
        return one.name.toLowerCase() === wanted && (!one.private || one.id === actor.channelId);
      });
      if (found) return found.id;
      throw new KnownError(
        'not_found',
        `There is no public channel #${wanted} here. Check its name.`,
      );
    });
    const named = setting.tags?.length
      ? await store.tags.named(actor.communityId, setting.tags)
      : [];
    const visible = await store.tags.knownTo(actor, named);
    if (setting.tags?.length && visible.length === 0) {
      const names = setting.tags.map((tag) => `"${tag}"`).join(', ');
      throw new KnownError(
        'not_found',
        `Nobody has used ${names} as a tag yet. Check the spelling.`,
      );
    }
    return {
      weekday: setting.weekday ?? before?.weekday ?? usual.weekday,
      minute: setting.minute ?? before?.minute ?? usual.minute,
      zone,
      sections: setting.sections ?? before?.sections ?? [],
      channels: channels ?? before?.channels ?? [],
      tags: setting.tags
        ? visible.slice(0, mostTags).map(({ name }) => name)
        : (before?.tags ?? []),
      whenEmpty: setting.whenEmpty ?? before?.whenEmpty ?? false,
    };
  }

  function mustCurate(actor: Actor): void {
    if (mayCurate(actor)) return;
    throw new KnownError(
      'forbidden',
      "Only a curator or an admin sets up a channel's digest. Ask one of them; `digest mine` is for yourself.",
    );
  }

  const schedules = {
    ofChannel: (actor: Actor): Promise<Schedule | undefined> =>
      store.schedules.ofChannel(actor.channelId),

    ofMember: (actor: Actor): Promise<Schedule | undefined> =>
      store.schedules.ofMember(actor.memberId),

    /** Sets when and what the actor's channel gets. For curators. */
    async set(actor: Actor, setting: Setting): Promise<Schedule> {
      mustCurate(actor);
      const read_ = await read(actor, setting, await store.schedules.ofChannel(actor.channelId));
      return act(world, actor, async (tables, now) => {
        const { communityId, channelId, memberId } = actor;
        await tables.audit.add(communityId, {
          act: 'schedule digest',
          subject: `#${actor.channel.name}`,
          memberId,
          at: now,
        });
        await tables.recipients.resume({ channelId, memberId: null });
        const nextAt = nextSlot(read_, now);
        const whose = { communityId, channelId, memberId: null, setById: memberId, setAt: now };
        return tables.schedules.save({ ...read_, ...whose, nextAt });
      });
    },

    /** Stops the digest of the actor's channel; false when there was none. For curators. */
    async stop(actor: Actor): Promise<boolean> {
      mustCurate(actor);
      return act(world, actor, async (tables, now) => {
        const { channelId, memberId, communityId } = actor;
        const subject = `#${actor.channel.name}`;
        await tables.audit.add(communityId, { act: 'stop digest', subject, memberId, at: now });
        return tables.schedules.remove({ channelId });
      });
    },

    /** Sets when the actor gets their own. */
    async setMine(actor: Actor, setting: Setting): Promise<Schedule> {
      const read_ = await read(actor, setting, await store.schedules.ofMember(actor.memberId));
      return act(world, actor, (tables, now) => {
        const { communityId, memberId } = actor;
        const nextAt = nextSlot(read_, now);
        const whose = { communityId, channelId: null, memberId, setById: memberId, setAt: now };
        return tables.schedules.save({ ...read_, ...whose, nextAt });
      });
    },

    stopMine: (actor: Actor): Promise<boolean> =>
      act(world, actor, (tables) => tables.schedules.remove({ memberId: actor.memberId })),

    /** Somebody pressed something in the digest of the channel where they stand, or in their own. */
    read: (actor: Actor, whose: 'here' | 'mine'): Promise<void> =>
      act(world, actor, async (tables, now) => {
        const { channelId, memberId } = actor;
        const schedule =
          whose === 'here'
            ? await tables.schedules.ofChannel(channelId)
            : await tables.schedules.ofMember(memberId);
        if (schedule) await tables.schedules.read(schedule.id, now);
      }),
  };

  return {
    schedules,

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
