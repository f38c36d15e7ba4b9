import { askedOf, waitingFor } from './caring.ts';
import { KnownError } from './errors.ts';
import type { Actor, Person, Snippet } from './model.ts';
import { oweOutdated } from './notices/owed.ts';
import { foundSnippet, onSnippet } from './snippet-acts.ts';
import type { Tables } from './store/store.ts';
import { undoably } from './undoing.ts';
import { act, anywhere, mayCurate, type World } from './world.ts';

/** As many are listed, of what one is asked and of what waits. */
const mostListed = 5;

async function own(
  tables: Tables,
  id: number,
  by: Pick<Actor, 'memberId'>,
  owner: Pick<Actor, 'memberId'>,
  now: number,
): Promise<void> {
  await tables.verification.own(id, owner.memberId);
  await tables.snippetEvents.add(id, 'owned', by.memberId, now, owner.memberId);
}

/** Who looks after what is kept, and what stands in the place of what. */
export function createOwnership(world: World) {
  const { store } = world;
  return {
    /**
     * The actor looks after it from now on: for who wrote it or vouched for it, whoever was asked, and
     * curators; for every member while nobody does.
     */
    takeOver: (actor: Actor, number: number): Promise<Snippet> =>
      onSnippet(
        world,
        actor,
        number,
        { name: 'take over', right: 'take over snippet' },
        (tables, { id }, now) => own(tables, id, actor, actor, now),
      ),

    /** Another member, who may see it, looks after it from now on. For who does, and curators. */
    handOver: (actor: Actor, number: number, to: Person): Promise<Snippet> =>
      onSnippet(
        world,
        actor,
        number,
        { name: 'hand over', right: 'hand over snippet' },
        async (tables, { id }, now) => {
          const reader = await anywhere(tables, {
            communityId: actor.communityId,
            memberId: to.id,
          });
          const [seen] = await tables.snippets.byIds(reader, [id]);
          if (reader.isGuest || !seen) {
            throw new KnownError(
              'conflict',
              `@${to.handle} cannot look after S${number}: it is kept where they cannot see it.`,
            );
          }
          await own(tables, id, actor, { memberId: to.id }, now);
        },
      ),

    /**
     * The actor does not look after it (any more): somebody else is asked about it. For who owns it or was
     * asked.
     * @throws KnownError 'forbidden' for everyone else.
     */
    release: (actor: Actor, number: number): Promise<Snippet> =>
      act(world, actor, async (tables, now) => {
        const snippet = await foundSnippet(tables, actor, number);
        const isOwner = snippet.owner?.id === actor.memberId;
        if (!isOwner && !(await tables.care.isAsked(snippet.id, actor.memberId))) {
          throw new KnownError(
            'forbidden',
            `You do not look after S${number}, and were not asked about it.`,
          );
        }
        if (isOwner) {
          await undoably(
            tables,
            actor,
            { snippetId: snippet.id, name: 'let go' },
            now,
            async () => {
              await tables.verification.own(snippet.id, null);
              await tables.snippetEvents.add(snippet.id, 'released', actor.memberId, now);
            },
          );
        }
        await tables.care.pass(snippet.id, actor.memberId);
        await tables.care.release(snippet.id, actor.memberId);
        return foundSnippet(tables, actor, number);
      }),

    /**
     * Another snippet stands in its place from now on: whoever looks for it is led there. Undefined takes
     * that back.
     * @throws KnownError 'conflict' when that leads round in a circle; 'forbidden' when it would lead
     * members to what they may not see.
     */
    supersede: (actor: Actor, number: number, by: number | undefined): Promise<Snippet> => {
      const name = by === undefined ? 'reinstate' : 'supersede';
      const right = { name, right: 'supersede snippet' } as const;
      return onSnippet(world, actor, number, right, async (tables, { id, channel, ...s }, now) => {
        if (by === undefined) {
          if (s.successor === null) return;
          await tables.verification.supersede(id, null);
          await tables.snippetEvents.add(id, 'reinstated', actor.memberId, now);
          return;
        }
        const successor = await foundSnippet(tables, actor, by);
        if (successor.channel.private && successor.channel.id !== channel.id) {
          throw new KnownError(
            'forbidden',
            `S${by} is kept in a private channel: who finds S${number} elsewhere could not see it.`,
          );
        }
        if (await tables.verification.leadsTo(successor.id, id)) {
          throw new KnownError(
            'conflict',
            by === number
              ? `S${number} cannot stand in its own place.`
              : `S${by} itself leads to S${number}. Say \`snippet supersede S${by} --undo\` first.`,
          );
        }
        await tables.verification.supersede(id, successor.id);
        await tables.snippetEvents.add(id, 'superseded', actor.memberId, now, successor.id);
        await oweOutdated(tables, { id, channel, ...s }, actor, now);
      });
    },

    /** What the actor is asked about; and, for curators, what nobody else looks after. */
    async due(actor: Actor): Promise<{ mine: readonly Snippet[]; waiting: readonly Snippet[] }> {
      const now = world.clock();
      const mine = await askedOf(store, actor, now, mostListed);
      const waiting = mayCurate(actor) ? await waitingFor(store, actor, now, mostListed) : [];
      return { mine, waiting };
    },
  };
}
