import { contentTerms } from './analyse.ts';

/** A piece of a text; `hit` pieces are words that the query asked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** How many characters of a text are looked through. */
const lookedThrough = 20_000;
/** How many words stand before a match where a passage begins within a sentence. */
const lead = 6;
/** A passage that begins within a sentence must have more than this many terms more. */
const insideSentence = 0.5;

/**
 * The passage of `text` that has most of the terms, at most `length` characters, with the matching
 * words marked. It begins with a sentence where it can, ends between words, and what is left out is
 * marked with "…". Among equal passages it is the first.
 */
export function extract(text: string, terms: ReadonlySet<string>, length = 240): Piece[] {
  const words = wordsOf(text, terms);
  const first = words[0];
  if (!first) return [];
  const { from, to } = bestPassage(words, length);
  const passage = words.slice(from, to);
  const pieces = passage.length > 0 ? passage : [cutWord(words[from] ?? first, length)];
  const before = from > 0 ? [{ text: '… ', hit: false }] : [];
  const after = to < words.length && passage.length > 0 ? [{ text: '…', hit: false }] : [];
  return joined([...before, ...pieces, ...after]);
}

interface Word extends Piece {
  /** The terms of the query that this word has. */
  readonly terms: readonly string[];
  readonly startsSentence: boolean;
}

function wordsOf(text: string, wanted: ReadonlySet<string>): Word[] {
  const start = text.slice(0, lookedThrough).replace(/\s+/g, ' ').trim();
  const words = start.match(/\S+ ?/g) ?? [];
  return words.map((word, i) => {
    const terms = contentTerms(word).filter((term) => wanted.has(term));
    const startsSentence = i === 0 || /[.!?:] $/.test(words[i - 1] ?? '');
    return { text: word, hit: terms.length > 0, terms, startsSentence };
  });
}

/** The words from `from` to before `to`; none when not even the first fits in. */
function bestPassage(words: readonly Word[], length: number): { from: number; to: number } {
  let best = { from: 0, to: 0, worth: -1 };
  for (const [i, word] of words.entries()) {
    if (!word.startsSentence && !word.hit) continue;
    const from = word.startsSentence ? i : Math.max(0, i - lead);
    const { to, terms } = passageFrom(words, from, length);
    const worth = terms - (words[from]?.startsSentence ? 0 : insideSentence);
    if (worth > best.worth) best = { from, to, worth };
  }
  return best;
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

function cutWord(word: Word, length: number): Piece {
  return { text: `${[...word.text].slice(0, length).join('')}…`, hit: word.hit };
}

function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const { text, hit } of pieces) {
    const last = runs.at(-1);
    if (last && last.hit === hit) runs[runs.length - 1] = { text: last.text + text, hit };
    else runs.push({ text, hit });
  }
  return runs;
}
