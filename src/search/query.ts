import { type Token, tokensOf } from './analyse.ts';
import { frequencyIn, isKnown } from './index/frequency.ts';
import type { SearchIndex } from './index/index.ts';
import type { Pair } from './index/rescore.ts';
import type { WeightedTerm } from './index/retrieve.ts';
import type { View } from './index/views.ts';
import { idf } from './index/weights.ts';
import { createCorrector } from './spelling.ts';

/** What a question's title counts for, against its details. */
const titleCount = 3;
/** What a function word counts for: it says how something is asked, and that is worth a little. */
const functionWordWeight = 0.6;
/** Saturation of a repeated query term (BM25's k3; Robertson & Walker, 1994). */
const k3 = 8;
/** What two terms side by side count for, against the geometric mean of what each does. */
const pairWeight = 0.3;
/** Of a long text the beginning says what matters; each more costs time. */
const ofTitle = { characters: 2_000, tokens: 100 };
const ofDetails = { characters: 6_000, tokens: 300 };

/** A question as typed: its one line, and what was added to it. */
export interface QueryText {
  readonly title: string;
  readonly details?: string;
}

/** One distinct term of a query, and how much it should count. */
export interface QueryTerm extends WeightedTerm {
  readonly term: string;
  readonly inTitle: boolean;
  /** Not a function word: it says what the query is about. */
  readonly isMeaningful: boolean;
  /** Of a term that stands nowhere, the highest there is. */
  readonly idf: number;
  /** In how many documents of the view it stands. */
  readonly frequency: number;
}

export interface Query {
  readonly terms: readonly QueryTerm[];
  readonly pairs: readonly Pair[];
}

/**
 * The terms of a text as the index knows them, weighed:
 * worth = (k3 + 1)·c / (k3 + c) · idf, where the title counts c three times.
 */
export function readQuery(
  index: SearchIndex,
  view: View,
  text: QueryText,
  language?: string,
): Query {
  const read = (words: string, most: typeof ofTitle, corrected: (term: string) => string) =>
    tokensOf(words.slice(0, most.characters), language)
      .slice(0, most.tokens)
      .flatMap((token) => lookedUp(token, index, view, corrected));
  const title = read(text.title, ofTitle, createCorrector(index, view));
  const details = read(text.details ?? '', ofDetails, (term) => term);
  const counts = new Map<string, { count: number; inTitle: boolean; isMeaningful: boolean }>();
  for (const [words, weight] of [[title, titleCount] as const, [details, 1] as const]) {
    for (const { term, isMeaningful } of words) {
      const known = counts.get(term);
      counts.set(term, {
        count: (known?.count ?? 0) + weight,
        inTitle: known?.inTitle ?? words === title,
        isMeaningful: isMeaningful || (known?.isMeaningful ?? false),
      });
    }
  }
  const terms = [...counts].map(([term, { count, ...rest }]) => {
    const id = index.vocabulary.find(term);
    const frequency = frequencyIn(index, view, id);
    const rarity = idf(frequency, view.count);
    const weight =
      (((k3 + 1) * count) / (k3 + count)) * (rest.isMeaningful ? 1 : functionWordWeight);
    return { term, id, frequency, idf: rarity, worth: weight * rarity, ...rest };
  });
  return { terms, pairs: [...pairsOf(terms, [title, details])] };
}

interface Word {
  readonly term: string;
  readonly isMeaningful: boolean;
}

/** A name that is known counts as a whole: its parts alone would find what it does not mean. */
function lookedUp(
  { terms, isName, isFunction }: Token,
  index: SearchIndex,
  view: View,
  corrected: (term: string) => string,
): Word[] {
  const [whole = ''] = terms;
  const isWhole = isName && isKnown(index, view, index.vocabulary.find(whole));
  const used = isWhole ? [whole] : terms.length === 1 ? [corrected(whole)] : terms;
  return used.map((term) => ({ term, isMeaningful: !isFunction }));
}

function* pairsOf(
  terms: readonly QueryTerm[],
  texts: readonly (readonly Word[])[],
): Iterable<Pair> {
  const positions = new Map(terms.map(({ term }, i) => [term, i]));
  const seen = new Set<number>();
  for (const words of texts) {
    for (let i = 1; i < words.length; i += 1) {
      const first = positions.get(words[i - 1]?.term ?? '') ?? 0;
      const second = positions.get(words[i]?.term ?? '') ?? 0;
      const key = first * terms.length + second;
      if (seen.has(key)) continue;
      seen.add(key);
      const worth =
        pairWeight * Math.sqrt((terms[first]?.worth ?? 0) * (terms[second]?.worth ?? 0));
      yield { first, second, worth };
    }
  }
}
