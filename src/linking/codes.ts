import { KnownError } from '../errors.ts';
import type { Actor } from '../model.ts';
import type { CodePlace, LinkCode, LinkKind } from '../model-linking.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { codeFrom, hashOf } from './code.ts';

const minute = 60_000;
const hour = 60 * minute;
/** How long a code can be typed, and, once it was, how long the other side can take to confirm. */
export const codeLasts = 15 * minute;
export const wordLasts = 24 * hour;
/** Wrong codes that are taken in an hour: of one member, and of all in a workspace. */
const mostTries = { byMember: 5, inWorkspace: 15 };

export const placeOf = (actor: Actor): CodePlace => ({
  communityId: actor.communityId,
  workspaceId: actor.channel.workspaceId,
  channelId: actor.channelId,
  memberId: actor.memberId,
});

/** Makes a code and gives it: it is shown once, and only its hash is kept. */
export async function makeCode(
  world: World,
  tables: Tables,
  kind: LinkKind,
  actor: Actor,
  now: number,
): Promise<string> {
  const code = codeFrom(world.newRef());
  const made = placeOf(actor);
  await tables.linking.codes.add(
    { kind, hash: hashOf(code), made, expiresAt: now + codeLasts },
    now,
  );
  return code;
}

/**
 * Takes a code that was typed: `meet` says whether the two sides fit, and notes it. What does not fit
 * is refused in the same words as a wrong code, and counts as one: nothing is told of the other side.
 * @throws KnownError 'not_found' for a wrong code, 'conflict' after too many.
 */
export async function takeCode<T>(
  world: World,
  actor: Actor,
  typed: { readonly kind: LinkKind; readonly code: string },
  meet: (tables: Tables, code: LinkCode, now: number) => Promise<T | undefined>,
): Promise<T> {
  const taken = await act(world, actor, async (tables, now) => {
    const { codes } = tables.linking;
    const { workspaceId } = actor.channel;
    const tries = await codes.triesSince(workspaceId, actor.memberId, now - hour);
    if (tries.byMember >= mostTries.byMember || tries.inWorkspace >= mostTries.inWorkspace) {
      throw new KnownError(
        'conflict',
        'Too many wrong codes were typed here in the last hour. Wait an hour, then ask for a new code.',
      );
    }
    const code = await codes.byHash(typed.kind, hashOf(typed.code), now);
    const met = code && (await meet(tables, code, now));
    if (met === undefined) await codes.noteTry(workspaceId, actor.memberId, now);
    return met;
  });
  if (taken !== undefined) return taken;
  throw new KnownError(
    'not_found',
    'That is not a code that holds now. A code lasts 15 minutes and can be typed once. Ask for a new one.',
  );
}
