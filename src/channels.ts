import { KnownError } from './errors.ts';
import { limits } from './limits.ts';
import type { Actor, Channel, Person } from './model.ts';
import { isAllowed } from './rights.ts';
import type { SeenChannel } from './store/channels.ts';
import type { Unreachable } from './store/recipients.ts';
import type { Tables } from './store/store.ts';
import { cleanLine, cut } from './text.ts';
import { act, type World } from './world.ts';

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

    /** Since when nothing can be posted in the actor's channel, and what is to be done about it. */
    async unreachable(actor: Actor): Promise<Pick<Unreachable, 'sentence' | 'since'> | undefined> {
      const all = await store.recipients.unreachable(actor.communityId);
      return all.find(({ channel }) => channel?.id === actor.channelId);
    },

    isListening: (channelId: number): Promise<boolean> => store.channels.isListening(channelId),

    /** Lets the actor's channel opt in or out. @throws KnownError 'forbidden' unless a curator says so. */
    setListening: (actor: Actor, isListening: boolean): Promise<void> =>
      act(world, actor, async (tables, now) => {
        mustCurate(actor, 'what I listen to');
        await tables.channels.setListening(actor.channelId, isListening);
        await note(tables, actor, isListening ? 'listen' : 'stop listening', now);
      }),

    /** How the questions of the actor's channel find their experts, and who looks after it. */
    async routing(
      actor: Actor,
    ): Promise<{ readonly firstAsked: 1 | 2; readonly steward: Person | undefined }> {
      const { firstAsked, stewardId } = await store.channels.routing(actor.channelId);
      const [steward] = stewardId === null ? [] : await store.members.byIds([stewardId]);
      return { firstAsked, steward };
    },

    /** How many are asked by name about a question of the actor's channel at first. For curators. */
    setFirstAsked: (actor: Actor, firstAsked: 1 | 2): Promise<void> =>
      act(world, actor, async (tables, now) => {
        mustCurate(actor, 'how many are asked by name');
        await tables.channels.setFirstAsked(actor.channelId, firstAsked);
        await note(tables, actor, `ask ${firstAsked} first`, now);
      }),

    /**
     * Who is told of questions that nobody answered, instead of the channel; undefined is nobody. For
     * curators; a steward may stop being one.
     */
    setSteward: (actor: Actor, member: Person | undefined): Promise<void> =>
      act(world, actor, async (tables, now) => {
        const { stewardId } = await tables.channels.routing(actor.channelId);
        const isOwn = member === undefined && stewardId === actor.memberId;
        if (!isOwn) mustCurate(actor, 'who looks after a channel');
        await tables.channels.setSteward(actor.channelId, member?.id ?? null);
        await note(tables, actor, member ? `steward @${member.handle}` : 'no steward', now);
      }),

    /** Notes a channel as its platform describes it, so that something can be posted there. */
    save: (channel: SeenChannel): Promise<Channel> => store.channels.save(channel, world.clock()),

    /** What the platform calls a workspace from now on. */
    async noteWorkspace(workspaceId: number, called: string): Promise<void> {
      const name = cut(cleanLine(called), limits.name);
      if (name === '') return;
      await store.write(async (tables) => {
        await tables.communities.rename(workspaceId, name);
        await tables.installations.rename(workspaceId, name);
      });
    },

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

function mustCurate(actor: Actor, what: string): void {
  if (isAllowed(actor, 'set up channel')) return;
  throw new KnownError(
    'forbidden',
    `Only a curator, or who administers this workspace, can change ${what}. Ask one of them.`,
  );
}

async function note(tables: Tables, actor: Actor, did: string, at: number): Promise<void> {
  const entry = { act: did, subject: `#${actor.channel.name}`, memberId: actor.memberId, at };
  await tables.audit.add(actor.communityId, entry);
}
