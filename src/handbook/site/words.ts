import { stopWords } from '../../search/stop-words.ts';

/** Words, and names that programmers write in one (`c++`, `node.js`, `--force`): the browser reads a query by it too. */
export const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}_+#]*(?:[.-][\p{L}\p{N}][\p{L}\p{N}_+#]*)*/gu;

const longestWord = 40;

/** The words of a text by which it is found in the browser, each once. */
export function wordsIn(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const found = Array.from(plain.matchAll(wordPattern), ([word]) => word).flatMap((word) =>
    /[.-]/.test(word) ? [word, ...word.split(/[.-]/)] : word,
  );
  return [...new Set(found)].filter((word) => word.length <= longestWord && !stopWords.has(word));
}
