import { analyse } from './analyse.ts';
import { confidenceOf } from './confidence.ts';
import { extract, type Piece } from './extract.ts';
import { find } from './find.ts';
import { createIndex } from './index/index.ts';
import { type Verdict, verdictOn } from './policy.ts';

/** Something that answers a question, as plain data. */
export interface PlainDocument {
  readonly id: string;
  readonly title: string;
  /** What stands below the title; `body` says the same. */
  readonly question?: string;
  readonly body?: string;
  readonly answer?: string;
}

export interface PlainResult {
  readonly id: string;
  /** BM25F; comparable within one search. */
  readonly score: number;
  /** The probability that this answers the question, 0 to 1. */
  readonly confidence: number;
  /** The passage that fits best, with the words that were asked for marked. */
  readonly extract: readonly Piece[];
}

export interface PlainResults {
  /** Best first. */
  readonly results: readonly PlainResult[];
  /** What the bot would do before a question is posted: show the first, list a few, or say nothing. */
  readonly verdict: Verdict;
}

/**
 * The engine that the bot searches with, over documents in memory: no platform, no database. Any text is
 * a valid query.
 */
export function createSearch(
  documents: Iterable<PlainDocument>,
  { language }: { language?: string } = {},
) {
  const index = createIndex();
  const all = [...documents];
  for (const [i, { title, body = '', question = body, answer = '' }] of all.entries()) {
    index.load({
      id: i + 1,
      thread: 0,
      isKept: false,
      isPrivate: false,
      channelId: 0,
      askerId: 0,
      authorId: 0,
      fields: [
        analyse(title, language).join(' '),
        analyse(question, language).join(' '),
        analyse(answer, language).join(' '),
      ],
    });
  }
  index.seal();
  const view = index.views.everything();

  return {
    search(
      title: string,
      { details, limit = 10 }: { details?: string; limit?: number } = {},
    ): PlainResults {
      const text = { title, ...(details !== undefined && { details }) };
      const findings = find(index, view, text, { ...(language !== undefined && { language }) });
      const terms = new Set(
        findings.query.terms.filter((term) => term.isMeaningful).map(({ term }) => term),
      );
      const results = findings.hits.slice(0, limit).flatMap((hit) => {
        const document = all[index.idOf(hit.slot) - 1];
        if (!document) return [];
        const shown = document.answer || document.question || document.body || document.title;
        return {
          id: document.id,
          score: hit.score,
          // Worked out when they are looked at: most results never are.
          get confidence() {
            return confidenceOf(findings, hit);
          },
          get extract() {
            return extract(shown, terms, { language });
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
