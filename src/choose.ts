import { KnownError } from './errors.ts';
import type { Community } from './model.ts';
import type { Store } from './store/store.ts';

/**
 * The community of that name, or the only one there is.
 * @throws KnownError naming the communities there are, when it is not clear which is meant.
 */
export async function choose(store: Store, name: string | undefined): Promise<Community> {
  const all = await store.communities.all();
  const [first] = name === undefined ? all : all.filter((community) => community.name === name);
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
