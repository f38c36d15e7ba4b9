import { KnownError } from '../errors.ts';
import type { Actor, Snippet } from '../model.ts';
import { foundSnippet } from '../snippet-acts.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { partThrough } from './carrying.ts';
import { carryingSnippets } from './carrying-snippets.ts';
import { mustCurate, mustStayInside } from './rights.ts';

/** A merge, as it is afterwards: the one that was merged, and the one that it leads to. */
export interface MergedSnippets {
  readonly gone: Snippet;
  readonly kept: Snippet;
}

/** Merging what is kept twice, and taking that back. The text of either stays as it is. */
export function createSnippetMerging(world: World) {
  return {
    /**
     * Lets the snippet lead to the other, where its votes, source and tags count. For curators.
     * @throws KnownError 'forbidden' to others, and when something would leave a private channel;
     * 'conflict' when it was merged before.
     */
    merge: (actor: Actor, number: number, intoNumber: number): Promise<MergedSnippets> =>
      act(world, actor, async (tables, now) => {
        const gone = await foundSnippet(tables, actor, number);
        const kept = await foundSnippet(tables, actor, intoNumber);
        mustCurate(actor, 'merge what is kept');
        if (gone.number !== number) {
          throw new KnownError(
            'conflict',
            `S${number} was merged into S${gone.number} before. \`duplicates undo S${number}\` takes that back.`,
          );
        }
        if (gone.id === kept.id) {
          throw new KnownError('conflict', `S${number} and S${intoNumber} are one already.`);
        }
        mustStayInside(gone.channel, kept.channel);
        await mustNotCircle(tables, actor, gone, kept);
        await carryingSnippets(tables).merge(gone.id, kept.id, { id: actor.memberId, now });
        await audit(tables, actor, 'merge snippet', `S${number} into S${kept.number}`, now);
        return { gone, kept: await foundSnippet(tables, actor, kept.number) };
      }),

    /** Lets it stand for itself again, as it was. For curators. */
    part: (actor: Actor, number: number): Promise<MergedSnippets> =>
      act(world, actor, async (tables, now) => {
        const kept = await foundSnippet(tables, actor, number);
        const merged = await tables.mergingSnippets.ofNumber(actor.communityId, number);
        mustCurate(actor, 'undo a merge');
        if (!merged) {
          throw new KnownError('conflict', `S${number} is not merged: there is nothing to undo.`);
        }
        await partThrough(carryingSnippets(tables), merged);
        await audit(tables, actor, 'undo merge', `S${number}`, now);
        return { gone: await foundSnippet(tables, actor, number), kept };
      }),
  };
}

/** @throws KnownError 'conflict' when the one stands in the place of the other already. */
async function mustNotCircle(
  tables: Tables,
  actor: Actor,
  gone: Snippet,
  kept: Snippet,
): Promise<void> {
  const seen = new Set<number>();
  for (let at: Snippet | undefined = kept; at && !seen.has(at.id); ) {
    if (at.id === gone.id) {
      throw new KnownError(
        'conflict',
        `S${gone.number} stands in the place of S${kept.number}: merge S${kept.number} into it instead.`,
      );
    }
    seen.add(at.id);
    at = at.successor === null ? undefined : await tables.snippets.find(actor, at.successor);
  }
}

async function audit(
  tables: Tables,
  actor: Actor,
  what: string,
  subject: string,
  now: number,
): Promise<void> {
  const entry = { act: what, subject, memberId: actor.memberId, at: now };
  await tables.audit.add(actor.communityId, entry);
}
