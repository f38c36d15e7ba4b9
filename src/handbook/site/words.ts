import { stopWords } from '../../search/stop-words.ts';

/**
 * Words, and names that programmers write in one (`c++`, `node.js`); each sign of a script that writes
 * without spaces. The browser reads a query by it too.
 */
export const wordPattern = wordsOf(
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}',
);

function wordsOf(unspaced: string): RegExp {
  const letter = `(?![${unspaced}])[\\p{L}\\p{N}]`;
  const word = `${letter}(?:${letter}|[_+#])*`;
  return new RegExp(`[${unspaced}]|${word}(?:[.-]${word})*`, 'gu');
}

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
