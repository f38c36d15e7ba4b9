import { type Core, createCore } from '../../src/core.ts';
import type { Place } from '../../src/members.ts';
import type { Actor, Role } from '../../src/model.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { World } from '../../src/world.ts';

export const monday = Date.UTC(2026, 0, 5, 9);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A real store in memory with two communities, a clock to turn, and whoever is named. */
export interface Fixture {
  readonly world: World;
  readonly store: Store;
  readonly core: Core;
  readonly communityId: number;
  /** Turns the clock on. */
  wait(time: number): void;
  /** The member of that name in a channel (`general` unless said), with a delivery never used before. */
  as(name: string, channel?: string, workspace?: string): Promise<Actor>;
  /** Adds a member with more rights than others. */
  appoint(name: string, role: Role): Promise<void>;
  close(): Promise<void>;
}

/** Channels of these names are private; `direct…` are a member's messages with the bot alone. */
export const isPrivate = (channel: string) => /^(private|direct)/.test(channel);

export const placeOf = (channel: string, workspace = 'here'): Place => ({
  platform: 'console',
  workspace,
  channel: {
    externalId: channel,
    name: channel,
    private: isPrivate(channel),
    ...(channel.startsWith('direct') && { direct: true }),
  },
});

export const accountOf = (name: string) => ({ externalId: `account of ${name}`, name });

export async function openCommunity(): Promise<Fixture> {
  const store = openStore(':memory:');
  let now = monday;
  let refs = 0;
  let deliveries = 0;
  const world = { store, clock: () => now, newRef: () => `ref-${++refs}` };
  const core = createCore(world);
  const here = await connect('Craft', 'here');
  await connect('Elsewhere', 'elsewhere');

  async function connect(name: string, workspace: string) {
    const { id } = await store.communities.add({ ref: name, name, createdAt: now });
    const connected = { communityId: id, platform: 'console', externalId: workspace, name };
    return store.communities.connect(connected, now);
  }

  return {
    world,
    store,
    core,
    communityId: here.communityId,
    wait(time) {
      now += time;
    },
    as: (name, channel = 'general', workspace = 'here') =>
      core.members.arrive(accountOf(name), placeOf(channel, workspace), `core-${++deliveries}`),
    async appoint(name, role) {
      const { communityId } = here;
      const handle = name.toLowerCase();
      const member = { ref: handle, communityId, handle, name, role, joinedAt: now };
      const { id: memberId } = await store.members.add(member);
      const { externalId } = accountOf(name);
      await store.members.addAccount({ workspaceId: here.id, memberId, externalId }, now);
    },
    close: () => store.close(),
  };
}

/** A question as `core.questions.ask` takes it. */
export const asking = (
  title: string,
  more: { body?: string; tags?: string[]; anonymous?: boolean } = {},
) => ({
  title,
  body: more.body ?? '',
  tags: more.tags ?? [],
  anonymous: more.anonymous ?? false,
});
