import { KnownError } from './errors.ts';
import { standingOf } from './experts/expertise.ts';
import { handleFrom, numberedHandle } from './handles.ts';
import { limits } from './limits.ts';
import type { AccountIdentity, Actor, Channel, Guest, Member, Reader, Workspace } from './model.ts';
import type { TagEvidence } from './store/expertise.ts';
import type { Tables } from './store/store.ts';
import { cleanLine, cut } from './text.ts';
import type { World } from './world.ts';

/** By which of several accounts a member is here is noted so often. */
const usedEvery = 60 * 60 * 1000;

/** Where an invocation came from, as its adapter reports it. */
export interface Place {
  readonly platform: string;
  readonly workspace: string;
  readonly channel: {
    readonly externalId: string;
    readonly name: string;
    readonly private: boolean;
    /** Whether people from elsewhere are in it; not, unless said. */
    readonly shared?: boolean;
    /** Whether it is a member's messages with the bot alone. */
    readonly direct?: boolean;
  };
  /** The platform's name of the message that opens the thread, in a thread. */
  readonly thread?: string;
}

export interface Profile {
  readonly member: Member;
  readonly guest: Guest | undefined;
  readonly expertise: readonly TagEvidence[];
  readonly questionsAsked: number;
  readonly openQuestions: number;
}

/** A member, and by what name their account is known in the workspace. */
export interface Adopted extends Member {
  readonly account: string;
}

export type Members = ReturnType<typeof createMembers>;

