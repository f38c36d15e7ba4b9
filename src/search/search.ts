import type { Reader } from '../model.ts';
import type { Match } from '../store/retrieval-sqlite.ts';
import type { Tables } from '../store/store.ts';
import { tokensOf } from './analyse.ts';
import { confidenceOf, features, logitOf } from './confidence.ts';
import { find } from './find.ts';
import { setBit, wordsFor } from './index/arrays.ts';
import type { SearchIndex } from './index/index.ts';
import type { Indexes } from './indexes.ts';
import type { Operators } from './operators.ts';
import type { QueryText } from './query.ts';

/** Full-text search costs the sum of its terms' frequencies: about this many postings are read. */
const postingsBudget = 6_000;
const mostFound = 150;

/** A document that was found. */
export interface Hit {
  readonly documentId: number;
  /** Comparable within one search. */
  readonly score: number;
}

/** The probability that a hit answers, and its logit before the community's bias. */
export interface Sureness {
  readonly confidence: number;
  readonly logit: number;
}

const unsure = (): Sureness => ({ confidence: 0, logit: 0 });

export interface SearchResults {
  /** Best first; of each thread the one document that fits best. */
  readonly hits: readonly Hit[];
  /** How probable it is that one of the hits answers the query. */
  readonly sureOf: (hit: Hit) => Sureness;
  /** The query's terms, for marking them in what is shown. */
  readonly terms: ReadonlySet<string>;
}

type Searched = Pick<Tables, 'retrieval' | 'changes' | 'onRollback' | 'searchSettings'>;

/**
 * Finds what the reader may see that answers `text`, within a tag if one is given. Any text is a valid
 * query. While the community's index is built after a start, full-text search finds, and is sure of
 * nothing.
 */
export async function search(
  tables: Searched,
  indexes: Indexes,
  reader: Reader,
  text: QueryText,
  tagId?: number,
): Promise<SearchResults> {
  const { language, bias } = await tables.searchSettings.of(reader.communityId);
  const index = await indexes.current(tables, reader.communityId);
  if (!index) return searchFullText(tables, reader, text, language, tagId);
  const among = tagId === undefined ? undefined : await tagged(tables, index, tagId);
  const findings = find(index, index.views.of(reader), text, { among, language });
  const meaningful = findings.query.terms.filter(({ isMeaningful }) => isMeaningful);
  return {
    hits: findings.hits.map(({ slot, score }) => ({ documentId: index.idOf(slot), score })),
    sureOf({ documentId }) {
      const hit = findings.hits.find(({ slot }) => index.idOf(slot) === documentId);
      if (!hit) return unsure();
      const confidence = confidenceOf(findings, hit, bias);
      return { confidence, logit: logitOf(features(findings, hit)) };
    },
    terms: new Set(meaningful.map(({ term }) => term)),
  };
}

/** Finds exactly what the operators say, the best by SQLite's BM25 first. */
export async function searchExactly(
  tables: Searched,
  reader: Reader,
  operators: Operators,
  tagId?: number,
): Promise<SearchResults> {
  const hits = oncePerThread(await tables.retrieval.matching(reader, operators, mostFound, tagId));
  const terms = new Set([...operators.words, ...operators.phrases.flat()]);
  return { hits, terms, sureOf: unsure };
}

async function searchFullText(
  tables: Searched,
  reader: Reader,
  { title, details = '' }: QueryText,
  language: string,
  tagId?: number,
): Promise<SearchResults> {
  const tokens = tokensOf(`${title}\n${details}`, language);
  const terms = [...new Set(tokens.filter((token) => !token.isFunction).flatMap((t) => t.terms))];
  const frequencies = await tables.retrieval.frequencies(terms);
  let left = postingsBudget;
  const rarest = [...frequencies].toSorted(([, a], [, b]) => a - b);
  const chosen = rarest.filter(([, frequency], i) => {
    left -= frequency;
    return i === 0 || left >= 0;
  });
  const any = chosen.map(([term]) => term);
  const hits = oncePerThread(await tables.retrieval.withAny(reader, any, mostFound, tagId));
  return { hits, terms: new Set(terms), sureOf: unsure };
}

/** Of each thread the match that came first. */
function oncePerThread(matches: readonly Match[]): Hit[] {
  const seen = new Set<number>();
  return matches.filter(({ questionId }) => {
    const isNew = questionId === null || !seen.has(questionId);
    if (questionId !== null) seen.add(questionId);
    return isNew;
  });
}

async function tagged(tables: Searched, index: SearchIndex, tagId: number) {
  const bits = new Uint32Array(wordsFor(index.forward.size));
  for (const id of await tables.retrieval.tagged(tagId)) {
    const slot = index.slotOf(id);
    if (slot !== undefined) setBit(bits, slot);
  }
  return bits;
}
