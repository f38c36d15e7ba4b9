import type { Reader } from '../model.ts';
import { analyse } from '../search/analyse.ts';
import type { Tables } from '../store/store.ts';

/** Of each term so many texts are looked through for a word that it came from. */
const mostTexts = 3;

/** The terms as people write them, by texts that the reader may see; where none has it, as they are. */
export async function asWritten(
  tables: Pick<Tables, 'retrieval' | 'questions' | 'snippets'>,
  reader: Reader,
  terms: readonly string[],
  language: string,
): Promise<string[]> {
  const words: string[] = [];
  for (const term of terms) {
    const hits = await tables.retrieval.withAny(reader, [term], mostTexts);
    const ids = hits.map(({ documentId }) => documentId);
    const found = await tables.retrieval.found(reader, ids);
    const ofQuestions = found.flatMap(({ questionId }) => questionId ?? []);
    const ofSnippets = found.flatMap(({ snippetId }) => snippetId ?? []);
    const questions = await tables.questions.byIds(reader, ofQuestions);
    const snippets = await tables.snippets.byIds(reader, ofSnippets);
    const texts = [
      ...questions.flatMap(({ title, body }) => [title, body]),
      ...snippets.flatMap(({ title, question, answer }) => [title, question, answer]),
    ];
    const said = texts.join(' ').match(/[\p{L}\p{N}\p{M}.#+_-]+/gu) ?? [];
    const word = said
      .map((one) => one.replace(/^[.-]+|[.-]+$/g, ''))
      .find((one) => analyse(one, language).join(' ') === term);
    words.push(word?.toLowerCase() ?? term);
  }
  return words;
}