/** Who is who: accounts on platforms become members of the community. */
export function createMembers(world: World) {
  const { store, clock, newRef } = world;

  /** A handle nobody has: the name's own, or with a number behind it. */
  async function freeHandle(tables: Tables, communityId: number, name: string): Promise<string> {
    const wanted = handleFrom(name);
    for (let n = 1; ; n += 1) {
      const handle = n === 1 ? wanted : numberedHandle(wanted, n);
      if (!(await tables.members.byHandle(communityId, handle))) return handle;
    }
  }

  async function join(
    workspace: Pick<Workspace, 'id' | 'communityId'>,
    account: AccountIdentity,
  ): Promise<Member> {
    const name = cut(cleanLine(account.name), limits.name) || account.externalId;
    const now = clock();
    return store.write(async (tables) => {
      const { communityId, id: workspaceId } = workspace;
      const known = await tables.members.byAccount(workspaceId, account.externalId);
      if (known) return known;
      const { externalId } = account;
      const guest = guestOf(account, undefined);
      const added = { workspaceId, externalId, ...(guest && { guest }) };
      const besides = await tables.members.besides(workspaceId, externalId);
      if (besides) {
        await tables.members.addAccount({ ...added, memberId: besides.id }, now);
        return besides;
      }
      const handle = await freeHandle(tables, communityId, name);
      const member = await tables.members.add({
        ref: newRef(),
        communityId,
        handle,
        name,
        role: 'member',
        joinedAt: now,
      });
      await tables.members.addAccount({ ...added, memberId: member.id }, now);
      return member;
    });
  }

  async function stand(workspace: Workspace, place: Place['channel']): Promise<Channel> {
    const known = await store.channels.find(workspace.id, place.externalId);
    const shared = place.shared ?? false;
    const isSame =
      known?.name === place.name && known.private === place.private && known.shared === shared;
    if (isSame) return known;
    const name = cut(place.name, limits.name);
    const { externalId, private: isPrivate } = place;
    const channel = { workspaceId: workspace.id, externalId, name, private: isPrivate, shared };
    return store.channels.save(channel, clock());
  }

  return {
    /**
     * The member behind an account, standing in a channel; both are added at first sight.
     * @throws KnownError 'unavailable' when the workspace is not connected to a community.
     */
    async arrive(account: AccountIdentity, place: Place, delivery: string): Promise<Actor> {
      const workspace = await store.communities.connectedWorkspace(place.platform, place.workspace);
      if (!workspace) {
        throw new KnownError(
          'unavailable',
          'This workspace is not connected to a community. Ask its admin to set Praxis up here.',
        );
      }
      const { communityId, id: workspaceId } = workspace;
      const known = await store.members.byAccount(workspaceId, account.externalId);
      const guest = guestOf(account, known);
      if (known && known.guest !== guest) {
        await store.members.setGuest(workspaceId, account.externalId, guest);
      }
      const given = await rightsBy(store, workspace, account);
      const own = known ?? (await join(workspace, account));
      const member = withRole(withRole(own, account.role), given.role);
      const isByRole = own.role === 'member' && member.role !== 'member';
      if (isByRole && clock() - (known?.curatedAt ?? 0) > usedEvery) {
        await store.members.noteCurating(workspaceId, account.externalId, clock());
      }
      // Of who has one account it is known where to reach them.
      if (known && known.others > 0 && clock() - (known.usedAt ?? 0) > usedEvery) {
        await store.members.noteUsed(workspaceId, account.externalId, clock());
      }
      const seat = await stand(workspace, place.channel);
      const channel: Channel = place.channel.direct ? { ...seat, direct: true } : seat;
      const reader = readerOf(communityId, member, channel, guest);
      const { acceptsAny } = given;
      return {
        ...reader,
        ...threadOf(place),
        member,
        channel,
        ...(acceptsAny && { acceptsAny }),
        delivery,
      };
    },

    /** The member who wrote something in the actor's workspace; added at first sight. */
    async author(actor: Actor, account: AccountIdentity): Promise<Member> {
      const { communityId, channel } = actor;
      const known = await store.members.byAccount(channel.workspaceId, account.externalId);
      return known ?? join({ communityId, id: channel.workspaceId }, account);
    },

    /** The member behind an account of the actor's workspace; undefined for who was never here. */
    find: (actor: Actor, account: AccountIdentity): Promise<Member | undefined> =>
      store.members.byAccount(actor.channel.workspaceId, account.externalId),

    /** The member behind an account where they stand, if both are known; writes nothing. */
    async recognise(account: AccountIdentity, place: Place): Promise<Reader | undefined> {
      const workspace = await store.communities.connectedWorkspace(place.platform, place.workspace);
      if (!workspace) return undefined;
      const member = await store.members.byAccount(workspace.id, account.externalId);
      const channel = await store.channels.find(workspace.id, place.channel.externalId);
      if (!member || !channel) return undefined;
      const guest = guestOf(account, member);
      const reader = readerOf(workspace.communityId, member, channel, guest);
      return { ...reader, ...threadOf(place) };
    },

    /**
     * Gives the member `@handle` an account in a connected workspace, under that handle, so that
     * whoever owns the workspace can act as them: a terminal's owner is everyone. One that they have
     * there is theirs already, by whichever name. Undefined when there is no such member.
     */
    async adopt(
      platform: string,
      workspaceId: string,
      handle: string,
    ): Promise<Adopted | undefined> {
      const workspace = await store.communities.connectedWorkspace(platform, workspaceId);
      if (!workspace) return undefined;
      const known = await store.members.byAccount(workspace.id, handle);
      if (known) return { ...known, account: handle };
      const member = await store.members.byHandle(workspace.communityId, handle);
      if (!member) return undefined;
      const own = await store.members.accountIn(member.id, workspace.id);
      if (own !== undefined) return { ...member, account: own };
      const account = { workspaceId: workspace.id, memberId: member.id, externalId: handle };
      await store.members.addAccount(account, clock());
      return { ...member, account: handle };
    },

    /** Adopts everyone: what is owed to any of them in private can be delivered there. */
    async adoptAll(platform: string, workspaceId: string): Promise<void> {
      const workspace = await store.communities.connectedWorkspace(platform, workspaceId);
      if (workspace) await store.members.adoptAll(workspace.id, clock());
    },

    /**
     * Who speaks where nobody is named: the first admin, or, in a community without one (an import
     * brings none), a new member called You, who becomes it.
     */
    owner: (communityId: number): Promise<Member> =>
      store.write(async (tables) => {
        const admin = await tables.members.firstAdmin(communityId);
        if (admin) return admin;
        const handle = await freeHandle(tables, communityId, 'You');
        const you = { ref: newRef(), communityId, handle, name: 'You', joinedAt: clock() };
        return tables.members.add({ ...you, role: 'admin' });
      }),

    /** The channels of a connected workspace, by name; a workspace without any gets `general`. */
    async channels(platform: string, workspaceId: string): Promise<Channel[]> {
      const workspace = await store.communities.connectedWorkspace(platform, workspaceId);
      if (!workspace) return [];
      const channels = await store.channels.inWorkspace(workspace.id);
      if (channels.length > 0) return channels;
      const general = { externalId: 'general', name: 'general', private: false };
      return [await store.channels.save({ ...general, workspaceId: workspace.id }, clock())];
    },

    /** The member whom people call `@handle`, if the reader may know them. */
    byHandle: (reader: Reader, handle: string): Promise<Member | undefined> =>
      store.members.named(reader, handle.replace(/^@/, '').toLowerCase()),

    startingWith: (reader: Reader, prefix: string, limit: number): Promise<Member[]> =>
      store.members.startingWith(reader, prefix.toLowerCase(), { limit, offset: 0 }),

    async profile(reader: Reader, member: Member): Promise<Profile> {
      const authorId = member.id;
      const questionsAsked = await store.questions.count(reader, { authorId });
      const openQuestions = await store.questions.count(reader, { authorId, state: 'open' });
      const expertise = await standingOf(store, reader, member.id, clock());
      const guest = await store.members.guestOf(member.id);
      return { member, guest, expertise, questionsAsked, openQuestions };
    },
  };
}

