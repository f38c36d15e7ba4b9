import { expect, test } from '@jest/globals';
import { chooseCommunity, connectTerminal, connectWorkspace } from '../../src/communities.ts';
import { createCore } from '../../src/core.ts';
import { openStore } from '../../src/store/store.ts';
import { monday } from '../core/community.ts';

test('each community of a database has a terminal of its own, also once they are linked', async () => {
  const store = openStore(':memory:');
  let refs = 0;
  const world = { store, clock: () => monday, newRef: () => `ref-${++refs}` };
  const core = createCore(world);
  const place = { platform: 'console', externalId: 'terminal', name: 'Terminal' };
  for (const name of ['Craft', 'Guild']) {
    const { id } = await store.communities.add({ ref: name, name, createdAt: monday });
    // Both bring a terminal along, as an import does, and what was said there.
    const { id: workspaceId } = await store.communities.connect(
      { ...place, communityId: id },
      monday,
    );
    const root = { ref: `root ${name}`, handle: 'root', name: 'Root', role: 'admin' } as const;
    const { id: memberId } = await store.members.add({
      ...root,
      communityId: id,
      joinedAt: monday,
    });
    await store.members.addAccount({ workspaceId, memberId, externalId: 'root' }, monday);
  }
  const terminalOf = async (name: string) =>
    connectTerminal(world, await chooseCommunity(store, name), name);
  const root = async (name: string) =>
    core.members.arrive(
      { externalId: 'root', name: 'Root' },
      {
        platform: 'console',
        workspace: await terminalOf(name),
        channel: { externalId: 'general', name: 'general', private: false },
      },
      world.newRef(),
    );
  const apart = [await root('Guild'), await root('Craft'), await root('Guild')];
  expect(apart.map(({ channel }) => channel.workspaceId)).toEqual([2, 1, 2]);

  await core.linking.typeCode(
    await root('Guild'),
    await core.linking.makeCode(await root('Craft')),
  );
  const { waiting } = await core.linking.state(await root('Craft'));
  expect(waiting?.preview).toMatchObject({ name: 'Guild', workspaces: [{ platform: 'console' }] });
  await core.linking.join(await root('Craft'), waiting?.code ?? 0);
  const linked = [await root('Guild'), await root('Craft'), await root('Guild')];
  expect(linked.map(({ channel }) => channel.workspaceId)).toEqual([2, 1, 2]);
  // Both have a root: in each terminal it is theirs, by the old name and by the new one.
  const guild = await terminalOf('Guild');
  const adopted = ['root', 'root-2'].map((name) => core.members.adopt('console', guild, name));
  expect(await Promise.all(adopted)).toMatchObject([
    { handle: 'root-2', account: 'root' },
    { handle: 'root-2', account: 'root' },
  ]);
  expect(await core.members.adopt('console', await terminalOf('Craft'), 'root')).toMatchObject({
    handle: 'root',
  });
  await store.close();
});

test('a workspace that is renamed is called so when it is connected again', async () => {
  const store = openStore(':memory:');
  let refs = 0;
  const world = { store, clock: () => monday, newRef: () => `ref-${++refs}` };
  const team = { platform: 'slack', externalId: 'T1' };
  for (const name of ['Data', 'Data people']) {
    const { id } = await connectWorkspace(world, { ...team, name }, undefined);
    expect(await store.communities.connectedWorkspace('slack', 'T1')).toMatchObject({ id, name });
  }
  await store.close();
});
