import type { Question } from '../../src/model.ts';
import { canonicalTag } from '../../src/tags.ts';
import type { Tag } from './guilds.ts';
import { limits } from './limits.ts';

const solved = /^(solved|answered|resolved|done)$/i;

/** Whether a forum's tag says that a post is solved: it is nobody's topic. */
export const isSolvedTag = (name: string): boolean => solved.test(name.trim());

/** The topic that a forum's tag stands for; undefined for one that cannot be any. */
export const topicOf = (name: string): string | undefined =>
  isSolvedTag(name) ? undefined : canonicalTag(name);

/**
 * The forum's tags for the question's: as many as fit, the one for solved questions first. `applied`
 * are those that the post has: what is no topic among them is someone's own business and stays.
 */
export function tagsFor(
  { tags, state }: Pick<Question, 'tags' | 'state'>,
  available: readonly Tag[],
  applied: readonly string[],
  meant: (topic: string) => string,
): readonly string[] {
  const mark = available.find(({ name }) => isSolvedTag(name))?.id;
  const isMeant = ({ name }: Tag) => {
    const topic = topicOf(name);
    return topic !== undefined && tags.includes(meant(topic));
  };
  const others = available.filter(
    ({ id, name }) => applied.includes(id) && id !== mark && topicOf(name) === undefined,
  );
  const all = [
    ...(mark !== undefined && state === 'answered' ? [mark] : []),
    ...[...available.filter(isMeant), ...others].map(({ id }) => id),
  ];
  return [...new Set(all)].slice(0, limits.appliedTags);
}
