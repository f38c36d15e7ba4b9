import { analyse } from '../../src/search/analyse.ts';
import {
  createIndex,
  type IndexedDocument,
  type SearchIndex,
} from '../../src/search/index/index.ts';

/** A document as a test writes it: text instead of terms, in the open unless it says otherwise. */
export interface Written extends Partial<Omit<IndexedDocument, 'fields'>> {
  readonly title: string;
  readonly question?: string;
  readonly answer?: string;
}

export function toIndexed(written: Written, id: number): IndexedDocument {
  const { title, question = '', answer = '', ...rest } = written;
  const terms = (text: string) => analyse(text).join(' ');
  const nobody = { channelId: 1, askerId: 1, authorId: 2, isPrivate: false, isKept: false };
  return {
    id,
    thread: 0,
    ...nobody,
    ...rest,
    fields: [terms(title), terms(question), terms(answer)],
  };
}

/** An index of the documents, with ids from 1 in their order. */
export function indexOf(...documents: readonly (Written | string)[]): SearchIndex {
  const index = createIndex();
  for (const [i, document] of documents.entries()) {
    const written = typeof document === 'string' ? { title: document } : document;
    index.put(toIndexed(written, i + 1));
  }
  return index;
}
