import { KnownError } from './errors.ts';
import type { Actor, Member, Role } from './model.ts';
import { isAllowed } from './rights.ts';
import { act, type World } from './world.ts';

/** Who may do more than others. What a platform's own roles allow besides is not kept. */
export function createRoles(world: World) {
  return {
    /** Who may do more by a role of their own; a guest is told of nobody. */
    async list(actor: Actor): Promise<Record<'admins' | 'curators', readonly Member[]>> {
      const all = actor.isGuest ? [] : await world.store.members.withRoles(actor.communityId);
      return {
        admins: all.filter(({ role }) => role === 'admin'),
        curators: all.filter(({ role }) => role === 'curator'),
      };
    },

    /**
     * What the member is in the community from now on; audited. For admins.
     * @throws KnownError 'forbidden' for who is none; 'conflict' for the only admin there is.
     */
    appoint: (actor: Actor, member: Member, role: Role): Promise<void> =>
      act(world, actor, async (tables, now) => {
        if (!isAllowed(actor, 'appoint curator')) {
          throw new KnownError(
            'forbidden',
            'Only who administers this workspace can do that. Ask one of them.',
          );
        }
        const { communityId, memberId } = actor;
        const others = await tables.members.countAdmins(communityId, member.id);
        if (member.role === 'admin' && role !== 'admin' && others === 0) {
          throw new KnownError(
            'conflict',
            `@${member.handle} is the only admin here. Make somebody else one first.`,
          );
        }
        await tables.members.setRole(member.id, role);
        const entry = { act: `make ${role}`, subject: `@${member.handle}`, memberId, at: now };
        await tables.audit.add(communityId, entry);
      }),
  };
}
