import { stopWords } from '../search/stop-words.ts';

const shortest = 3;
/** What stands in more pages is a word of the language, or of the trade. */
const widest = 3;

/** Of the words that are also names those that may well be meant as such, by page. */
export function likelyNames(
  suspects: ReadonlyMap<number, readonly string[]>,
): ReadonlyMap<number, readonly string[]> {
  const pagesWith = new Map<string, number>();
  for (const word of [...suspects.values()].flat()) {
    pagesWith.set(word, (pagesWith.get(word) ?? 0) + 1);
  }
  const isLikely = (word: string) =>
    word.length >= shortest &&
    !stopWords.has(word.toLowerCase()) &&
    (pagesWith.get(word) ?? 0) <= widest;
  const likely = Array.from(
    suspects,
    ([number, words]) => [number, words.filter(isLikely)] as const,
  );
  return new Map(likely.filter(([, words]) => words.length > 0));
}
