import { defaultLanguage, stemmerOf } from './stemmers.ts';
import { stopWords } from './stop-words.ts';

/** Raised whenever `analyse` gives other terms for the same text: documents are then made anew. */
export const analyserVersion = 3;

const longestTerm = 64;
const mostTokens = 3_000;
/** Code is mostly noise to a reader's question; its first lines name what matters. */
const tokensOfFence = 40;

/** What stands in a text between spaces and signs, with the terms it is found by. */
export interface Token {
  /** The name as it is, then its parts; of a plain word its stem alone. */
  readonly terms: readonly string[];
  /** A name that programmers write in one: `useEffect`, `snake_case`, `node.js`, `--force`, `1.2.3`. */
  readonly isName: boolean;
  /** It says how something is asked, not what it is about. A word in quotes never does. */
  readonly isFunction: boolean;
}

/**
 * From left to right: an absolute path; a flag; a word with what may stand inside it (`node.js`,
 * `snake_case`) and behind it (`c#`, `c++`). Every repetition starts with a sign that its item cannot
 * have, so that matching takes linear time.
 */
const token =
  /(?<![\p{L}\p{N}/:.])(?:~|\.\.?)?(?:\/[\w@-][\w.@-]*)+|(?<![\p{L}\p{N}])--?[a-zA-Z][\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)*|(?:(?<![.\p{L}\p{N}])\.)?[\p{L}\p{N}\p{M}]+(?:[._-][\p{L}\p{N}\p{M}]+)*(?:\+\+|#(?![\p{L}\p{N}]))?/gu;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const apostrophe = /(?<=\p{L})['’](?=\p{L})/gu;
/** A few words in quotes are spoken of: a function word among them is what the question is about. */
const quoted =
  /(?:["“”`]|(?<![\p{L}\p{N}])['‘])([^"“”`'‘’\n]{1,40})(?:["“”`]|['’](?![\p{L}\p{N}]))/u;
const version = /^v?\d+(?:\.\d+)+$/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it says what ASCII is
const ascii = /^[\x00-\x7f]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * The terms of a text, in order, as they are indexed: lower case, accents folded, plain words stemmed
 * by the rules of the language (English: Porter). Names that programmers use stay whole and are also split: `node.js` gives
 * `node.js node js`, `--force-with-lease` gives `--force-with-lease forc leas`, `1.2.3` gives
 * `1.2.3 1.2 1`.
 */
export function analyse(text: string, language = defaultLanguage): string[] {
  return tokensOf(text, language).flatMap(({ terms }) => terms);
}

/** The terms that carry meaning, each once, in order of first appearance. */
export function contentTerms(text: string, language = defaultLanguage): string[] {
  const meaningful = tokensOf(text, language).filter(({ isFunction }) => !isFunction);
  return [...new Set(meaningful.flatMap(({ terms }) => terms))];
}

/** Whether a term is what a function word becomes. */
export function isFunctionTerm(term: string): boolean {
  return functionTerms.has(term);
}

export function tokensOf(text: string, language = defaultLanguage): Token[] {
  const plain = ascii.test(text) ? text : text.normalize('NFC');
  const spoken = withoutLongFences(plain.replace(apostrophe, ''));
  return spoken
    .split(quoted)
    .flatMap((part, i) => {
      const words = part.match(token) ?? [];
      return words.slice(0, mostTokens).flatMap((word) => toToken(word, language, i % 2 === 1));
    })
    .slice(0, mostTokens);
}

function withoutLongFences(text: string): string {
  if (!text.includes('```')) return text;
  return text
    .split('```')
    .map((part, i) => (i % 2 === 1 ? part.split(/\s+/, tokensOfFence).join(' ') : part))
    .join('\n');
}

/** Taking a word apart costs microseconds and words repeat: the last many thousand are remembered. */
const remembered = new Map<string, Token>();
const mostRemembered = 50_000;

function toToken(written: string, language: string, isQuoted: boolean): Token | readonly [] {
  const key = `${language} ${written}`;
  const known = remembered.get(key);
  const token = known ?? readToken(written, language);
  if (known === undefined && written.length <= longestTerm) {
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, token);
  }
  if (token.terms.length === 0) return [];
  return isQuoted && token.isFunction ? { ...token, isFunction: false } : token;
}

function readToken(written: string, language: string): Token {
  const isFunction = stopWords.has(written.toLowerCase());
  const terms = termsOf(written, language).filter((term) => term !== '');
  return { terms, isFunction, isName: isName(written) };
}

/** Written in one with signs or humps in it; words with hyphens between them are words. */
function isName(word: string): boolean {
  return !unspaced.test(word) && (/[._/]|^-/.test(word) || /\p{Ll}\p{Lu}/u.test(word));
}

function termsOf(written: string, language: string): readonly string[] {
  if (unspaced.test(written)) return segmentsOf(written);
  const word = written.slice(0, longestTerm);
  const whole = fold(word);
  if (version.test(word)) return versionsOf(whole.replace(/^v/, ''));
  const parts = partsOf(word);
  if (parts.length === 1 && parts[0] === word) return [stem(word, language)];
  return [whole, ...parts.filter(isTelling).map((part) => stem(part, language))];
}

/** Parts of a name that are function words would find everything. */
const isTelling = (part: string) => !stopWords.has(part.toLowerCase());

/** Parts at signs and at camel humps; a `c#` or `c++` has none but itself. */
function partsOf(word: string): string[] {
  if (/[#+]$/.test(word)) return [];
  return word
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s._/~@-]+/)
    .filter((part) => part.length > 0);
}

/** A version and what it is a version of: 1.2.3, 1.2, 1. */
function versionsOf(whole: string): string[] {
  const numbers = whole.split('.');
  return numbers.map((_, i) => numbers.slice(0, numbers.length - i).join('.'));
}

function segmentsOf(word: string): string[] {
  const words = Iterator.from(segmenter.segment(word)).filter(({ isWordLike }) => isWordLike);
  return [...words.take(mostTokens)].map(({ segment }) => fold(segment).slice(0, longestTerm));
}

function fold(word: string): string {
  const lower = word.toLowerCase();
  return ascii.test(lower) ? lower : lower.normalize('NFKD').replace(/[\p{M}\s]/gu, '');
}

/** English knows no accents; elsewhere they are part of what the rules look at. */
function stem(word: string, language: string): string {
  if (language !== defaultLanguage && /^\p{L}{3,}$/u.test(word)) {
    return fold(stemmerOf(language).stem(word.toLowerCase()));
  }
  const folded = fold(word);
  return /^[a-z]{3,}$/.test(folded) ? stemmerOf(defaultLanguage).stem(folded) : folded;
}

const functionTerms: ReadonlySet<string> = new Set([...stopWords].flatMap((word) => analyse(word)));
