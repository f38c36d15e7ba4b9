import { KnownError } from './errors.ts';
import { limits } from './limits.ts';
import type { Community, Workspace } from './model.ts';
import type { Tables } from './store/store.ts';
import { cleanLine, cut } from './text.ts';
import type { World } from './world.ts';

type Communities = Pick<Tables, 'communities'>;

/** @throws KnownError naming the communities there are, when it is not clear which is meant. */
export async function chooseCommunity(
  { communities }: Communities,
  name: string | undefined,
): Promise<Community> {
  const all = await communities.all();
  const [first] = name === undefined ? all : all.filter((community) => community.name === name);
  const joined = name === undefined || first ? undefined : await communities.byFormerName(name);
  if (joined) return joined;
  if (first && (name !== undefined || all.length === 1)) return first;
  const names = all.map((community) => `"${community.name}"`).join(', ');
  const sentence =
    all.length === 0
      ? 'This database has no community yet. Import one (`import <kind> <path> --into <name>`), or name a new file with --db to get the sample.'
      : name === undefined
        ? `Say which community with --community: ${names}.`
        : `There is no community "${name}" here. Name one of ${names} with --community.`;
  throw new KnownError('not_found', sentence);
}

/** A new community of that name, with a number behind it where the name is taken. */
export async function foundCommunity(
  { communities }: Communities,
  world: Pick<World, 'clock' | 'newRef'>,
  wanted: string,
): Promise<Community> {
  const base = cleanLine(wanted) || 'Community';
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? '' : ` (${n})`;
    const name = cut(base, limits.name - suffix.length) + suffix;
    if (await communities.byName(name)) continue;
    return communities.add({ ref: world.newRef(), name, createdAt: world.clock() });
  }
}

/**
 * Connects the one workspace whose token is in the settings: a new database gets a community of its
 * name, else it joins the one that is there, or that is named.
 */
export async function connectWorkspace(
  world: World,
  workspace: Pick<Workspace, 'platform' | 'externalId' | 'name'>,
  into: string | undefined,
): Promise<Workspace> {
  const { store } = world;
  const isNew = (await store.communities.all()).length === 0;
  const { platform, externalId } = workspace;
  const known = await store.communities.connectedWorkspace(platform, externalId);
  // Where nobody is named it stays where it is: it may have been linked to others, or unlinked.
  if (known && into === undefined) {
    return store.communities.connect({ ...known, ...workspace }, world.clock());
  }
  const community = isNew
    ? await foundCommunity(store, world, workspace.name)
    : await chooseCommunity(store, into);
  return store.communities.connect({ ...workspace, communityId: community.id }, world.clock());
}

/**
 * Connects the terminal of the community, by the name that it, or one of its sides, is called; gives its
 * name as a workspace. Each has a terminal of its own, so that two of one database can be linked.
 */
export async function connectTerminal(
  { store, clock }: Pick<World, 'store' | 'clock'>,
  community: Community,
  called: string,
): Promise<string> {
  const place = { platform: 'console', communityId: community.id };
  const [usual, own] = ['terminal', `terminal of ${called}`];
  return store.write(async ({ communities }) => {
    const isOwn = (await communities.connectedWorkspace('console', own))?.communityId;
    if (isOwn === community.id) return own;
    const taken = await communities.connectedWorkspace('console', usual);
    const isFree = !taken || taken.communityId === community.id;
    // What an import brought, or was here before, goes on under the other name.
    if (!isFree) await communities.readdress({ ...place, externalId: usual }, own);
    const [externalId, name] = isFree ? [usual, 'Terminal'] : [own, `Terminal of ${called}`];
    await communities.connect({ ...place, externalId, name }, clock());
    return externalId;
  });
}

/**
 * Connects one of the workspaces that one bot serves: it stays in its community. A new one joins the
 * community that is named, or the only one there is while that has no workspace on the platform;
 * otherwise it gets a community of its own, so that strangers do not share what they know.
 */
export async function connectApart(
  world: World,
  workspace: Pick<Workspace, 'platform' | 'externalId' | 'name'>,
  into: string | undefined,
): Promise<Workspace> {
  const { platform, externalId } = workspace;
  const now = world.clock();
  // In one transaction: two of the same name may come at once.
  return world.store.write(async ({ communities }) => {
    const known = await communities.connectedWorkspace(platform, externalId);
    if (known) return known;
    const left = await communities.leftWorkspace(platform, externalId);
    if (left) return communities.connect({ ...left, ...workspace }, now);
    const [only, ...more] = await communities.all();
    const isFree = only && more.length === 0 && !(await communities.isOn(only.id, platform));
    const joined =
      into !== undefined ? await chooseCommunity({ communities }, into) : isFree ? only : undefined;
    const community = joined ?? (await foundCommunity({ communities }, world, workspace.name));
    return communities.connect({ ...workspace, communityId: community.id }, now);
  });
}
