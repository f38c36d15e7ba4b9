import { KnownError } from '../errors.ts';
import type { Actor, Member, Reader, Tag } from '../model.ts';
import type { TagEvidence } from '../store/expertise.ts';
import type { Tables } from '../store/store.ts';
import { readTags } from '../tags.ts';
import { act, type World } from '../world.ts';
import { present } from './fading.ts';

const day = 24 * 60 * 60 * 1000;
/** As many tags as one person can be good at and say so. */
const mostDeclared = 10;
/** Endorsements that one member gives in a quarter. */
const mostEndorsed = 5;
const quarter = 90 * day;

/** All of one's own evidence, also what has faded; of others' what still counts. */
export async function standingOf(
  tables: Pick<Tables, 'expertise'>,
  reader: Reader,
  memberId: number,
  now: number,
): Promise<TagEvidence[]> {
  const tags = await tables.expertise.ofMember(reader, memberId);
  return memberId === reader.memberId ? tags : tags.flatMap((tag) => present(tag, now) ?? []);
}

/** What members say they know, and what others say of them. */
export function createExpertise(world: World) {
  const { store } = world;

  return {
    of: (reader: Reader, member: Member): Promise<TagEvidence[]> =>
      standingOf(store, reader, member.id, world.clock()),

    /** @throws KnownError 'not_found' for a tag that the actor cannot know of. */
    known: async (actor: Actor, name: string): Promise<string> =>
      (await knownTag(store, actor, name)).name,

    /** Declares the actor's expertise; gives the tags that they now declare. */
    declare: (actor: Actor, names: readonly string[]): Promise<readonly string[]> =>
      act(world, actor, (tables, now) => declareTags(tables, actor, names, now)),

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

    /**
     * Says of another member, who helped the actor on it, that they know a tag; once for each member and
     * tag, and few in a quarter.
     */
    endorse: (actor: Actor, member: Member, name: string): Promise<string> =>
      act(world, actor, async (tables, now) => {
        if (member.id === actor.memberId) {
          throw new KnownError('forbidden', 'You cannot endorse yourself. Declare it instead.');
        }
        const tag = await knownTag(tables, actor, name);
        const endorsement = { memberId: member.id, tagId: tag.id, endorserId: actor.memberId };
        if (!(await tables.expertise.wasHelped(endorsement))) {
          throw new KnownError(
            'forbidden',
            `Endorse ${member.name} on #${tag.name} once an answer of theirs on it has helped you: to a question of yours, or one that you marked as helpful.`,
          );
        }
        const given = await tables.expertise.countEndorsedSince(actor.memberId, now - quarter);
        if (given >= mostEndorsed) {
          throw new KnownError(
            'conflict',
            `You have endorsed ${mostEndorsed} times in the last 90 days, which is as often as one may: few endorsements say more.`,
          );
        }
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

/** @throws KnownError 'conflict' when that would be more than one declares. */
export async function declareTags(
  tables: Pick<Tables, 'tags' | 'expertise'>,
  { communityId, memberId }: Actor,
  names: readonly string[],
  now: number,
): Promise<readonly string[]> {
  const tags = await tables.tags.ensure(communityId, readTags(names, mostDeclared), now);
  const ids = tags.map(({ id }) => id);
  await tables.expertise.declare(memberId, ids, now);
  const declared = await tables.expertise.declaredBy(memberId);
  if (declared.length <= mostDeclared) return declared;
  throw new KnownError(
    'conflict',
    `That would be ${declared.length} tags; one declares at most ${mostDeclared}. Remove one first.`,
  );
}

/** @throws KnownError 'not_found' for a tag that nobody used where the reader can see it. */
export async function knownTag(
  tables: Pick<Tables, 'tags'>,
  reader: Reader,
  name: string,
): Promise<Tag> {
  const named = await tables.tags.named(reader.communityId, readTags([name], 1));
  const [tag] = await tables.tags.knownTo(reader, named);
  if (tag) return tag;
  throw new KnownError('not_found', `Nobody has used the tag "${name}" yet. Check its spelling.`);
}
