import type { Words } from '../conversation.ts';
import { KnownError } from '../errors.ts';
import type { Actor, Snippet } from '../model.ts';
import { foundSnippet } from '../snippet-acts.ts';
import { replaceText } from '../snippets.ts';
import type { Tables } from '../store/store.ts';
import { readText } from '../text.ts';
import { undoably } from '../undoing.ts';
import { mayCurate } from '../world.ts';
import {
  keepQuotes,
  keepSources,
  leftOutOf,
  quotedBy,
  type Saved,
  withoutTheirs,
  withoutThose,
} from './saving.ts';

/** Instead of saving what is kept already. `there`: the actor where the conversation was. */

/** The conversation is noted as one more place where this was said. */
export async function linkIn(
  tables: Tables,
  there: Actor,
  number: number,
  told: readonly Words[],
): Promise<Snippet> {
  const snippet = await foundSnippet(tables, there, number);
  const wishes = await tables.quotes.wishes(told.map(({ author }) => author.id));
  const stay = told.filter(({ author }) => wishes.get(author.id) !== 'left-out');
  await keepSources(tables, there, snippet.id, stay);
  return snippet;
}

/**
 * Makes `answer` the snippet's, which has more in it now; the earlier one stays in its history.
 * @throws KnownError 'forbidden' unless the actor may edit it, or when words would leave a private
 * channel by it.
 */
export async function mergeIn(
  tables: Tables,
  there: Actor,
  number: number,
  answer: string,
  told: readonly Words[],
  now: number,
): Promise<Saved> {
  const old = await foundSnippet(tables, there, number);
  if (old.author.id !== there.memberId && !mayCurate(there)) {
    throw new KnownError('forbidden', 'Only its author, or a curator, can add to a snippet.');
  }
  const isOpen = !there.channel.private && !old.channel.shared;
  if (old.channel.id !== there.channelId && !isOpen) {
    throw new KnownError(
      'forbidden',
      `What others say there stays there, and S${number} is from elsewhere. Save it by itself.`,
    );
  }
  const text = { title: old.title, question: old.question, answer: readText(answer, 'The answer') };
  const others = await quotedBy(tables, there, text, told);
  const kept = withoutThose(text, others);
  await undoably(tables, there, { snippetId: old.id, name: 'edit' }, now, () =>
    replaceText(tables, there, old, kept, now),
  );
  const asked = await keepQuotes(tables, there, old.id, others, now);
  await keepSources(tables, there, old.id, withoutTheirs(told, others));
  const leftOut = leftOutOf(others);
  return { snippet: await foundSnippet(tables, there, number), asked, leftOut };
}
