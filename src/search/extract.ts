import { cut } from '../text.ts';
import { contentTerms } from './analyse.ts';

/** A piece of a text; `hit` pieces are words that the query asked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
  /** Whether it is code, to be shown as such, without the signs around it. */
  readonly code?: boolean;
}

/** How many characters of a text are looked through. */
const lookedThrough = 8_000;
/** How many words stand before a match where a passage begins within a sentence. */
const lead = 6;
/** A passage that begins within a sentence must have more than this many terms more. */
const insideSentence = 0.5;
/** A passage that was filled this far may as well end with a sentence. */
const wellFilled = 0.5;

/**
 * The passage of `text` that has most of the terms, at most `length` characters, with the matching
 * words marked. It begins and ends with a sentence where it can, and between words otherwise; code is
 * kept whole where it fits; what is left out is marked with "…". Among equal passages it is the first.
 */
export function extract(
  text: string,
  terms: ReadonlySet<string>,
  { length = 240, language }: { length?: number; language?: string | undefined } = {},
): Piece[] {
  const words = wordsOf(
    text,
    (word) => contentTerms(word, language).filter((t) => terms.has(t)),
    length,
  );
  const first = words[0];
  if (!first) return [];
  const { from, to } = bestPassage(words, length);
  const passage = words.slice(from, to);
  const pieces = passage.length > 0 ? passage : [cutWord(words[from] ?? first, length)];
  const before = from > 0 ? [{ text: '… ', hit: false }] : [];
  const after = to < words.length && passage.length > 0 ? [{ text: '…', hit: false }] : [];
  return joined([...before, ...pieces.flatMap(spaced), ...after]);
}

/** A word, or a piece of code that is not taken apart, with the space behind it. */
interface Word extends Piece {
  /** The terms of the query that this word has. */
  readonly terms: readonly string[];
  readonly startsSentence: boolean;
}

/** A fence, code within a line with the signs that touch it, or a word. */
const word = /```[^\n`]*\n[^`]*```|`[^`\n]+`|[^\s`]+|`+/g;

function wordsOf(
  text: string,
  termsOf: (word: string) => readonly string[],
  length: number,
): Word[] {
  const found = [...text.slice(0, lookedThrough).matchAll(word)];
  let isStart = true;
  return found.flatMap(({ 0: written, index }, i) => {
    const isLast = i === found.length - 1;
    const end = index + written.length;
    const space = !isLast && found[i + 1]?.index !== end ? ' ' : '';
    const startsSentence = isStart;
    isStart = /[.!?:]["”')\]]*$|```$/.test(written) && space !== '';
    const code = /^`{3}[^\n`]*\n([^`]*)`{3}$|^`([^`]+)`$/.exec(written);
    const plain = (code?.[1] ?? code?.[2] ?? written).replace(/\s+/g, ' ').trim();
    const parts = code && plain.length <= length ? [plain] : plain.split(' ');
    return parts.map((part, p): Word => {
      const terms = termsOf(part);
      const text = p < parts.length - 1 ? `${part} ` : part + space;
      const hit = terms.length > 0 && !code;
      return {
        text,
        hit,
        terms,
        startsSentence: startsSentence && p === 0,
        ...(code && { code: true }),
      };
    });
  });
}

/** The words from `from` to before `to`; none when not even the first fits in. */
function bestPassage(words: readonly Word[], length: number): { from: number; to: number } {
  let best = { from: 0, to: 0, worth: -1 };
  for (const [i, word] of words.entries()) {
    if (!word.startsSentence && word.terms.length === 0) continue;
    const from = word.startsSentence ? i : Math.max(0, i - lead);
    const { to, terms } = passageFrom(words, from, length);
    const worth = terms - (words[from]?.startsSentence ? 0 : insideSentence);
    if (worth > best.worth) best = { from, to, worth };
  }
  return { from: best.from, to: sentenceEnd(words, best.from, best.to, length) };
}

function passageFrom(words: readonly Word[], from: number, length: number) {
  const seen = new Set<string>();
  let [to, size] = [from, 0];
  for (let word = words[to]; word && size + word.text.length <= length; word = words[to]) {
    size += word.text.length;
    for (const term of word.terms) seen.add(term);
    to += 1;
  }
  return { to, terms: seen.size };
}

/** The last end of a sentence before `to` that leaves out no match and not too much. */
function sentenceEnd(words: readonly Word[], from: number, to: number, length: number): number {
  if (to >= words.length) return to;
  let left = words.slice(from, to).reduce((sum, { text }) => sum + text.length, 0);
  for (let end = to; end > from && left >= wellFilled * length; end -= 1) {
    if (words[end]?.startsSentence) return end;
    const last = words[end - 1];
    if (!last || last.terms.length > 0) break;
    left -= last.text.length;
  }
  return to;
}

/** The mark goes around the word alone: emphasis that ends in a space is none on some platforms. */
function spaced({ text, hit, code }: Piece): Piece[] {
  const word = text.trimEnd();
  const marked = { text: word, hit, ...(code && { code }) };
  if ((!hit && !code) || word === text) return [marked.text === text ? marked : { text, hit }];
  return [marked, { text: ' ', hit: false }];
}

function cutWord(word: Word, length: number): Piece {
  return { text: cut(word.text, length), hit: word.hit };
}

function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && last.hit === piece.hit && !last.code && !piece.code) {
      runs[runs.length - 1] = { text: last.text + piece.text, hit: piece.hit };
    } else runs.push(piece);
  }
  return runs;
}
