import { safe } from '../safe.ts';
import { harmless } from './text.ts';

const fence = '```';
const bar = '> ';

/** What Discord reads as code, where it stands: a fence first, then a run of backticks. */
const code = /```([\s\S]+?)```|(?<!`)(`{1,2})(?!`)[^\n]{0,200}?[^`\n]\2(?!`)/g;

/**
 * A member's words as Markdown, in pieces of at most `limit` units: behind a bar, so that no line of
 * theirs can pass for one of ours; code stays code, emphasis stays, whatever links, mentions or hides
 * is literal. Nothing is left out.
 */
export function quotePieces(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let size = 0;
  let isCode = false;
  const reserve = 2 * (fence.length + bar.length + 1);
  const close = () => {
    if (piece.length > 0) pieces.push([...piece, ...(isCode ? [bar + fence] : [])].join('\n'));
    piece = isCode ? [bar + fence] : [];
    size = isCode ? bar.length + fence.length + 1 : 0;
  };
  for (const line of lines(safe(text))) {
    for (const part of chop(line.text, limit - reserve - bar.length)) {
      if (size + bar.length + part.length + 1 > limit - reserve) close();
      piece.push(bar + part);
      size += bar.length + part.length + 1;
    }
    if (line.isFence) isCode = !isCode;
  }
  isCode = false;
  if (piece.length > 0) close();
  return pieces;
}

interface Line {
  readonly text: string;
  readonly isFence: boolean;
}

/** The text line by line, escaped but in code; each fence of code on a line of its own. */
function lines(text: string): readonly Line[] {
  const found: Line[] = [];
  let open = '';
  const flush = () => {
    found.push(...open.split('\n').map((line) => ({ text: line, isFence: false })));
    open = '';
  };
  let at = 0;
  for (const match of text.matchAll(code)) {
    open += harmless(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[1] === undefined || match[1].trim() === '') {
      open += match[1] === undefined ? match[0] : harmless(match[0]);
      continue;
    }
    const [, language = '', body = match[1]] =
      /^([a-z0-9_+\-.#]*)\n([\s\S]*)$/i.exec(match[1]) ?? [];
    open = open.replace(/\n$/, '');
    if (open !== '') flush();
    found.push({ text: fence + language, isFence: true });
    const inside = body.replace(/\n$/, '').split('\n');
    found.push(...inside.map((line) => ({ text: line, isFence: false })));
    found.push({ text: fence, isFence: true });
    if (text[at] === '\n') at += 1;
  }
  open += harmless(text.slice(at));
  if (open !== '' || found.length === 0) flush();
  return found;
}

/** Parts of at most `size`, never behind a backslash or between the halves of a character. */
function chop(text: string, size: number): readonly string[] {
  if (text.length <= size) return [text];
  const word = text.lastIndexOf(' ', size);
  let end = word > size / 2 ? word + 1 : size;
  const [backslashes = ''] = /\\*$/.exec(text.slice(0, end)) ?? [];
  const isSplit = /[\ud800-\udbff]/.test(text[end - 1] ?? '') || backslashes.length % 2 === 1;
  if (isSplit) end -= 1;
  return [text.slice(0, end), ...chop(text.slice(end), size)];
}
