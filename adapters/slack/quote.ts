import { safe } from '../safe.ts';
import { escaped } from './text.ts';

const fence = '```';
const isFence = (line: string) => /^ {0,3}```/.test(line);
/** What closing and opening a fence again at a break costs. */
const reserve = 2 * fence.length + 4;

/**
 * A member's words as mrkdwn, in pieces of at most `limit` units: behind a bar, code in its box, so
 * that no line of theirs can pass for one of ours. Nothing is left out.
 */
export function quotePieces(text: string, limit: number): readonly string[] {
  const lines = safe(text).split('\n');
  const lastFence = lines.findLastIndex(isFence);
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
  for (const [i, line] of lines.entries()) {
    const opens: boolean = isFence(line) && !isCode && i < lastFence;
    const bar = isCode || opens ? '' : '> ';
    for (const part of chop(escaped(line), room - bar.length)) {
      if (size + bar.length + part.length + 1 > room) close();
      piece.push(bar + part);
      size += bar.length + part.length + 1;
    }
    if (isFence(line)) isCode = opens;
  }
  isCode = false;
  close();
  return pieces;
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
