import { KnownError } from './errors.ts';
import type { Actor } from './model.ts';
import type { Undoable } from './model-care.ts';
import { indexSnippet } from './search/documents.ts';
import type { Tables } from './store/store.ts';
import type { SnippetState } from './store/undoing.ts';
import { act, mayCurate, type World } from './world.ts';

/** So long an act on a snippet can be undone, in milliseconds. */
export const undoFor = 10 * 60 * 1000;

/** Does something to a snippet so that it can be undone: both are kept, or neither. */
export async function undoably(
  tables: Tables,
  actor: Actor,
  { snippetId, name }: { readonly snippetId: number; readonly name: string },
  now: number,
  change: () => Promise<void>,
): Promise<void> {
  const before = await tables.undoing.stateOf(snippetId);
  await change();
  await noteUndoable(tables, actor, { snippetId, name, before }, now);
}

/** The same after the fact; `before` is undefined for a snippet that was not there. */
export async function noteUndoable(
  tables: Tables,
  actor: Actor,
  done: {
    readonly snippetId: number;
    readonly name: string;
    readonly before: SnippetState | undefined;
  },
  now: number,
): Promise<void> {
  const { snippetId, name, before } = done;
  const after = await tables.undoing.stateOf(snippetId);
  if (!after || (before && isSame(before, after))) return;
  const undoable = { snippetId, memberId: actor.memberId, act: name, before, after };
  await tables.undoing.add(undoable, now);
}

const isSame = (one: SnippetState, other: SnippetState) =>
  JSON.stringify(one) === JSON.stringify(other);

/** Taking back what was just done to a snippet. */
export function createUndoing(world: World) {
  const { store, clock } = world;
  return {
    /** The actor's last act on a snippet that can still be undone; on this one, if a number is given. */
    async last(actor: Actor, number?: number): Promise<Undoable | undefined> {
      const all = await store.undoing.since(actor.memberId, clock() - undoFor);
      return all.find(({ snippet }) => number === undefined || snippet === number);
    },

    /**
     * Lets the snippet stand as it did before the act. For who did it, and curators, for ten minutes.
     * @throws KnownError 'not_found' when it is too late; 'conflict' when somebody did something since.
     */
    undo: (actor: Actor, id: number): Promise<Undoable> =>
      act(world, actor, async (tables, now) => {
        const done = await tables.undoing.find(id);
        const isSeen = done && (await tables.snippets.find(actor, done.number));
        const isTheirs = done?.memberId === actor.memberId || mayCurate(actor);
        if (!done || !isSeen || !isTheirs || done.at < now - undoFor) {
          throw new KnownError(
            'not_found',
            'That can be undone no more: it was more than ten minutes ago, or is undone already. `snippet history` shows what there was; `snippet restore` brings it back.',
          );
        }
        const { snippetId, number: snippet, before, after } = done;
        const state = await tables.undoing.stateOf(snippetId);
        if (!state || !isSame(state, after)) {
          throw new KnownError(
            'conflict',
            `Somebody changed S${snippet} since, so that is not undone. \`snippet history S${snippet}\` shows what it said.`,
          );
        }
        await tables.undoing.remove(id);
        if (before) {
          await tables.undoing.replace(snippetId, before);
          await indexSnippet(tables, snippetId);
        } else {
          await tables.snippets.remove(snippetId);
        }
        if (done.memberId !== actor.memberId) {
          const entry = { act: `undo ${done.act} snippet`, subject: `S${snippet}` };
          const { communityId, memberId } = actor;
          await tables.audit.add(communityId, { ...entry, memberId, at: now });
        }
        return { id, snippet, act: done.act, at: done.at };
      }),
  };
}
