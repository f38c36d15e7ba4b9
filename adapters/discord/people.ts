import type { Core } from '../../src/core.ts';
import { handleFrom } from '../../src/handles.ts';
import type { Place } from '../../src/members.ts';
import type { AccountIdentity, Actor, Workspace } from '../../src/model.ts';
import type { Directory } from './directory.ts';
import { type Origin, platform, type Where } from './heard.ts';
import { accountsIn, readTyped } from './typed.ts';
import type { Workspaces } from './workspaces.ts';

/** Who acts and where, in the core's own terms. */
export interface Standpoint {
  readonly workspace: Workspace | undefined;
  readonly account: AccountIdentity;
  readonly place: Place;
}

const mostNames = 10_000;

/** The core's view of who and where: nothing of it is kept. */
export function createPeople(options: {
  readonly core: Pick<Core, 'accounts' | 'members'>;
  readonly directory: Directory;
  readonly workspaces: Workspaces;
}) {
  const { core, directory, workspaces } = options;
  /** What members were called last, so that the store is asked only when that changes. */
  const names = new Map<string, string>();

  async function standpoint(origin: Omit<Origin, 'names'>): Promise<Standpoint> {
    const { user, guild, under } = origin;
    const [workspace, spot] = await Promise.all([
      guild === undefined ? workspaces.ofAccount(user.id) : workspaces.of(guild),
      directory.spot(origin),
    ]);
    const place = {
      platform,
      workspace: workspace?.externalId ?? 'none',
      ...spot,
      ...(under !== undefined && { thread: under }),
    };
    return { workspace, account: directory.account(user, guild), place };
  }

  return {
    standpoint,

    /** What a thread is called, or a post in a forum. */
    titleOf: ({ channel }: Where) => channel.name || directory.channelName(channel.id),

    async place(where: Where): Promise<Place> {
      const spot = await directory.spot(where);
      return { platform, workspace: where.guild ?? 'none', ...spot };
    },

    /** Somebody may have another name by now; who was never here is not kept. */
    async noteName({ guild, user }: Origin): Promise<void> {
      const who = `${guild} ${user.id}`;
      if (guild === undefined || names.get(who) === user.name) return;
      if (names.size >= mostNames) names.clear();
      names.set(who, user.name);
      const { id } = await workspaces.of(guild);
      await core.accounts.note(id, user.id, { name: user.name });
    },

    async arrive(origin: Origin): Promise<Actor> {
      const { account, place } = await standpoint(origin);
      return core.members.arrive(account, place, 'form');
    },

    /** Typed text with the people, channels and roles in it by name. */
    async readText(
      text: string,
      workspace: Workspace | undefined,
      called: Origin['names'],
    ): Promise<string> {
      const found = accountsIn(text).map(async (id) => {
        const member = workspace && (await core.accounts.find(workspace.id, id));
        const name = called[id];
        return [id, member?.handle ?? (name === undefined ? undefined : handleFrom(name))] as const;
      });
      const handles = new Map(await Promise.all(found));
      return readTyped(text, (kind, id) => {
        if (kind === 'account') return handles.get(id);
        return kind === 'channel' ? directory.channelName(id) : undefined;
      });
    },
  };
}

export type People = ReturnType<typeof createPeople>;
