import type { Words } from './conversation.ts';
import type { Actor, Snippet } from './model.ts';
import { indexSnippet } from './search/documents.ts';
import { foundSnippet } from './snippet-acts.ts';
import type { Tables } from './store/store.ts';
import { mostTags, readTags } from './tags.ts';
import { cleanText, readDetails, readText, readTitle } from './text.ts';
import { noteUndoable } from './undoing.ts';
import { act, type World } from './world.ts';

/** A question and its answer, as someone wants them kept. */
export interface Kept {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly tags: readonly string[];
}

/**
 * Keeps a question and its answer; the actor vouches for it. What a message said is kept as its
 * author's words: if it was changed on the way, its history says so.
 */
export function saveSnippet(
  world: World,
  actor: Actor,
  kept: Kept,
  words: Words | undefined,
): Promise<Snippet> {
  return act(world, actor, async (tables, now) => {
    const text = {
      title: readTitle(kept.title, 'The title'),
      question: readDetails(kept.question, 'The question'),
      answer: readText(kept.answer, 'The answer'),
    };
    const { id, number } = await tables.snippets.add({
      ref: world.newRef(),
      communityId: actor.communityId,
      channelId: actor.channelId,
      authorId: words?.author.id ?? actor.memberId,
      answerId: null,
      ...text,
      verifiedById: actor.memberId,
      createdAt: now,
    });
    if (words) await keepSource(tables, actor, id, text.answer, words, now);
    const tags = readTags(kept.tags, mostTags);
    await tables.tags.setOfSnippet(id, await tables.tags.ensure(actor.communityId, tags, now));
    await indexSnippet(tables, id);
    await noteUndoable(tables, actor, { snippetId: id, name: 'save', before: undefined }, now);
    return foundSnippet(tables, actor, number);
  });
}

async function keepSource(
  tables: Tables,
  actor: Actor,
  snippetId: number,
  answer: string,
  { message, author }: Words,
  now: number,
): Promise<void> {
  const { channelId, memberId } = actor;
  const source = { of: { snippetId }, channelId, message: message.id, link: message.link };
  await tables.sources.add({ ...source, keptById: memberId });
  const said = cleanText(message.text);
  if (said === answer || said === '' || author.id === memberId) return;
  await tables.revisions.add('snippet', snippetId, { title: '', body: said }, memberId, now);
}
