import type { Page } from '../handbook.ts';
import { wordPattern, wordsIn } from './words.ts';

/**
 * What the browser searches: of each page its number, title, topics, words, whether it is outdated, and by
 * what it is superseded.
 * It is a script and no JSON, because a page that was opened from a disk may load scripts only. The
 * index is made in the browser, which takes less time than loading a larger file.
 */
export function createSearchData() {
  const pages: string[] = [];
  return {
    add({ number, title, tags, question, answer, outdatedAt, supersededBy }: Page): void {
      const inTitle = new Set(wordsIn(title));
      const words = wordsIn(`${question}\n${answer}`).filter((word) => !inTitle.has(word));
      const isOver = outdatedAt !== null || supersededBy !== null ? 1 : 0;
      const next = supersededBy === null ? [] : [supersededBy];
      pages.push(JSON.stringify([number, title, tags, words.join(' '), isOver, ...next]));
    },

    finish(): string {
      const pattern = JSON.stringify(wordPattern.source);
      return `globalThis.praxisPages = { pattern: ${pattern}, pages: [\n${pages.join(',\n')}\n] };\n`;
    },
  };
}
