import { KnownError } from './errors.ts';
import type { Actor, Tag } from './model.ts';
import { isAllowed } from './rights.ts';
import type { Page, Paged } from './store/page.ts';
import type { Tables } from './store/store.ts';
import type { NewTag } from './store/tag-curation.ts';
import { act, nobodyIn, type World } from './world.ts';

/**
 * Choosing the community's words: which tags are offered, and which names mean the same. For curators. What
 * they choose holds for all, and whoever uses a tag learns that it was chosen: so only what everyone may
 * know can be chosen, or it would tell of what is used only where they cannot see.
 */
export function createTagCuration(world: World) {
  const { store } = world;

  /** A curator's act on tags, written down. */
  const curate = <T>(
    actor: Actor,
    change: (tables: Tables, now: number) => Promise<T & { readonly did: Did }>,
  ): Promise<T> => {
    mustCurate(actor);
    return act(world, actor, async (tables, now) => {
      const done = await change(tables, now);
      const entry = { ...done.did, memberId: actor.memberId, at: now };
      await tables.audit.add(actor.communityId, entry);
      return done;
    });
  };

  return {
    /** Tags that are offered to nobody yet, the newest first. @throws KnownError 'forbidden' */
    async waiting(actor: Actor, page: Page): Promise<Paged<NewTag>> {
      mustCurate(actor);
      return store.tagCuration.waiting(nobodyIn(actor.communityId), page);
    },

    /** The tag is offered from now on. @throws KnownError 'not_found' for one that not everyone may know. */
    approve: (actor: Actor, name: string): Promise<{ readonly tag: Tag }> =>
      curate(actor, async (tables, now) => {
        const tag = await theTag(tables, actor, name);
        await tables.tagCuration.noteApproval(tag.id, now);
        return { tag, did: { act: 'approve tag', subject: `#${tag.name}` } };
      }),

    /**
     * The name means that tag from now on, which is offered; what was tagged with it (`wasTag`) is tagged
     * so, too.
     * @throws KnownError 'not_found' for a tag that not everyone may know; 'conflict' for a name that means
     *   another or the same tag already.
     */
    alias: (actor: Actor, alias: string, name: string) =>
      curate(actor, async (tables, now) => {
        const tag = await theTag(tables, actor, name);
        const [known] = await tables.tags.named(actor.communityId, [alias]);
        if (known?.id === tag.id) {
          throw new KnownError('conflict', `#${alias} means #${tag.name} already.`);
        }
        if (known && known.name !== alias) {
          throw new KnownError(
            'conflict',
            `#${alias} means #${known.name}. \`tags unalias ${alias}\` ends that first.`,
          );
        }
        const wasTag =
          known !== undefined &&
          (await tables.tags.knownTo(nobodyIn(actor.communityId), [known])).length > 0;
        if (known) await tables.tagCuration.merge(known, tag);
        await tables.tagCuration.addAlias(actor.communityId, alias, tag.id);
        await tables.tagCuration.noteApproval(tag.id, now);
        return { tag, wasTag, did: { act: 'alias tag', subject: `#${alias} = #${tag.name}` } };
      }),

    /** The name means nothing any more; what is tagged stays as it is. @throws KnownError 'not_found' */
    unalias: (actor: Actor, alias: string): Promise<{ readonly tag: Tag }> =>
      curate(actor, async (tables) => {
        const [tag] = await tables.tags.named(actor.communityId, [alias]);
        if (!tag?.aliases.includes(alias)) {
          throw new KnownError('not_found', `#${alias} is no other name of a tag.`);
        }
        await tables.tagCuration.removeAlias(actor.communityId, alias);
        return { tag, did: { act: 'unalias tag', subject: `#${alias} = #${tag.name}` } };
      }),
  };
}

interface Did {
  readonly act: string;
  readonly subject: string;
}

async function theTag({ tags }: Tables, actor: Actor, name: string): Promise<Tag> {
  const [tag] = await tags.knownTo(
    nobodyIn(actor.communityId),
    await tags.named(actor.communityId, [name]),
  );
  if (!tag) {
    throw new KnownError(
      'not_found',
      `Nothing that everyone can see is tagged #${name}. Tag a question or a snippet in a public channel with it first.`,
    );
  }
  return tag;
}

function mustCurate(actor: Actor): void {
  if (isAllowed(actor, 'curate tags')) return;
  throw new KnownError('forbidden', 'Only a curator looks after the tags. Ask one of them.');
}
