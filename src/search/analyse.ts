import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { stopWords } from './stop-words.ts';

/** Raised whenever `analyse` gives other terms for the same text: documents are then made anew. */
export const analyserVersion = 2;

const longestTerm = 64;
const mostTokens = 3_000;
/** Code is mostly noise to a reader's question; its first lines name what matters. */
const tokensOfFence = 40;

/** A flag, or a word with what may stand inside it (`node.js`, `snake_case`) and behind it (`c#`, `c++`). */
const token =
  /(?<![\p{L}\p{N}])--?[a-zA-Z][\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)*|(?:(?<![.\p{L}\p{N}])\.)?[\p{L}\p{N}\p{M}]+(?:[._-][\p{L}\p{N}\p{M}]+)*(?:\+\+|#(?![\p{L}\p{N}]))?/gu;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * The terms of a text, in order, as they are indexed and looked up: lower case, accents folded, plain
 * words stemmed (Porter). Names that programmers use stay whole and are also split: `node.js` gives
 * `node.js node js`, `useEffect` gives `useeffect us effect`, `--force` gives `--force forc`.
 */
export function analyse(text: string): string[] {
  return tokensOf(text).flatMap(termsOf);
}

/** The terms that carry meaning, each once, in order of first appearance. */
export function contentTerms(text: string): string[] {
  const meaningful = tokensOf(text).filter((word) => !stopWords.has(word.toLowerCase()));
  return [...new Set(meaningful.flatMap(termsOf))];
}

/** Whether a term is what a function word becomes. */
export function isFunctionTerm(term: string): boolean {
  return functionTerms.has(term);
}

function tokensOf(text: string): string[] {
  return (
    withoutLongFences(text.normalize('NFC').replace(/['’]/g, ''))
      .match(token)
      ?.slice(0, mostTokens) ?? []
  );
}

function withoutLongFences(text: string): string {
  return text
    .split('```')
    .map((part, i) => (i % 2 === 1 ? part.split(/\s+/, tokensOfFence).join(' ') : part))
    .join('\n');
}

function termsOf(token: string): string[] {
  const word = token.slice(0, longestTerm);
  if (unspaced.test(word)) return segmentsOf(word);
  const whole = fold(word);
  const parts = partsOf(word);
  if (parts.length === 1 && parts[0] === word) return [stem(whole)].filter(isTerm);
  return [whole, ...parts.map((part) => stem(fold(part)))].filter(isTerm);
}

/** A word of nothing but marks leaves nothing. */
const isTerm = (term: string) => term !== '';

/** Parts at signs and at camel humps; a `c#` or `c++` has none but itself. */
function partsOf(word: string): string[] {
  if (/[#+]$/.test(word)) return [];
  return word
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s._-]+/)
    .filter((part) => part.length > 0);
}

function segmentsOf(word: string): string[] {
  return [...segmenter.segment(word)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? fold(segment) : [],
  );
}

function fold(word: string): string {
  const lower = word.toLowerCase();
  return /^[\x20-\x7e]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/[\p{M}\s]/gu, '');
}

/** Stemming costs microseconds and words repeat: the last many thousand are remembered. */
const stems = new Map<string, string>();
const mostStems = 50_000;

function stem(word: string): string {
  if (!/^[a-z]{3,}$/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= mostStems) stems.clear();
  const stemmed = PorterStemmer.stem(word);
  stems.set(word, stemmed);
  return stemmed;
}

const functionTerms: ReadonlySet<string> = new Set([...stopWords].flatMap(analyse));
