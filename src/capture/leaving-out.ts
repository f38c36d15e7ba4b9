import type { Quote } from '../model-quotes.ts';
import { indexSnippet } from '../search/documents.ts';
import type { Tables } from '../store/store.ts';
import { cleanLine, cut } from '../text.ts';
import { withoutWords } from './words.ts';

const longestTitle = 80;

/**
 * Takes someone's words out of a snippet: out of its text, of what it said before, and of what is
 * searched. What others said stays; when nothing is left, the snippet goes.
 */
export async function leaveOut(tables: Tables, quote: Quote, now: number): Promise<void> {
  const { snippetId, words } = quote;
  await tables.quotes.remove(quote);
  const text = await tables.snippets.textOf(snippetId);
  if (!text) return;
  const rest = await tables.quotes.ofSnippet(snippetId);
  const others = rest.map((one) => one.words);
  const without = (part: string) => withoutWords(part, words, others);
  const answer = without(text.answer);
  if (answer === '') {
    await tables.snippets.remove(snippetId);
    return;
  }
  const question = without(text.question);
  const title = without(text.title) || cut(cleanLine(question || answer), longestTitle);
  await tables.snippets.retell(snippetId, { title, question, answer }, now);
  for (const old of await tables.revisions.textsOf('snippet', snippetId)) {
    const left = { title: without(old.title), body: without(old.body) };
    if (left.body === '') await tables.revisions.remove(old.id);
    else await tables.revisions.retell(old.id, left);
  }
  await indexSnippet(tables, snippetId);
}
