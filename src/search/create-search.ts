import { analyse } from './analyse.ts';
import { confidenceOf } from './confidence.ts';
import { extract, type Piece } from './extract.ts';
import { find } from './find.ts';
import { createIndex, type IndexedDocument } from './index/index.ts';
import { type Verdict, verdictOn } from './policy.ts';

/** Something that answers a question, as plain data. What is left out says nothing. */
export interface PlainDocument<Id> {
  readonly id: Id;
  readonly title?: string | null | undefined;
  /** What stands below the title; `body` says the same. */
  readonly question?: string | null | undefined;
  readonly body?: string | null | undefined;
  readonly answer?: string | null | undefined;
}

export interface PlainResult<Id> {
  readonly id: Id;
  /** BM25F; comparable within one search. */
  readonly score: number;
  /** The probability that this answers the question, 0 to 1. */
  readonly confidence: number;
  /** The passage that fits best, with the words that were asked for marked. */
  readonly extract: readonly Piece[];
}

export interface PlainResults<Id> {
  /** Best first. */
  readonly results: readonly PlainResult<Id>[];
  /** What the bot would do before a question is posted: show the first, list a few, or say nothing. */
  readonly verdict: Verdict;
}

/**
 * The engine that the bot searches with, over documents in memory: no platform, no database. Any text is
 * a valid query. Ids are whatever the caller has, compared as a `Map` compares keys; a document takes the
 * place of the one with its id.
 */
export function createSearch<Id = string>(
  documents: Iterable<PlainDocument<Id>> = [],
  { language }: { language?: string } = {},
) {
  const index = createIndex();
  /** What is shown of each document, by the number that the index knows it by. */
  const shown = new Map<number, { readonly id: Id; readonly text: string }>();
  const numbers = new Map<Id, number>();
  let last = 0;

  function read(document: PlainDocument<Id>): IndexedDocument {
    const { id, title, body, question = body, answer } = document;
    const number = numbers.get(id) ?? ++last;
    numbers.set(id, number);
    shown.set(number, { id, text: answer || question || title || '' });
    const terms = (text: string | null | undefined) => analyse(text ?? '', language).join(' ');
    const alone = { thread: 0, isKept: false, isPrivate: false };
    const fields = [terms(title), terms(question), terms(answer)] as const;
    return { id: number, ...alone, channelId: 0, askerId: 0, authorId: 0, fields };
  }

  for (const document of documents) index.load(read(document));
  index.seal();

  return {
    /** How many documents there are. */
    get size() {
      return index.size;
    },

    /** Adds a document, which is found at once. */
    add(document: PlainDocument<Id>): void {
      index.put(read(document));
      if (index.hasGrown) index.seal();
    },

    /** Takes a document out; whether it was there. */
    remove(id: Id): boolean {
      const number = numbers.get(id);
      if (number === undefined) return false;
      index.remove(number);
      shown.delete(number);
      return numbers.delete(id);
    },

    search(
      title: string,
      { details, limit = 10 }: { details?: string; limit?: number } = {},
    ): PlainResults<Id> {
      const text = { title, ...(details !== undefined && { details }) };
      const view = index.views.everything();
      const findings = find(index, view, text, { ...(language !== undefined && { language }) });
      const terms = new Set(
        findings.query.terms.filter((term) => term.isMeaningful).map(({ term }) => term),
      );
      const results = findings.hits.slice(0, limit).flatMap((hit) => {
        const document = shown.get(index.idOf(hit.slot));
        if (!document) return [];
        return {
          id: document.id,
          score: hit.score,
          // Worked out when they are looked at: most results never are.
          get confidence() {
            return confidenceOf(findings, hit);
          },
          get extract() {
            return extract(document.text, terms, { language });
          },
        };
      });
      return {
        results,
        get verdict() {
          return verdictOn(results[0]?.confidence ?? 0);
        },
      };
    },
  };
}
