import { contentTerms } from './analyse.ts';

/** A piece of a text; `hit` pieces are words that the query asked for. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/**
 * The passage of `text` that has most of the terms, at most `length` characters, cut at word borders
 * with "…", and with the matching words marked. Without a match it is the beginning.
 */
export function extract(text: string, terms: ReadonlySet<string>, length = 240): Piece[] {
  const words = wordsOf(text, terms);
  const { from, to } = densest(words, length);
  const pieces: Piece[] = words.slice(from, to).map(({ text, hit }) => ({ text, hit }));
  const first = pieces[0];
  if (first && first.text.length > length)
    return [{ ...first, text: `${first.text.slice(0, length).toWellFormed()}…` }];
  if (from > 0) pieces.unshift({ text: '… ', hit: false });
  if (to < words.length) pieces.push({ text: '…', hit: false });
  return joined(pieces);
}

interface Word extends Piece {
  readonly weight: number;
}

function wordsOf(text: string, terms: ReadonlySet<string>): Word[] {
  const seen = new Set<string>();
  const words = text.replace(/\s+/g, ' ').trim().match(/\S+ ?/g) ?? [];
  return words.map((word) => {
    const matches = contentTerms(word).filter((term) => terms.has(term));
    const isNew = matches.some((term) => !seen.has(term));
    for (const term of matches) seen.add(term);
    return {
      text: word,
      hit: matches.length > 0,
      weight: matches.length === 0 ? 0 : isNew ? 3 : 1,
    };
  });
}

/** The window of words within `length` characters that has the most weight; the first of equals. */
function densest(words: readonly Word[], length: number): { from: number; to: number } {
  let [from, size, weight] = [0, 0, 0];
  let best = { from: 0, to: 0, weight: -1 };
  for (const [i, word] of words.entries()) {
    size += word.text.length;
    weight += word.weight;
    while (size > length && from < i) {
      size -= words[from]?.text.length ?? 0;
      weight -= words[from]?.weight ?? 0;
      from += 1;
    }
    if (weight > best.weight || (weight === best.weight && from === best.from)) {
      best = { from, to: i + 1, weight };
    }
  }
  return best;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && last.hit === piece.hit)
      runs[runs.length - 1] = { ...last, text: last.text + piece.text };
    else runs.push(piece);
  }
  return runs;
}
