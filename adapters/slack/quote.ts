import { safe } from '../safe.ts';
import { escaped } from './text.ts';

const fence = '```';
/** What closing and opening a fence again at a break costs. */
const reserve = 2 * fence.length + 4;

/** A line of a quote: words, or the begin or end of code. */
interface Line {
  readonly text: string;
  readonly isFence: boolean;
}

/**
 * A member's words as mrkdwn, in pieces of at most `limit` units: behind a bar, code in its box, so
 * that no line of theirs can pass for one of ours. Nothing is left out.
 */
export function quotePieces(text: string, limit: number): readonly string[] {
  const room = limit - reserve;
  const pieces: string[] = [];
  let piece: string[] = [];
  let size = 0;
  let isCode = false;
  const close = () => {
    if (piece.length === 0) return;
    pieces.push([...piece, ...(isCode ? [fence] : [])].join('\n'));
    piece = isCode ? [fence] : [];
    size = isCode ? fence.length + 1 : 0;
  };
  for (const { text: line, isFence } of readLines(safe(text))) {
    const bar = isCode || isFence ? '' : '> ';
    for (const part of chop(escaped(line), room - bar.length)) {
      if (size + bar.length + part.length + 1 > room) close();
      piece.push(bar + part);
      size += bar.length + part.length + 1;
    }
    if (isFence) isCode = !isCode;
  }
  isCode = false;
  close();
  return pieces;
}

/**
 * The lines with their fences in pairs. Slack ends code at any three backticks, wherever they stand,
 * and shows what follows on that line outside of everything: only those on a line of their own count.
 */
function readLines(text: string): readonly Line[] {
  const lines = text.split('\n');
  const closing = (line: string) => /^ {0,3}```\s*$/.test(line);
  const lastClosing = lines.findLastIndex(closing);
  let isCode = false;
  return lines.map((line, i) => {
    const isFence: boolean = isCode
      ? closing(line)
      : /^ {0,3}```[\w+#.-]{0,20}\s*$/.test(line) && i < lastClosing;
    if (isFence) isCode = !isCode;
    return { text: isFence ? line.trim() : line.replaceAll(fence, 'ˋˋˋ'), isFence };
  });
}

/** Escaped text in parts of at most `size`, never inside an entity or between the halves of a character. */
function chop(text: string, size: number): readonly string[] {
  if (text.length <= size) return [text];
  let end = size;
  const entity = text.lastIndexOf('&', end - 1);
  if (entity > end - 5 && text.indexOf(';', entity) >= end) end = entity;
  if (/[\ud800-\udbff]/.test(text[end - 1] ?? '')) end -= 1;
  return [text.slice(0, end), ...chop(text.slice(end), size)];
}
