import type { Core } from '../../src/core.ts';
import { questionOfCard } from '../../src/notices/cards.ts';
import { isSolvedTag } from './forum-tags.ts';
import type { Heard } from './heard.ts';
import { limits } from './limits.ts';
import { plain } from './text.ts';
import type { Workspaces } from './workspaces.ts';

type Changed = Extract<Heard, { kind: 'post changed' }>;

/** What the post of a question is called: with its number where we opened it, without where a member did. */
const namesOf = (title: string, number: number) => [
  plain(title, limits.threadName),
  plain(`#${number} ${title}`, limits.threadName),
];

/** Whether a post that is called so can be said to have the title. */
export const isTitled = (name: string, title: string, number: number): boolean =>
  namesOf(title, number).includes(name);

/** The name that a post gets for a new title: as it was before, with the number or without. */
export function renamed(name: string, title: string, number: number): string | undefined {
  const [bare, numbered] = namesOf(title, number);
  return name.startsWith(`#${number} `) ? numbered : bare;
}

/** Carries what people change about a post in a forum over to its question. */
export function createPosts(options: {
  readonly core: Pick<Core, 'cards' | 'channels' | 'posts'>;
  readonly workspaces: Workspaces;
}) {
  const { core, workspaces } = options;

  return {
    /** Nothing for a post that is no question, and for what the question says already. */
    async follow({ guild, post }: Changed): Promise<void> {
      if (guild === undefined || !workspaces.isKnown(guild)) return;
      const { id, communityId } = await workspaces.of(guild);
      const forum = await core.channels.find(id, post.forum);
      const key = forum && (await core.cards.at(forum.id, post.id));
      const number = Number(questionOfCard(key));
      if (!forum || !number) return;
      const [now, ...earlier] = await core.posts.titles(communityId, forum.id, number);
      // An earlier title is one that we have not brought to the post yet.
      const isKnown = [now, ...earlier].some((one) => one && isTitled(post.title, one, number));
      const title = post.title.replace(new RegExp(`^#${number} `), '').trim();
      const own = (names: readonly string[]) => names.filter((name) => !isSolvedTag(name));
      await core.posts.follow(communityId, forum.id, number, {
        ...(!isKnown && title !== '' && { title }),
        added: own(post.added),
        removed: own(post.removed),
      });
    },
  };
}

export type Posts = ReturnType<typeof createPosts>;
