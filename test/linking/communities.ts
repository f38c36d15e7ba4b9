import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Core, createCore } from '../../src/core.ts';
import type { Actor, Role } from '../../src/model.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { World } from '../../src/world.ts';
import { monday } from '../core/community.ts';

/** A workspace of the tests, by its platform and the community that it begins in. */
export interface Home {
  readonly platform: string;
  readonly workspace: string;
  readonly workspaceId: number;
}

export interface Linkable {
  readonly store: Store;
  readonly core: Core;
  readonly world: World;
  readonly file: string;
  /** `slack` in the community "Slackers", `discord` in "Guild", `third` in "Third". */
  readonly homes: Readonly<Record<'slack' | 'discord' | 'third', Home>>;
  wait(ms: number): void;
  /** The member of that name in a channel of a workspace; `private…` is private. */
  as(name: string, home: Home, channel?: string): Promise<Actor>;
  communityOf(home: Home): Promise<number>;
  /** Makes the two one: the first is whom the second joins. */
  link(host: Home, joining: Home): Promise<void>;
  /** Takes the side of the workspace out again. */
  part(home: Home): Promise<void>;
}

/** Real stores with three communities of one workspace each, in a file of that folder. */
export async function openLinkable(folder: string): Promise<Linkable> {
  const file = join(folder, `${randomUUID()}.db`);
  const store = openStore(file);
  let now = monday;
  let refs = 0;
  let deliveries = 0;
  const world = { store, clock: () => now, newRef: () => `${file}-${++refs}` };
  const core = createCore(world);

  async function home(platform: string, name: string): Promise<Home> {
    const { id } = await store.communities.add({ ref: name, name, createdAt: now });
    const workspace = `${name} workspace`;
    const connected = { communityId: id, platform, externalId: workspace, name };
    const { id: workspaceId } = await store.communities.connect(connected, now);
    await appoint(id, workspaceId, 'Root', 'admin');
    return { platform, workspace, workspaceId };
  }

  async function appoint(communityId: number, workspaceId: number, name: string, role: Role) {
    const handle = name.toLowerCase();
    const ref = world.newRef();
    const member = { ref, communityId, handle, name, role, joinedAt: now };
    const { id: memberId } = await store.members.add(member);
    await store.members.addAccount(
      { workspaceId, memberId, externalId: `account of ${name}` },
      now,
    );
  }

  const homes = {
    slack: await home('slack', 'Slackers'),
    discord: await home('discord', 'Guild'),
    third: await home('console', 'Third'),
  };

  async function as(name: string, { platform, workspace }: Home, channel = 'general') {
    deliveries += 1;
    return core.members.arrive(
      { externalId: `account of ${name}`, name },
      {
        platform,
        workspace,
        channel: { externalId: channel, name: channel, private: channel.startsWith('private') },
      },
      `link-${deliveries}`,
    );
  }

  return {
    store,
    core,
    world,
    file,
    homes,
    as,
    wait(ms) {
      now += ms;
    },
    async communityOf({ workspaceId }) {
      return (await store.communities.ofWorkspace(workspaceId)) ?? 0;
    },
    async link(host, joining) {
      const code = await core.linking.makeCode(await as('Root', host));
      await core.linking.typeCode(await as('Root', joining), code);
      const admin = await as('Root', host);
      const { waiting } = await core.linking.state(admin);
      await core.linking.join(await as('Root', host), waiting?.code ?? 0);
    },
    async part(home) {
      const side = await store.linking.sideOf(home.workspaceId);
      await core.linking.part(await as('Root', home), side ?? 0);
    },
  };
}
