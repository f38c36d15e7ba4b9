import { KnownError } from './errors.ts';
import type { Examine } from './findings.ts';
import type { Actor, Channel, Reader } from './model.ts';
import type { Embedder } from './search/embeddings.ts';
import type { Store, Tables } from './store/store.ts';

/** What the core stands on. Time and ids come from here, never from the machine directly. */
export interface World {
  readonly store: Store;
  /** Now, in UTC milliseconds. */
  readonly clock: () => number;
  /** A name that no other database will give. */
  readonly newRef: () => string;
  /** Where texts become meaning; undefined where nobody configured it. */
  readonly embedder?: Embedder | undefined;
  /** What the platforms say of our workspaces; undefined where none is served. */
  readonly examine?: Examine | undefined;
}

/**
 * Runs a member's act in one transaction with the memory of the delivery that brought it: both are
 * kept or neither. An invocation performs at most one act.
 * @throws KnownError 'repeated' when the delivery's act was performed before.
 */
export function act<T>(
  world: World,
  actor: Actor,
  change: (tables: Tables, now: number) => Promise<T>,
): Promise<T> {
  const now = world.clock();
  return world.store.write(async (tables) => {
    if (!(await tables.deliveries.remember(actor.delivery, now))) {
      throw new KnownError('repeated', 'This was received before, and done once.');
    }
    const communityId = await tables.communities.ofWorkspace(actor.channel.workspaceId);
    if (communityId !== undefined && communityId !== actor.communityId) {
      // It was joined or parted between the words and the deed.
      throw new KnownError(
        'unavailable',
        'Your community has just been linked to another, or unlinked. Please say it again.',
      );
    }
    return change(tables, now);
  });
}

/**
 * Who reads what is posted in a channel: nobody in particular, so that only what all there may see is
 * in it; a guest, where people from elsewhere are in it, or a guest is who brings it about.
 */
export function everyoneIn(channel: Channel, reader: Reader): Reader {
  return {
    communityId: reader.communityId,
    memberId: 0,
    channelId: channel.id,
    isGuest: reader.isGuest || channel.shared,
  };
}

/** Nobody in particular, who stands nowhere: what everyone may see. */
export const nobodyIn = (communityId: number): Reader => ({
  communityId,
  memberId: 0,
  channelId: 0,
  isGuest: false,
});

/** A member who stands nowhere: what reaches them in private is what they may see anywhere. */
export async function anywhere(
  store: Pick<Tables, 'members'>,
  { communityId, memberId }: { readonly communityId: number; readonly memberId: number },
): Promise<Reader> {
  const isGuest = memberId !== 0 && (await store.members.guestOf(memberId)) !== undefined;
  return { communityId, memberId, channelId: 0, isGuest };
}

/** Curators look after what others wrote; admins may do the same. Nobody does as a guest. */
export function mayCurate(actor: Actor): boolean {
  return actor.member.role !== 'member' && !actor.isGuest;
}
