import { KnownError } from '../errors.ts';
import type { Actor, Member, Reader } from '../model.ts';
import type { TagEvidence } from '../store/expertise.ts';
import { readTags } from '../tags.ts';
import { act, type World } from '../world.ts';

/** As many tags as one person can be good at and say so. */
const mostDeclared = 10;

/** What members say they know, and what others say of them. */
export function createExpertise(world: World) {
  const { store } = world;

  return {
    of: (reader: Reader, member: Member): Promise<TagEvidence[]> =>
      store.expertise.ofMember(reader, member.id),

    /** Declares the actor's expertise; gives the tags that they now declare. */
    declare: (actor: Actor, names: readonly string[]): Promise<readonly string[]> =>
      act(world, actor, async (tables, now) => {
        const tags = await tables.tags.ensure(
          actor.communityId,
          readTags(names, mostDeclared),
          now,
        );
        const ids = tags.map(({ id }) => id);
        await tables.expertise.declare(actor.memberId, ids, now);
        const declared = await tables.expertise.declaredBy(actor.memberId);
        if (declared.length > mostDeclared) {
          throw new KnownError(
            'conflict',
            `That would be ${declared.length} tags; one declares at most ${mostDeclared}. Remove one first.`,
          );
        }
        return declared;
      }),

    /** @throws KnownError 'not_found' when the actor declares none of them. */
    retract: (actor: Actor, names: readonly string[]): Promise<readonly string[]> =>
      act(world, actor, async (tables) => {
        const tags = await tables.tags.named(actor.communityId, readTags(names, mostDeclared));
        const declared = await tables.expertise.declaredBy(actor.memberId);
        const retracted = tags.filter(({ name }) => declared.includes(name));
        if (retracted.length === 0) {
          const list = declared.map((tag) => `#${tag}`).join(', ');
          throw new KnownError(
            'not_found',
            list === ''
              ? 'You have declared nothing yet, so there is nothing to take back.'
              : `You do not declare that. Name what you declare: ${list}.`,
          );
        }
        await tables.expertise.retract(
          actor.memberId,
          retracted.map(({ id }) => id),
        );
        return tables.expertise.declaredBy(actor.memberId);
      }),

    /** Says of another member that they know a tag; once for each member and tag. */
    endorse: (actor: Actor, member: Member, name: string): Promise<string> =>
      act(world, actor, async (tables, now) => {
        if (member.id === actor.memberId) {
          throw new KnownError('forbidden', 'You cannot endorse yourself. Declare it instead.');
        }
        const named = await tables.tags.named(actor.communityId, readTags([name], 1));
        const [tag] = await tables.tags.knownTo(actor, named);
        if (!tag) {
          throw new KnownError(
            'not_found',
            `Nobody has used the tag "${name}" yet. Check its spelling.`,
          );
        }
        const endorsement = { memberId: member.id, tagId: tag.id, endorserId: actor.memberId };
        if (!(await tables.expertise.endorse(endorsement, now))) {
          throw new KnownError(
            'conflict',
            `You have endorsed ${member.name} on #${tag.name} already, and that counts once.`,
          );
        }
        return tag.name;
      }),
  };
}
