import { KnownError } from '../errors.ts';
import type { Actor, Person } from '../model.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { makeCode, placeOf, takeCode, wordLasts } from './codes.ts';

/** How a member is known on platforms, and where they are reached. */
export interface OwnAccounts {
  readonly platforms: readonly string[];
  /** The one that they chose to be reached on; null: where they were last. */
  readonly chosen: string | null;
  readonly twins: readonly {
    readonly id: number;
    readonly name: string;
    readonly platforms: readonly string[];
  }[];
}

/** Members who have an account on two platforms of one community become one member, and two again. */
export function createAccountLinks(world: World) {
  const { store } = world;

  async function personOf(tables: Tables, id: number): Promise<Person> {
    const [person] = await tables.members.byIds([id]);
    if (!person) throw gone();
    return person;
  }

  return {
    async of(actor: Actor): Promise<OwnAccounts> {
      const twins = await store.linking.twinsOf(actor.memberId);
      return { ...(await store.linking.reach(actor.memberId)), twins };
    },

    /** Of those handles, who is not on the platform, and where they are: what is said behind their names. */
    elsewhere: (
      communityId: number,
      platform: string,
      handles: ReadonlySet<string>,
    ): Promise<ReadonlyMap<string, string>> =>
      handles.size === 0
        ? Promise.resolve(new Map())
        : store.linking.elsewhere(communityId, platform, [...handles]),

    /** Makes the code that the member is to type with their other account. It is shown once. */
    makeCode: (actor: Actor): Promise<string> =>
      act(world, actor, async (tables, now) => {
        mustBelong(actor);
        return makeCode(world, tables, 'account', actor, now);
      }),

    /** Takes the code, and says who its maker is: nothing is linked before the member says that it is them. */
    async typeCode(actor: Actor, code: string): Promise<{ code: number; other: Person }> {
      mustBelong(actor);
      return takeCode(world, actor, { kind: 'account', code }, async (tables, found, now) => {
        const { made } = found;
        if (made.communityId !== actor.communityId) return undefined;
        if (made.memberId === actor.memberId) {
          throw new KnownError(
            'conflict',
            'You are one member here already. Type the code with your other account.',
          );
        }
        const own = await tables.linking.reach(actor.memberId);
        const others = await tables.linking.reach(made.memberId);
        if (own.platforms.some((platform) => others.platforms.includes(platform))) {
          throw new KnownError(
            'conflict',
            'That code was made by somebody who has an account on this platform, too. Accounts of different platforms can be linked.',
          );
        }
        await tables.linking.codes.type(found.id, placeOf(actor), now + wordLasts);
        return { code: found.id, other: await personOf(tables, made.memberId) };
      });
    },

    /** Makes one member of the two; the one who made the code keeps their name. */
    link: (actor: Actor, codeId: number): Promise<Person> =>
      act(world, actor, async (tables, now) => {
        const typedMemberId = actor.memberId;
        const code = await tables.linking.codes.waiting('account', { typedMemberId }, now);
        if (code?.id !== codeId || code.made.communityId !== actor.communityId) throw gone();
        await tables.linking.codes.end(code.id, 'done');
        const other = await personOf(tables, code.made.memberId);
        await tables.linking.merge(other.id, actor.memberId, now);
        const subject = `@${actor.member.handle} is @${other.handle}`;
        const entry = { act: 'link accounts', subject, memberId: other.id, at: now };
        await tables.audit.add(actor.communityId, entry);
        return other;
      }),

    /** Makes two members of one again, by the accounts that were linked. */
    unlink: (actor: Actor, twinId: number): Promise<void> =>
      act(world, actor, async (tables, now) => {
        const twins = await tables.linking.twinsOf(actor.memberId);
        if (!twins.some(({ id }) => id === twinId)) {
          throw new KnownError('not_found', 'Those accounts are not linked any more.');
        }
        await tables.linking.split(twinId);
        const subject = `@${actor.member.handle}`;
        const entry = { act: 'unlink accounts', subject, memberId: actor.memberId, at: now };
        await tables.audit.add(actor.communityId, entry);
      }),

    /** Where the member is reached from now on; null is where they were last. */
    setReach: (actor: Actor, wanted: string | null): Promise<void> =>
      act(world, actor, async (tables) => {
        const { platforms } = await tables.linking.reach(actor.memberId);
        if (wanted !== null && !platforms.includes(wanted)) {
          throw new KnownError(
            'not_found',
            `You have no account there that I know of. I know you on ${platforms.join(' and ')}.`,
          );
        }
        await tables.linking.setReach(actor.memberId, wanted);
      }),
  };
}

const gone = () =>
  new KnownError('not_found', 'That code holds no more. `profile link` makes a new one.');

function mustBelong(actor: Actor): void {
  if (!actor.isGuest) return;
  throw new KnownError('forbidden', 'Guests have no accounts to link here.');
}
