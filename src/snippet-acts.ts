import { KnownError } from './errors.ts';
import type { Actor, Reader, Snippet } from './model.ts';
import {
  isByCurator,
  mustBeAllowed,
  type SnippetAct,
  type Standing,
  standingsOf,
} from './rights.ts';
import type { Tables } from './store/store.ts';
import { undoably } from './undoing.ts';
import { act, type World } from './world.ts';

/**
 * What the actor is to the snippet that they want to do something to.
 * @throws KnownError 'forbidden' when that gives them no right to it.
 */
export async function standingsFor(
  tables: Pick<Tables, 'care'>,
  actor: Actor,
  snippet: Snippet,
  right: SnippetAct,
): Promise<readonly Standing[]> {
  const isAsked = await tables.care.isAsked(snippet.id, actor.memberId);
  const standings = standingsOf(actor, snippet, isAsked);
  mustBeAllowed(actor, right, snippet.number, standings);
  return standings;
}

/**
 * Does something to a snippet that its rights allow the actor, and that may be undone for a while; what
 * only a curator may do is written down. Gives the snippet as it became.
 * @param name the act as it is written down and undone: `edit`, `verify`
 * @throws KnownError 'not_found' when the actor sees no such snippet; 'forbidden' by `right`.
 */
export function onSnippet(
  world: World,
  actor: Actor,
  number: number,
  { name, right }: { readonly name: string; readonly right: SnippetAct },
  change: (tables: Tables, snippet: Snippet, now: number) => Promise<void>,
): Promise<Snippet> {
  return act(world, actor, async (tables, now) => {
    const snippet = await foundSnippet(tables, actor, number);
    const standings = await standingsFor(tables, actor, snippet, right);
    await undoably(tables, actor, { snippetId: snippet.id, name }, now, () =>
      change(tables, snippet, now),
    );
    if (isByCurator(right, standings)) {
      const entry = { act: `${name} snippet`, subject: `S${number}`, memberId: actor.memberId };
      await tables.audit.add(actor.communityId, { ...entry, at: now });
    }
    return foundSnippet(tables, actor, number);
  });
}

/** @throws KnownError 'not_found' when there is no such snippet that the reader may see. */
export async function foundSnippet(
  tables: Pick<Tables, 'snippets'>,
  reader: Reader,
  number: number,
): Promise<Snippet> {
  const snippet = await tables.snippets.find(reader, number);
  if (!snippet) throw new KnownError('not_found', `There is no snippet S${number} here.`);
  return snippet;
}

/** @throws KnownError 'conflict' when another stands in its place: that one is to be looked after. */
export function mustStand({ number, successor }: Snippet): void {
  if (successor === null) return;
  throw new KnownError(
    'conflict',
    `S${successor} stands in the place of S${number}: look after that one, or say \`snippet supersede S${number} --undo\` first.`,
  );
}
