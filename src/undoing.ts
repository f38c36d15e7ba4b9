import { removeSnippet } from './duplicates/carrying-snippets.ts';
import { KnownError } from './errors.ts';
import type { Actor } from './model.ts';
import type { Undoable } from './model-care.ts';
import { isAllowed } from './rights.ts';
import { indexSnippet } from './search/documents.ts';
import type { Tables } from './store/store.ts';
import type { SnippetState } from './store/undoing.ts';
import { act, type World } from './world.ts';

/** So long an act on a snippet can be undone, in milliseconds. */
export const undoFor = 10 * 60 * 1000;

/** An act as it is named when it is undone: `edit`, `verify`. */
export interface UndoableAct {
  readonly snippetId: number;
  readonly name: string;
}

/** Does something to a snippet so that it can be undone: both are kept, or neither. */
export async function undoably(
  tables: Tables,
  actor: Actor,
  done: UndoableAct,
  now: number,
  change: () => Promise<void>,
): Promise<void> {
  const before = await tables.undoing.stateOf(done.snippetId);
  await change();
  await noteUndoable(tables, actor, { ...done, before }, now);
}

/** The same after the fact; `before` is undefined for a snippet that was not there. */
export async function noteUndoable(
  tables: Tables,
  actor: Actor,
  done: UndoableAct & { readonly before: SnippetState | undefined },
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
    /**
     * The actor's last act on a snippet that can still be undone. Of a snippet that is named: the last
     * one on it, whoever did it, for who may undo that.
     */
    async last(actor: Actor, number?: number): Promise<Undoable | undefined> {
      const from = clock() - undoFor;
      const { memberId } = actor;
      if (number === undefined) {
        const own = await store.undoing.last({ memberId }, from);
        return own && (await store.snippets.find(actor, own.snippet)) ? own : undefined;
      }
      const snippet = await store.snippets.find(actor, number);
      const last = snippet && (await store.undoing.last({ memberId, snippetId: snippet.id }, from));
      return last && mayUndo(actor, last) ? last : undefined;
    },

    /**
     * Lets the snippet stand as it did before the act. For who did it, and curators, for ten minutes.
     * @throws KnownError 'not_found' when it is too late; 'conflict' when somebody did something since.
     */
    undo: (actor: Actor, id: number): Promise<Undoable> =>
      act(world, actor, async (tables, now) => {
        const done = await tables.undoing.find(id);
        const [isSeen] = done ? await tables.snippets.byIds(actor, [done.snippetId]) : [];
        if (!done || !isSeen || !mayUndo(actor, done) || done.at < now - undoFor) {
          throw new KnownError(
            'not_found',
            'This can be undone no more: more than 10 minutes have passed, or it is undone already. `snippet history` shows what a kept answer said before; `snippet restore` brings that back.',
          );
        }
        const { number: snippet, by } = done;
        await restore(tables, done);
        await tables.undoing.remove(id);
        const { communityId, memberId } = actor;
        const was = { act: `${done.act} snippet`, subject: `S${snippet}` };
        // What was written down is not undone in silence.
        const isAudited = await tables.audit.has(communityId, { ...was, memberId, at: done.at });
        if (by.id !== memberId || isAudited) {
          const entry = { ...was, act: `undo ${was.act}`, memberId, at: now };
          await tables.audit.add(communityId, entry);
        }
        return { id, snippet, act: done.act, by, at: done.at };
      }),
  };
}

const mayUndo = (actor: Actor, { by }: Pick<Undoable, 'by'>) =>
  isAllowed(actor, 'undo act', ...(by.id === actor.memberId ? (['doer'] as const) : []));

type Done = NonNullable<Awaited<ReturnType<Tables['undoing']['find']>>>;

/** What is owed because of the act looks again before it is sent, and finds nothing to say. */
async function restore(tables: Tables, done: Done): Promise<void> {
  const { snippetId, number, before, after } = done;
  const state = await tables.undoing.stateOf(snippetId);
  const isUsed = !before && (await tables.undoing.isUsed(snippetId));
  if (!state || !isSame(state, after) || isUsed) {
    throw new KnownError(
      'conflict',
      `Somebody changed S${number} since, or made use of it, so this is not undone. \`snippet history S${number}\` shows what happened.`,
    );
  }
  if (!before) return removeSnippet(tables, snippetId);
  await tables.undoing.replace(snippetId, before);
  await tables.care.unpass(snippetId, done.by.id);
  await indexSnippet(tables, snippetId);
}
