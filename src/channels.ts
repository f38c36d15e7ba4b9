import { KnownError } from './errors.ts';
import { limits } from './limits.ts';
import type { Actor, Channel } from './model.ts';
import type { SeenChannel } from './store/channels.ts';
import { cleanLine, cut } from './text.ts';
import { act, mayCurate, type World } from './world.ts';

/** A channel that opted in, in our own names. */
export interface Listened {
  readonly communityId: number;
  readonly workspaceId: number;
  readonly channelId: number;
}

/** Channels as their platform and their curators have them. */
export function createChannels(world: World) {
  const { store } = world;
  return {
    /** Where that is, if it opted in to being listened to; keeps nothing. */
    async listened(
      platform: string,
      workspaceId: string,
      externalId: string,
    ): Promise<Listened | undefined> {
      const workspace = await store.communities.connectedWorkspace(platform, workspaceId);
      const channel = workspace && (await store.channels.find(workspace.id, externalId));
      if (!channel || !(await store.channels.isListening(channel.id))) return undefined;
      const { communityId, id } = workspace;
      return { communityId, workspaceId: id, channelId: channel.id };
    },

    /** The channel by its platform's name; undefined when nobody was there with us. */
    find: (workspaceId: number, externalId: string) => store.channels.find(workspaceId, externalId),

    isListening: (channelId: number): Promise<boolean> => store.channels.isListening(channelId),

    /** Lets the actor's channel opt in or out. @throws KnownError 'forbidden' unless a curator says so. */
    setListening: (actor: Actor, isListening: boolean): Promise<void> =>
      act(world, actor, async (tables, now) => {
        if (!mayCurate(actor)) {
          throw new KnownError(
            'forbidden',
            'Only a curator, or who administers this workspace, can change what I listen to. Ask one of them.',
          );
        }
        await tables.channels.setListening(actor.channelId, isListening);
        await tables.audit.add(actor.communityId, {
          act: isListening ? 'listen' : 'stop listening',
          subject: `#${actor.channel.name}`,
          memberId: actor.memberId,
          at: now,
        });
      }),

    /** Notes a channel as its platform describes it, so that something can be posted there. */
    save: (channel: SeenChannel): Promise<Channel> => store.channels.save(channel, world.clock()),

    /** What the platform says about a channel from now on; of one that nobody used here, nothing is kept. */
    async note(
      workspaceId: number,
      externalId: string,
      change: { name?: string; private?: boolean; shared?: boolean; archived?: boolean },
    ): Promise<Channel | undefined> {
      const known = await store.channels.find(workspaceId, externalId);
      if (!known) return undefined;
      const name = cut(cleanLine(change.name ?? known.name), limits.name) || known.name;
      await store.channels.note(known.id, { ...change, name });
      return store.channels.find(workspaceId, externalId);
    },
  };
}
