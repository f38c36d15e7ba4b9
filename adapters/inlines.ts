import type { Inline, Text } from '../commands/kit/text.ts';

/**
 * The text as a platform writes it, of at most `limit` units: whole inlines first, then as much as
 * `cutWords` leaves of plain words, or "…" where it is cut. `pieceOf` writes one inline.
 */
export function inlinesWithin(
  text: Text,
  limit: number,
  pieceOf: (inline: Inline, limit: number) => string,
  cutWords: (words: string, room: number) => string,
): string {
  let out = '';
  for (const inline of text) {
    const piece = pieceOf(inline, limit);
    if (out.length + piece.length <= limit) {
      out += piece;
      continue;
    }
    const room = limit - out.length - 1;
    return typeof inline === 'string' && room > 0 ? out + cutWords(inline, room) : `${out}…`;
  }
  return out;
}