/** As what an account is let in: as its platform says now, or as before. */
function guestOf(
  { guest }: AccountIdentity,
  known: { readonly guest: Guest | null } | undefined,
): Guest | null {
  if (guest !== undefined && guest !== 'unknown') return guest;
  // Seeing too little for a while harms nobody; seeing too much cannot be taken back.
  const unseen = guest === 'unknown' ? 'here' : null;
  return known ? known.guest : unseen;
}

/** The member where they stand, and whether as a guest. */
function readerOf(
  communityId: number,
  member: Member,
  channel: Channel,
  guest: Guest | null,
): Reader {
  const isGuest = guest !== null;
  return { communityId, memberId: member.id, channelId: channel.id, isGuest };
}

/** What a workspace set its platform's roles to allow, of those that the account has. */
async function rightsBy(
  { settings }: Pick<Tables, 'settings'>,
  { id, communityId }: Workspace,
  { groups }: AccountIdentity,
): Promise<{ readonly role?: 'curator'; readonly acceptsAny?: true }> {
  if (!groups) return {};
  const set = await settings.ofWorkspace(communityId, id);
  const [curators, acceptors] = [set.get('curator-role'), set.get('acceptor-role')];
  if (curators === undefined && acceptors === undefined) return {};
  const names = (await groups()).map((name) => name.toLowerCase());
  const isIn = (group: string | undefined) =>
    group !== undefined && names.includes(group.toLowerCase());
  return {
    ...(isIn(curators) && { role: 'curator' as const }),
    ...(isIn(acceptors) && { acceptsAny: true as const }),
  };
}

const ranks = ['member', 'curator', 'admin'] as const;

/** The member with the higher of the two roles. */
function withRole(member: Member, role: AccountIdentity['role'] = undefined): Member {
  return role && ranks.indexOf(role) > ranks.indexOf(member.role) ? { ...member, role } : member;
}

const threadOf = ({ thread }: Place) => (thread === undefined ? {} : { thread });
