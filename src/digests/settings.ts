import { KnownError } from '../errors.ts';
import { preferencesOf } from '../experts/preferences.ts';
import type { Actor, Channel, Schedule } from '../model.ts';
import { nextSlot } from '../notices/periods.ts';
import { isAllowed } from '../rights.ts';
import { readZone } from '../times.ts';
import { act, type World } from '../world.ts';

/** Monday, 09:00. */
export const usual = { weekday: 1, minute: 9 * 60 };
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

/** A message that somebody put an emoji under, in the names of its platform. */
export interface Reacted {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: string;
  readonly message: string;
}

/** When digests are sent, and over what: a channel's is set by curators, one's own by everybody. */
export function createSettings(world: World) {
  const { store } = world;

  /** @throws KnownError 'invalid' or 'not_found' for what cannot be a schedule. */
  async function read(actor: Actor, setting: Setting, before: Schedule | undefined) {
    const said = await preferencesOf(store, actor.memberId);
    const zone = setting.zone ?? before?.zone ?? said.zone ?? 'UTC';
    if (readZone(zone) === undefined) {
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
    if (isAllowed(actor, 'set up channel')) return;
    throw new KnownError(
      'forbidden',
      "Only a curator or an admin sets up a channel's digest. Ask one of them; `digest mine` is for yourself.",
    );
  }

  return {
    ofChannel: (actor: Actor): Promise<Schedule | undefined> =>
      store.schedules.ofChannel(actor.channelId),

    ofMember: (actor: Actor): Promise<Schedule | undefined> =>
      store.schedules.ofMember(actor.memberId),

    /** Names of the channels that a digest covers, as far as they are for the actor to know. */
    async covered(actor: Actor, { channels }: Schedule): Promise<string[]> {
      if (channels.length === 0) return [];
      const known = await store.channels.inWorkspace(actor.channel.workspaceId);
      const isShown = (one: Channel) => !one.private || one.id === actor.channelId;
      return known
        .filter((one) => channels.includes(one.id) && isShown(one))
        .map(({ name }) => name);
    },

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

    /** Somebody reacted to a message there: if it is a digest, it is read. Keeps nothing else. */
    async reacted({ platform, workspace, channel, message }: Reacted): Promise<void> {
      const { id } = (await store.communities.connectedWorkspace(platform, workspace)) ?? {};
      const place = id === undefined ? undefined : await store.channels.find(id, channel);
      const key = place && (await store.cards.at(place.id, message));
      const schedule = key === undefined ? undefined : await store.notices.scheduleOf(key);
      if (schedule !== undefined) await store.schedules.read(schedule, world.clock());
    },

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
}
