import { chooseCommunity, foundCommunity } from './communities.ts';
import { KnownError } from './errors.ts';
import type { Workspace } from './model.ts';
import type { Installation } from './store/installations.ts';
import type { Tables } from './store/store.ts';
import type { Vault } from './vault.ts';
import type { World } from './world.ts';

/** A repeated or late word of the platform's about an older installation is at most this old. */
const late = { from: 60_000, to: 24 * 60 * 60 * 1000 };

/** What a platform gives to act in a workspace. */
export interface Tokens {
  readonly access: string;
  /** Gives the next ones; they replace these. */
  readonly refresh?: string;
  readonly expiresAt: number | null;
}

/** An installation as the platform reports it. */
export interface Installed {
  readonly platform: string;
  /** The workspace's name on the platform, or the organisation's. */
  readonly externalId: string;
  readonly name: string;
  /** Whether it serves all workspaces of an organisation. */
  readonly isOrganisation: boolean;
  readonly bot: string;
  readonly installedBy: string | null;
  readonly tokens: Tokens;
}

export type Installations = ReturnType<typeof createInstallations>;

/**
 * Where members installed Praxis themselves, with its tokens sealed. `into` names the community that
 * all of them join; without it each gets one of its own name.
 */
export function createInstallations(
  world: World & { readonly vault: Vault; readonly into: string | undefined },
) {
  const { store, clock, vault } = world;

  const labelOf = ({ platform, externalId }: { platform: string; externalId: string }) =>
    `${platform}:${externalId}`;

  const seal = ({ access, refresh }: Tokens, of: { platform: string; externalId: string }) =>
    vault.seal(JSON.stringify({ access, refresh }), labelOf(of));

  async function communityFor(tables: Tables, installed: Installed): Promise<number> {
    const { platform, externalId, name } = installed;
    const workspace = await tables.communities.connectedWorkspace(platform, externalId);
    if (workspace) return workspace.communityId;
    const before = await tables.installations.find(platform, externalId);
    if (before?.communityId) return before.communityId;
    if (world.into !== undefined) return (await chooseCommunity(tables, world.into)).id;
    return (await foundCommunity(tables, world, name)).id;
  }

  /** @throws KnownError 'unavailable' when tokens were sealed with another key. */
  async function checkKey(): Promise<void> {
    const shut = (await store.installations.served()).filter(
      (one) => one.sealed !== null && vault.open(one.sealed, labelOf(one)) === undefined,
    );
    if (shut.length === 0) return;
    const names = shut.map(({ name }) => `"${name}"`).join(', ');
    throw new KnownError(
      'unavailable',
      `The tokens of ${names} were stored with another PRAXIS_SECRET_KEY. Set that key again. If it is lost, run \`praxis slack forget-tokens\`; then each workspace has to install Praxis again.`,
    );
  }

  return {
    /**
     * Looks at what installing stands on: the key, and the community that is to be joined, which is
     * made in an empty database.
     * @throws KnownError that says what to do about them.
     */
    async open(): Promise<void> {
      await checkKey();
      if (world.into === undefined) return;
      const isNew = (await store.communities.all()).length === 0;
      await (isNew ? foundCommunity(store, world, world.into) : chooseCommunity(store, world.into));
    },

    /** What was installed there, as long as it is served. */
    async find(platform: string, externalId: string): Promise<Installation | undefined> {
      const found = await store.installations.find(platform, externalId);
      return found?.sealed ? found : undefined;
    },

    /**
     * Keeps an installation, in place of the one that was there. Undefined when the platform has said
     * since `begunAt` that it was uninstalled: its tokens are void.
     */
    install: (installed: Installed, begunAt: number): Promise<Installation | undefined> =>
      store.write(async (tables) => {
        const { platform, externalId, name, tokens } = installed;
        const before = await tables.installations.find(platform, externalId);
        if (before && before.uninstalledAt >= begunAt) return undefined;
        const communityId = await communityFor(tables, installed);
        const kept = await tables.installations.save({
          ...installed,
          sealed: seal(tokens, installed),
          expiresAt: tokens.expiresAt,
          installedAt: clock(),
          communityId,
        });
        if (!installed.isOrganisation) {
          const workspace = { communityId, platform, externalId, name };
          await tables.communities.connect(workspace, clock(), kept.id);
        }
        return kept;
      }),

    /** Whether that workspace is at home in a community already. */
    async knows(platform: string, externalId: string): Promise<boolean> {
      return (await store.communities.connectedWorkspace(platform, externalId)) !== undefined;
    },

    /** What serves the workspace of that id in our own store, and what the platform calls it. */
    async serving(
      workspaceId: number,
    ): Promise<{ installation: Installation; team: string } | undefined> {
      const home = await store.installations.ofWorkspace(workspaceId);
      if (!home) return undefined;
      const installation = await store.installations.byId(home.installationId);
      return installation?.sealed ? { installation, team: home.externalId } : undefined;
    },

    /** The workspace that an installation serves, at home in a community from now on if it was not. */
    async workspace(
      installation: Installation,
      place: { readonly externalId: string; readonly name: string },
    ): Promise<Workspace> {
      const { id, platform } = installation;
      const known = await store.communities.connectedWorkspace(platform, place.externalId);
      const communityId = known?.communityId ?? installation.communityId;
      if (communityId === null) {
        throw new KnownError('unavailable', 'The community of this workspace is gone.');
      }
      const name = known?.name ?? place.name;
      return store.communities.connect({ ...place, name, communityId, platform }, clock(), id);
    },

    /** The tokens as they are now; undefined once it is parked. */
    async tokens(id: number): Promise<(Tokens & { readonly version: number }) | undefined> {
      const one = await store.installations.byId(id);
      const opened = one?.sealed && vault.open(one.sealed, labelOf(one));
      if (!one || !opened) return undefined;
      // Sealed by us: nobody else can have written it.
      const { access, refresh } = JSON.parse(opened) as Pick<Tokens, 'access' | 'refresh'>;
      const { expiresAt, version } = one;
      return { access, expiresAt, version, ...(refresh !== undefined && { refresh }) };
    },

    /** Whether this process alone may refresh that version for so many milliseconds. */
    lease: (id: number, version: number, ms: number): Promise<boolean> =>
      store.installations.lease(id, version, clock(), clock() + ms),

    /** Keeps refreshed tokens; false when others took their place meanwhile. */
    async rotate(id: number, version: number, tokens: Tokens): Promise<boolean> {
      const one = await store.installations.byId(id);
      if (!one) return false;
      const sealed = seal(tokens, one);
      return store.installations.rotate(id, version, { sealed, expiresAt: tokens.expiresAt });
    },

    /** Deletes that version's tokens: no call can be made any more. False when there are none, or newer ones. */
    park: (id: number, version: number): Promise<boolean> =>
      store.installations.park(id, clock(), version),

    /**
     * The platform says that it was uninstalled, at `saidAt` by its clock; gives what was parked by
     * that. What it said of an older installation, and comes late, is no word on a newer one.
     */
    uninstalled: (
      platform: string,
      externalId: string,
      saidAt: number | undefined,
    ): Promise<Installation | undefined> =>
      store.write(async (tables) => {
        const one = await tables.installations.find(platform, externalId);
        const age = one && saidAt !== undefined ? one.installedAt - saidAt : 0;
        if (age > late.from && age < late.to) return undefined;
        await tables.installations.noteUninstalled(platform, externalId, clock());
        return one && (await tables.installations.park(one.id, clock())) ? one : undefined;
      }),
  };
}
