import type { Reader } from '../model.ts';
import type { Candidate } from '../store/retrieval-sqlite.ts';
import type { Tables } from '../store/store.ts';
import { chooseTerms } from './candidates.ts';
import { confidence } from './confidence.ts';
import { type QueryText, readQuery, weighTerms } from './query.ts';
import { type Ranked, rank } from './ranking.ts';

/** How many candidates are ranked. */
const mostCandidates = 100;
/** What was kept on purpose is preferred to another answer of the same thread this much. */
const keptBonus = 1.15;

export interface SearchResults {
  /** Best first; of each thread the one document that fits best. */
  readonly hits: readonly Ranked<Candidate>[];
  /** The probability that the first hit answers the query. */
  readonly confidence: number;
  /** The query's terms, for marking them in what is shown. */
  readonly terms: ReadonlySet<string>;
}

/**
 * Finds what the reader may see that answers `text`: its words become terms, the telling terms bring
 * candidates, all terms rank them, and the ranking says how sure it is. Any text is a valid query.
 */
export async function search(
  tables: Pick<Tables, 'retrieval' | 'documents'>,
  reader: Reader,
  text: QueryText,
  tagId?: number,
): Promise<SearchResults> {
  const query = readQuery(text);
  const size = await tables.documents.size();
  const terms = weighTerms(query, await tables.retrieval.frequencies(query.terms, size), size);
  const candidates = await tables.retrieval.candidates(
    reader,
    chooseTerms(terms),
    mostCandidates,
    tagId,
  );
  const hits = bestOfThread(rank(candidates, terms));
  return { hits, confidence: confidence(hits, terms), terms: query.meaningful };
}

function bestOfThread(ranked: readonly Ranked<Candidate>[]): Ranked<Candidate>[] {
  const worth = (hit: Ranked<Candidate>) =>
    hit.score * (hit.candidate.snippetId === null ? 1 : keptBonus);
  const seen = new Set<string>();
  return ranked
    .toSorted((a, b) => worth(b) - worth(a))
    .filter(({ candidate: { questionId, snippetId } }) => {
      const thread = questionId === null ? `S${snippetId}` : `Q${questionId}`;
      const isNew = !seen.has(thread);
      seen.add(thread);
      return isNew;
    });
}
