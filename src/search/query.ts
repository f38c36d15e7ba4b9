import { analyse, contentTerms } from './analyse.ts';

/** What a question's title counts for, against its details. */
const titleWeight = 3;
/** What a function word counts for: it says how something is asked, and that is worth a little. */
const functionWordWeight = 0.6;
/** Saturation of a repeated query term (BM25's k3; Robertson & Walker, 1994). */
const k3 = 8;

/** One term of a query, and how much it should count. */
export interface QueryTerm {
  readonly term: string;
  /** Saturated query term weight: (k3 + 1)·c / (k3 + c), where the title counts c three times. */
  readonly weight: number;
  readonly inTitle: boolean;
  /** Not a function word: it says what the query is about. */
  readonly meaningful: boolean;
  /** ln(1 + (N - df + .5) / (df + .5)); of a term that stands nowhere, the highest there is. */
  readonly idf: number;
  /** In how many documents it stands. */
  readonly frequency: number;
}

/** A question as typed: its one line, and what was added to it. */
export interface QueryText {
  readonly title: string;
  readonly details?: string;
}

/** The distinct terms of a query: all, those of its title, and those that carry meaning. */
export interface Query {
  readonly terms: readonly string[];
  readonly title: ReadonlySet<string>;
  readonly meaningful: ReadonlySet<string>;
}

/** Of long details the first terms say what matters; each more costs time. */
const mostDetailTerms = 60;

export function readQuery({ title, details = '' }: QueryText): Query {
  const inTitle = new Set(analyse(title));
  return {
    terms: [...new Set([...inTitle, ...[...new Set(analyse(details))].slice(0, mostDetailTerms)])],
    title: inTitle,
    meaningful: new Set([...contentTerms(title), ...contentTerms(details)]),
  };
}

/** Weighs the terms of a query by where they stand in it and how rare they are in `total` documents. */
export function weighTerms(
  query: Query,
  frequencies: ReadonlyMap<string, number>,
  total: number,
): QueryTerm[] {
  return query.terms.map((term) => {
    const inTitle = query.title.has(term);
    const meaningful = query.meaningful.has(term);
    const count = inTitle ? titleWeight : 1;
    const frequency = frequencies.get(term) ?? 0;
    return {
      term,
      inTitle,
      meaningful,
      frequency,
      weight: (((k3 + 1) * count) / (k3 + count)) * (meaningful ? 1 : functionWordWeight),
      idf: Math.log(1 + (Math.max(total, frequency) - frequency + 0.5) / (frequency + 0.5)),
    };
  });
}
