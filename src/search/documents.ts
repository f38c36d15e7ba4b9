import type { DocumentSource, NewDocument } from '../store/documents.ts';
import type { Store, Tables } from '../store/store.ts';
import { analyse, analyserVersion } from './analyse.ts';

/** How many texts are analysed between two commits when many documents are made. */
const batch = 500;

function toDocument({ language, ...source }: DocumentSource): NewDocument {
  const terms = (text: string) => analyse(text, language).join(' ');
  return {
    ...source,
    title: terms(source.title),
    question: terms(source.question),
    answer: terms(source.answer),
    analyser: analyserVersion,
  };
}

/** Makes the question's answers findable as they now are; part of the act that changed them. */
export async function indexQuestion(tables: Tables, questionId: number): Promise<void> {
  const sources = await tables.documents.sourcesOfQuestion(questionId);
  await tables.documents.replace(sources.map(toDocument));
}

/** Makes the snippet findable as it now is. */
export async function indexSnippet(tables: Tables, snippetId: number): Promise<void> {
  const sources = await tables.documents.sourceOfSnippet(snippetId);
  await tables.documents.replace(sources.map(toDocument));
}

/**
 * Makes the documents that are missing or were made by an older analyser: after an import, or a new
 * version. Interrupted, it goes on where it was.
 */
export async function indexStale(
  store: Store,
  onProgress: (made: number) => void = () => {},
): Promise<number> {
  let after = { answerId: 0, snippetId: 0 };
  for (let made = 0; ; ) {
    const last = after;
    // Read and written in one: an edit in between must not be indexed by its old words.
    const sources = await store.write(async (tables) => {
      const stale = await tables.documents.stale(analyserVersion, last, batch);
      await tables.documents.replace(stale.map(toDocument));
      return stale;
    });
    if (sources.length === 0) return made;
    const latest = sources.at(-1);
    if (latest?.answerId) after = { ...after, answerId: latest.answerId };
    else if (latest?.snippetId) after = { ...after, snippetId: latest.snippetId };
    made += sources.length;
    onProgress(made);
  }
}
