import pino from 'pino';
import type { Adapter } from '../../adapters/adapter.ts';
import { commands } from '../../commands/index.ts';
import { type Bot, createBot } from '../../commands/kit/bot.ts';
import type { Outcome } from '../../commands/kit/request.ts';
import { type Core, createCore } from '../../src/core.ts';
import type { Examine } from '../../src/findings.ts';
import type { Community } from '../../src/model.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export const day = 24 * 60 * 60 * 1000;
const opening = Date.UTC(2026, 10, 1, 9);

/** Where the community lives: what a platform calls its workspace, people and channels. */
export interface Home {
  readonly platform: string;
  readonly workspace: string;
  readonly account: (handle: string) => string;
  readonly channel: (name: string) => string;
}

export const terminal: Home = {
  platform: 'console',
  workspace: 'terminal',
  account: (handle) => handle,
  channel: (name) => name,
};

/** A small community with a real bot, core and store in memory, and a clock that stands still. */
export interface Stage {
  readonly store: Store;
  readonly core: Core;
  readonly bot: Bot;
  readonly community: Community;
  readonly workspace: string;
  readonly clock: () => number;
  /** What the platform says of the workspace comes from that adapter. */
  examinedBy(adapter: Pick<Adapter, 'examine'>): void;
  pass(ms: number): void;
  /** What the bot says to a line of `member` in `channel`, without any adapter. */
  tell(member: string, channel: string, line: string): Promise<Outcome>;
}

export const people = [
  { handle: 'ana', name: 'Ana Díaz', role: 'member' },
  { handle: 'ben', name: 'Ben Okafor', role: 'member' },
  { handle: 'chloe', name: 'Chloé Martin', role: 'curator' },
] as const;

export const channels = ['databases', 'git'] as const;

/** In memory, or in a new file. `patience` is how long the store waits for a lock, in milliseconds. */
export async function openStage(
  home: Home = terminal,
  file = ':memory:',
  patience?: number,
): Promise<Stage> {
  const { platform, workspace } = home;
  const store = openStore(file, patience);
  const newRef = numbered();
  const community = await store.communities.add({
    ref: newRef(),
    name: 'Data folk',
    createdAt: opening,
  });
  const place = { platform, externalId: workspace, name: 'Terminal' };
  const communityId = community.id;
  const connected = await store.communities.connect({ communityId, ...place }, opening);
  for (const person of people) {
    const member = { ...person, ref: newRef(), communityId, joinedAt: opening };
    const { id: memberId } = await store.members.add(member);
    const externalId = home.account(person.handle);
    await store.members.addAccount({ workspaceId: connected.id, memberId, externalId }, opening);
  }
  for (const name of channels) {
    const externalId = home.channel(name);
    const channel = { workspaceId: connected.id, externalId, name, private: false };
    await store.channels.save(channel, opening);
  }
  return standOn({ store, community, home, newRef, opening });
}

/** Names that are the same each time. */
export function numbered(): () => string {
  let refs = 0;
  return () => {
    refs += 1;
    return `ref-${refs}`;
  };
}

/** The stage over a community that is there, at that time. */
export function standOn(options: {
  readonly store: Store;
  readonly community: Community;
  readonly home: Home;
  readonly newRef: () => string;
  readonly opening: number;
}): Stage {
  const { store, community, home, newRef } = options;
  const { platform, workspace } = home;
  let now = options.opening;
  let deliveries = 0;
  const clock = () => now;
  let examine: Examine = async () => [];
  const core = createCore({ store, clock, newRef, examine: (...about) => examine(...about) });
  const bot = createBot({ commands, core, log: pino({ level: 'silent' }) });
  return {
    store,
    core,
    bot,
    community,
    workspace,
    clock,
    examinedBy: (adapter) => {
      examine = adapter.examine;
    },
    pass: (ms) => {
      now += ms;
    },
    async tell(member, channel, line) {
      deliveries += 1;
      const outcome = await bot.handle({
        delivery: `told-${deliveries}`,
        door: 'slash',
        account: { externalId: home.account(member), name: member },
        place: {
          platform,
          workspace,
          channel: { externalId: home.channel(channel), name: channel, private: false },
        },
        input: { kind: 'line', line },
      });
      if (!outcome) throw new Error(`"${line}" was taken for a repeated delivery`);
      return outcome;
    },
  };
}
