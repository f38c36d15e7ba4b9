import { removeSnippet } from '../duplicates/carrying-snippets.ts';
import type { Quote } from '../model-quotes.ts';
import { indexSnippet } from '../search/documents.ts';
import type { Tables } from '../store/store.ts';
import { cleanLine, cut } from '../text.ts';
import { withoutWords } from './words.ts';

const longestTitle = 80;

/**
 * Takes someone's words out of a snippet: out of its text, of what it said before, and of what is
 * searched, and the way back to them. What others said stays; when nothing is left, the snippet goes.
 */
export async function leaveOut(tables: Tables, quote: Quote, now: number): Promise<void> {
  const { snippetId, words } = quote;
  await tables.quotes.remove(quote);
  await tables.sources.removeOf(snippetId, quote.messages);
  const text = await tables.quotes.textOf(snippetId);
  if (!text) return;
  const rest = await tables.quotes.ofSnippet(snippetId);
  const others = rest.map((one) => one.words);
  const without = (part: string) => withoutWords(part, words, others);
  const answer = without(text.answer);
  if (answer === '') {
    await removeSnippet(tables, snippetId);
    return;
  }
  const details = without(text.question);
  const title = without(text.title) || cut(cleanLine(details || answer), longestTitle);
  await tables.quotes.retell(snippetId, { title, question: details, answer }, now);
  // What it was a moment ago cannot come back either.
  await tables.undoing.removeOf(snippetId);
  for (const old of await tables.revisions.textsOf('snippet', snippetId)) {
    const question = old.question === null ? null : without(old.question);
    const left = { title: without(old.title), body: without(old.body), question };
    if (left.body === '') await tables.revisions.remove(old.id);
    else await tables.revisions.retell(old.id, left);
  }
  await indexSnippet(tables, snippetId);
}
