import { analyse, contentTerms } from './analyse.ts';

/** What someone searches for who knows how: every part must hold. */
export interface Operators {
  /** Terms that stand side by side: `"exact phrase"`. */
  readonly phrases: readonly (readonly string[])[];
  /** Terms of which none may be there: `-word`. */
  readonly without: readonly (readonly string[])[];
  /** What a term begins with: `prefix*`. */
  readonly prefixes: readonly string[];
  /** The terms of the words besides. */
  readonly words: readonly string[];
}

export interface ReadSearch {
  /** The words without the tag. */
  readonly text: string;
  /** `tag:name`; the first counts. */
  readonly tag: string | undefined;
  /** Undefined when the text is nothing but words. */
  readonly operators: Operators | undefined;
}

const mostWords = 40;
/** A phrase, a tag, what is left out (with nothing but a space before the dash), a prefix, a word. */
const part =
  /(-?)"([^"]{1,200})"|(?<=^|\s)tag:#?(\S{1,60})|(?<=^|\s)-([^\s"-]\S{0,60})|(\S{2,60})\*(?=\s|$)|(\S+)/gu;

/**
 * Reads `"exact phrase" -word tag:name prefix*`. What looks like none of these is a word: a flag
 * (`--force`) or a lone quote too. Takes linear time.
 */
export function readSearch(typed: string, language?: string): ReadSearch {
  const found: { phrases: string[][]; without: string[][]; prefixes: string[]; words: string[] } = {
    phrases: [],
    without: [],
    prefixes: [],
    words: [],
  };
  let tag: string | undefined;
  const kept: string[] = [];
  for (const match of typed.replace(/[“”„]/g, '"').matchAll(part)) {
    const [whole, minus, phrase, tagged, unwanted, prefix, word] = match;
    if (tagged !== undefined && tag === undefined) {
      tag = tagged;
      continue;
    }
    kept.push(whole);
    if (phrase !== undefined)
      (minus ? found.without : found.phrases).push(analyse(phrase, language));
    else if (unwanted !== undefined) found.without.push(analyse(unwanted, language));
    else if (prefix !== undefined) found.prefixes.push(...analyse(prefix, language).slice(-1));
    else found.words.push(...contentTerms(word ?? '', language));
  }
  const isSaid = (terms: readonly string[]) => terms.length > 0;
  const operators = {
    phrases: found.phrases.filter(isSaid),
    without: found.without.filter(isSaid),
    prefixes: found.prefixes,
    words: found.words.slice(0, mostWords),
  };
  const { phrases, without, prefixes } = operators;
  const isPlain = phrases.length + without.length + prefixes.length === 0;
  return { text: kept.join(' '), tag, operators: isPlain ? undefined : operators };
}
