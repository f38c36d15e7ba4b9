import type { Home, Stage } from './stage.ts';

/** Lets a digest stand in a channel as that message; gives its schedule's number. */
export async function digestIn(stage: Stage, home: Home, channel: string, message: string) {
  const { core, store, clock } = stage;
  const { platform, workspace } = home;
  const seen = { externalId: channel, name: 'git', private: false };
  const account = { externalId: home.account('chloe'), name: 'Chloé' };
  const actor = await core.members.arrive(
    account,
    { platform, workspace, channel: seen },
    'digest',
  );
  const { id: scheduleId, communityId } = await core.digests.schedules.set(actor, {});
  const key = `digest:c${actor.channelId}:2026-W45`;
  const about = { communityId, workspaceId: actor.channel.workspaceId, scheduleId };
  const owed = { ...about, key, kind: 'digest', channelId: actor.channelId } as const;
  await store.notices.add({ ...owed, dueAt: clock() + 365 * 24 * 60 * 60 * 1000 }, clock());
  await core.cards.claim(actor.channelId, key);
  await core.cards.settle(actor.channelId, key, message);
  return scheduleId;
}
