import type { Style } from './colours.ts';

/** A stretch of text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** The spans as lines of at most `width` columns, broken at spaces where there are any. */
export function wrap(spans: readonly Span[], width: number): readonly (readonly Span[])[] {
  const text = spans.map((span) => span.text).join('');
  return breakLines(text, width).map(([from, to]) => cut(spans, from, to));
}

/** Where the lines of `text` start and end. A word longer than a line is broken where it must be. */
export function breakLines(text: string, width: number): readonly (readonly [number, number])[] {
  const lines: [number, number][] = [];
  let start = 0;
  let columns = 0;
  let space = -1;
  for (const { segment, index } of characters(text)) {
    columns += widthOf(segment);
    if (segment === ' ') {
      if (columns <= width + 1) space = index;
    } else if (columns > width && index > start) {
      const isBetweenWords = text.slice(start, Math.max(space, start)).trim() !== '';
      lines.push([start, isBetweenWords ? space : index]);
      start = isBetweenWords ? space : index;
      while (text[start] === ' ') start += 1;
      columns = textWidth(text.slice(start, index)) + widthOf(segment);
      space = -1;
    }
  }
  return [...lines, [start, Math.max(start, text.trimEnd().length)]];
}

/** The text, or as much of it as fits into `width` columns with `…` behind it. */
export function shorten(text: string, width: number): string {
  const [first] = breakLines(text, width - 1);
  const end = first?.[1] ?? 0;
  return textWidth(text) <= width ? text : `${text.slice(0, end).trimEnd()}…`;
}

/** The text in pieces of at most `width` columns. */
export function chopText(text: string, width: number): readonly string[] {
  const pieces = [''];
  let columns = 0;
  for (const { segment } of characters(text)) {
    columns += widthOf(segment);
    if (columns > width && pieces.at(-1) !== '') {
      pieces.push('');
      columns = widthOf(segment);
    }
    pieces.push(`${pieces.pop() ?? ''}${segment}`);
  }
  return pieces;
}

/** Columns that the text takes in a terminal. */
export function textWidth(text: string): number {
  let columns = 0;
  for (const { segment } of characters(text)) columns += widthOf(segment);
  return columns;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const isAscii = (text: string) => /^[ -~]*$/.test(text);

function* characters(text: string): Iterable<{ segment: string; index: number }> {
  if (!isAscii(text)) return yield* graphemes.segment(text);
  for (let index = 0; index < text.length; index += 1) yield { segment: text.charAt(index), index };
}

/** East Asian characters and emoji take two columns: https://www.unicode.org/reports/tr11/. */
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

function widthOf(character: string): number {
  if (isAscii(character)) return character.length;
  return wide.test(character) ? 2 : 1;
}

function cut(spans: readonly Span[], from: number, to: number): readonly Span[] {
  let at = 0;
  return spans.flatMap(({ text, style }) => {
    const piece = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += text.length;
    return piece === '' ? [] : [{ text: piece, style }];
  });
}
