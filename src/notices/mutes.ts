import type { Actor } from '../model.ts';
import { act, type World } from '../world.ts';

/** Kinds of notices that their receiver can turn off; `thanks` is one's name in a digest, for what one did. */
export const muteable = [
  'taken',
  'accept',
  'resolved',
  'helped',
  'expiring',
  'verify',
  'quote',
  'outdated',
  'unread',
  'thanks',
] as const;
export type Muteable = (typeof muteable)[number];

/** What each member wants to be told. */
export function createMutes(world: World) {
  return {
    of: (actor: Actor): Promise<string[]> => world.store.recipients.mutes(actor.memberId),

    turnOff: (actor: Actor, kind: Muteable): Promise<void> =>
      act(world, actor, (tables, now) => tables.recipients.mute(actor.memberId, kind, now)),

    turnOn: (actor: Actor, kind: Muteable): Promise<void> =>
      act(world, actor, (tables) => tables.recipients.unmute(actor.memberId, kind)),
  };
}
