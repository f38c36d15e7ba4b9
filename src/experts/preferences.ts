import { KnownError } from '../errors.ts';
import type { Actor } from '../model.ts';
import { settingsOf } from '../settings.ts';
import type { Preferences, WorkingHours } from '../store/preferences.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { suggestedWeeklyLimit } from './load.ts';
import { ladder } from './routing.ts';

/** Working hours of who never said theirs: 09:00–18:00 from Monday to Friday. */
export const usualHours: WorkingHours = {
  from: 9 * 60,
  until: 18 * 60,
  workdays: [1, 2, 3, 4, 5],
};

const nothingSaid: Preferences = {
  zone: null,
  hours: null,
  pausedUntil: null,
  weeklyLimit: null,
  unlisted: false,
  page: false,
};

export interface Usual {
  readonly hours: WorkingHours;
  readonly zone: string;
  readonly weeklyLimit: number;
}

const week = 7 * 24 * 60 * 60 * 1000;
const volumeWeeks = 4;
/** As long as one pauses at once; whoever wants more says a limit of 0. */
const longestPause = 366 * 24 * 60 * 60 * 1000;

export async function preferencesOf(
  tables: Pick<Tables, 'preferences'>,
  memberId: number,
): Promise<Preferences> {
  return (await tables.preferences.of([memberId])).get(memberId) ?? nothingSaid;
}

/** How members want to be found and asked; each says it for themselves alone. */
export function createPreferences(world: World) {
  const save = (actor: Actor, said: Partial<Preferences>): Promise<Preferences> =>
    act(world, actor, async (tables) => {
      await tables.preferences.save(actor.memberId, said);
      return preferencesOf(tables, actor.memberId);
    });

  return {
    /** What holds where a member said nothing, as their community has it. */
    async usual(actor: Actor): Promise<Usual> {
      const set = await settingsOf(world.store, actor);
      const hours = { ...usualHours, from: set['ask-from'], until: set['ask-until'] };
      return { hours, zone: set.zone, weeklyLimit: set['weekly-limit'] };
    },

    /** The actor's own. */
    of: (actor: Actor): Promise<Preferences> => preferencesOf(world.store, actor.memberId),

    /**
     * Brings the actor no questions before `until`; null ends a pause.
     * @throws KnownError 'invalid' for a time that is past or more than a year away.
     */
    async pause(actor: Actor, until: number | null): Promise<Preferences> {
      const now = world.clock();
      if (until !== null && until <= now) {
        throw new KnownError('invalid', 'That time is past. Name a day that is yet to come.');
      }
      if (until !== null && until > now + longestPause) {
        throw new KnownError(
          'invalid',
          'That is more than a year away. To be asked nothing at all, say `expertise limit 0`.',
        );
      }
      return save(actor, { pausedUntil: until });
    },

    /** At most so many questions in any 7 days, 0 to 10. */
    limit: (actor: Actor, weeklyLimit: number): Promise<Preferences> =>
      save(actor, { weeklyLimit }),

    /**
     * A weekly limit with which the community's questions of late could be asked of somebody; a guest
     * is not told how many there are.
     */
    async suggestedLimit({ communityId, isGuest }: Actor): Promise<number | undefined> {
      if (isGuest) return undefined;
      const from = world.clock() - volumeWeeks * week;
      const wait = ladder.usualWait;
      const { late, answerers } = await world.store.activity.volume(communityId, from, wait);
      return suggestedWeeklyLimit(late / volumeWeeks, answerers);
    },

    hours: (
      actor: Actor,
      said: { readonly hours?: WorkingHours; readonly zone?: string },
    ): Promise<Preferences> => save(actor, said),

    /** Whether others find the actor as someone who knows. */
    listed: (actor: Actor, listed: boolean): Promise<Preferences> =>
      save(actor, { unlisted: !listed }),

    /** Whether the actor is named, and has a page, in a handbook that everyone can read. */
    onPage: (actor: Actor, page: boolean): Promise<Preferences> => save(actor, { page }),
  };
}
