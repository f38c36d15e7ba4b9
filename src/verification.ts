import { KnownError } from './errors.ts';
import type { Actor, Snippet, Tag } from './model.ts';
import { oweOutdated } from './notices/owed.ts';
import { isAllowed } from './rights.ts';
import { mustStand, onSnippet } from './snippet-acts.ts';
import { act, type World } from './world.ts';

/** Saying of what is kept that it is still right, or no longer. */
export function createVerification(world: World) {
  return {
    /**
     * The actor vouches for it from now on, and it is outdated no more. For who wrote it, looks after it
     * or vouched for it before, whoever was asked, and curators.
     * @throws KnownError 'forbidden' for everyone else; 'conflict' when something stands in its place.
     */
    verify: (actor: Actor, number: number): Promise<Snippet> =>
      onSnippet(
        world,
        actor,
        number,
        { name: 'verify', right: 'verify snippet' },
        async (tables, s, now) => {
          mustStand(s);
          await tables.verification.accept(s.id, actor.memberId, now);
          await tables.snippetEvents.add(s.id, 'verified', actor.memberId, now);
        },
      ),

    /**
     * It is no longer right: it stays, and is led with no more; whom it helped lately hears of it.
     * `isUndone` takes that back. For the same.
     */
    outdate: (actor: Actor, number: number, isUndone: boolean): Promise<Snippet> => {
      const name = isUndone ? 'mark as right' : 'outdate';
      return onSnippet(
        world,
        actor,
        number,
        { name, right: 'outdate snippet' },
        async (tables, s, now) => {
          if ((s.outdatedAt === null) === isUndone) return;
          await tables.verification.noteOutdated(s.id, isUndone ? null : now);
          const what = isUndone ? 'right' : 'outdated';
          await tables.snippetEvents.add(s.id, what, actor.memberId, now);
          if (!isUndone) await oweOutdated(tables, s, actor, now);
        },
      );
    },

    /** What is kept under the tag is verified every so many days; undefined: as usual. For curators. */
    every: (actor: Actor, name: string, days: number | undefined): Promise<Tag> =>
      act(world, actor, async (tables, now) => {
        if (!isAllowed(actor, 'choose interval')) {
          throw new KnownError(
            'forbidden',
            'Only a curator says how often what is kept is verified. Ask one of them.',
          );
        }
        const [tag] = await tables.tags.named(actor.communityId, [name]);
        if (!tag) throw new KnownError('not_found', `Nothing is tagged "${name}" here.`);
        await tables.verification.noteDays(tag.id, days ?? null);
        const what = days === undefined ? 'verify as usual' : `verify every ${days} days`;
        const entry = { act: what, subject: `#${tag.name}`, memberId: actor.memberId, at: now };
        await tables.audit.add(actor.communityId, entry);
        return tag;
      }),
  };
}
